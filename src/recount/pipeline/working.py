"""The list of work: made from the record, kept up to date from the log, worked through by several people.

The list follows whatever is appended to the log, by ``decide``, a coding run or another process: ``catch_up``
looks at what was recorded since the list was last made, and at nothing else. It needs no part of the record
that is not itself in the record, so it can be made anew at any time (``refresh_worklist``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from recount.errors import UsageError
from recount.model import Claim, Decision, Incident, LinkReason, Report, Toll, load_json
from recount.model.work import WorkEntry, WorkFilter, WorkItem, WorkKind, WorkReason
from recount.pipeline.desks import IncidentDesk, Rulings, Scene, incident_desk, rulings_on_each, scene_of
from recount.review import in_force, subjects_of
from recount.review.triage import (
    OPEN,
    claim_item,
    decision_item,
    incident_item,
    incident_reasons,
    item_id,
    link_item,
    load_weights,
    report_item,
    rules_of_triage,
    was_joined_again,
)
from recount.store import Store
from recount.store.neighbourhood_types import Doubt

HOLD_MINUTES = 15
_SHORT = 2000  # items that are sorted faster than they are found along the list
_AT_ONCE = 1000  # changed incidents or reports above which the whole list is made anew


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage:
    """A page of the list; ``total`` counts what the filter lets through on all pages."""

    entries: tuple[WorkEntry, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the work has come.

    Attributes:
        open, done: items by kind.
        reasons: open items by reason.
    """

    open: Mapping[WorkKind, int]
    done: Mapping[WorkKind, int]
    reasons: Mapping[WorkReason, int]


def work_page(
    store: Store, wanted: WorkFilter, *, now: datetime, offset: int = 0, limit: int = 50
) -> WorkPage:
    """Return a page of the list, the weightiest items first."""
    bring_up_to_date(store)
    total = store.worklist.count(wanted)
    entries = store.worklist.page(wanted, now=now, offset=offset, limit=limit, is_short=total < _SHORT)
    return WorkPage(entries=tuple(entries), total=total)


def next_item(
    store: Store, wanted: WorkFilter, *, actor: str, now: datetime, after: str | None = None
) -> WorkEntry | None:
    """Return the weightiest item that nobody else holds or was given; ``after``: the one just done."""
    bring_up_to_date(store)
    return store.worklist.first_free(wanted, actor=actor, now=now, after=after)


def hold(store: Store, item: str, *, actor: str, now: datetime, minutes: int = HOLD_MINUTES) -> WorkEntry:
    """Hold an item for a while, and return it; ``held_by`` is somebody else when they came first.

    A hold keeps people from doing the same work twice. It is no lock on the record: ``decide`` checks the
    version of what is ruled on, whoever holds it.

    Raises:
        UsageError: there is no such item.
    """
    entry = store.worklist.hold(item, actor=actor, now=now, until=now + timedelta(minutes=minutes))
    if entry is None:
        raise UsageError(
            f"there is no item {item!r} on the list.", next_move="It may be done; take the next."
        )
    return entry


def progress(store: Store, wanted: WorkFilter | None = None) -> Progress:
    """Return how far the work has come, of all items or of those a filter lets through."""
    bring_up_to_date(store)
    everything = WorkFilter(is_done=None) if wanted is None else wanted
    counts = store.worklist.counts(everything)
    return Progress(
        open={kind: counts.get((kind.value, "open"), 0) for kind in WorkKind},
        done={kind: counts.get((kind.value, "done"), 0) for kind in WorkKind},
        reasons={WorkReason(name): number for name, number in store.worklist.reason_counts().items()},
    )


def bring_up_to_date(store: Store) -> None:
    """Let the list follow what was recorded since it was made, by whichever process."""
    if store.worklist.is_behind(rules_of_triage()):
        catch_up(store)


def catch_up(store: Store) -> None:
    """Make the items anew of what was recorded since the list was made; all of them when it never was."""
    with store.transaction():
        if not follow(store):
            refresh_worklist(store)


def follow(store: Store) -> bool:
    """Make the items anew of what was recorded since the list was made, in the transaction that is open.

    Returns:
        whether there was a list to go on from; nothing is made where there was none.
    """
    mark = store.worklist.mark()
    if mark is None:
        return False
    seq, moment, rules = mark
    touched, closed = store.lookup.changed_since(moment, included=moment == store.moment)
    reports = _reports_since(store, seq, touched, closed)
    if rules != rules_of_triage() or len(touched) + len(reports) > _AT_ONCE:
        refresh_worklist(store)
    else:
        _refresh(store, touched, closed, reports)
        store.worklist.set_mark(rules_of_triage())
    return True


