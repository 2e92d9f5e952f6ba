"""Means: how the harm was done, from the clause, the sentence, or the same account."""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.means.lexicon import load_lexicon
from recount.extract.means.reader import MeansReader
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Means

__all__ = ["find_means", "load_lexicon"]


def find_means(reading: Reading, proposals: Sequence[Proposal]) -> list[Means]:
    """Return the means of each proposal, ``UNKNOWN`` where the text does not tell it."""
    if not proposals:
        return []
    figures = frozenset(proposal.sentence for proposal in proposals)
    reader = MeansReader(reading, load_lexicon(reading.report.language), figures)
    codes = [reader.code(proposal) for proposal in proposals]
    return [
        reader.as_means(proposal, code or reader.of_same_figure(proposal, proposals, codes))
        for proposal, code in zip(proposals, codes, strict=True)
    ]
