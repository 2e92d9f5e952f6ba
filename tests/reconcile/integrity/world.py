"""A small sound record to break: two reports of one strike in an invented place, its incident and tolls."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from recount.codebook.originators import load_originators
from recount.gazetteer import Extent
from recount.model import (
    Claim,
    Group,
    Harm,
    Incident,
    IncidentKind,
    Means,
    Perpetrator,
    Place,
    PlaceCandidate,
    RecordScope,
    Report,
    Scope,
    Source,
    SourceKind,
    Status,
    StatusBasis,
    TimeInterval,
    Toll,
    WherePrecision,
)
from recount.reconcile import reconcile
from recount.reconcile.integrity import Record, Surroundings, make_record
from tests.reconcile.made import DAY, credited, made_claim, made_report, on, part_of

QUESSA = PlaceCandidate(
    gazetteer="invented",
    place_id="quessa",
    name="Quessa",
    kind="town",
    lat=10.0,
    lon=20.0,
    country="QX",
    score=0.9,
)
FAR_QUESSA = replace(QUESSA, place_id="quessa-2", lat=14.0, score=0.2)
AT_QUESSA = Place(
    name="Quessa",
    where_precision=WherePrecision.EXACT,
    resolved=QUESSA,
    candidates=(QUESSA, FAR_QUESSA),
)
EXTENTS = {"QX": Extent(south=9.0, north=15.0, west=19.0, east=21.0)}
TABLE = load_originators().extended(
    [
        Source(id="made_body", name="Varda Hospitals", kind=SourceKind.MEDICAL),
        Source(id="made_centre", name="Varda Centre", kind=SourceKind.ACTIVISTS, depends_on=("made_body",)),
    ]
)
FIRST = made_report(
    "Tarvena Watch said 14 people were killed in Quessa, among them 5 children, and 20 were wounded.",
    url="https://example.org/first",
)
SECOND = made_report("Morlund Rescue said 16 people were killed in Quessa.", outlet="Courier")


def located(**changes: Any) -> Place:  # noqa: ANN401 - fields of a candidate
    """Return Quessa with a changed entry of its register."""
    entry = replace(QUESSA, **changes)
    return replace(AT_QUESSA, resolved=entry, candidates=(entry,))


def _claim(report: Report, words: str, number: int, **fields: Any) -> Claim:  # noqa: ANN401 - fields of the record
    fields.setdefault("places", (AT_QUESSA,))
    fields |= {"when": on(DAY), "means": Means.AIRSTRIKE}
    return made_claim(report, words, number, number, **fields)


def _claims() -> dict[str, Claim]:
    watch = credited("Tarvena Watch")
    accused = (Perpetrator(name="Northern Guard"),)
    dead = _claim(FIRST, "14", 14, alleged_perpetrators=accused, attribution=watch)
    children = _claim(
        FIRST,
        "5",
        5,
        groups=(Group.CHILD,),
        status=Status.CIVILIAN,
        status_basis=StatusBasis.RULE,
        relation=part_of(dead),
        attribution=watch,
    )
    hurt = _claim(FIRST, "20", 20, harm=Harm.INJURED, attribution=watch)
    others = _claim(SECOND, "16", 16, attribution=credited("Morlund Rescue"))
    return {"dead": dead, "children": children, "hurt": hurt, "others": others}


@dataclass(frozen=True, kw_only=True)
class World:
    """A record in pieces. Every change returns another; ``record`` puts the pieces together."""

    reports: dict[str, Report]
    claims: dict[str, Claim]
    incidents: tuple[Incident, ...]
    tolls: tuple[Toll, ...] = ()
    scope: RecordScope = field(default_factory=RecordScope)
    copy_of: dict[str, str] = field(default_factory=dict)

    def report(self, name: str, **fields: Any) -> World:  # noqa: ANN401 - fields of the record
        return replace(self, reports=self.reports | {name: replace(self.reports[name], **fields)})

    def claim(self, name: str, **fields: Any) -> World:  # noqa: ANN401 - fields of the record
        return replace(self, claims=self.claims | {name: replace(self.claims[name], **fields)})

    def count(self, name: str, **fields: Any) -> World:  # noqa: ANN401 - fields of the record
        return self.claim(name, count=replace(self.claims[name].count, **fields))

    def incident(self, **fields: Any) -> World:  # noqa: ANN401 - fields of the record
        first, *rest = self.incidents
        return replace(self, incidents=(replace(first, **fields), *rest))

    def beside(self, **fields: Any) -> World:  # noqa: ANN401 - fields of the record
        """Add a second incident, like the first where not said otherwise, without its tolls."""
        other = replace(self.incidents[0], **({"id": "i_beside"} | fields))
        return replace(self, incidents=(*self.incidents, other))

    def toll(self, harm: Harm = Harm.KILLED, status: Status | None = None, **fields: Any) -> World:  # noqa: ANN401 - fields of the record
        """Change one toll; make it of that of all the killed where there is none."""
        index = {(toll.harm, toll.status): toll for toll in self.tolls}
        basis = index.get((harm, status)) or replace(index[Harm.KILLED, None], harm=harm, status=status)
        rest = tuple(toll for toll in self.tolls if (toll.harm, toll.status) != (harm, status))
        return replace(self, tolls=(*rest, replace(basis, **fields)))

    def with_tolls(self, **fields: Any) -> World:  # noqa: ANN401 - fields of the toll
        """Make tolls for the incidents that have none: of all the killed, like the first one's."""
        known = {toll.incident_id for toll in self.tolls}
        basis = next(toll for toll in self.tolls if toll.harm is Harm.KILLED)
        more = (
            replace(basis, incident_id=incident.id, **fields)
            for incident in self.incidents
            if incident.id not in known
        )
        return replace(self, tolls=(*self.tolls, *more))

    def reconciled(self) -> World:
        """Make all tolls anew."""
        reports = {report.id: report for report in self.reports.values()}
        claims = list(self.claims.values())
        tolls = [
            toll
            for incident in self.incidents
            for toll in reconcile(incident, claims, reports, copy_of=self.copy_of)
        ]
        return replace(self, tolls=tuple(tolls))

    def record(self) -> Record:
        return make_record(
            self.reports.values(),
            self.claims.values(),
            self.incidents,
            self.tolls,
            scope=self.scope,
            beside=Surroundings(copy_of=self.copy_of, extents=EXTENTS, originators=TABLE),
        )


def sound() -> World:
    """Return a record in which every rule holds."""
    claims = _claims()
    incident = Incident(
        id="i_strike",
        kind=IncidentKind.INCIDENT,
        label="Quessa, 4 March 2031, air strike",
        scope=Scope.INCIDENT,
        when=TimeInterval.of_days(DAY, DAY),
        places=(AT_QUESSA,),
        means=Means.AIRSTRIKE,
        perpetrators=("Northern Guard",),
        claim_ids=tuple(claim.id for claim in claims.values()),
        main_report_ids=(FIRST.id, SECOND.id),
    )
    world = World(reports={"first": FIRST, "second": SECOND}, claims=claims, incidents=(incident,))
    return world.reconciled()


def days_later(number: int) -> TimeInterval:
    """Return a day some days after the strike."""
    return on(DAY + timedelta(days=number))
