"""Means: how the harm was done, from the clause, the sentence, or the same account."""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.means.lexicon import load_lexicon
from recount.extract.means.reader import MeansReader
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Means, RelationType

__all__ = ["find_means", "load_lexicon"]

_PART_REACH = 3  # sentences back to the dead that "those killed" are


def find_means(
    reading: Reading, proposals: Sequence[Proposal], totals: Sequence[bool] | None = None
) -> list[Means]:
    """Return the means of each proposal, ``UNKNOWN`` where the text does not tell it.

    ``totals`` says which are those of a long time (``find_totals``): they have not the means of the attack they are
    told beside.
    """
    if not proposals:
        return []
    figures = frozenset(proposal.sentence for proposal in proposals)
    reader = MeansReader(reading, load_lexicon(reading.report.language), figures)
    long = [False] * len(proposals) if totals is None else totals
    codes = [reader.code(proposal, is_total=total) for proposal, total in zip(proposals, long, strict=True)]
    _of_wholes(reader, proposals, codes)
    return [
        reader.as_means(
            proposal, code if code or total else reader.of_same_figure(proposal, proposals, codes)
        )
        for proposal, code, total in zip(proposals, codes, long, strict=True)
    ]


def _of_wholes(reader: MeansReader, proposals: Sequence[Proposal], codes: list[str | None]) -> None:
    """Give parts of a figure told before ("nine children were among those killed") its means."""
    for index, proposal in enumerate(proposals):
        hint = proposal.hint
        if hint is None or hint.type is not RelationType.SUBSET_OF or hint.target is not None:
            continue
        for before in range(index - 1, -1, -1):
            whole = proposals[before]
            if proposal.sentence - whole.sentence > _PART_REACH:
                break
            if whole.harm is proposal.harm and whole.sentence < proposal.sentence:
                if reader.is_told(codes[before]):
                    codes[index] = codes[before]
                break
