"""What is published: one frozen view of the record, and the indexes every page and export is derived from.

Publishing sees plain records only; whoever calls it has read the store and applied the decisions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from recount.codebook.originators import Originators, load_originators, name_key
from recount.model import (
    Claim,
    DecisionKind,
    Incident,
    IncidentKind,
    RecordScope,
    Rejection,
    RejectionReason,
    Report,
    Source,
    Toll,
)

OUTLET_VOICE = "outlet:"  # how tolls name the originator of a figure that a report states in its own voice
_LEFT_UNCODED = frozenset({RejectionReason.LANGUAGE_WITHOUT_RULES, RejectionReason.OUT_OF_SCOPE})

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a person ruled on one claim, as pages show it.

    Attributes:
        claim_id: the claim ruled on.
        kind: what was ruled.
        reason: why, in the reviewer's words.
        decided_at: when (UTC).
        reviewer: who; shown in the internal profile only.
        changes: for a correction, (field, what the machine read, what holds now).
    """

    claim_id: str
    kind: DecisionKind
    reason: str
    decided_at: datetime
    reviewer: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A rule the record was made by, in plain sentences.

    Attributes:
        kind: "policy", "convention", "extractor", "normaliser" or "linkage".
        name: name and version ("range/1").
        text: what it does; a policy gives its docstring.
    """

    kind: str
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """A record as published.

    Attributes:
        scope: what the record covers and by which rules.
        generated_at: when the view was taken (UTC); the only thing that differs between two runs.
        claims: as they hold now, corrections of people applied; without those a person rejected.
        rejected: claims a person rejected; shown with the ruling, part of no incident and no toll.
        tolls: of the incidents, all policies' results that are to be shown.
        rejections: everything refused, at any stage.
        rulings: what people ruled on claims, oldest first; a claim with one counts as reviewed.
        methods: policies, conventions and programs used, in words.
        sources: bodies added to the table of originators that travels in the package.
        credits: what the licences of the data used require to be said, such as that of the gazetteer.
        log_head: hash of the newest entry of the log of decisions; empty when there is none.
    """

    scope: RecordScope
    generated_at: datetime
    reports: tuple[Report, ...] = ()
    claims: tuple[Claim, ...] = ()
    rejected: tuple[Claim, ...] = ()
    incidents: tuple[Incident, ...] = ()
    tolls: tuple[Toll, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    methods: tuple[Method, ...] = ()
    sources: tuple[Source, ...] = ()
    credits: tuple[str, ...] = ()
    log_head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIndex:
    """A view with the look-ups pages and exports need. Built once by ``index_record``.

    Attributes:
        incidents, aggregates: the view's incidents by kind, in order of time.
        incident_of: claim id to the incidents it stands in, normally one.
        exclusions: claim id to the reasons for which tolls set it aside.
        spellings: normalised name to the first spelling in the reports: speakers, then outlets, then agencies.
        rejected: ids of the claims a person rejected; they are among ``claim`` and ``claims_of_report``.
        used: ids of the claims that entered a toll.
        reviewed: ids of the claims a person ruled on.
    """

    view: RecordView
    originators: Originators
    report: Mapping[str, Report]
    claim: Mapping[str, Claim]
    incidents: tuple[Incident, ...]
    aggregates: tuple[Incident, ...]
    claims_of_report: Mapping[str, tuple[Claim, ...]]
    incidents_of_report: Mapping[str, tuple[Incident, ...]]
    incident_of: Mapping[str, tuple[Incident, ...]]
    tolls_of: Mapping[str, tuple[Toll, ...]]
    rejections_of_report: Mapping[str, tuple[Rejection, ...]]
    rulings_of: Mapping[str, tuple[Ruling, ...]]
    exclusions: Mapping[str, tuple[str, ...]]
    spellings: Mapping[str, str]
    rejected: frozenset[str]
    used: frozenset[str]
    reviewed: frozenset[str]

    def claims_of(self, incident: Incident) -> tuple[Claim, ...]:
        """Return the claims of an incident, in its order; ids without a record are left out."""
        return tuple(self.claim[claim_id] for claim_id in incident.claim_ids if claim_id in self.claim)

    def is_coded(self, report: Report) -> bool:
        """Whether a report was read for claims: False when it was kept, counted and left uncoded."""
        return not any(item.reason in _LEFT_UNCODED for item in self.rejections_of_report.get(report.id, ()))

    def spelling(self, key: str) -> str:
        """Return the name readers know for a key of ``Toll.originators``, as the reports write it."""
        source = self.originators.by_id.get(key)
        return source.name if source else self.spellings.get(key.removeprefix(OUTLET_VOICE), key)

    def reviewed_in(self, incident: Incident) -> int:
        """Return how many claims of an incident a person has ruled on."""
        return sum(claim_id in self.reviewed for claim_id in incident.claim_ids)


def index_record(view: RecordView) -> RecordIndex:
    """Index a view."""
    ordered, claims = sorted(view.incidents, key=_by_time), (*view.claims, *view.rejected)
    by_id = {claim.id: claim for claim in claims}
    return RecordIndex(
        view=view,
        originators=load_originators().extended(view.sources) if view.sources else load_originators(),
        report={report.id: report for report in view.reports},
        claim=by_id,
        incidents=tuple(item for item in ordered if item.kind is IncidentKind.INCIDENT),
        aggregates=tuple(item for item in ordered if item.kind is IncidentKind.AGGREGATE),
        claims_of_report=_grouped((claim.report_id, claim) for claim in sorted(claims, key=_by_position)),
        incidents_of_report=_grouped(
            (key, item) for item in ordered for key in dict.fromkeys(item.report_ids)
        ),
        incident_of=_grouped((key, item) for item in ordered for key in dict.fromkeys(item.claim_ids)),
        tolls_of=_grouped((toll.incident_id, toll) for toll in view.tolls),
        rejections_of_report=_grouped(
            (item.report_id, item) for item in view.rejections if item.report_id is not None
        ),
        rulings_of=_grouped((ruling.claim_id, ruling) for ruling in view.rulings),
        exclusions=_exclusions(view.tolls),
        spellings=_spellings(view),
        rejected=frozenset(claim.id for claim in view.rejected),
        used=frozenset(key for toll in view.tolls for key in toll.claims_used),
        reviewed=frozenset(ruling.claim_id for ruling in view.rulings).intersection(by_id),
    )


def _by_time(incident: Incident) -> tuple[date, date, str]:
    first = incident.when.start or incident.when.end or date.max
    return (first, incident.when.end or date.max, incident.id)


def _by_position(claim: Claim) -> tuple[str, int, str]:
    return (claim.report_id, claim.count_selector.start, claim.id)


def _grouped(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, tuple[_Value, ...]]:
    groups: defaultdict[_Key, list[_Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _spellings(view: RecordView) -> dict[str, str]:
    speakers = (speaker.name for claim in view.claims for speaker in claim.attribution.speakers)
    outlets = (report.outlet for report in view.reports if report.outlet)
    agencies = (name for report in view.reports for name in report.agency_credits)
    found: dict[str, str] = {}
    for name in (*speakers, *outlets, *agencies):
        found.setdefault(name_key(name), name)
    return found


def _exclusions(tolls: Iterable[Toll]) -> dict[str, tuple[str, ...]]:
    pairs = dict.fromkeys((item.claim_id, item.reason) for toll in tolls for item in toll.excluded)
    return _grouped(pairs)
