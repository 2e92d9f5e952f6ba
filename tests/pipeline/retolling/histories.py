"""Histories of a record: reports that come in, and what people rule; and what a store then says and keeps."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from recount.model import (
    Claim,
    ClaimSubject,
    Decision,
    DecisionKind,
    Harm,
    Incident,
    Means,
    Report,
    Scope,
    TimeInterval,
    Toll,
    content_id,
)
from recount.store import Store, open_store
from tests.reconcile.made import DAY, made_claim, made_report, on, places

RULED = datetime(2031, 6, 1, tzinfo=UTC)
PLACES = (
    ("Quessa",),
    ("Quessa", "Tarvena"),
    ("Quesa", "Tarvena"),
    ("Morlund", "Tarvena"),
    ("Morlund",),
    ("Tarvena",),
    ("Ashkelm", "Borland"),
    (),
)
PHRASES = (
    "rescuers searched the ruins of the covered market for a third night while shops stayed shut",
    "the convoy had stopped beside the grain silo when planes came in low from the east at dusk",
    "doctors at the northern clinic said that they had run out of blood and asked drivers to give some",
)


@dataclass(frozen=True)
class Told:
    """One figure of a report: how many, where, how many days after the first day, or no day at all."""

    number: int
    place: int
    day: int | None
    means: Means
    scope: Scope
    harm: Harm


@dataclass(frozen=True)
class Arrival:
    """A report that comes in."""

    outlet: int
    published: int
    phrase: int | None
    figures: tuple[Told, ...]


@dataclass(frozen=True)
class Ruling:
    """Something that a person rules; numbers choose among what there is."""

    kind: str
    one: int
    two: int


figures = st.builds(
    Told,
    number=st.sampled_from([1, 3, 7, 14, 14, 15, 40]),
    place=st.integers(0, len(PLACES) - 1),
    day=st.none() | st.sampled_from([0, 0, 1, 2, 9, 31]),
    means=st.sampled_from([Means.AIRSTRIKE, Means.AIRSTRIKE, Means.CAR_BOMB, Means.UNKNOWN]),
    scope=st.sampled_from([Scope.INCIDENT, Scope.INCIDENT, Scope.DAY, Scope.PERIOD, Scope.UNCLEAR]),
    harm=st.sampled_from([Harm.KILLED, Harm.KILLED, Harm.INJURED, Harm.DISPLACED]),
)
arrivals = st.builds(
    Arrival,
    outlet=st.integers(0, 3),
    published=st.sampled_from([0, 1, 1, 2, 10, 32]),
    phrase=st.none() | st.integers(0, len(PHRASES) - 1),
    figures=st.lists(figures, min_size=0, max_size=3).map(tuple),
)
RULINGS = ("reject", "reject", "pin", "merge", "merge", "split", "split", "take_back", "withdraw", "correct")
rulings = st.builds(Ruling, kind=st.sampled_from(RULINGS), one=st.integers(0, 999), two=st.integers(0, 999))
histories = st.lists(st.lists(arrivals | arrivals | rulings, min_size=1, max_size=3), min_size=1, max_size=7)


def random_step(dice: Random, turn: int) -> Arrival | Ruling:
    if turn and dice.random() < 0.4:
        return Ruling(kind=dice.choice(RULINGS), one=dice.randrange(999), two=dice.randrange(999))
    return random_arrival(dice)


def random_arrival(dice: Random) -> Arrival:
    told = tuple(
        Told(
            number=dice.choice([1, 7, 14, 14, 40]),
            place=dice.randrange(len(PLACES)),
            day=dice.choice([None, 0, 0, 1, 9]),
            means=dice.choice([Means.AIRSTRIKE, Means.CAR_BOMB]),
            scope=dice.choice([Scope.INCIDENT, Scope.INCIDENT, Scope.PERIOD]),
            harm=dice.choice([Harm.KILLED, Harm.KILLED, Harm.INJURED]),
        )
        for _ in range(dice.randrange(1, 4))
    )
    return Arrival(
        dice.randrange(4), dice.choice([0, 1, 2, 10]), dice.choice([None, *range(len(PHRASES))]), told
    )


@contextmanager
def empty(template: Path) -> Iterator[Store]:
    """Yield an empty store in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = shutil.copy(template, Path(folder) / "record.sqlite")
        with closing(open_store(f"sqlite:///{path}")) as store:
            yield store


