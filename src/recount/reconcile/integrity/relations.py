"""Rules on relations: parts, repeats, additions and updates among the figures of one report."""

from __future__ import annotations

from collections.abc import Iterator

from recount.model import CheckOutcome, Claim, Harm, Incident, IncidentKind, Modality, RelationType
from recount.reconcile.integrity.record import Notice, Record
from recount.reconcile.integrity.where import at_claim, at_toll, counted


def relation_to_nothing(record: Record) -> Iterator[Notice]:
    """A relation leads to a claim that the record holds, or that a person rejected."""
    for claim in record.claims.values():
        if claim.relation and not record.knows(claim.relation.to):
            what = f"{claim.relation.type.value} {claim.relation.to}, which is not in the record"
            yield at_claim(claim), what


def relation_across_reports(record: Record) -> Iterator[Notice]:
    """A relation stays inside one report; what reports say of each other is found by linking."""
    for claim, other in _related(record):
        if claim.report_id != other.report_id:
            yield at_claim(claim), f"{_type(claim)} {at_claim(other)} of another report"


def relations_in_a_circle(record: Record) -> Iterator[Notice]:
    """No figure is a part, a repeat or an update of itself, by whatever way round."""
    done: set[str] = set()
    for claim in record.claims.values():
        path: list[str] = []
        current: Claim | None = claim
        while current is not None and current.id not in done and current.id not in path:
            path.append(current.id)
            current = record.claims.get(current.relation.to) if current.relation else None
        if current is not None and current.id in path:
            circle = path[path.index(current.id) :]
            yield at_claim(current), f"it comes back to itself over {len(circle)} relations"
        done.update(path)


def part_exceeds_its_whole(record: Record) -> Iterator[Notice]:
    """A part is at most as large as its whole."""
    for claim, whole in _related(record, RelationType.SUBSET_OF):
        low, high = claim.count.low, whole.count.high
        if low is not None and high is not None and low > high and _both_asserted(claim, whole):
            yield at_claim(claim), f"{counted(claim.count)} is a part of {counted(whole.count)}"


def part_of_another_harm(record: Record) -> Iterator[Notice]:
    """The killed are a part of the killed, or of the casualties: never of the injured or the missing."""
    for claim, whole in _related(record, RelationType.SUBSET_OF):
        if whole.harm not in {claim.harm, Harm.CASUALTIES}:
            yield (
                at_claim(claim),
                f"{claim.harm.value}, and a part of {whole.harm.value} ({whole.count.words!r})",
            )


def repeat_of_another_harm(record: Record) -> Iterator[Notice]:
    """A repeat and an update are of the same harm as the figure they repeat or replace."""
    for claim, other in (
        *_related(record, RelationType.SAME_AS),
        *_related(record, RelationType.UPDATES),
    ):
        if claim.harm is not other.harm:
            what = f"{claim.harm.value}, and {_type(claim)} {at_claim(other)} of {other.harm.value}"
            yield at_claim(claim), what


def repeats_that_differ(record: Record) -> Iterator[Notice]:
    """Two figures for the same people can both be true at once; "over 100" beside "100" is let pass."""
    for claim, other in _related(record, RelationType.SAME_AS):
        if claim.count.is_vague or other.count.is_vague or not _both_asserted(claim, other):
            continue
        lows, highs = (claim.count.low, other.count.low), (claim.count.high, other.count.high)
        least = max((low for low in lows if low is not None), default=None)
        most = min((high for high in highs if high is not None), default=None)
        if least is not None and most is not None and least > most + 1:
            yield at_claim(claim), f"{counted(claim.count)} is to repeat {counted(other.count)}"


def parts_exceed_their_whole(record: Record) -> Iterator[Notice]:
    """Disjoint parts (of other days, places or statuses) add up to their whole at most."""
    seen: set[tuple[str, ...]] = set()
    for toll in record.tolls:
        for check in toll.checks:
            parts = (check.whole_id, *check.part_ids)
            if check.outcome is CheckOutcome.PARTS_EXCEED_WHOLE and parts not in seen:
                seen.add(parts)
                yield at_toll(toll), f"{check.statement} (claims {', '.join(check.part_ids)})"


def part_in_another_incident(record: Record) -> Iterator[Notice]:
    """A part that only names a group of the victims is of the same incident as its whole."""
    for claim, whole in _related(record, RelationType.SUBSET_OF):
        parts, wholes = record.incidents_of.get(claim.id), record.incidents_of.get(whole.id)
        if not (parts and wholes and claim.groups) or {item.id for item in parts} & {
            item.id for item in wholes
        }:
            continue
        if _is_single(parts[0]) and _is_single(wholes[0]):
            what = f"{counted(claim.count)} in {parts[0].label}, its whole in {wholes[0].label}"
            yield at_claim(claim), what


def update_by_somebody_else(record: Record) -> Iterator[Notice]:
    """A newer figure replaces an older one of the same originator; others stand side by side."""
    for claim, other in _related(record, RelationType.UPDATES):
        new, old = record.voices.get(claim.id), record.voices.get(other.id)
        if new and old and set(new).isdisjoint(old):
            what = f"{counted(claim.count)} by {', '.join(new)} replaces {counted(other.count)} by {', '.join(old)}"
            yield at_claim(claim), what


def _related(record: Record, kind: RelationType | None = None) -> Iterator[tuple[Claim, Claim]]:
    for claim in record.claims.values():
        if claim.relation and kind in {None, claim.relation.type}:
            other = record.claims.get(claim.relation.to)
            if other is not None:
                yield claim, other


def _type(claim: Claim) -> str:
    return claim.relation.type.value if claim.relation else ""


def _is_single(incident: Incident) -> bool:
    return incident.kind is IncidentKind.INCIDENT


def _both_asserted(one: Claim, two: Claim) -> bool:
    return one.modality is two.modality is Modality.ASSERTED