def _reports_since(store: Store, seq: int, touched: set[str], closed: set[str]) -> set[str]:
    """Return the reports with new claims or rulings after an entry of the log; add the incidents ruled on."""
    entries = store.lookup.entries_since(seq)
    reports = {subject for _, kind, subject in entries if kind == "claims"}
    rulings = store.lookup.decisions_at([number for number, kind, _ in entries if kind == "decision"])
    superseded = [one.decision.supersedes for one in rulings if one.decision.supersedes]
    before = [one for one in map(store.lookup.decision, superseded) if one is not None]
    for decision in (one.decision for one in (*rulings, *before)):
        touched |= set(decision.incident_ids) - closed
        reports |= {subject.report_id for subject in subjects_of(decision)} | set(decision.report_ids)
    return reports


def refresh_worklist(store: Store) -> None:
    """Make the whole list anew. Who works on what stays."""
    with store.transaction():
        items = {item.id: item for item in _all_items(store)}
        store.worklist.remove(store.worklist.all_ids() - items.keys())
        store.worklist.put(list(items.values()))
        store.worklist.set_mark(rules_of_triage())


def _refresh(store: Store, touched: Iterable[str], closed: Iterable[str], reports: Iterable[str]) -> None:
    desks = _Desks(store)
    items: dict[str, WorkItem] = {}
    for incident_id in sorted(touched):
        desk = desks.get(incident_id)
        if desk is not None:
            items.update((item.id, item) for item in _desk_items(store, desk))
    wanted = sorted(reports)
    scene = scene_of(store, wanted)
    own = _scene_items(store, scene, desks)
    items.update((item.id, item) for item in own)
    for item in _refused(store, wanted):
        items[item.id] = item
    moved = {*touched, *closed}
    items.update((item.id, item) for item in _links(store, store.neighbourhood.doubts(moved)))
    stale = store.worklist.ids([WorkKind.INCIDENT], subjects=closed) | store.worklist.links(moved)
    stale |= store.worklist.ids((WorkKind.CLAIM, WorkKind.DECISION, WorkKind.REPORT), reports=wanted)
    store.worklist.remove(stale - items.keys())
    store.worklist.put(list(items.values()))


