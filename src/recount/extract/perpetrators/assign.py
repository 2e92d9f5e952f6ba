"""Which act a figure belongs to, in its sentence or carried from the same account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from recount.extract.perpetrators.acts import Act, ActReader
from recount.extract.perpetrators.lexicon import Lexicon, load_lexicon
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Harm

_CARRYING = frozenset({Harm.KILLED, Harm.INJURED, Harm.CASUALTIES, Harm.MISSING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a sentence is in its account.

    Attributes:
        breaks: it leaves the account, or gives the total of a war.
        is_mutual: it tells of fighting between two sides.
        is_new: it tells of an attack of its own.
        is_definite: it points back to an attack told before.
    """

    breaks: bool
    is_mutual: bool
    is_new: bool
    is_definite: bool

    @property
    def ends_account(self) -> bool:
        """Whether no act is carried across it."""
        return self.breaks or self.is_mutual or self.is_new


@dataclass(slots=True)
class Accounts:
    """The acts of a report, read sentence by sentence as they are needed."""

    reading: Reading
    language: str
    lexicon: Lexicon = field(init=False)
    _acts: dict[int, list[Act]] = field(default_factory=dict)
    _kinds: dict[int, Kind] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lexicon = load_lexicon(self.language)

    def acts(self, sentence: int) -> list[Act]:
        """Return the acts of a sentence."""
        found = self._acts.get(sentence)
        if found is None:
            span = self.reading.sentences[sentence].span
            found = ActReader(self.reading.text, span.start, span.end, self.language).read()
            self._acts[sentence] = found
        return found

    def kind(self, sentence: int) -> Kind:
        """Return what a sentence is in its account."""
        found = self._kinds.get(sentence)
        if found is None:
            words, lexicon = self._words(sentence), self.lexicon
            found = Kind(
                breaks=lexicon.breaks.search(words) is not None,
                is_mutual=lexicon.mutual.search(words) is not None,
                is_new=bool(lexicon.new_event.search(words)) and not lexicon.similar.search(words),
                is_definite=lexicon.definite.search(words) is not None,
            )
            self._kinds[sentence] = found
        return found

    def choose(self, proposal: Proposal) -> Act | None:
        """Return the act behind a figure, ``None`` when the text names no party."""
        here = self.acts(proposal.sentence)
        acts = [act for act in here if not self._is_victim(act, proposal)]
        if proposal.harm not in _CARRYING:
            return self._direct(acts, proposal)
        if self._is_mutual(proposal, acts):
            return None
        if acts:
            return self._nearest(acts, proposal)
        return self._from_account(proposal)

    # -- in the sentence ------------------------------------------------------------------------------------

    def _nearest(self, acts: Sequence[Act], proposal: Proposal) -> Act | None:
        """After a passive the act that follows, else the one before; then the nearest."""
        trigger, count = proposal.trigger, proposal.quantity.span
        start = min(trigger.start, count.start)
        inside = [act for act in acts if act.act.start == trigger.start]
        if inside:
            return inside[-1]
        before = [act for act in acts if act.act.start < start]
        after = [act for act in acts if act.act.start >= start]
        is_passive = count.start < trigger.start
        if is_passive and after:
            return after[0]
        if before:
            return before[-1]
        return after[0] if after else None

    def _is_victim(self, act: Act, proposal: Proposal) -> bool:
        """Whether the party is named as the victim of this figure."""
        span = proposal.victims or proposal.quote
        return any(
            span.start <= party.start and party.end <= span.end and proposal.victims is not None
            for party in act.parties
        )

    def _is_mutual(self, proposal: Proposal, acts: Sequence[Act]) -> bool:
        """Whether fighting between two sides, not an act, is the nearest cause."""
        text = self.reading.text
        span = self.reading.sentences[proposal.sentence].span
        trigger = proposal.trigger
        cause = self.lexicon.mutual.search(text, trigger.end, min(span.end, trigger.end + 60))
        if cause is None:
            cause = self.lexicon.mutual.search(text, max(span.start, trigger.start - 50), trigger.start)
        if cause is None:
            return False
        return not any(act.is_active and act.act.start == trigger.start for act in acts)

    def _direct(self, acts: Sequence[Act], proposal: Proposal) -> Act | None:
        """The displaced, detained and trapped: only a party said to have done just that."""
        for act in acts:
            if act.act.start == proposal.trigger.start:
                return act
            if act.is_active and act.end <= proposal.trigger.start and proposal.harm is Harm.TRAPPED:
                return act
        return None

    # -- from the account -----------------------------------------------------------------------------------

    def _from_account(self, proposal: Proposal) -> Act | None:
        if self.reading.is_headline(proposal.sentence):
            return self._from_lead(proposal)
        kind = self.kind(proposal.sentence)
        if not kind.is_definite and (kind.breaks or kind.is_mutual):
            return None
        blamed = self._blamed_after(proposal.sentence)
        if kind.is_new and not kind.is_definite and not self._is_one_more(proposal.sentence):
            return blamed
        return self._earlier(proposal, kind) or blamed or self._from_headline(proposal)

    def _is_one_more(self, sentence: int) -> bool:
        """Whether it is another attack in an account that knows one party only."""
        if self.lexicon.another.search(self._words(sentence)) is None:
            return False
        parties = {
            frozenset(self.reading.words(party).casefold() for party in act.parties)
            for index in range(max(0, sentence - self.lexicon.definite_reach), sentence)
            for act in self.acts(index)
        }
        return len(parties) == 1

    def _words(self, sentence: int) -> str:
        return self.reading.words(self.reading.sentences[sentence].span)

    def _earlier(self, proposal: Proposal, kind: Kind) -> Act | None:
        """The last act before; only "the attack" reaches across a break."""
        reach = self.lexicon.definite_reach if kind.is_definite else self.lexicon.carry_reach
        for sentence in range(proposal.sentence - 1, max(-1, proposal.sentence - 1 - reach), -1):
            if self.reading.is_headline(sentence):
                break
            act = self._last_act(sentence, proposal)
            if act is not None:
                return act
            if not kind.is_definite and self.kind(sentence).ends_account:
                return None
        return None

    def _from_headline(self, proposal: Proposal) -> Act | None:
        """The act of the headline, for the first account below it."""
        reach = self.lexicon.definite_reach
        for sentence in range(proposal.sentence - 1, max(-1, proposal.sentence - reach), -1):
            if self.kind(sentence).breaks or self.kind(sentence).is_new:
                return None
        for sentence in range(len(self.reading.sentences)):
            if not self.reading.is_headline(sentence):
                break
            act = self._last_act(sentence, proposal)
            if act is not None:
                return act
        return None

    def _last_act(self, sentence: int, proposal: Proposal) -> Act | None:
        """The last act of a sentence that can stand behind figures of another sentence."""
        for act in reversed(self.acts(sentence)):
            key = self.reading.words(act.act).casefold()
            if key not in self.lexicon.weak_acts and not self._matches_victims(act, proposal):
                return act
        return None

    def _blamed_after(self, sentence: int) -> Act | None:
        """Who is blamed in the next sentences for what this one tells."""
        end = min(len(self.reading.sentences), sentence + 1 + self.lexicon.blame_reach)
        for following in range(sentence + 1, end):
            for act in self.acts(following):
                if act.is_blame:
                    return act
        return None

    def _matches_victims(self, act: Act, proposal: Proposal) -> bool:
        """Whether the victims are of the very party ("terrorists" after a raid by terrorists)."""
        if proposal.victims is None:
            return False
        victims = self.reading.words(proposal.victims).casefold()
        return any(
            self.reading.words(party).casefold().split()[-1].rstrip("s") in victims for party in act.parties
        )

    def _from_lead(self, proposal: Proposal) -> Act | None:
        """A headline's event is that of the first sentence below it."""
        for sentence in range(proposal.sentence + 1, len(self.reading.sentences)):
            if not self.reading.is_headline(sentence):
                act = self._last_act(sentence, proposal)
                return act or self._blamed_after(sentence)
        return None
