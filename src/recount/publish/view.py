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
    Harm,
    Incident,
    IncidentKind,
    RecordScope,
    Rejection,
    RejectionReason,
    Report,
    Source,
    Status,
    Toll,
)
from recount.publish.wording import load_wording

OUTLET_VOICE = "outlet:"  # how tolls name the originator of a figure that a report states in its own voice
_LEFT_UNCODED = frozenset({RejectionReason.LANGUAGE_WITHOUT_RULES, RejectionReason.OUT_OF_SCOPE})

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


NO_REVIEW = frozenset(
    {DecisionKind.PIN, DecisionKind.SPLIT, DecisionKind.MERGE, DecisionKind.GRADE, DecisionKind.NOTE}
)
"""Rulings on where a claim stands or what it is worth: they do not say that it was read rightly."""


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
class Grade:
    """A grade that a person settled; what rules suggest is never one.

    Attributes:
        subject_id: the incident or the claim it is given to.
        scheme: the code list.
        grade: a code of it.
        reason: why, in the reviewer's words.
        decided_at: when (UTC).
        reviewer: who; shown in the internal profile only.
    """

    subject_id: str
    scheme: str
    grade: str
    reason: str
    decided_at: datetime
    reviewer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedTotal:
    """Sums of one harm over incidents with a settled grade, lows and highs separately.

    Attributes:
        grades: the grades summed: those chosen for the headline together, any other by itself.
        is_headline: whether these are the chosen ones.
        low, high: the sums; a toll without that end adds nothing to it.
        high_open: whether a toll leaves its upper end open.
        incidents: how many were summed.
    """

    harm: Harm
    grades: tuple[str, ...]
    is_headline: bool
    low: int
    high: int
    high_open: bool
    incidents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedStep:
    """One step in the history of a toll as this record held it.

    Attributes:
        incident_id, harm, status: the toll.
        recorded_at: from when on the record held it so (UTC).
        toll: the toll from then on; ``None``: none any more.
        claim_ids: claims that it counts since.
        reasons: codes of why it moved ("new_claims", "ruling", …); their words are in ``wording.yml``.
    """

    incident_id: str
    harm: Harm
    status: Status | None
    recorded_at: datetime
    toll: Toll | None
    claim_ids: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """A record as published.

    Attributes:
        scope: what the record covers and by which rules.
        generated_at: when the view was taken (UTC); the only thing that differs between two runs.
        known_at: the moment as of which the record is shown (UTC); ``None``: as it stands.
        exact_from: set when that is before the moment from which the record's history is exact.
        claims: as they hold now, corrections of people applied; without those a person rejected.
        rejected: claims that people took out: rejected ones, those of withdrawn reports, and those whose parts
            took their place; shown with the ruling, part of no incident and no toll.
        parted: ids of those whose parts took their place.
        withdrawn: ids of withdrawn reports, each with the reason.
        tolls: of the incidents, all policies' results that are to be shown.
        rejections: everything refused, at any stage.
        rulings: what people ruled on claims, oldest first; one that is not of ``NO_REVIEW`` counts as a review.
        grades: what people settled, by incident and claim; the later counts.
        totals: sums over graded incidents; empty where nobody graded one.
        steps: how tolls moved in this record, of each toll the oldest first.
        methods: policies, conventions and programs used, in words.
        sources: bodies added to the table of originators.
        originators: that table, with what people ruled on sources; the package's own when not given.
        credits: what the licences of the data used require to be said, such as that of the gazetteer.
        log_head: hash of the newest entry of the log of decisions; empty when there is none.
    """

    scope: RecordScope
    generated_at: datetime
    known_at: datetime | None = None
    exact_from: datetime | None = None
    reports: tuple[Report, ...] = ()
    claims: tuple[Claim, ...] = ()
    rejected: tuple[Claim, ...] = ()
    parted: tuple[str, ...] = ()
    withdrawn: tuple[tuple[str, str], ...] = ()
    incidents: tuple[Incident, ...] = ()
    tolls: tuple[Toll, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    grades: tuple[Grade, ...] = ()
    totals: tuple[GradedTotal, ...] = ()
    steps: tuple[RecordedStep, ...] = ()
    methods: tuple[Method, ...] = ()
    sources: tuple[Source, ...] = ()
    originators: Originators | None = None
    credits: tuple[str, ...] = ()
    log_head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIndex:
    """A view with the look-ups pages and exports need. Built once by ``index_record``.

    Attributes:
        incidents, aggregates: the view's incidents by kind, in order of time.
        incident_of: claim id to the incidents it stands in, normally one.
        withdrawn: id of each withdrawn report to the reason.
        exclusions: claim id to the reasons for which tolls set it aside.
        spellings: normalised name to the first spelling in the reports: speakers, then outlets, then agencies.
        rejected: ids of the claims that people took out; they are among ``claim`` and ``claims_of_report``.
        used: ids of the claims that entered a toll.
        reviewed: ids of the claims whose reading a person ruled on.
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
    grades_of: Mapping[str, tuple[Grade, ...]]
    steps_of: Mapping[str, tuple[RecordedStep, ...]]
    withdrawn: Mapping[str, str]
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

    def grade(self, subject_id: str, scheme: str) -> str | None:
        """Return the grade that people settled by one code list, ``None`` when they did not."""
        grades = self.grades_of.get(subject_id, ())
        return next((item.grade for item in grades if item.scheme == scheme), None)

    def spelling(self, key: str) -> str:
        """Return the name readers know for a key of ``Toll.originators``, as the reports write it."""
        source = self.originators.by_id.get(key)
        if source is None and key.startswith(OUTLET_VOICE) and key.removeprefix(OUTLET_VOICE) in self.report:
            return load_wording().unnamed_outlet(key.removeprefix(OUTLET_VOICE))
        return source.name if source else self.spellings.get(key.removeprefix(OUTLET_VOICE), key)

    def reviewed_in(self, incident: Incident) -> int:
        """Return how many claims of an incident a person has ruled on."""
        return sum(claim_id in self.reviewed for claim_id in incident.claim_ids)


def index_record(view: RecordView) -> RecordIndex:
    """Index a view."""
    ordered, claims = sorted(view.incidents, key=_by_time), (*view.claims, *view.rejected)
    by_id = {claim.id: claim for claim in claims}
    table = view.originators or load_originators()
    return RecordIndex(
        view=view,
        originators=table.extended(view.sources) if view.sources else table,
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
        grades_of=_grouped((grade.subject_id, grade) for grade in view.grades),
        steps_of=_grouped((step.incident_id, step) for step in view.steps),
        withdrawn=dict(view.withdrawn),
        exclusions=_exclusions(view.tolls),
        spellings=_spellings(view),
        rejected=frozenset(claim.id for claim in view.rejected),
        used=frozenset(key for toll in view.tolls for key in toll.claims_used),
        reviewed=frozenset(
            ruling.claim_id for ruling in view.rulings if ruling.kind not in NO_REVIEW
        ).intersection(by_id),
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
