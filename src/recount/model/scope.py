"""The scope of a record (``record.toml``): what it covers and by which rules it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordScope:
    """What a record is about, shown on every page with its codebook.

    A report outside area, period or languages is kept and counted, and never silently coded "no claim".

    Attributes:
        title: of the record.
        area: names of places, as readers know them; empty for no limit.
        period_start, period_end: first and last day covered, both included; ``None`` for no limit.
        languages: ISO 639-1 codes for which reports are coded.
        inclusion: the inclusion rules in plain sentences.
        convention: name of the convention for vague numbers.
        policy: name of the policy for tolls.
        gazetteers: user's place files, by name.
        contact: how to reach the recorder; empty when it is not safe to say.
    """

    title: str = "Untitled record"
    area: tuple[str, ...] = ()
    period_start: date | None = None
    period_end: date | None = None
    languages: tuple[str, ...] = ("en",)
    inclusion: tuple[str, ...] = ()
    convention: str = "literal"
    policy: str = "range"
    gazetteers: tuple[str, ...] = ()
    contact: str = ""
