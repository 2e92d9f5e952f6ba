"""What a ruling on a source does to who counts as an independent voice."""

from __future__ import annotations

from dataclasses import dataclass

from recount.codebook.originators import Originators
from recount.model import Toll
from recount.pipeline.judging import Moved, Outcome
from recount.web.incidents.phrases import label, listed, shown

_OUTLET = "outlet:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """One toll's originators before and after.

    Attributes:
        before, after: their names; before_count, after_count: how many.
    """

    incident_id: str
    label: str
    harm: str
    before: str
    after: str
    before_count: int
    after_count: int


def voices_of(outcome: Outcome, table: Originators) -> list[Voices]:
    """Return the tolls of all victims whose originators change, whether or not their figures move."""
    return [
        _voices(item, table)
        for item in (*outcome.moved, *outcome.voiced)
        if item.status is None and _keys(item.before) != _keys(item.after)
    ]


def _voices(item: Moved, table: Originators) -> Voices:
    before, after = _keys(item.before), _keys(item.after)
    return Voices(
        incident_id=item.incident_id,
        label=shown(item.label),
        harm=label("harm", item.harm.value),
        before=_named(before, table),
        after=_named(after, table),
        before_count=len(before),
        after_count=len(after),
    )


def _keys(toll: Toll | None) -> frozenset[str]:
    return frozenset() if toll is None else frozenset(toll.originators)


def _named(keys: frozenset[str], table: Originators) -> str:
    names = (table.by_id[key].name if key in table.by_id else key.removeprefix(_OUTLET) for key in keys)
    return shown(listed(sorted(names)))
