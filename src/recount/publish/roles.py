"""Who appears in the record, in which role: originator, carrier, outlet. One body may have several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from recount.codebook.originators import name_key
from recount.model import Claim, IncidentKind, Source
from recount.publish.view import RecordIndex

ROLES = ("originator", "carrier", "outlet")


@dataclass(slots=True, kw_only=True)
class RoleEntry:
    """One body or person in one role. Dictionaries serve as ordered sets.

    Attributes:
        role: one of ``ROLES``.
        key: id in the table of originators, or the normalised name of a body it does not know.
        name: the table's name, else the first name written.
        source: its entry in the table, ``None`` when it does not know the name.
        part_of: name of the body it is part of.
    """

    role: str
    key: str
    name: str
    source: Source | None = None
    part_of: str | None = None
    written: dict[str, None] = field(default_factory=dict)
    claim_ids: dict[str, None] = field(default_factory=dict)
    report_ids: dict[str, None] = field(default_factory=dict)
    incident_ids: dict[str, None] = field(default_factory=dict)

    @property
    def names_written(self) -> tuple[str, ...]:
        """Names as reports write them, in order of appearance."""
        return tuple(self.written)


def list_roles(record: RecordIndex) -> tuple[RoleEntry, ...]:
    """Return every source in every role, most claims first."""
    entries: dict[tuple[str, str], RoleEntry] = {}
    for claim in record.view.claims:
        for role, name, source_id in _mentions(record, claim):
            source = find_source(record, name, source_id)
            key = (role, source.id if source else name_key(name))
            entry = entries.get(key)
            if entry is None:
                entry = entries[key] = _new_entry(record, role, key[1], name, source)
            _note(record, entry, name, claim)
    return tuple(
        sorted(entries.values(), key=lambda item: (ROLES.index(item.role), -len(item.claim_ids), item.key))
    )


def find_source(record: RecordIndex, name: str, source_id: str | None = None) -> Source | None:
    """Return the table's entry for an id or a name, ``None`` when the table knows neither."""
    if source_id is not None and source_id in record.originators.by_id:
        return record.originators.by_id[source_id]
    return record.originators.by_id.get(name) or record.originators.find(name)


def _mentions(record: RecordIndex, claim: Claim) -> Iterator[tuple[str, str, str | None]]:
    for speaker in claim.attribution.speakers:
        yield "originator", speaker.name, speaker.originator
    if claim.attribution.carrier:
        yield "carrier", claim.attribution.carrier, None
    if outlet := record.report[claim.report_id].outlet:
        yield "outlet", outlet, None


def _new_entry(record: RecordIndex, role: str, key: str, name: str, source: Source | None) -> RoleEntry:
    parent = record.originators.by_id[source.parent].name if source and source.parent else None
    return RoleEntry(role=role, key=key, name=source.name if source else name, source=source, part_of=parent)


def _note(record: RecordIndex, entry: RoleEntry, name: str, claim: Claim) -> None:
    entry.written[name] = None
    entry.claim_ids[claim.id] = None
    entry.report_ids[claim.report_id] = None
    for incident in record.incident_of.get(claim.id, ()):
        if incident.kind is IncidentKind.INCIDENT:
            entry.incident_ids[incident.id] = None
