"""The record that tests of deciding rule on: invented places, invented bodies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from recount.model import Claim, Harm, Place, PlaceCandidate, Report, Toll, WherePrecision
from recount.pipeline.tolling import toll_store
from recount.store import Store
from tests.reconcile.made import made_claim, made_report, on

NOON = datetime(2031, 5, 1, 12, 0, tzinfo=UTC)
FIRST, SECOND = date(2031, 3, 4), date(2031, 3, 20)


def at(name: str, lat: float, lon: float) -> tuple[Place, ...]:
    candidate = PlaceCandidate(
        gazetteer="made", place_id=name, name=name, kind="town", lat=lat, lon=lon, parents=("Orlava valley",)
    )
    return (
        Place(name=name, where_precision=WherePrecision.EXACT, resolved=candidate, candidates=(candidate,)),
    )


QUESSA, VARDA = at("Quessa", 1.0, 1.0), at("Varda", 9.0, 9.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record and its claims by name."""

    store: Store
    reports: dict[str, Report]
    claims: dict[str, Claim]

    def claim(self, name: str) -> str:
        """Return the id of a claim."""
        return self.claims[name].id

    def incident(self, name: str) -> str:
        """Return the id of the incident of a claim."""
        found = self.store.lookup.incident_of(self.claim(name))
        assert found is not None
        return found.id

    def toll(self, name: str, harm: Harm = Harm.KILLED) -> Toll:
        """Return the toll over all victims of the incident of a claim."""
        tolls = self.store.lookup.tolls_of([self.incident(name)])
        return next(toll for toll in tolls if toll.harm is harm and toll.status is None)


def fill(store: Store) -> Record:
    """Put the record into a store."""
    reports = {
        "post": made_report(
            "Shelling killed 6 people in Quessa on Sunday, the Valley Rescue Service said.\n"
            "Nine others were wounded, and two boys and three women are missing.\nThe Valley Rescue Service "
            "said 4 of the dead were children.",
            day=FIRST,
            outlet="North Post",
        ),
        "daily": made_report(
            "Shelling killed 2 people in Quessa on Sunday, the Coast Monitor said.",
            day=FIRST,
            outlet="Coast Daily",
        ),
        "herald": made_report(
            "A car bomb killed 3 people in Varda, the Varda Police said.", day=SECOND, outlet="Herald"
        ),
        "gazette": made_report(
            "A car bomb killed 5 people in Varda, the Varda Hospital said.", day=SECOND, outlet="Gazette"
        ),
    }
    claims = {
        "six": made_claim(
            reports["post"], "6", 6, 6, by=("Valley Rescue Service",), places=QUESSA, when=on(FIRST)
        ),
        "two": made_claim(reports["daily"], "2", 2, 2, by=("Coast Monitor",), places=QUESSA, when=on(FIRST)),
        "three": made_claim(
            reports["herald"], "3", 3, 3, by=("Varda Police",), places=VARDA, when=on(SECOND)
        ),
        "five": made_claim(
            reports["gazette"], "5", 5, 5, by=("Varda Hospital",), places=VARDA, when=on(SECOND)
        ),
    }
    store.add_intake([(report, report.text.encode()) for report in reports.values()])
    for report in reports.values():
        own = [claim for claim in claims.values() if claim.report_id == report.id]
        store.put_claims(report.id, own, [], "made/1")
    toll_store(store)
    return Record(store=store, reports=reports, claims=claims)
