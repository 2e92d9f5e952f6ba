"""Claims, places and records for tests of proofs: invented towns, invented bodies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from recount.model import (
    Claim,
    Group,
    Incident,
    IncidentKind,
    Place,
    PlaceCandidate,
    Report,
    Scope,
    Status,
    StatusBasis,
    TimeInterval,
)
from recount.reconcile import originators_of
from recount.reconcile.solver import Answer, Finding, Question, prove
from recount.reconcile.solver.rows import Binding, Cells, End
from tests.reconcile.made import DAY, TABLE, made_claim, made_report

CIVIL: dict[str, Any] = {"status": Status.CIVILIAN, "status_basis": StatusBasis.STATED}
FIGHTERS: dict[str, Any] = {"status": Status.COMBATANT, "status_basis": StatusBasis.STATED}
CHILDREN: dict[str, Any] = {
    "groups": (Group.CHILD,),
    "status": Status.CIVILIAN,
    "status_basis": StatusBasis.RULE,
}


def known(name: str, kind: str, *parents: str) -> Place:
    """Make a place that a gazetteer knows."""
    entry = PlaceCandidate(gazetteer="made", place_id=name, name=name, kind=kind, parents=parents)
    return Place(name=name, resolved=entry)


QUESSA = known("Quessa", "town")
ORLAVA = known("Orlava", "town")
MILL = known("Mill Quarter", "quarter", "Quessa")
PORT = known("Port Quarter", "quarter", "Quessa")


def day(number: int) -> date:
    """Return a day, counted from the first."""
    return DAY + timedelta(days=number)


def days(first: int, last: int | None = None) -> TimeInterval:
    """Return days that a text states, both ends included."""
    return TimeInterval.of_days(day(first), day(first if last is None else last), words="then", basis="words")


class Record:
    """A record that grows claim by claim, one report each, and can be asked."""

    def __init__(self) -> None:
        self.reports: dict[str, Report] = {}
        self.claims: list[Claim] = []
        self.incidents: list[Incident] = []

    def report(self, *, on: int = 9, outlet: str = "Herald", text: str = "") -> Report:
        """Add a report."""
        made = made_report(text or f"Report {len(self.reports)} of the war.", day=day(on), outlet=outlet)
        self.reports[made.id] = made
        return made

    def says(
        self,
        by: str,
        low: int | None,
        high: int | None,
        *,
        when: TimeInterval,
        at: Sequence[Place] = (QUESSA,),
        scope: Scope = Scope.PERIOD,
        on: int = 9,
        **fields: Any,  # noqa: ANN401 - fields of the record
    ) -> Claim:
        """Add a claim, the only one of its report."""
        number = len(self.claims)
        report = self.report(on=on, text=f"No. {number}: {by} gave {number}x as the number of the dead.")
        claim = made_claim(
            report, f"{number}x", low, high, by=(by,), when=when, places=tuple(at), scope=scope, **fields
        )
        self.claims.append(claim)
        return claim

    def incident(self, name: str, *claims: Claim, when: TimeInterval) -> None:
        """Add an incident."""
        self.incidents.append(
            Incident(
                id=name,
                kind=IncidentKind.INCIDENT,
                label=name,
                scope=Scope.INCIDENT,
                when=when,
                claim_ids=tuple(claim.id for claim in claims),
                main_report_ids=tuple(claim.report_id for claim in claims),
            )
        )

    def ask(self, **question: Any) -> Answer:  # noqa: ANN401 - fields of a question
        """Answer a question, asked with ``first`` and ``last`` as numbers of days."""
        for end in ("first", "last"):
            if end in question:
                question[end] = day(question[end])
        voices = originators_of(self.claims, self.reports, TABLE)
        return prove(Question(**question), self.claims, self.reports, self.incidents, voices)


def ends(finding: Finding) -> tuple[int, int | None]:
    """Return the bounds of a finding."""
    return finding.extent.low, finding.extent.high


def sums(finding: Finding) -> tuple[list[str], list[str]]:
    """Return the sums that prove both ends."""
    return [proof.statement for proof in finding.low], [proof.statement for proof in finding.high]


def binding(end: End, cells: Iterable[int], value: int, *voices: str, claim: str = "") -> Binding:
    """Make what one claim says of some cells."""
    inside: Cells = frozenset(cells)
    name = claim or f"{end}{value}{sorted(inside)}{voices}"
    return Binding(
        end=end,
        cells=inside,
        value=value,
        claim_ids=(name,),
        originators=voices or ("watch",),
        units=voices or ("watch",),
    )
