"""Proposals of the token grammar: sentences with words of harm, read as chunks and walked."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from recount.extract.grammar.chunks import Chunk, read_chunks
from recount.extract.grammar.clause import Clause, Found
from recount.extract.grammar.counts import count_of, join_lists
from recount.extract.grammar.frames import find_frames
from recount.extract.grammar.lexicon import load_lexicon
from recount.extract.grammar.modality import modality_of
from recount.extract.grammar.nouns import find_compared, find_figures, find_inherent, find_noun_claims
from recount.extract.grammar.parts import find_parts
from recount.extract.grammar.people import OLDEST
from recount.extract.grammar.tokens import read_tokens
from recount.extract.grammar.verbs import find_verb_claims, merge_harms
from recount.extract.grammar.wording import agent_of, hint_of, quote_of, victims_of
from recount.extract.grammar.words import FRAME, load_cue_words
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Harm
from recount.text.quantities import Quantity
from recount.text.spans import Span

_AGE_OF = re.compile(r"So(?P<age>Q)(?!o)")
_AGE = re.compile(r"(?:AA|D|S),(?P<age>Q)(?=[,;)]|$)")  # over the symbols of chunks


def propose_claims(reading: Reading) -> list[Proposal]:
    """Return what the grammar sees in a report, in the order of the counts."""
    proposals: list[Proposal] = []
    starts = [quantity.span.start for quantity in reading.quantities]
    cues = _read_cues(reading)
    inherited: Harm | None = None
    for index, sentence in enumerate(reading.sentences):
        moving = _speaks_of_moving(reading, cues, index)
        if not (
            moving
            or _may_claim(cues, sentence.span, continued=inherited is not None)
            or _may_frame(cues, sentence.span, starts)
        ):
            continue
        first, last = (bisect_left(starts, end) for end in (sentence.span.start, sentence.span.end))
        clause = _read_clause(reading, index, reading.quantities[first:last], moving=moving)
        clause.inherited = inherited
        clause.follows = bool(proposals) and proposals[-1].sentence == index - 1
        _find_claims(clause)
        found = _proposals_of(clause)
        proposals.extend(found)
        inherited = found[-1].harm if found else inherited
    return proposals


@dataclass(frozen=True, slots=True)
class _Cues:
    """Where in a report the words stand that make a sentence worth reading."""

    harm: list[int]
    frame: list[int]
    figure: list[int]
    done: list[int]
    moving: list[int]


def _read_cues(reading: Reading) -> _Cues:
    words, found = load_cue_words(reading.report.language), _Cues([], [], [], [], [])
    for match in words.pattern.finditer(reading.text):
        for kind in words.kinds_of(match[0]):
            getattr(found, kind).append(match.start())
    return found


def _any_in(positions: list[int], start: int, end: int) -> bool:
    return bisect_left(positions, start) < bisect_left(positions, end)


def _may_claim(cues: _Cues, span: Span, *, continued: bool) -> bool:
    """Whether a sentence holds a word of harm, or may go on about a figure of harm before it."""
    if _any_in(cues.harm, span.start, span.end):
        return True
    return continued and _any_in(cues.figure, span.start, span.end)


def _may_frame(cues: _Cues, span: Span, starts: list[int]) -> bool:
    """Whether a number follows soon after a word that takes people ("lost 13 fighters"), or it may be told what was
    done to people ("300 are held")."""
    if _any_in(cues.done, span.start, span.end):
        return True
    first, last = (bisect_left(cues.frame, end) for end in (span.start, span.end))
    return any(_any_in(starts, start, min(start + FRAME, span.end)) for start in cues.frame[first:last])


def _speaks_of_moving(reading: Reading, cues: _Cues, index: int) -> bool:
    """Whether a sentence, or one of the two before it, speaks of an evacuation."""
    first, last = reading.sentences[max(0, index - 2)].span.start, reading.sentences[index].span.end
    return _any_in(cues.moving, first, last)


def _read_clause(reading: Reading, index: int, quantities: tuple[Quantity, ...], *, moving: bool) -> Clause:
    language = reading.report.language
    lexicon = load_lexicon(language)
    tokens = read_tokens(reading.text, reading.sentences[index].span, quantities, lexicon, moving=moving)
    chunks = read_chunks(tokens, lexicon, language)
    symbols = "".join(chunk.symbol for chunk in chunks)
    return Clause(
        text=reading.text,
        sentence=index,
        chunks=chunks,
        lexicon=lexicon,
        language=language,
        # headlines leave out articles: "Journalist killed in ..."
        symbols=_without_ages(
            symbols.replace("1", "D" if reading.is_headline(index) else "n"), chunks, lexicon.sets["aged"]
        ),
        convention=reading.convention,
        is_headline=reading.is_headline(index),
    )


def _without_ages(symbols: str, chunks: list[Chunk], aged: frozenset[str]) -> str:
    """Return symbols in which a bare number is an age: between commas after a person ("Osk Harran, 45, a clerk, …", "a
    boy, 15, and …"), and in "a man of 60"."""
    for found in _AGE.finditer(symbols):
        at = found.start("age")
        is_person = chunks[at - 2].last.tag == "A" or chunks[at - 2].has(aged)
        if is_person and _is_age(chunks[at].quantity):
            symbols = f"{symbols[:at]}#{symbols[at + 1 :]}"
    for found in _AGE_OF.finditer(symbols):
        at = found.start("age")
        if chunks[at - 2].has(aged) and _is_age(chunks[at].quantity):
            symbols = f"{symbols[:at]}#{symbols[at + 1 :]}"
    return symbols


def _is_age(quantity: Quantity | None) -> bool:
    return quantity is not None and quantity.low == quantity.high and 0 < (quantity.high or 0) <= OLDEST


class ClauseReader:
    """Reads sentences as the grammar does, without looking for claims in them; each once."""

    def __init__(self, reading: Reading) -> None:
        self._reading, self._cues = reading, _read_cues(reading)
        self._starts = [quantity.span.start for quantity in reading.quantities]
        self._clauses: dict[int, Clause] = {}

    def read(self, index: int) -> Clause:
        """Read a sentence."""
        if index not in self._clauses:
            span = self._reading.sentences[index].span
            first, last = (bisect_left(self._starts, end) for end in (span.start, span.end))
            moving = _speaks_of_moving(self._reading, self._cues, index)
            quantities = self._reading.quantities[first:last]
            self._clauses[index] = _read_clause(self._reading, index, quantities, moving=moving)
        return self._clauses[index]


def propose_found(clause: Clause, found: Found, quantity: Quantity) -> Proposal:
    """Return the proposal of a figure that another proposer found: victims, agent, modality as the grammar reads."""
    return _proposal(clause, found, {found.who: quantity})


def _find_claims(clause: Clause) -> None:
    """Apply the rules; what an earlier rule found, a later one leaves alone."""
    merge_harms(clause)
    find_noun_claims(clause)
    find_verb_claims(clause)
    find_frames(clause)
    find_figures(clause)
    find_parts(clause)
    find_compared(clause)
    if find_inherent(clause):
        find_parts(clause)  # "68 victims, of whom 41 were civilians"
    join_lists(clause)


def _proposals_of(clause: Clause) -> list[Proposal]:
    counts = {at: quantity for at in clause.found if (quantity := count_of(clause, at)) is not None}
    proposals = [
        _proposal(clause, found, counts)
        for found in (*clause.found.values(), *clause.second)
        if found.who in counts
    ]
    return sorted(proposals, key=lambda proposal: (proposal.quantity.span, proposal.harm))


def _proposal(clause: Clause, found: Found, counts: dict[int, Quantity]) -> Proposal:
    quantity, trigger = counts[found.who], clause.chunks[found.trigger]
    return Proposal(
        sentence=clause.sentence,
        quantity=quantity,
        harm=found.harm,
        trigger=Span(trigger.start, trigger.end),
        quote=quote_of(clause, found, quantity),
        victims=victims_of(clause, found),
        modality=modality_of(clause, found),
        hint=hint_of(clause, found, counts),
        parts=tuple(clause.parts.get(found.who, ())),
        agent=agent_of(clause, found),
        proposer=f"grammar:{found.rule}",
    )