class _Desks:
    """Desks of incidents, each read once; or of one no more than what its claims are weighed by."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._desks: dict[str, IncidentDesk | None] = {}
        self._weights: dict[str, _Weighed] = {}

    def get(self, incident_id: str) -> IncidentDesk | None:
        """Return the desk of a live incident."""
        if incident_id not in self._desks:
            self._desks[incident_id] = incident_desk(self._store, incident_id)
        return self._desks[incident_id]

    def weigh(self, incidents: Iterable[Incident]) -> Mapping[str, _Weighed]:
        """Return the tolls of some live incidents, and why each should be looked at, by incident."""
        new = {one.id: one for one in incidents if one.id not in self._weights}
        unread = [one for key, one in new.items() if not self._desks.get(key)]
        rulings = rulings_on_each(self._store, unread)
        tolls: dict[str, list[Toll]] = {}
        for toll in self._store.lookup.tolls_of(rulings):
            tolls.setdefault(toll.incident_id, []).append(toll)
        for key, incident in new.items():
            self._weights[key] = self._weighed(incident, tuple(tolls.get(key, ())), rulings.get(key))
        return self._weights

    def _weighed(self, incident: Incident, tolls: tuple[Toll, ...], found: Rulings | None) -> _Weighed:
        if found is None:
            desk = self.get(incident.id)
            return ((), ()) if desk is None else (desk.tolls, _reasons(self._store, desk))
        rulings, is_ruled = found
        return tolls, incident_reasons(incident, tolls, rulings, (), is_ruled=is_ruled)


_Weighed = tuple[tuple[Toll, ...], tuple[WorkReason, ...]]


def _desk_items(store: Store, desk: IncidentDesk) -> list[WorkItem]:
    reasons = _reasons(store, desk)
    found = [incident_item(desk.incident, desk.tolls, reasons, desk.reports)]
    for claim in desk.claims:
        report = desk.reports.get(claim.report_id)
        found.append(claim_item(claim, desk.states[claim.id], report, desk.incident, desk.tolls, reasons))
    return found


def _reasons(store: Store, desk: IncidentDesk) -> tuple[WorkReason, ...]:
    is_ruled = bool(desk.claims) and all(state != OPEN for state in desk.states.values())
    incident = desk.incident
    is_rejoined = was_joined_again(incident, desk.rulings) and not store.lookup.incidents(
        incident.previous_ids
    )
    return incident_reasons(
        incident, desk.tolls, desk.rulings, desk.signatures, is_ruled=is_ruled, is_rejoined=is_rejoined
    )


def _scene_items(store: Store, scene: Scene, desks: _Desks) -> list[WorkItem]:
    """Return the items of claims, and of decisions that found none, of some reports."""
    reports = store.lookup.reports(claim.report_id for claim in scene.known.values())
    incidents = store.lookup.incidents_of(claim.id for claim in scene.adjudicated.claims)
    weights = desks.weigh(incidents.values())
    found: list[WorkItem] = []
    for claim in scene.known.values():
        incident = incidents.get(claim.id)
        tolls, reasons = ((), ()) if incident is None else weights[incident.id]
        report = reports.get(claim.report_id)
        found.append(claim_item(claim, scene.states[claim.id], report, incident, tolls, reasons))
    return found + [decision_item(one) for one in scene.adjudicated.unattached if _is_lost(store, one)]


def _is_lost(store: Store, decision: Decision) -> bool:
    """Whether a decision names nothing in the record, its claims of other reports looked at too."""
    reports = {subject.report_id for subject in subjects_of(decision)}
    return any(one.id == decision.id for one in scene_of(store, reports).adjudicated.unattached)


def _refused(store: Store, report_ids: Sequence[str]) -> list[WorkItem]:
    refusals = load_weights().refusals
    found = {
        rejection.report_id: rejection.detail
        for rejection in store.lookup.rejections_of(report_ids)
        if rejection.reason in refusals and rejection.report_id
    }
    reports = store.lookup.reports(found)
    return [report_item(report, found[report_id]) for report_id, report in reports.items()]


def _all_items(store: Store) -> list[WorkItem]:
    """Return the items of the whole record, read once."""
    read: list[Claim] = list(store.iter_claims())
    logged = store.lookup.decisions_about("report")
    scene = Scene(read, logged)
    reports: dict[str, Report] = {report.id: report for report in store.iter_reports()}
    tolls: dict[str, list[Toll]] = {}
    for toll in store.iter_tolls():
        tolls.setdefault(toll.incident_id, []).append(toll)
    found: list[WorkItem] = []
    placed: set[str] = set()
    touched_by_people = {
        subject
        for entry in store.lookup.decisions_about("incident")
        for subject in entry.decision.incident_ids
    }
    for incident in store.iter_incidents():
        placed.update(incident.claim_ids)
        is_ruled_on = touched_by_people.intersection((incident.id, *incident.previous_ids)) or any(
            scene.about.get(claim_id) for claim_id in incident.claim_ids
        )
        desk = incident_desk(store, incident.id) if is_ruled_on else None
        if desk is not None:
            found += _desk_items(store, desk)
        else:
            found += _untouched_items(scene, incident, tolls.get(incident.id, []), reports)
    for claim in scene.known.values():
        if claim.id not in placed:
            found.append(claim_item(claim, scene.states[claim.id], reports.get(claim.report_id), None))
    found += [decision_item(decision) for decision in scene.adjudicated.unattached]
    found += _links(store, store.neighbourhood.doubts())
    refusals = load_weights().refusals
    for rejection in store.iter_rejections():
        report = reports.get(rejection.report_id or "")
        if report is not None and rejection.reason in refusals:
            found.append(report_item(report, rejection.detail))
    return found


def _links(store: Store, doubts: Sequence[Doubt]) -> list[WorkItem]:
    """Return the items of incidents that may be one."""
    ids = dict.fromkeys(name for doubt in doubts for name in (doubt.one, doubt.two))
    incidents = store.lookup.incidents(ids)
    known = {name for incident in incidents.values() for name in (incident.id, *incident.previous_ids)}
    rulings = in_force(entry.decision for entry in store.lookup.decisions_about("incident", known))
    tolls: dict[str, list[Toll]] = {}
    for toll in store.lookup.tolls_of(incidents):
        tolls.setdefault(toll.incident_id, []).append(toll)
    return [
        link_item(
            incidents[doubt.one],
            incidents[doubt.two],
            load_json(LinkReason, doubt.body),
            rulings,
            (*tolls.get(doubt.one, ()), *tolls.get(doubt.two, ())),
        )
        for doubt in doubts
        if doubt.one in incidents and doubt.two in incidents
    ]


def _untouched_items(
    scene: Scene, incident: Incident, tolls: Sequence[Toll], reports: Mapping[str, Report]
) -> list[WorkItem]:
    """Return the items of an incident on which nobody has ruled."""
    reasons = incident_reasons(incident, tolls, (), (), is_ruled=False)
    found = [incident_item(incident, tolls, reasons, reports)]
    for claim_id in incident.claim_ids:
        claim = scene.known.get(claim_id)
        if claim is not None:
            report = reports.get(claim.report_id)
            found.append(claim_item(claim, scene.states[claim_id], report, incident, tolls, reasons))
    return found


__all__ = [
    "HOLD_MINUTES",
    "Progress",
    "WorkPage",
    "bring_up_to_date",
    "catch_up",
    "hold",
    "item_id",
    "next_item",
    "progress",
    "refresh_worklist",
    "work_page",
]
