"""The means of one report's figures: the clause's own, the sentence's, or the account's."""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.attribution.tokens import word_keys
from recount.extract.means.lexicon import Cue
from recount.extract.means.telling import Telling
from recount.extract.other_events import is_of_other_event
from recount.extract.proposal import Proposal
from recount.model import Harm, Means
from recount.text.spans import Span

DEFAULT_LANGUAGE = "en"
_VIOLENT = frozenset({Harm.KILLED, Harm.INJURED, Harm.CASUALTIES, Harm.MISSING})
_WAR = 50_000  # tolls from here on are those of a war: only the clause itself tells their means
_TIGHT = 60  # code points between a verb and the means that is its agent
_SENTENCE = 130  # the same, in a sentence that tells the means for another one
_CLAUSE = 90  # code points within which a specific means belongs to a general one
# General words; what they stand for depends on the account.
_ATTACK, _BLAST, _BOMBARDMENT, _BOMBING = "attack", "blast", "bombardment", "bombing"
_OFFENSIVE, _RAID, _SHELLS, _STORM, _STRIKE = "offensive", "raid", "shells", "storm", "strike"
_UNTOLD = "untold"  # a killing whose means is not told, and not that of another sentence
_GENERIC = frozenset(
    {_ATTACK, _BLAST, _BOMBARDMENT, _BOMBING, _OFFENSIVE, _RAID, _SHELLS, _STORM, _STRIKE, _UNTOLD}
)
_ON_GROUND = frozenset({_OFFENSIVE, _STORM, Means.GROUND_CLASHES.value, Means.SMALL_ARMS.value})
_NO_STRIKES = frozenset(
    {_OFFENSIVE, _STORM, _BLAST, _SHELLS, Means.GROUND_CLASHES.value, Means.SMALL_ARMS.value}
)
_DROPPED = frozenset({Means.BARREL_BOMB.value, Means.CLUSTER_MUNITION.value})
_MANY = 200  # proposals from the beginning, where the report tells the means; hostile texts have thousands
_TELLING = 4  # figures below are too common to show that two sentences tell of one event


