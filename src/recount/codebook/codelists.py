"""The code lists: every code with its label, definition and source, from ``data/codes/*.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from recount.codebook.resources import load_yaml
from recount.errors import CodebookError

# In the order in which readers meet them; each is a file in data/codes.
LIST_NAMES = (
    "harm",
    "status",
    "status_basis",
    "group",
    "means",
    "scope",
    "modality",
    "relation",
    "count_kind",
    "qualifier",
    "date_precision",
    "where_precision",
    "incident_kind",
    "source_kind",
    "check_outcome",
    "decision_kind",
    "segment_kind",
    "date_basis",
    "rejection_reason",
    "sdg_sex",
    "sdg_age_group",
    "sdg_cause",
    "sdg_status",
    "grading_incident",
    "grading_source",
    "grading_claim",
    "grading_outcome",
    "grading_proof",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code: what stands in the data, what readers see, what it means."""

    code: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """One list of codes.

    Attributes:
        name: of the list ("harm").
        label: for readers.
        about: what the list is for, and its rule.
        source: the standard or practice it follows.
        codes: in the order readers should see them.
    """

    name: str
    label: str
    about: str
    source: str
    codes: tuple[Code, ...]

    def label_of(self, code: object) -> str:
        """Return the label of a code.

        Raises:
            CodebookError: the list has no such code.
        """
        for entry in self.codes:
            if entry.code == str(code):
                return entry.label
        raise CodebookError(
            f"code list {self.name!r} has no code {code!r}.", next_move="See 'recount codebook'."
        )


@cache
def load_codelists() -> Mapping[str, CodeList]:
    """Return all code lists by name, in reading order.

    Raises:
        CodebookError: a file is missing, malformed, or repeats a code.
    """
    return {
        name: _parse(name, load_yaml("recount.codebook", f"data/codes/{name}.yml")) for name in LIST_NAMES
    }


def _parse(name: str, raw: Mapping[str, Any]) -> CodeList:
    try:
        codes = tuple(
            Code(code=str(entry["code"]), label=str(entry["label"]), definition=str(entry["definition"]))
            for entry in raw["codes"]
        )
        parsed = CodeList(
            name=str(raw["list"]),
            label=str(raw["label"]),
            about=str(raw["about"]),
            source=str(raw["source"]),
            codes=codes,
        )
    except (KeyError, TypeError) as error:
        raise CodebookError(f"code list {name!r} lacks {error}.", next_move="Complete the file.") from error
    if parsed.name != name or len({entry.code for entry in codes}) != len(codes):
        raise CodebookError(
            f"code list {name!r} has the wrong name or a code twice.", next_move="Correct the file."
        )
    return parsed
