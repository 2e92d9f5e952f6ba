"""Which items the list of work has: of a whole record, or of what was recorded since the list was made.

A ruling changes the item of its claim, and why the incident of that claim should be looked at. Where that changes,
all items of the incident are made anew, those of its claims too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from recount.model import Claim, Decision, DecisionKind, Incident, LinkReason, Report, Toll, load_json
from recount.model.work import WorkItem, WorkKind, WorkReason
from recount.pipeline.desks import (
    OUT_OF_COUNT,
    IncidentDesk,
    Rulings,
    Scene,
    incident_desk,
    rulings_on_each,
    scene_of,
)
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
    was_joined_again,
)
from recount.store import Store
from recount.store.logged import Logged
from recount.store.neighbourhood_types import Doubt

_OF_ITS_CLAIM = frozenset({DecisionKind.ACCEPT, DecisionKind.NOTE})
"""Rulings that change nothing of the other claims of a report, when they take no earlier ruling back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What was recorded since the list was made.

    Attributes:
        touched: live incidents that were made anew, got other tolls, or were ruled on.
        closed: incidents that are no longer.
        rulings: ids of the new decisions.
        reports: those with new claims or rulings.
        whole: those of them of which every claim may have another item.
    """

    touched: Collection[str]
    closed: Collection[str]
    rulings: Collection[str]
    reports: Collection[str]
    whole: Collection[str]


def news_of(
    touched: Collection[str],
    closed: Collection[str],
    coded: Collection[str],
    rulings: Sequence[Logged],
    superseded: Sequence[Logged],
) -> News:
    """Return what was recorded.

    Args:
        touched, closed: incidents, as ``changed_since`` of the store's lookup has them.
        coded: reports with new claims.
        rulings: new decisions.
        superseded: earlier ones that they take back.
    """
    about, whole, incidents = set(coded), set(coded), set(touched)
    for decision in (entry.decision for entry in (*rulings, *superseded)):
        incidents |= set(decision.incident_ids).difference(closed)
        reports = {subject.report_id for subject in subjects_of(decision)} | set(decision.report_ids)
        about |= reports
        if decision.kind not in _OF_ITS_CLAIM or decision.supersedes:
            whole |= reports
    return News(
        touched=incidents,
        closed=closed,
        rulings={entry.decision.id for entry in rulings},
        reports=about,
        whole=whole,
    )


def follow_news(store: Store, news: News) -> None:
    """Make the items anew that news change, in the transaction that is open."""
    desks = _Desks(store)
    wanted, whole = sorted(news.reports), sorted(news.whole)
    scene = scene_of(store, wanted)
    ruled = _ruled_by(scene, news.rulings)
    items = {item.id: item for item in _scene_items(store, scene, desks, {*ruled}, {*whole})}
    for incident_id in sorted({*news.touched, *_seen_otherwise(store, desks, ruled)}):
        desk = desks.get(incident_id)
        if desk is not None:
            items.update((item.id, item) for item in _desk_items(store, desk))
    items.update((item.id, item) for item in _refused(store, whole))
    moved = {*news.touched, *news.closed}
    items.update((item.id, item) for item in _links(store, store.neighbourhood.doubts(moved)))
    stale = store.worklist.ids([WorkKind.INCIDENT], subjects=news.closed) | store.worklist.links(moved)
    stale |= store.worklist.ids((WorkKind.CLAIM, WorkKind.DECISION, WorkKind.REPORT), reports=whole)
    store.worklist.remove(stale - items.keys())
    store.worklist.put(list(items.values()))


def _ruled_by(scene: Scene, decisions: Collection[str]) -> list[str]:
    """Return the claims that some decisions are about, or a decision that one of these takes back."""
    if not decisions:
        return []
    return [
        claim_id
        for claim_id, logged in scene.about.items()
        if any(entry.decision.id in decisions for entry in logged)
    ]


def _seen_otherwise(store: Store, desks: _Desks, ruled: Iterable[str]) -> list[str]:
    """Return the incidents of some claims that are to be looked at for other reasons than the list has."""
    incidents = {one.id: one for one in desks.incidents_of(ruled).values()}
    items = {key: item_id(WorkKind.INCIDENT, key) for key in incidents}
    listed = store.worklist.reasons_of(items.values())
    weighed = desks.weigh(incidents.values())
    return [key for key, item in items.items() if listed.get(item) != weighed[key][1]]


class _Desks:
    """Desks of incidents, each read once; or of one no more than what its claims are weighed by."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._desks: dict[str, IncidentDesk | None] = {}
        self._weights: dict[str, _Weighed] = {}
        self._incidents: dict[str, Incident | None] = {}

    def incidents_of(self, claim_ids: Iterable[str]) -> dict[str, Incident]:
        """Return the live incident of each claim, by claim id."""
        wanted = list(claim_ids)
        if new := [claim_id for claim_id in wanted if claim_id not in self._incidents]:
            self._incidents |= {**dict.fromkeys(new), **self._store.lookup.incidents_of(new)}
        return {key: one for key in wanted if (one := self._incidents[key]) is not None}

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
        is_rejoined = _is_rejoined(self._store, incident, rulings)
        return tolls, incident_reasons(
            incident, tolls, rulings, (), is_ruled=is_ruled, is_rejoined=is_rejoined
        )


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
    is_rejoined = _is_rejoined(store, desk.incident, desk.rulings)
    return incident_reasons(
        desk.incident, desk.tolls, desk.rulings, desk.signatures, is_ruled=is_ruled, is_rejoined=is_rejoined
    )


def _is_rejoined(store: Store, incident: Incident, rulings: Iterable[Decision]) -> bool:
    return was_joined_again(incident, rulings) and not store.lookup.incidents(incident.previous_ids)


def _scene_items(
    store: Store, scene: Scene, desks: _Desks, claims: Collection[str], whole: Collection[str]
) -> list[WorkItem]:
    """Return the items of some claims, of all claims of whole reports, and of decisions that found none."""
    wanted = [claim for claim in scene.known.values() if claim.id in claims or claim.report_id in whole]
    reports = store.lookup.reports(claim.report_id for claim in wanted)
    counted = {claim.id for claim in scene.adjudicated.claims}
    incidents = desks.incidents_of(claim.id for claim in wanted if claim.id in counted)
    weights = desks.weigh(incidents.values())
    found: list[WorkItem] = []
    for claim in wanted:
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


def all_items(store: Store) -> list[WorkItem]:
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
    incidents = list(store.iter_incidents())
    ruled_on = _ruled_on(store, scene, incidents)
    for incident in incidents:
        placed.update(incident.claim_ids)
        desk = incident_desk(store, incident.id) if incident.id in ruled_on else None
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


def _ruled_on(store: Store, scene: Scene, incidents: Sequence[Incident]) -> set[str]:
    """Return the incidents on which people ruled: on themselves, or on claims that they hold, or held before."""
    named = {
        subject
        for entry in store.lookup.decisions_about("incident")
        for subject in entry.decision.incident_ids
    }
    families = {one.id: (one.id, *one.previous_ids) for one in incidents}
    ruled = {claim_id for claim_id, logged in scene.about.items() if logged}
    aside = {claim_id for claim_id, state in scene.states.items() if state in OUT_OF_COUNT}
    found = {key for key, family in families.items() if not named.isdisjoint(family)}
    found |= {one.id for one in incidents if not ruled.isdisjoint(one.claim_ids)}
    held = store.lookup.former_claims_of_each(families) if aside else {}
    return found | {key for key, claim_ids in held.items() if not aside.isdisjoint(claim_ids)}


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
