"""The extractor, loaded for the first report that needs it.

Most news is stopped at the gate; where all of it is, neither the rules nor the parser are loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a process that only hands this on to another loads none of it
    from recount.extract.extractor import Extractor
    from recount.extract.llm import LlmProposer
    from recount.gazetteer import Gazetteer
    from recount.model import Claim, Rejection, Report


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ExtractorOnDemand:
    """What an ``Extractor`` is made of; each process that is given it makes its own.

    Attributes:
        language, convention, llm: as of ``Extractor``.
        gazetteer: the register names are looked up in, ``None`` for the world's towns.
    """

    language: str = "en"
    gazetteer: Gazetteer | None = None
    convention: str = "literal"
    llm: LlmProposer | None = None

    @property
    def name(self) -> str:
        """Name and version, written on every claim."""
        return _make(self).name

    def extract(self, report: Report) -> Iterator[Claim | Rejection]:
        """Yield what the extractor finds in a report; it is made when the first one passes the gate."""
        from recount.extract.gate import passes_gate

        if report.language == self.language and not passes_gate(report.text, report.language):
            return
        yield from _make(self).extract(report)


@cache
def _make(wanted: ExtractorOnDemand) -> Extractor:
    from recount.extract.extractor import Extractor
    from recount.gazetteer import CombinedGazetteer, WorldGazetteer

    return Extractor(
        language=wanted.language,
        gazetteer=CombinedGazetteer((WorldGazetteer(),)) if wanted.gazetteer is None else wanted.gazetteer,
        convention=wanted.convention,
        llm=wanted.llm,
    )
