"""From what changed to the incidents and tolls it touches, and no others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recount.model import Decision, Incident, Toll
from recount.pipeline.copying import sketch_new
from recount.pipeline.grounding import read_mark, write_mark
from recount.pipeline.placing import placed
from recount.pipeline.relinking import Part
from recount.pipeline.resting import collector_at_rest
from recount.pipeline.tolling import toll_store, tolls_of
from recount.pipeline.touching import Touched, touch_decisions, touched_since
from recount.reconcile import first_of_copies
from recount.review import originators_for
from recount.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Retolled:
    """What relinking a neighbourhood gave.

    Attributes:
        incidents, tolls: the incidents that changed, or may have other tolls, and those.
        retired: ids of incidents that are no longer.
        unattached: decisions in force that name a claim the record does not hold, of those looked at.
        is_full: whether the whole record was linked, because there was nothing to start from.
    """

    incidents: tuple[Incident, ...] = ()
    tolls: tuple[Toll, ...] = ()
    retired: tuple[str, ...] = ()
    unattached: tuple[Decision, ...] = ()
    is_full: bool = False


def retoll(
    store: Store,
    *,
    reports: Iterable[str] = (),
    claims: Iterable[str] = (),
    incidents: Iterable[str] = (),
    decisions: Iterable[str] = (),
) -> Retolled:
    """Link and reconcile what changed since the last run, with all that it touches, and keep the result.

    The record is then as ``toll_store`` would leave it. What changed is read from the log, also what other
    processes wrote; the ids given are looked at besides, and none need be given. The whole record is linked
    where it never was, or under other rules (another version, another scope, a ruling on a body that speaks).

    Args:
        store: the record.
        reports, claims, incidents, decisions: ids of what to look at again in any case.
    """
    with collector_at_rest(), store.transaction():
        through = read_mark(store)
        touched = None if through is None else touched_since(store, through)
        if touched is None or not _add(store, touched, reports, claims, incidents, decisions):
            return _retoll_all(store)
        if touched.is_empty:
            write_mark(store)
            return Retolled()
        return _retoll_part(store, touched)


def retoll_draft(draft: Store, decisions: Iterable[Decision]) -> bool:
    """Do what ``retoll`` does for the decisions of a draft, in the draft.

    Returns:
        whether it was done; else the whole record must be linked, or nothing need be, and there is nothing to keep.
    """
    with collector_at_rest():
        through = read_mark(draft)
        touched = None if through is None else touched_since(draft, through)
        named = [decision.id for decision in decisions]
        if touched is None or not touch_decisions(draft, touched, named) or touched.is_empty:
            return False
        _retoll_part(draft, touched)
        return True


def _add(
    store: Store,
    touched: Touched,
    reports: Iterable[str],
    claims: Iterable[str],
    incidents: Iterable[str],
    decisions: Iterable[str],
) -> bool:
    """Add what the caller names; return False when that may be anything."""
    touched.reports.update(reports)
    touched.reports.update(store.lookup.reports_naming(claims).values())
    touched.incidents.update(incidents)
    return touch_decisions(store, touched, decisions)


def _retoll_all(store: Store) -> Retolled:
    before = {incident.id for incident in store.iter_incidents()}
    done = toll_store(store)
    return Retolled(
        incidents=done.incidents,
        tolls=done.tolls,
        retired=tuple(sorted(before - {incident.id for incident in done.incidents})),
        unattached=done.adjudicated.unattached,
        is_full=True,
    )


def _retoll_part(store: Store, touched: Touched) -> Retolled:
    new = store.lookup.reports(sorted(touched.new_reports))
    copied = sketch_new(store, new.values())
    part = Part(store, touched.reports, touched.incidents, copied)
    part.relink()
    part.incidents = _placed(store, part)
    made = {incident.id: incident for incident in part.incidents}
    told = _told_by(store, touched.reports | _family(store, copied))
    beside = store.lookup.incidents(told - made.keys() - part.before.keys())
    retired = part.before.keys() - made.keys()
    # An incident that is as it was, told of by none of these reports, has the tolls it had.
    changed = [one for one in part.incidents if one != part.before.get(one.id) or one.id in told]
    incidents = sorted([*changed, *beside.values()], key=lambda incident: incident.id)
    tolls = _tolls(store, part, incidents)
    store.put_neighbourhood(incidents, tolls, among=retired)
    write_mark(store)
    return Retolled(
        incidents=tuple(incidents),
        tolls=tuple(tolls),
        retired=tuple(sorted(retired)),
        unattached=part.book.adjudicated.unattached,
    )


def _placed(store: Store, part: Part) -> list[Incident]:
    """Return the incidents of a part, those at another place on which people ruled so."""
    former = {name for incident in part.incidents for name in incident.previous_ids}
    made = {incident.id for incident in part.incidents}
    elsewhere = store.lookup.incidents(former - made - part.before.keys())
    about = store.lookup.decisions_about("incident", made | former)
    return placed(part.incidents, [entry.decision for entry in about], made | elsewhere.keys())


def _told_by(store: Store, report_ids: Iterable[str]) -> set[str]:
    """Return the incidents with a claim of some reports."""
    return {group.incident_id for group in store.neighbourhood.groups_of_reports(report_ids)}


def _family(store: Store, report_ids: Iterable[str]) -> set[str]:
    """Return reports with all that carry the same stories."""
    family, fresh = set(report_ids), set(report_ids)
    while fresh:
        fresh = {key for pair in store.passages.copies(fresh) for key in pair} - family
        family |= fresh
    return family


def _tolls(store: Store, part: Part, incidents: list[Incident]) -> list[Toll]:
    told = {report_id for incident in incidents for report_id in incident.report_ids}
    part.book.read(told)
    family = _family(store, told)
    reports = part.book.reports | store.lookup.reports(family - part.book.reports.keys())
    copies = [(one, two, share) for (one, two), share in sorted(store.passages.copies(family).items())]
    rulings = store.lookup.decisions_about("source")
    return tolls_of(
        incidents,
        part.book.claims,
        reports,
        scope=store.get_scope(),
        originators=originators_for([logged.decision for logged in rulings]),
        copy_of=first_of_copies(copies, reports),
    )
