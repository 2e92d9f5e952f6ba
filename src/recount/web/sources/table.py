"""The table of originators: the package's own, what people ruled on it, and the names that reports give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as later

from recount.codebook.originators import Originators
from recount.model import Decision, Harm, Source
from recount.review import in_force, originators_for
from recount.review.sources import ANY_HARM, Rating, ratings_for
from recount.store.source_names import SourceName, source_names
from recount.store.sql import SqlStore
from recount.web.incidents.phrases import label, shown

ANY_WORDS = later("claims of any kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """An Admiralty label in words."""

    of: str | Promise
    grade: str
    words: str
    reviewer: str
    reason: str


@dataclass(slots=True, kw_only=True)
class Row:
    """One source of the table.

    Attributes:
        names: spellings in reports that mean it, the most used first.
        claims: uses of all of them; a claim that names a person and a body counts for both.
        depends_on, parts: names of sources it takes figures from, and of those that are part of it.
    """

    source: Source
    kind: str
    parent: Source | None
    depends_on: tuple[Source, ...]
    parts: tuple[Source, ...]
    labels: tuple[Label, ...]
    is_ruled: bool
    names: list[SourceName] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name, safe to show."""
        return shown(self.source.name)

    @property
    def claims(self) -> int:
        """How often live claims name it."""
        return sum(name.claims for name in self.names)


class SourceTable:
    """The table of one record, read once for one page."""

    def __init__(self, store: SqlStore) -> None:
        self._logged = store.lookup.decisions_about("source")
        self._decisions: list[Decision] = in_force(entry.decision for entry in self._logged)
        self._names = source_names(store)
        self.originators: Originators = originators_for(self._decisions)
        self._ratings: Mapping[str, Mapping[str, Rating]] = ratings_for(self._decisions)

    @cached_property
    def rows(self) -> dict[str, Row]:
        """All sources by id, those that claims name most often first."""
        ruled = {decision.source_id for decision in self._decisions}
        parts: dict[str, list[Source]] = {}
        for source in self.originators.by_id.values():
            parts.setdefault(source.parent or "", []).append(source)
        rows = {
            source.id: self._row(source, tuple(parts.get(source.id, ())), is_ruled=source.id in ruled)
            for source in self.originators.by_id.values()
        }
        for name in self._names:
            known = self._meant(name)
            if known is not None:
                rows[known.id].names.append(name)
        order = sorted(rows.values(), key=lambda row: (-row.claims, row.source.name))
        return {row.source.id: row for row in order}

    @cached_property
    def unknown(self) -> list[SourceName]:
        """The names that the table does not know, the most used first."""
        return [name for name in self._names if self._meant(name) is None]

    def standing(self, source_id: str) -> list[tuple[str, str]]:
        """Return the rulings in force on a source: the id of each, and its reason."""
        return [
            (decision.id, shown(decision.reason))
            for decision in self._decisions
            if decision.source_id == source_id
        ]

    def _meant(self, name: SourceName) -> Source | None:
        """Return the source a spelling stands for, as reconciling takes it."""
        return self.originators.by_id.get(name.read_as or "") or self.originators.find(name.name)

    def _row(self, source: Source, parts: tuple[Source, ...], *, is_ruled: bool) -> Row:
        by_id = self.originators.by_id
        return Row(
            source=source,
            kind=label("source_kind", source.kind.value),
            parent=by_id.get(source.parent or ""),
            depends_on=tuple(by_id[key] for key in source.depends_on if key in by_id),
            parts=parts,
            labels=tuple(map(_label, self._ratings.get(source.id, {}).values())),
            is_ruled=is_ruled,
        )


def kinds_of_claim() -> list[tuple[str, str | Promise]]:
    """Return for what a source can be rated, with the words for it."""
    return [(ANY_HARM, ANY_WORDS), *((harm.value, label("harm", harm.value)) for harm in Harm)]


def _label(rating: Rating) -> Label:
    return Label(
        of=ANY_WORDS if rating.harm == ANY_HARM else label("harm", rating.harm),
        grade=rating.grade,
        words=label("grading_source", rating.grade),
        reviewer=shown(rating.reviewer),
        reason=shown(rating.reason),
    )
