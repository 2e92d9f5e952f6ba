"""What really happened always lies inside the bounds, whatever true claims are made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from recount.model import Group, Place, Scope, Status
from recount.reconcile.solver import Answer
from tests.reconcile.solver.made import (
    CHILDREN,
    CIVIL,
    FIGHTERS,
    MILL,
    ORLAVA,
    PORT,
    QUESSA,
    Record,
    days,
    ends,
)

DAYS = 3
PLACES: dict[str, Place] = {"mill": MILL, "port": PORT, "quessa": QUESSA, "orlava": ORLAVA}
PEOPLE: dict[str, dict[str, Any]] = {
    "all": {},
    "civilians": CIVIL,
    "fighters": FIGHTERS,
    "children": CHILDREN,
}


@dataclass(frozen=True)
class Victim:
    """Somebody who was killed."""

    day: int
    place: str
    status: Status
    child: bool
    attack: int  # two attacks may strike one place on one day; 0 is none that the record knows

    def lies_in(self, place: str | None) -> bool:
        return place in {None, self.place} or (place == "quessa" and self.place in {"mill", "port"})

    def is_of(self, people: str) -> bool:
        return (
            people == "all"
            or (people == "civilians" and self.status is Status.CIVILIAN)
            or (people == "fighters" and self.status is Status.COMBATANT)
            or (people == "children" and self.child)
        )


@dataclass(frozen=True)
class Said:
    """A true claim in the making: of whom it speaks, and how far its number is from the truth."""

    place: str | None
    first: int
    last: int
    people: str
    way: str
    slack: int
    of_attack: bool


victims = st.builds(
    Victim,
    day=st.integers(0, DAYS - 1),
    place=st.sampled_from(["mill", "port", "quessa", "orlava"]),
    status=st.sampled_from([Status.CIVILIAN, Status.COMBATANT, Status.UNKNOWN]),
    child=st.booleans(),
    attack=st.integers(0, 2),
)
spans = st.tuples(st.integers(0, DAYS - 1), st.integers(0, DAYS - 1)).map(lambda pair: (min(pair), max(pair)))
statements = st.builds(
    lambda place, span, people, way, slack, of_attack: Said(
        place, span[0], span[1], people, way, slack, of_attack
    ),
    st.sampled_from([None, *PLACES]),
    spans,
    st.sampled_from(list(PEOPLE)),
    st.sampled_from(["exact", "at least", "up to", "between"]),
    st.integers(0, 2),
    st.booleans(),
)


def attack_of(victim: Victim) -> tuple[int, int, str]:
    return victim.attack, victim.day, victim.place


def record_of(world: Sequence[Victim], said: Sequence[Said]) -> Record:
    """Make a record of true claims; a claim of an attack is made of the attacks of one day and place."""
    record = Record()
    of_attack: dict[tuple[int, int, str], list[Any]] = {}
    for number, item in enumerate(said):
        attack = (1 + item.slack % 2, item.first, item.place or "")
        is_attack = item.of_attack and item.place is not None
        truth = sum(
            victim.is_of(item.people)
            and (
                attack_of(victim) == attack
                if is_attack
                else victim.lies_in(item.place) and item.first <= victim.day <= item.last
            )
            for victim in world
        )
        low = truth if item.way == "exact" else None if item.way == "up to" else max(0, truth - item.slack)
        high = truth if item.way == "exact" else None if item.way == "at least" else truth + item.slack
        claim = record.says(
            f"body {number}",
            low,
            high,
            when=days(item.first, item.first if is_attack else item.last),
            at=() if item.place is None else (PLACES[item.place],),
            scope=Scope.INCIDENT if is_attack else Scope.PERIOD,
            **PEOPLE[item.people],
        )
        if is_attack:
            of_attack.setdefault(attack, []).append(claim)
    for attack, claims in of_attack.items():
        record.incident(f"i{attack}", *claims, when=days(attack[1]))
    return record


def ask(record: Record, question: Said) -> Answer:
    status = {"civilians": Status.CIVILIAN, "fighters": Status.COMBATANT}.get(question.people)
    named = any(place.name for claim in record.claims for place in claim.places)
    place = PLACES[question.place].name if question.place and named else None
    if place is not None and all(place != known.name for claim in record.claims for known in claim.places):
        place = None
    return record.ask(
        status=status,
        groups=(Group.CHILD,) if question.people == "children" else (),
        place=place,
        first=question.first,
        last=question.last,
    )


def truth_of(world: Sequence[Victim], answer: Answer, question: Said) -> int:
    place = question.place if answer.question.place else None
    return sum(
        victim.is_of(question.people)
        and victim.lies_in(place)
        and question.first <= victim.day <= question.last
        for victim in world
    )


@settings(deadline=None, max_examples=80)
@given(world=st.lists(victims, max_size=8), said=st.lists(statements, max_size=6), question=statements)
def test_the_truth_lies_inside_the_bounds(world: list[Victim], said: list[Said], question: Said) -> None:
    answer = ask(record_of(world, said), question)
    truth = truth_of(world, answer, question)
    low, high = ends(answer.proved)
    assert low <= truth
    assert high is None or truth <= high
    assert answer.proved.disputes == ()


@settings(deadline=None, max_examples=40)
@given(
    world=st.lists(victims, max_size=8),
    said=st.lists(statements, min_size=1, max_size=5),
    question=statements,
)
def test_a_claim_of_another_body_never_widens(world: list[Victim], said: list[Said], question: Said) -> None:
    fewer, more = record_of(world, said[:-1]), record_of(world, said)
    if not any(place.name for claim in fewer.claims for place in claim.places):
        return
    before = ask(fewer, question)
    after = ask(more, question)
    if before.question != after.question:
        return
    assert after.proved.extent.low >= before.proved.extent.low
    high = before.proved.extent.high
    assert high is None or (after.proved.extent.high is not None and after.proved.extent.high <= high)


@settings(deadline=None, max_examples=30)
@given(
    world=st.lists(victims, max_size=6),
    said=st.lists(statements, max_size=5),
    question=statements,
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_the_record_does_not_matter(
    world: list[Victim], said: list[Said], question: Said, order: Random
) -> None:
    record = record_of(world, said)
    before = ask(record, question)
    order.shuffle(record.claims)
    order.shuffle(record.incidents)
    record.reports = dict(reversed(record.reports.items()))
    assert ask(record, question) == before