def what_it_says(store: Store) -> tuple[list[Incident], list[Toll], list[Any]]:
    """Return incidents, tolls and doubts."""
    tolls = sorted(store.iter_tolls(), key=lambda toll: (toll.incident_id, toll.harm, toll.status or ""))
    return list(store.iter_incidents()), tolls, store.neighbourhood.doubts()


KEPT = {
    "group": ("number", "report_id", "incident_id", "cover"),
    "block": ("block", "group"),
    "crowd": ("block",),
    "tie": ("one", "two", "score"),
    "surrounding": ("report_id", "month", "place", "around"),
    "seat": ("place", "month", "around", "reports"),
    "former": ("former", "incident_id"),
    "copy": ("one", "two", "containment"),
}


def what_it_keeps(store: Store) -> dict[str, list[Any]]:
    """Return all that linking keeps."""
    bulk = store.neighbourhood.bulk
    return {
        table: sorted(bulk.select_all(f"recount_{table}", columns), key=str)
        for table, columns in KEPT.items()
    }


def partition(store: Store) -> set[frozenset[str]]:
    return {frozenset(incident.claim_ids) for incident in store.iter_incidents()}


def go_on(store: Store, steps: Sequence[Arrival | Ruling], turn: int) -> None:
    for index, step in enumerate(steps):
        if isinstance(step, Arrival):
            report, claims = _made(step)
            store.add_intake([(report, report.text.encode())])
            store.put_claims(report.id, claims, [], "test/1")
        else:
            decision = _decision(store, step, 10 * turn + index)
            if decision is not None:
                store.append_decisions([decision])


def _made(arrival: Arrival) -> tuple[Report, list[Claim]]:
    lines = [PHRASES[arrival.phrase]] if arrival.phrase is not None else []
    for told in arrival.figures:
        where = " of ".join(PLACES[told.place])
        lines.append(f"In {where} {told.number} were {told.harm.value} on day {told.day}.")
    report = made_report(
        "\n".join(lines) or "Nothing.",
        day=DAY + timedelta(days=arrival.published),
        outlet=f"Outlet {arrival.outlet}",
    )
    claims: dict[str, Claim] = {}
    for told in arrival.figures:
        claim = made_claim(
            report,
            f"{told.number} were {told.harm.value} on day {told.day}",
            told.number,
            told.number,
            harm=told.harm,
            places=places(*PLACES[told.place]),
            when=TimeInterval() if told.day is None else on(DAY + timedelta(days=told.day)),
            means=told.means,
            scope=told.scope,
        )
        claims[claim.id] = claim
    return report, list(claims.values())


def _decision(store: Store, ruling: Ruling, turn: int) -> Decision | None:
    claims = sorted(store.iter_claims(), key=lambda claim: claim.id)
    incidents = sorted(incident.id for incident in store.iter_incidents())
    decisions = sorted(decision.id for decision in store.iter_decisions())
    if not claims:
        return None
    claim = claims[ruling.one % len(claims)]
    subject = ClaimSubject(report_id=claim.report_id, selector=claim.count_selector, harm=claim.harm)
    chosen = incidents[ruling.two % len(incidents)] if incidents else ""
    base = Decision(
        id=content_id("d", turn, ruling.kind, ruling.one, ruling.two),
        kind=DecisionKind.NOTE,
        reviewer="analyst-1",
        reason="because",
        decided_at=RULED + timedelta(minutes=turn),
    )
    if ruling.kind == "reject":
        return replace(base, kind=DecisionKind.REJECT, claim=subject)
    if ruling.kind == "correct":
        return replace(base, kind=DecisionKind.CORRECT, claim=subject, replacement=(("means", '"shelling"'),))
    if ruling.kind == "withdraw":
        return replace(base, kind=DecisionKind.WITHDRAW, report_ids=(claim.report_id,))
    if ruling.kind == "take_back":
        return replace(base, supersedes=decisions[ruling.one % len(decisions)]) if decisions else None
    if not incidents:
        return None
    if ruling.kind == "pin":
        return replace(base, kind=DecisionKind.PIN, claim=subject, incident_ids=(chosen,))
    if ruling.kind == "merge":
        other = incidents[ruling.one % len(incidents)]
        return (
            replace(base, kind=DecisionKind.MERGE, incident_ids=(chosen, other)) if other != chosen else None
        )
    home = next((i for i in store.iter_incidents() if claim.id in i.claim_ids), None)
    if home is None:
        return None
    return replace(base, kind=DecisionKind.SPLIT, incident_ids=(home.id,), claims=(subject,))
