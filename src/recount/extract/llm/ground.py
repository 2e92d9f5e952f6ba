"""Grounding: what the model suggests is looked up in the report; only what stands there becomes a proposal.

The quote must stand in the passage, the words of the count in the quote; the number is read from them by
``text.quantities``; and a word near the figure must say the harm. Everything else is a rejection.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from recount.extract.grammar import ClauseReader, propose_found
from recount.extract.grammar.clause import Clause, Found
from recount.extract.grammar.counts import count_of
from recount.extract.llm.passages import Passage
from recount.extract.llm.request import Suggestion
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Harm, Rejection, RejectionReason, sha256_hex
from recount.text.quantities import Quantity
from recount.text.spans import Span

_TOLD_TOGETHER = frozenset({Harm.KILLED, Harm.INJURED, Harm.CASUALTIES})
_SAID_BY = {
    harm: frozenset({harm, Harm.CASUALTIES}) if harm in _TOLD_TOGETHER else frozenset({harm}) for harm in Harm
} | {Harm.CASUALTIES: _TOLD_TOGETHER}
"""What words may show a harm: those for it, and those that tell dead and injured together."""
_FRAMES = {
    Harm.KILLED: ("taking_people", "claiming"),
    Harm.MISSING: ("fate",),
    Harm.DISPLACED: ("driving",),
}
"""Sets of words in ``grammar.yml`` that take people without a word of harm."""
_COUNTED = "CSDPEVBFZJ"  # chunks that can stand for a number of people
_MOST_ALIKE = 40  # places in a passage looked at where the same words stand
_SHOWN = 80


class Grounder:
    """Grounds the suggestions about one report.

    Attributes:
        proposals: what stands in the report, in the order of the counts.
        rejections: what does not.
    """

    def __init__(self, reading: Reading, proposer: str) -> None:
        self._reading, self._proposer = reading, proposer
        self._clauses = ClauseReader(reading)
        self._after = 0
        self.proposals: list[Proposal] = []
        self.rejections: list[Rejection] = []

    def take(self, passage: Passage, suggestions: list[Suggestion]) -> None:
        """Ground what the model suggests about one passage, in its order.

        A quote that stands several times is the next one after the figure before. A figure given twice counts
        once: the second time says nothing new.
        """
        for suggestion in suggestions:
            found = self._ground(passage, suggestion)
            if isinstance(found, Proposal):
                self._after = found.quantity.span.start
                self.proposals.append(found)
            elif found is not None:
                detail, reason = found
                self.rejections.append(self._reject(passage, suggestion, reason, detail))

    def _ground(
        self, passage: Passage, suggestion: Suggestion
    ) -> Proposal | tuple[str, RejectionReason] | None:
        if suggestion.harm not in set(Harm):
            return "the harm is none of the codebook", RejectionReason.HARM_NOT_SHOWN
        quotes = list(islice(passage.find(suggestion.quote), _MOST_ALIKE))
        if not quotes:
            return "the quote does not stand in the report", RejectionReason.QUOTE_NOT_FOUND
        counts = [
            (quote, count) for quote in quotes for count in passage.find(suggestion.count, within=quote)
        ]
        if not counts:
            return "the words of the count do not stand in the quote", RejectionReason.COUNT_OUTSIDE_QUOTE
        later = sorted(counts, key=lambda pair: (pair[1].start < self._after, pair[1].start))
        failed: tuple[str, RejectionReason] | None = None
        for quote, count in later:
            found = self._propose(quote, count, Harm(suggestion.harm))
            if isinstance(found, Proposal):
                if not self._is_known(found):
                    return found
                failed = None
                continue
            failed = failed or found
        return failed

    def _is_known(self, proposal: Proposal) -> bool:
        return any(
            known.harm is proposal.harm and known.quantity.span.overlaps(proposal.quantity.span)
            for known in self.proposals
        )

    def _propose(self, quote: Span, count: Span, harm: Harm) -> Proposal | tuple[str, RejectionReason]:
        index = self._reading.sentence_at(count.start)
        if index is None or count.end > self._reading.sentences[index].span.end:
            return "the count stands in no sentence", RejectionReason.QUOTE_NOT_FOUND
        clause = self._clauses.read(index)
        trigger = _trigger(clause, quote, count, harm)
        if trigger is None:
            return f"no word beside it says {harm.value}", RejectionReason.HARM_NOT_SHOWN
        for who in _chunks_of(clause, count):
            found = Found(who=who, harm=harm, trigger=trigger, rule="llm")
            quantity = _quantity(clause, found)
            if quantity is not None and _is_same(quantity, count):
                return replace(propose_found(clause, found, quantity), proposer=self._proposer)
        return "no number of people is read from these words", RejectionReason.COUNT_NOT_REREAD

    def _reject(
        self, passage: Passage, suggestion: Suggestion, reason: RejectionReason, detail: str
    ) -> Rejection:
        """Refuse a suggestion in words of the report; what a model made up is neither kept nor published."""
        report, harm = self._reading.report, suggestion.harm if suggestion.harm in set(Harm) else "no harm"
        words, quote = _shown(passage, suggestion.count), _shown(passage, suggestion.quote)
        return Rejection(
            stage="extract",
            reason=reason,
            detail=f"{self._proposer} gives {words} in {quote} ({harm}): {detail}.",
            origin=report.external_id or report.capture.origin,
            report_id=report.id,
            capture_sha256=report.capture.sha256,
            words=f"{words} in {quote} ({harm})",
        )


def _shown(passage: Passage, words: str) -> str:
    """Return words that stand in the report, or a digest that tells others apart."""
    if next(passage.find(words), None) is not None:
        return repr(" ".join(words.split())[:_SHOWN])
    return f"words of its own [{sha256_hex(words.encode('utf-8', 'surrogatepass'))[:12]}]"


def _chunks_of(clause: Clause, count: Span) -> Iterator[int]:
    """Yield the chunks that share words with a count, those with a number first."""
    over = [
        at
        for at, chunk in enumerate(clause.chunks)
        if Span(chunk.start, chunk.end).overlaps(count)
        and (chunk.quantity is not None or chunk.symbol in _COUNTED)
    ]
    yield from sorted(over, key=lambda at: (clause.chunks[at].quantity is None, at))


def _quantity(clause: Clause, found: Found) -> Quantity | None:
    """Read the number of a chunk as the grammar reads it."""
    before = clause.found.pop(found.who, None)
    clause.found[found.who] = found
    quantity = count_of(clause, found.who)
    del clause.found[found.who]
    if before is not None:
        clause.found[found.who] = before
    return quantity


def _is_same(quantity: Quantity, count: Span) -> bool:
    """Whether the words given are those of a quantity: they hold its core, or stand inside it."""
    return count.contains(quantity.core) or quantity.span.contains(count)


def _trigger(clause: Clause, quote: Span, count: Span, harm: Harm) -> int | None:
    """Return the nearest chunk that says the harm: in the quote, or else in the sentence."""
    said = [at for at, chunk in enumerate(clause.chunks) if _says(clause, at, harm)]
    inside = [at for at in said if quote.overlaps(Span(clause.chunks[at].start, clause.chunks[at].end))]
    return min(
        inside or said,
        key=lambda at: max(clause.chunks[at].start - count.end, count.start - clause.chunks[at].end),
        default=None,
    )


def _says(clause: Clause, at: int, harm: Harm) -> bool:
    """Whether a chunk says a harm; words that take people say theirs without a word of harm ("lost 13 fighters")."""
    chunk = clause.chunks[at]
    named = {token.harm for token in chunk.tokens} | {chunk.harm}
    if not named.isdisjoint(_SAID_BY[harm]):
        return True
    return any(chunk.has(clause.lexicon.sets[name]) for name in _FRAMES.get(harm, ()))
