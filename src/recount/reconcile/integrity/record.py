"""A whole record as the rules see it: reports, claims, incidents and tolls with the look-ups they need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from recount.codebook.originators import Originators, load_originators
from recount.gazetteer import Extent
from recount.model import Claim, Harm, Incident, IncidentKind, RecordScope, Report, Status, Toll
from recount.reconcile.originate import Voices, originators_of

Notice = tuple[str, str]
"""Where something was found, and what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the rules look at; built once by ``make_record``.

    Attributes:
        reports, claims: by id; claims as people left them.
        incidents, tolls: as the record holds them.
        scope: what the record covers and by which rules it is kept.
        originators: the table of originators.
        copy_of: report to the first report of the story it carries.
        rejected: ids of claims that a person rejected; they are not among ``claims``.
        extents: the box in which a country's towns lie, by ISO 3166-1 alpha-2 code.
        incidents_of: claim id to the incidents that name it, normally one.
        claims_of_report: report id to its claims, in text order.
        tolls_of: incident id to its tolls.
        voices: claim id to its originators.
    """

    reports: Mapping[str, Report]
    claims: Mapping[str, Claim]
    incidents: tuple[Incident, ...]
    tolls: tuple[Toll, ...]
    scope: RecordScope
    originators: Originators
    copy_of: Mapping[str, str]
    rejected: frozenset[str]
    extents: Mapping[str, Extent]
    incident: Mapping[str, Incident]
    incidents_of: Mapping[str, tuple[Incident, ...]]
    claims_of_report: Mapping[str, tuple[Claim, ...]]
    tolls_of: Mapping[str, tuple[Toll, ...]]
    voices: Mapping[str, Voices]

    def knows(self, claim_id: str) -> bool:
        """Whether the record holds a claim, or held it until a person rejected it."""
        return claim_id in self.claims or claim_id in self.rejected

    def claims_of(self, incident: Incident) -> list[Claim]:
        """Return the claims of an incident that the record holds."""
        return [self.claims[claim_id] for claim_id in incident.claim_ids if claim_id in self.claims]

    def used_by(self, toll: Toll) -> list[Claim]:
        """Return the claims a toll counts that the record holds."""
        return [self.claims[claim_id] for claim_id in toll.claims_used if claim_id in self.claims]

    def single(self) -> Iterator[Incident]:
        """Yield what is one moment of violence, without the aggregates."""
        return (incident for incident in self.incidents if incident.kind is IncidentKind.INCIDENT)

    def toll_of(self, incident_id: str, harm: Harm, status: Status | None = None) -> Toll | None:
        """Return one toll of an incident, ``None`` when it has none."""
        found = (toll for toll in self.tolls_of.get(incident_id, ()) if toll.harm is harm)
        return next((toll for toll in found if toll.status is status), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the rules know beside the record; each may be left out.

    Attributes:
        copy_of: report to the first report of the story it carries.
        rejected: ids of claims that a person rejected.
        extents: the box in which a country's towns lie, by ISO 3166-1 alpha-2 code.
        originators: the table of originators, the package's own when left out.
    """

    copy_of: Mapping[str, str] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()
    extents: Mapping[str, Extent] = field(default_factory=dict)
    originators: Originators | None = None


def make_record(
    reports: Iterable[Report],
    claims: Iterable[Claim],
    incidents: Iterable[Incident],
    tolls: Iterable[Toll],
    *,
    scope: RecordScope | None = None,
    beside: Surroundings | None = None,
) -> Record:
    """Index a record for the rules."""
    beside = beside or Surroundings()
    by_id, known = {report.id: report for report in reports}, {claim.id: claim for claim in claims}
    table, all_incidents, all_tolls = beside.originators or load_originators(), tuple(incidents), tuple(tolls)
    incidents_of: defaultdict[str, list[Incident]] = defaultdict(list)
    voices: dict[str, Voices] = {}
    for incident in all_incidents:
        own = [known[claim_id] for claim_id in incident.claim_ids if claim_id in known]
        voices |= originators_of(own, by_id, table, beside.copy_of)
        for claim_id in dict.fromkeys(incident.claim_ids):
            incidents_of[claim_id].append(incident)
    of_report: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(known.values(), key=lambda claim: (claim.count_selector.start, claim.id)):
        of_report[claim.report_id].append(claim)
    tolls_of: defaultdict[str, list[Toll]] = defaultdict(list)
    for toll in all_tolls:
        tolls_of[toll.incident_id].append(toll)
    return Record(
        reports=by_id,
        claims=known,
        incidents=all_incidents,
        tolls=all_tolls,
        scope=scope or RecordScope(),
        originators=table,
        copy_of=beside.copy_of,
        rejected=beside.rejected,
        extents=beside.extents,
        incident={incident.id: incident for incident in all_incidents},
        incidents_of={key: tuple(found) for key, found in incidents_of.items()},
        claims_of_report={key: tuple(found) for key, found in of_report.items()},
        tolls_of={key: tuple(found) for key, found in tolls_of.items()},
        voices=voices,
    )