class MeansReader(Telling):
    """Finds the means of the figures of one report."""

    __slots__ = ()

    def code(self, proposal: Proposal, *, is_total: bool = False) -> str | None:
        """Return the code of a figure: a means, a general word, or ``None``; of a total what its sentence tells."""
        if proposal.harm not in _VIOLENT:
            return self._of_the_living(proposal)
        found = self._in_sentence(proposal)
        if self._is_total(proposal):
            return None if found is None or not self._is_agent(found, proposal) else found.code
        code = None if found is None else found.code
        if code is None and is_total:
            return None
        if code is None or code in _GENERIC:
            code = self._from_account(proposal, found)
        elif self.reading.is_headline(proposal.sentence):
            lead = self._from_lead(proposal.sentence)
            code = lead if lead in self.lexicon.kinds and code in self._beaten(lead) else code
        if code == Means.CAR_BOMB.value and self._is_driven_bomb(proposal.sentence):
            return Means.SUICIDE_BOMB.value
        if code == Means.AIRSTRIKE.value and self._is_of_chemical_attack(proposal.sentence):
            return Means.CHEMICAL.value
        return code

    def as_means(self, proposal: Proposal, code: str | None) -> Means:
        """Turn a code or a general word into the means that is recorded."""
        if code is None or code in (_ATTACK, _UNTOLD):
            return Means.UNKNOWN
        if code == _BLAST:
            return Means.OTHER
        if code == _RAID:
            return Means.AIRSTRIKE if self.lexicon.aerial.search(self.text) else Means.UNKNOWN
        if code == _STRIKE:
            return Means.AIRSTRIKE
        if code in (_OFFENSIVE, _STORM):
            return Means.GROUND_CLASHES
        if code == _SHELLS:
            return Means.SHELLING
        if code == _BOMBING:
            return Means.AIRSTRIKE if self._is_aerial(proposal.sentence) else Means.OTHER
        if code == _BOMBARDMENT:
            return Means.AIRSTRIKE if self._is_aerial(proposal.sentence) else Means.SHELLING
        return Means(code)

    def is_told(self, code: str | None) -> bool:
        """Whether a code tells how the harm was done."""
        return code is not None and code not in (_ATTACK, _UNTOLD)

    def of_same_figure(
        self, proposal: Proposal, proposals: Sequence[Proposal], codes: Sequence[str | None]
    ) -> str | None:
        """The means of the same figure told elsewhere in the report: a repeat is of the same event."""
        low = proposal.quantity.low
        if low is None or low < _TELLING or proposal.harm not in _VIOLENT:
            return None
        if self._is_total(proposal):
            return None
        for other, code in zip(proposals[:_MANY], codes[:_MANY], strict=True):
            if code is not None and other.harm is proposal.harm and other.quantity.low == low:
                return code
        return None

    # -- in the sentence ------------------------------------------------------------------------------------

    def _in_sentence(self, proposal: Proposal) -> Cue | None:
        """The means nearest to the figure: after a passive the one that follows, else the one before."""
        cues = [cue for cue in self._told_in(proposal.sentence) if not self._is_of_other(cue, proposal)]
        if not cues:
            return None
        trigger, count = proposal.trigger, proposal.quantity.span
        start, end = min(trigger.start, count.start), max(trigger.end, count.end)
        for cue in cues:
            if cue.start < trigger.end and trigger.start < cue.end:
                return self._most_specific(cue, cues) if cue.code == Means.SMALL_ARMS.value else cue
        told = [cue for cue in cues if cue.code != _ATTACK] or cues
        before = self._in_clause([cue for cue in told if cue.start < start])
        boundary = self.lexicon.boundary
        after = [cue for cue in told if cue.start >= start and not boundary.search(self.text, end, cue.start)]
        is_passive = count.start < trigger.start
        if after and (is_passive or not before):
            return self._most_specific(after[0], told)
        if not before:
            return next((cue for cue in cues if cue.code == _ATTACK), None)
        if self._has_own_agent(proposal):
            return None
        return self._most_specific(before, told)

    def _is_of_other(self, cue: Cue, proposal: Proposal) -> bool:
        """Whether a means of the sentence is that of an attack which only gives a time or a reason."""
        trigger, count = proposal.trigger, proposal.quantity.span
        figure = Span(min(trigger.start, count.start), max(trigger.end, count.end))
        return is_of_other_event(
            self.text,
            self.reading.sentences[proposal.sentence].span.start,
            Span(cue.start, cue.end),
            figure,
            self.reading.report.language,
            is_subject=count.start < trigger.start,
        )

    def _in_clause(self, before: list[Cue]) -> Cue | None:
        """The last cue before the figure, past relative clauses; of coordinated cues the first."""
        while len(before) > 1:
            between = self.text[before[-2].end : before[-1].start]
            if not self.lexicon.coordinated.search(between) and not self.lexicon.relative.search(between):
                break
            before = before[:-1]
        return before[-1] if before else None

    def _has_own_agent(self, proposal: Proposal) -> bool:
        """Whether somebody "killed" with no means told: means of earlier clauses are not his."""
        start = max(0, proposal.trigger.start - 60)
        return any(
            match.end() == proposal.trigger.end
            and match.start() < proposal.quantity.span.start
            and not (proposal.victims is not None and match.start() >= proposal.victims.start)
            and self.lexicon.agent_link.search(self.text, max(0, match.start() - 30), match.start()) is None
            for match in self.lexicon.own_agent.finditer(self.text, start, proposal.trigger.end)
        )

    def _most_specific(self, nearest: Cue, cues: Sequence[Cue], reach: int = _CLAUSE) -> Cue:
        """A code that names the weapon beats a general one beside it."""
        best = nearest
        for cue in cues:
            if abs(cue.start - nearest.start) >= reach:
                continue
            if self._is_instrument(cue, best):
                return cue
            if best.code in self._beaten(cue.code) and not self._are_two(best, cue):
                best = cue
        return best

    def _beaten(self, code: str) -> frozenset[str]:
        return self.lexicon.specific.get(code, frozenset())

    def _is_instrument(self, cue: Cue, verb: Cue) -> bool:
        """Whether a weapon is what the verb was done with."""
        if cue.start <= verb.end or self.text[verb.end - 2 : verb.end].casefold() != "ed":
            return False
        return self.lexicon.instrument.search(self.text, verb.end, cue.start) is not None

    def _are_two(self, one: Cue, other: Cue) -> bool:
        """Whether two means are told side by side ("air strikes and barrel bombs"): then the first is recorded."""
        first, second = sorted((one, other), key=lambda cue: cue.start)
        if one.code == Means.AIRSTRIKE.value:
            is_first = first is one and other.code in _DROPPED
        else:
            is_first = one.code == Means.SHELLING.value
        if not is_first or not self.text[first.end : second.start].strip():
            return False
        return self.lexicon.coordinated.search(self.text[first.end : second.start]) is not None

    def _is_agent(self, cue: Cue, proposal: Proposal) -> bool:
        """Whether the means stands at the verb itself ("killed in air strikes since …")."""
        is_near = 0 <= cue.start - proposal.trigger.end < _TIGHT
        return is_near and cue.code not in _GENERIC and cue.code not in _ON_GROUND

    # -- from the account -----------------------------------------------------------------------------------

    def _from_account(self, proposal: Proposal, found: Cue | None) -> str | None:
        """What a general word, or none, stands for in the sentences before; for a headline in the lead."""
        code = None if found is None else found.code
        if found is not None and self._is_explosion(found, proposal.sentence):
            return self._refined_blast(proposal.sentence, found)
        if code == _SHELLS:
            return self._shells(proposal.sentence)
        if code in (_BOMBARDMENT, _BOMBING):
            return code
        if self.reading.is_headline(proposal.sentence):
            lead = self._from_lead(proposal.sentence)
            if lead is None and code == _ATTACK:
                lead = self._ahead(self.lead)
            return code if lead is None or (code == _STRIKE and lead in _NO_STRIKES) else lead
        words = self._words(proposal.sentence)
        if code == _UNTOLD or self._breaks(proposal.sentence):
            return code
        if code is None and self._has_own_agent(proposal):
            return code
        is_aside = self.lexicon.aside.match(words) and not self.lexicon.definite_attack.search(words)
        if code == _ATTACK and is_aside:
            return self._ahead(proposal.sentence) or code
        if code == _RAID and self._is_aerial(proposal.sentence):
            return code
        carried, headline = self._carried(proposal.sentence), self._of_sentence(0)
        if carried is None or (carried == _OFFENSIVE and headline in (_STRIKE, Means.AIRSTRIKE.value)):
            carried = headline
        if carried is None and code == _ATTACK and proposal.sentence <= self.lead:
            carried = self._ahead(proposal.sentence)
        if carried is None and code is None:
            return self._told_next(proposal.sentence)
        if carried is None or (code == _STRIKE and carried in _NO_STRIKES):
            return code
        if code == _RAID and carried not in _ON_GROUND:
            return code
        return carried

    def _told_next(self, sentence: int) -> str | None:
        """What the next sentence tells of a killing whose means nothing before tells ("He was hanged …")."""
        following = sentence + 1
        if following >= len(self.reading.sentences) or self._breaks(following) or following in self.figures:
            return None
        told = [cue for cue in self._told_in(following) if cue.code not in _GENERIC]
        return self._most_specific(told[0], told, _SENTENCE).code if told else None

    def _ahead(self, sentence: int) -> str | None:
        """What the next sentences tell of an attack."""
        for following in range(sentence + 1, min(len(self.reading.sentences), sentence + 3)):
            code = self._of_sentence(following)
            if code is not None:
                return code
            if self._breaks(following):
                return None
        return None

    def _carried(self, sentence: int) -> str | None:
        """The means of the nearest sentence before that tells one, not across a break."""
        for earlier in range(sentence - 1, max(-1, sentence - 1 - self.lexicon.carry_reach), -1):
            code = self._of_sentence(earlier)
            if code is not None:
                return code
            if not self.reading.is_headline(earlier) and self._breaks(earlier):
                return None
        return None

    def _of_sentence(self, sentence: int) -> str | None:
        """The first means a sentence tells, the most specific of its clause."""
        told = [cue for cue in self._told_in(sentence) if cue.code not in (_ATTACK, _UNTOLD)]
        if not told:
            return None
        cue = self._most_specific(told[0], told, _SENTENCE)
        if cue.code in self.lexicon.not_carried:
            return None
        if self._is_explosion(cue, sentence):
            return self._refined_blast(sentence, cue)
        if cue.code == _RAID and not self._is_aerial(sentence):
            before = self._carried(sentence)
            return before if before in _ON_GROUND else cue.code
        return self._shells(sentence) if cue.code == _SHELLS else cue.code

    def _is_explosion(self, cue: Cue, sentence: int) -> bool:
        """Whether the word means one explosion on the ground."""
        if cue.code != _BOMBING or self._is_aerial(sentence):
            return cue.code == _BLAST
        if self.reading.is_headline(sentence):
            return True
        return self.lexicon.one_bombing.search(self.text, max(0, cue.start - 40), cue.start) is not None

    def _refined_blast(self, sentence: int, cue: Cue) -> str:
        """A blast is of the kind the sentences beside it tell; one told before, of the lead's kind."""
        code = self._blast_kind(sentence - 1, sentence + 1)
        if code is None and (sentence <= self.lead or self._is_definite(cue)):
            code = self._blast_kind(0, self.lead + self.lexicon.lead_reach)
        return code or _BLAST

    def _blast_kind(self, first: int, last: int) -> str | None:
        sentences = self.reading.sentences
        start = sentences[max(0, first)].span.start
        end = sentences[min(len(sentences) - 1, last)].span.end
        kinds = self.lexicon.blast_kinds
        return next((cue.code for cue in self._between(start, end) if cue.code in kinds), None)

    def _is_definite(self, cue: Cue) -> bool:
        return self.lexicon.definite.search(self.text, max(0, cue.start - 30), cue.start) is not None

    def _shells(self, sentence: int) -> str:
        """Shells are rockets where the report speaks of rocket shells before, or at once after."""
        last = min(len(self.reading.sentences) - 1, sentence + 1)
        end = self.reading.sentences[last].span.end
        told = any(cue.code == Means.ROCKET.value for cue in self._between(0, end))
        return Means.ROCKET.value if told or self._has_rocket_shells() else _SHELLS

    def _has_rocket_shells(self) -> bool:
        rockets = (cue for cue in self.cues if cue.code == Means.ROCKET.value)
        words = {word for cue in rockets for word in self.text[cue.start : cue.end].casefold().split()}
        return any(code == _SHELLS for word in words for code, _ in self.lexicon.triggers.get(word, ()))

    def _is_driven_bomb(self, sentence: int) -> bool:
        """Whether the report says beside the car bomb, or in its lead, that its driver blew it up."""
        first, last = self.reading.sentences[max(0, sentence - 1)], self.reading.sentences[sentence]
        lead = self.reading.sentences[min(len(self.reading.sentences) - 1, self.lead + 1)].span.end
        if self._breaks(sentence):
            return False
        near = (*self._between(0, lead), *self._between(first.span.start, last.span.end))
        return any(
            cue.code == Means.SUICIDE_BOMB.value
            and self.lexicon.vehicle.search(self.text, cue.start, cue.end) is not None
            for cue in near
        )

    def _is_of_chemical_attack(self, sentence: int) -> bool:
        """Whether "the attack" by aircraft is the chemical attack told before."""
        if not self.lexicon.definite_attack.search(self._words(sentence)):
            return False
        first = max(0, sentence - self.lexicon.carry_reach)
        return any(self._of_sentence(index) == Means.CHEMICAL.value for index in (0, *range(first, sentence)))

    def _from_lead(self, headline: int) -> str | None:
        """A headline's means is that of the first sentences below it."""
        for sentence in range(headline + 1, min(len(self.reading.sentences), headline + 3)):
            code = self._of_sentence(sentence)
            if code is not None or (sentence in self.figures and not self.reading.is_headline(sentence)):
                return code
        return None

    def _is_total(self, proposal: Proposal) -> bool:
        """Whether a figure is the toll of a war."""
        if proposal.quantity.low is not None and proposal.quantity.low >= _WAR:
            return True
        found = self.totals.get(proposal.sentence)
        if found is None:
            found = self.totals[proposal.sentence] = self._tells_of_war(proposal.sentence)
        return found

    def _tells_of_war(self, sentence: int) -> bool:
        span, words = self.reading.sentences[sentence].span, self._words(sentence)
        if self.lexicon.total_words.isdisjoint(word_keys(self.text, span.start, span.end)):
            return False
        if self.lexicon.totals.search(words):
            return True
        return bool(self.lexicon.since.search(words) and self.lexicon.perfect.search(words))

    # -- the trapped, the displaced, the detained -----------------------------------------------------------

    def _of_the_living(self, proposal: Proposal) -> str | None:
        span = self.reading.sentences[proposal.sentence].span
        if proposal.harm is Harm.TRAPPED:
            if self.lexicon.rubble.search(self.text, span.start, span.end):
                return self._from_account(proposal, None)
            start = self.reading.sentences[max(0, proposal.sentence - 1)].span.start
            is_besieged = self.lexicon.siege.search(self.text, start, span.end) is not None
            return Means.SIEGE_STARVATION.value if is_besieged else None
        if proposal.harm is Harm.DISPLACED:
            return self._of_flight(proposal, span)
        return None

    def _of_flight(self, proposal: Proposal, sentence: Span) -> str | None:
        """What people flee, or what drove them out."""
        flight = self.lexicon.flight.search(self.text, proposal.quote.start, proposal.quote.end)
        cues: Sequence[Cue] = ()
        if flight is not None:
            cues = self._between(flight.end(), min(sentence.end, flight.end() + _TIGHT))
        driven = self.lexicon.driving.search(self.text, sentence.start, proposal.quote.end)
        if not cues and driven is not None:
            cues = self._between(sentence.start, driven.start())
        cue = next((cue for cue in cues if cue.code != _UNTOLD), None)
        return None if cue is None or cue.code == _ATTACK else cue.code
