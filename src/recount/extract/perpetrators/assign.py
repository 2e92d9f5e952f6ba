"""Which act a figure belongs to, in its sentence or carried from the same account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recount.extract.perpetrators.act import Act
from recount.extract.perpetrators.following import Following, is_harm
from recount.extract.perpetrators.sentences import Kind
from recount.extract.perpetrators.subjects import subject_before
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import CountKind, Harm, Modality
from recount.text.spans import Span

_TELLING = 4  # figures below are too common to show that two sentences tell of one event
_SMALL = 13  # below, a part of one toll may by chance be as large as another toll
_WAR = 50_000  # tolls from here on are those of a war: nobody is named but in the clause itself
_MANY = 200  # proposals from the beginning, where the report names who did it; hostile texts have thousands
_DRIVEN = 12  # words behind an act among which stands that it drove people out
_CARRYING = frozenset({Harm.KILLED, Harm.INJURED, Harm.CASUALTIES, Harm.MISSING})


class Accounts(Following):
    """Finds the act behind each figure of a report."""

    __slots__ = ("_of_sentence", "_victims", "proposals")

    def __init__(
        self, reading: Reading, language: str, proposals: Sequence[Proposal], totals: frozenset[int]
    ) -> None:
        super().__init__(reading, language, totals)
        self.proposals = proposals
        self._victims: dict[int, set[str]] = {}
        self._of_sentence: dict[int, list[Proposal]] = {}
        for proposal in proposals[:_MANY]:
            self._of_sentence.setdefault(proposal.sentence, []).append(proposal)
        before: Proposal | None = None
        for proposal in proposals:
            own = self._victim_words(proposal)
            if not own and before is not None and before.sentence == proposal.sentence:
                own = self._victims[before.quantity.span.start]  # "… and injuring 20 others"
            self._victims[proposal.quantity.span.start] = own
            before = proposal

    def _victim_words(self, proposal: Proposal) -> set[str]:
        """The words for the victims without a plural s; none when they only stand for those named before."""
        if proposal.victims is None:
            return set()
        words = self.reading.words(proposal.victims).casefold().split()
        return set() if self.lexicon.anaphoric.issuperset(words) else {word.rstrip("s") for word in words}

    def choose(self, proposal: Proposal) -> Act | None:
        """Return the act behind a figure, ``None`` when the text names no party."""
        here = [
            act
            for act in self.acts_of_hand(proposal.sentence, proposal)
            if not (self._suffers(act, proposal) or self.wards_off(act, proposal))
            and not self.is_of_other_event(act, proposal)
        ]
        if proposal.harm not in _CARRYING:
            return self._direct([act for act in here if not self._is_victim(act, proposal)], proposal)
        acts = [
            act for act in here if not (self._is_victims(act, proposal) or self.is_their_own(act, proposal))
        ]
        if self._is_toll_of_war(proposal):
            return next((act for act in acts if is_harm(act, proposal)), None)
        if self.is_fighting(proposal, acts):
            return None
        act = self._nearest(acts, proposal) or self._subject(proposal)
        if act is None and not self.is_apart(proposal):
            act = self._from_account(proposal)
        return act if act is None or not self.is_anonymous(act) else self._claimed_for(act, proposal)

    def is_apart(self, proposal: Proposal) -> bool:
        """Whether no party told of elsewhere is carried to a figure, as for those who fell attacking."""
        victims = self._victims[proposal.quantity.span.start]
        return not self.lexicon.attackers.isdisjoint(victims) or super().is_apart(proposal)

    def _claimed_for(self, act: Act, proposal: Proposal) -> Act:
        """The party that claims the act of an unnamed one, or is blamed for it, else the act."""
        first = proposal.sentence
        claimed = next((other for other in self.acts(first) if other.is_claim), None)
        if claimed is not None:
            return claimed
        if self.reading.is_headline(first):
            first += self.lexicon.blame_reach
        return self.blamed_after(first) or self._claimed_before(first) or act

    def _claimed_before(self, sentence: int) -> Act | None:
        """The party that claims the attack in a sentence before, where no other claims one."""
        reach = range(max(0, sentence - self.lexicon.definite_reach), sentence)
        claims = [act for index in reach for act in self.acts(index) if act.is_claim]
        return claims[0] if claims else None

    def _is_toll_of_war(self, proposal: Proposal) -> bool:
        return proposal.quantity.low is not None and proposal.quantity.low >= _WAR

    def _is_victims(self, act: Act, proposal: Proposal) -> bool:
        """Whether the party is the victims', but for the subject of the verb that kills."""
        if self._loses(act, proposal) or self._is_victim(act, proposal):
            return True
        return not is_harm(act, proposal) and self._matches_victims(act, proposal)

    def _suffers(self, act: Act, proposal: Proposal) -> bool:
        """Whether the subject of a verb of harm is counted as its victim ("25 guards |killed by …")."""
        return act.is_active and any(
            is_harm(act, other)
            and other.victims is not None
            and any(
                other.quantity.span.start <= party.end and party.end <= other.victims.end
                for party in act.parties
            )
            for other in self._of_sentence.get(proposal.sentence, ())
        )

    def _loses(self, act: Act, proposal: Proposal) -> bool:
        """Whether the figure is what the party itself lost."""
        text, start = self.reading.text, proposal.quantity.span.start
        words = text[max(0, start - 30) : start].casefold().split()
        return act.end <= start and not self.lexicon.losing_verbs.isdisjoint(words[-3:])

    def of_same_figure(
        self, proposal: Proposal, proposals: Sequence[Proposal], acts: Sequence[Act | None]
    ) -> Act | None:
        """The act behind the same figure told elsewhere in the report: a repeat is of the same event."""
        kind = self.kind(proposal.sentence)
        if not self._tells(proposal) or kind.is_mutual or (kind.breaks and self._is_small(proposal)):
            return None
        if self.is_apart(proposal):
            return None
        for other, act in zip(proposals[:_MANY], acts[:_MANY], strict=True):
            is_same = other.harm is proposal.harm and other.quantity.low == proposal.quantity.low
            is_part = (other.hint is None) != (proposal.hint is None)
            if act is not None and is_same and not (is_part and self._is_small(proposal)):
                return act
        return None

    def of_same_event(self, proposal: Proposal, told: Sequence[Act | None]) -> Act | None:
        """The act behind another figure of a sentence that tells of one event told elsewhere ("killed 18 and
        wounded 12", where the report names who killed 18)."""
        kind = self.kind(proposal.sentence)
        if proposal.harm not in _CARRYING or kind.is_mutual or kind.breaks or self.acts(proposal.sentence):
            return None
        if self.is_apart(proposal):
            return None
        for other, act in zip(self.proposals[:_MANY], told[:_MANY], strict=True):
            is_before = other.quantity.span.start < proposal.quantity.span.start
            if (
                act is not None
                and is_before
                and other.sentence == proposal.sentence
                and other.harm in _CARRYING
            ):
                return None if self._matches_victims(act, proposal) else act
        return None

    def _is_small(self, proposal: Proposal) -> bool:
        return proposal.quantity.low is not None and proposal.quantity.low < _SMALL

    def _tells(self, proposal: Proposal) -> bool:
        """Whether a figure is such that its repeat is of the same event."""
        quantity = proposal.quantity
        is_number = quantity.kind is CountKind.DIGITS or quantity.kind is CountKind.WORDS
        is_low = quantity.low is None or quantity.low < _TELLING
        return is_number and not is_low and proposal.modality is Modality.ASSERTED

    # -- in the sentence ------------------------------------------------------------------------------------

    def _nearest(self, acts: Sequence[Act], proposal: Proposal) -> Act | None:
        """After a passive the act that follows, else the one before; then the nearest."""
        trigger, count = proposal.trigger, proposal.quantity.span
        start = min(trigger.start, count.start)
        inside = [act for act in acts if is_harm(act, proposal)]
        if inside:
            return inside[-1]
        claimed = next((act for act in acts if act.is_claim), None)
        if claimed is not None:
            return claimed
        before = [act for act in acts if act.act.start < start]
        after = [act for act in acts if act.act.start >= start and self._may_follow(proposal, act)]
        if self._is_passive(proposal) and after:
            return self._with_joined(after)
        if before:
            return before[-1]
        return after[0] if after else None

    def _may_follow(self, proposal: Proposal, act: Act) -> bool:
        """Whether an act behind the figure is its cause, not one told beside the cause ("killed in a raid …")."""
        if self.is_weak(act) and not self._is_passive(proposal):
            return False
        cause = self.reader(proposal.sentence).cause_after(proposal.trigger.end)
        if cause is None or act.start <= cause.end:
            return True
        return self.lexicon.linked.search(self.reading.text, cause.end, act.end) is not None

    def _with_joined(self, acts: Sequence[Act]) -> Act:
        """The first act, with those joined to it by "and" ("as rebels shelled … and the army hit …")."""
        joined = acts[0]
        for act in acts[1:]:
            between = self.reading.text[joined.end : act.start].casefold().split()
            is_joined = bool(between) and between[-1] in self.lexicon.coordinators
            if not (joined.is_active and act.is_active and is_joined):
                break
            joined = replace(
                joined, parties=tuple(dict.fromkeys((*joined.parties, *act.parties))), end=act.end
            )
        return joined

    def _subject(self, proposal: Proposal) -> Act | None:
        """The subject of the clause that ends in "…, killing 12"."""
        if self._is_passive(proposal):
            return None
        trigger = self._leaving(proposal) or proposal.trigger
        words = self.reading.words(trigger).casefold().split()
        is_participle = self.lexicon.continuous.fullmatch(words[0]) is not None
        if not (is_participle or self._is_joined(trigger) or self.reading.is_headline(proposal.sentence)):
            return None
        act = subject_before(self.reader(proposal.sentence), trigger)
        if act is None or self._is_victims(act, proposal) or self._matches_victims(act, proposal):
            return None
        return act

    def _is_joined(self, trigger: Span) -> bool:
        """Whether a verb follows another one of the same subject ("advanced and |killed 12")."""
        before = self.reading.text[max(0, trigger.start - 12) : trigger.start].casefold().split()
        return bool(before) and before[-1] in self.lexicon.coordinators

    def _leaving(self, proposal: Proposal) -> Span | None:
        """The verb of "leaving 12 dead"."""
        start = proposal.quantity.span.start
        first = max(self.reading.sentences[proposal.sentence].span.start, start - 20)
        word = self.reading.text[first:start].rpartition(" ")[0].rpartition(" ")[2]
        if word.casefold() not in self.lexicon.leaving_verbs:
            return None
        end = first + self.reading.text[first:start].rindex(word) + len(word)
        return Span(end - len(word), end)

    def _is_passive(self, proposal: Proposal) -> bool:
        """Whether the figure stands before its verb."""
        return proposal.quantity.span.start < proposal.trigger.start and self._leaving(proposal) is None

    def _is_victim(self, act: Act, proposal: Proposal) -> bool:
        """Whether the party is named as the victim of this figure."""
        span = proposal.victims or proposal.quote
        return any(
            span.start <= party.start and party.end <= span.end and proposal.victims is not None
            for party in act.parties
        )

    def _direct(self, acts: Sequence[Act], proposal: Proposal) -> Act | None:
        """The displaced, detained and trapped: only a party said to have done just that."""
        for act in acts:
            if is_harm(act, proposal):
                return act
            if act.is_active and act.end <= proposal.trigger.start and proposal.harm is Harm.TRAPPED:
                return act
            if proposal.harm is Harm.DISPLACED and self._drove(act, proposal):
                return act
        return None

    def _drove(self, act: Act, proposal: Proposal) -> bool:
        """Whether the act is said to have set the people moving ("rebel shelling forced thousands to flee")."""
        end = max(proposal.trigger.start, proposal.quantity.span.start)
        words = self.reading.text[act.end : end].casefold().split()[:_DRIVEN]
        return not self.lexicon.driving_verbs.isdisjoint(words)

    # -- from the account -----------------------------------------------------------------------------------

    def _from_account(self, proposal: Proposal) -> Act | None:
        if self.reading.is_headline(proposal.sentence):
            return self._from_lead(proposal)
        kind = self.kind(proposal.sentence)
        if kind.is_beside:
            return None  # "The attack came as a bomb killed four": another event
        done = self.done_after(proposal.sentence)
        if done is not None and not self.is_anonymous(done):
            return done
        if not kind.is_definite and (
            kind.breaks or kind.is_mutual or self._has_both_sides(proposal.sentence)
        ):
            return None
        blamed = self.blamed_after(proposal.sentence)
        if kind.is_new and not kind.is_definite and not self._is_one_more(proposal.sentence):
            return done or blamed
        found = self._earlier(proposal, kind) or done or blamed or self._from_headline(proposal)
        found = found or self._from_next(proposal, proposal.sentence)
        return None if found is None or self.holds_place(found, proposal.sentence) else found

    def _has_both_sides(self, sentence: int) -> bool:
        """Whether a sentence counts the dead of two sides: they fell in fighting with each other."""
        sides = {
            side
            for proposal in self._of_sentence.get(sentence, ())
            for word in self._victims[proposal.quantity.span.start]
            if (side := self.lexicon.sides.get(word) or self.lexicon.sides.get(f"{word}s")) is not None
        }
        return len(sides) > 1

    def _is_one_more(self, sentence: int) -> bool:
        """Whether it is another attack in an account that knows one party only."""
        if not self.kind(sentence).is_one_more:
            return False
        parties = {
            frozenset(word for party in act.parties for word in self.reading.words(party).casefold().split())
            for index in range(max(0, sentence - self.lexicon.definite_reach), sentence)
            for act in self.acts(index)
        }
        return len(parties) > 0 and any(all(one <= other for one in parties) for other in parties)

    def _earlier(self, proposal: Proposal, kind: Kind) -> Act | None:
        """The last act before; only "the attack" reaches across a break."""
        reach = self.lexicon.definite_reach if kind.is_definite else self.lexicon.carry_reach
        for sentence in range(proposal.sentence - 1, max(-1, proposal.sentence - 1 - reach), -1):
            if self.reading.is_headline(sentence):
                break
            if self.kind(sentence).is_beside:
                continue
            if self._tells_of_several(sentence):
                return None
            act = self._last_act(sentence, proposal)
            if act is not None:
                return act
            if not kind.is_definite and self.kind(sentence).ends_account:
                return None
        return None

    def _tells_of_several(self, sentence: int) -> bool:
        """Whether a sentence gives several parties each a figure of their own ("31 were killed by the army, 24 by
        rebels"), so that figures of another sentence may be of any of them."""
        parties = {
            tuple(self.reading.words(party).casefold() for party in act.parties)
            for act in self.acts(sentence)
            for proposal in self._of_sentence.get(sentence, ())
            if is_harm(act, proposal)
        }
        return len(parties) > 1

    def _from_headline(self, proposal: Proposal) -> Act | None:
        """The act of the headline, for the first account below it."""
        reach = self.lexicon.definite_reach
        for sentence in range(proposal.sentence - 1, max(-1, proposal.sentence - reach), -1):
            if self.kind(sentence).ends_account:
                return None
        for sentence in range(len(self.reading.sentences)):
            if not self.reading.is_headline(sentence):
                break
            act = self._last_act(sentence, proposal)
            if act is not None:
                return act
        return None

    def _first_act(self, sentence: int, proposal: Proposal) -> Act | None:
        acts = [act for act in self.acts_of_hand(sentence, proposal) if not self.is_weak(act)]
        return next((act for act in acts if not self._matches_victims(act, proposal)), None)

    def _last_act(self, sentence: int, proposal: Proposal) -> Act | None:
        """The last act of a sentence that can stand behind figures of another sentence."""
        for act in reversed(self.acts_of_hand(sentence, proposal)):
            is_other = self.is_of_other_kind(act, proposal) or self.wards_off(act, proposal)
            if not self.is_weak(act) and not self._matches_victims(act, proposal) and not is_other:
                return act
        return None

    def _matches_victims(self, act: Act, proposal: Proposal) -> bool:
        """Whether the victims are of the very party ("terrorists" after a raid by terrorists)."""
        victims = self._victims[proposal.quantity.span.start]
        parties = [self.reading.words(party).casefold().split() for party in act.parties]
        if any(
            words[-1].rstrip("s") in victims and not self.lexicon.is_nationality(words[-1])
            for words in parties
        ):
            return True
        sides = [side for word in victims if (side := self.lexicon.sides.get(word)) is not None]
        return any(not side.isdisjoint(words) for side in sides for words in parties)

    def _from_lead(self, proposal: Proposal) -> Act | None:
        """A headline's event is that of the first sentence below it."""
        for sentence in range(proposal.sentence + 1, len(self.reading.sentences)):
            if not self.reading.is_headline(sentence):
                act = self._first_act(sentence, proposal)
                return act or self.blamed_after(sentence) or self._from_next(proposal, sentence)
        return None

    def _from_next(self, proposal: Proposal, lead: int) -> Act | None:
        """Who acts in the sentence behind the lead, with a weapon that the lead names ("killed in a missile
        barrage. The army fired 47 missiles")."""
        following = lead + 1
        is_lead = lead == 0 or self.reading.is_headline(lead - 1)
        if not is_lead or following >= len(self.reading.sentences) or self.kind(following).breaks:
            return None
        act = self._first_act(following, proposal)
        if act is None or not act.is_active:
            return None
        return act if self.names_arms_of(act, following, lead) else None
