"""How long does a proof take, as the record grows?

    python benchmarks/solver.py [CLAIMS ...]

Makes records of claims shaped as real ones are: 12 claims an incident, a tenth of the claims totals over a town
and a week, five originators, one claim in six contradicting the others. Asks each record three questions and
prints wall seconds, the claims that touch the question, and what was proved.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, date, datetime, timedelta

from recount.model import (
    Attribution,
    Capture,
    Claim,
    Count,
    Harm,
    Incident,
    IncidentKind,
    OffsetMap,
    Place,
    PlaceCandidate,
    Report,
    Scope,
    Selector,
    Speaker,
    Status,
    StatusBasis,
    TimeInterval,
    claim_id,
)
from recount.reconcile.solver import Question, prove
from recount.reconcile.solver.programme import least

SIZES = (100, 1_000, 10_000, 100_000)
PER_INCIDENT = 12
TOWNS = 200
VOICES = ("monitor", "rescue", "ministry", "hospital", "agency")
START = date(2030, 1, 1)


class Made:
    """A record of invented claims."""

    def __init__(self, size: int) -> None:
        self.dice = random.Random(5)
        self.reports: dict[str, Report] = {}
        self.claims: list[Claim] = []
        self.incidents: list[Incident] = []
        self.voices: dict[str, tuple[str, ...]] = {}
        self.span = max(14, size // (PER_INCIDENT * 4))  # four incidents a day
        while len(self.claims) < size:
            self.add_incident()

    def add_incident(self) -> None:
        """Add an incident with its claims, and now and then a total that holds it."""
        town, first = self.dice.randrange(TOWNS), START + timedelta(days=self.dice.randrange(self.span))
        truth = 1 + int(self.dice.paretovariate(1.2))
        claims = [
            self.add_claim(town, first, first, self.heard(truth), Scope.INCIDENT) for _ in range(PER_INCIDENT)
        ]
        self.incidents.append(
            Incident(
                id=f"i_{len(self.incidents)}",
                kind=IncidentKind.INCIDENT,
                label="made",
                scope=Scope.INCIDENT,
                when=TimeInterval.of_days(first, first),
                claim_ids=tuple(claim.id for claim in claims),
            )
        )
        if self.dice.random() < 0.9:
            low = truth + self.dice.randrange(40)
            self.add_claim(town, first, first + timedelta(days=6), (low, None), Scope.PERIOD)

    def heard(self, truth: int) -> tuple[int, int | None]:
        """Return how a number comes out in a report."""
        roll = self.dice.random()
        if roll < 1 / 6:
            return (other := truth + self.dice.randrange(1, 4)), other
        return (truth, truth) if roll < 1 / 2 else (max(1, truth - self.dice.randrange(3)), None)

    def add_claim(
        self, town: int, first: date, last: date, count: tuple[int, int | None], scope: Scope
    ) -> Claim:
        """Add a claim in a report of its own."""
        number = len(self.claims)
        known = last + timedelta(days=1 + self.dice.randrange(3))
        voice = self.dice.choice(VOICES)
        report_id, words = f"r_{number}", str(count[0])
        capture = Capture(
            sha256=report_id, media_type="text/plain", size=1, origin="made", captured_at=datetime.now(UTC)
        )
        self.reports[report_id] = Report(
            id=report_id,
            capture=capture,
            text=words,
            text_sha256="",
            received_text=words,
            offsets=OffsetMap(normalised=(0, len(words)), received=(0, len(words))),
            published=known,
        )
        entry = PlaceCandidate(gazetteer="made", place_id=str(town), name=f"Town {town}", kind="town")
        civil = self.dice.random() < 0.4
        claim = Claim(
            id=claim_id(report_id, 0, len(words), Harm.KILLED),
            report_id=report_id,
            quote=Selector.at(words, 0, len(words)),
            count_selector=Selector.at(words, 0, len(words)),
            count=Count(low=count[0], high=count[1], words=words),
            harm=Harm.KILLED,
            status=Status.CIVILIAN if civil else Status.UNKNOWN,
            status_basis=StatusBasis.STATED if civil else StatusBasis.NONE,
            attribution=Attribution(speakers=(Speaker(name=voice, originator=voice),), basis="credit"),
            places=(Place(name=entry.name, resolved=entry),),
            when=TimeInterval.of_days(first, last, words="then", basis="words"),
            scope=scope,
        )
        self.claims.append(claim)
        self.voices[claim.id] = (voice,)
        return claim


def main() -> None:
    """Measure and print the table."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    least(frozenset({0}), [])  # loads the solver before the clock runs
    print("| claims | question | seconds | claims that touch it | proved | disputes |")
    print("|---:|---|---:|---:|---|---|")
    for size in sizes:
        made = Made(size)
        middle = made.incidents[len(made.incidents) // 2]
        by_id = {claim.id: claim for claim in made.claims}
        town = by_id[middle.claim_ids[0]].places[0].name
        first = middle.when.start or START
        week = first + timedelta(days=6)
        questions = {
            "an incident": Question(incident=middle.id),
            "a town, a week": Question(place=town, first=first, last=week),
            "a week, everywhere": Question(first=first, last=week),
        }
        for label, question in questions.items():
            start = time.perf_counter()
            answer = prove(question, made.claims, made.reports, made.incidents, made.voices)
            seconds = time.perf_counter() - start
            found = answer.proved
            print(
                f"| {size:,} | {label} | {seconds:.2f} | {len(answer.claim_ids)} | {found.extent.low}–"
                f"{'open' if found.extent.high is None else found.extent.high} | {len(found.disputes)} |"
            )


if __name__ == "__main__":
    main()
