"""Linking before the turn to write: what is kept is what would be worked out with it, or it is worked out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from recount.errors import DecisionConflictError, DecisionError
from recount.model import Decision, Harm
from recount.pipeline import deciding, toll_store
from recount.pipeline.deciding import decide, preview
from recount.pipeline.desks import report_desk
from recount.pipeline.drafting import still_holds
from recount.pipeline.judging import Outcome
from recount.store import Store, open_store
from tests.pipeline.deciding.made import FIRST, NOON, QUESSA, Record, fill
from tests.pipeline.retolling.histories import what_it_keeps, what_it_says
from tests.reconcile.made import made_claim, on

if TYPE_CHECKING:
    from recount.store.drafts import Drafted

REJECT, ACCEPT = {"kind": "reject", "reason": "of another day"}, {"kind": "accept"}


class Watched:
    """Which drafts were kept; and what happens after one was worked out, before its turn to write has come."""

    def __init__(self) -> None:
        self.kept: list[bool] = []

    def still_holds(self, store: Store, draft: Drafted, decisions: Sequence[Decision]) -> bool:
        self.kept.append(still_holds(store, draft, decisions))
        return self.kept[-1]

    @contextmanager
    def before_the_turn(self, deed: Callable[[], object]) -> Iterator[None]:
        """Let something happen between the draft and the turn of one ruling."""
        draft = deciding._Task.draft
        with pytest.MonkeyPatch.context() as patch:

            def and_then(task: deciding._Task) -> Drafted | None:
                found = draft(task)
                patch.undo()  # what happens may be a ruling too
                deed()
                return found

            patch.setattr(deciding._Task, "draft", and_then)
            yield


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    watching = Watched()
    monkeypatch.setattr(deciding, "still_holds", watching.still_holds)
    return watching


def assert_is_as_a_full_run_leaves_it(store: Store) -> None:
    said, kept = what_it_says(store), what_it_keeps(store)
    toll_store(store)
    assert (what_it_says(store), what_it_keeps(store)) == (said, kept)
    assert store.verify_log() == []


def no_draft(task: deciding._Task) -> None:
    """Leave it to the turn to find out what a ruling moves."""


def random_ruling(dice: Random, store: Store) -> dict[str, Any]:
    claims = sorted(claim.id for claim in store.iter_claims())
    incidents = sorted(incident.id for incident in store.iter_incidents())
    claim, kind = (
        dice.choice(claims),
        dice.choice(("reject", "accept", "correct", "merge", "pin", "take back")),
    )
    decisions = [decision.id for decision in store.iter_decisions()]
    if kind == "take back" and decisions:
        return {"kind": "note", "claim": claim, "reason": "no", "supersedes": dice.choice(decisions)}
    if kind == "merge" and len(incidents) > 1:
        return {"kind": "merge", "incidents": dice.sample(incidents, 2), "reason": "one attack"}
    if kind == "pin" and incidents:
        return {"kind": "pin", "claim": claim, "incidents": [dice.choice(incidents)], "reason": "there"}
    if kind == "correct":
        low = dice.randrange(1, 9)
        return {
            "kind": kind,
            "claim": claim,
            "replacement": {"count": {"low": low, "high": low}},
            "reason": "x",
        }
    return {**ACCEPT, "claim": claim} if kind == "accept" else {**REJECT, "claim": claim}


@pytest.mark.parametrize("seed", range(4))
def test_drafted_or_not_a_ruling_leaves_the_same_record(
    make_url: Callable[[], str], watched: Watched, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    dice = Random(seed)
    with closing(open_store(make_url())) as drafted, closing(open_store(make_url())) as plain:
        fill(drafted)
        fill(plain)
        for minute in range(8):
            ruling, now = random_ruling(dice, drafted), NOON + timedelta(minutes=minute)
            outcomes: list[Outcome | str] = []
            for store, draft in ((drafted, deciding._Task.draft), (plain, no_draft)):
                with monkeypatch.context() as patch:
                    patch.setattr(deciding._Task, "draft", draft)
                    try:
                        outcomes.append(decide(store, [ruling], actor="Ada", now=now))
                    except DecisionError as error:
                        outcomes.append(error.message)
            assert outcomes[0] == outcomes[1]
            assert what_it_says(drafted) == what_it_says(plain)
            assert what_it_keeps(drafted) == what_it_keeps(plain)
            assert drafted.verify_log() == []
        assert_is_as_a_full_run_leaves_it(drafted)
    assert watched.kept
    assert all(watched.kept)


def test_a_pinned_claim_comes_back_to_its_incident_when_its_rejection_is_taken_back(record: Record) -> None:
    five, there = record.claim("five"), record.incident("two")
    decide(
        record.store, [{"kind": "pin", "claim": five, "incidents": [there], "reason": "there"}], actor="Ada"
    )
    decide(record.store, [{**REJECT, "claim": five}], actor="Ada")
    decide(record.store, [{**ACCEPT, "claim": five}], actor="Ada")
    assert record.incident("five") == there
    assert_is_as_a_full_run_leaves_it(record.store)


def test_a_draft_writes_nothing(record: Record) -> None:
    said, kept = what_it_says(record.store), what_it_keeps(record.store)
    task = deciding._Task(
        store=record.store,
        rulings=[{**REJECT, "claim": record.claim("two"), "reviewer": "Ada"}],
        expected={},
        now=NOON,
    )
    assert task.draft() is not None
    assert (what_it_says(record.store), what_it_keeps(record.store)) == (said, kept)
    assert list(record.store.iter_decisions()) == []


def test_what_somebody_else_moved_meanwhile_is_not_lost(record: Record, watched: Watched) -> None:
    other = {**REJECT, "claim": record.claim("six")}

    def meanwhile() -> None:
        decide(record.store, [other], actor="Ben", now=NOON)

    with watched.before_the_turn(meanwhile):
        decide(record.store, [{**REJECT, "claim": record.claim("two")}], actor="Ada")
    assert watched.kept == [True, False]
    assert [decision.reviewer for decision in record.store.iter_decisions()] == ["Ben", "Ada"]
    assert_is_as_a_full_run_leaves_it(record.store)


def test_what_came_in_meanwhile_is_linked_too(record: Record, watched: Watched) -> None:
    report = record.reports["daily"]

    def meanwhile() -> None:
        record.store.put_claims(report.id, [], [], "made/2")

    with watched.before_the_turn(meanwhile):
        decide(record.store, [{**REJECT, "claim": record.claim("six")}], actor="Ada", now=NOON)
    assert watched.kept == [False]
    assert_is_as_a_full_run_leaves_it(record.store)


def test_a_claim_that_is_accepted_meanwhile_changes_nothing_of_a_draft(
    record: Record, watched: Watched
) -> None:
    other = {**ACCEPT, "claim": record.claim("six")}

    def meanwhile() -> None:
        decide(record.store, [other], actor="Ben")

    with watched.before_the_turn(meanwhile):
        decide(record.store, [{**REJECT, "claim": record.claim("two")}], actor="Ada")
    assert watched.kept == [True]
    kinds = [(decision.reviewer, decision.kind.value) for decision in record.store.iter_decisions()]
    assert kinds == [("Ben", "accept"), ("Ada", "reject")]
    assert_is_as_a_full_run_leaves_it(record.store)


def test_a_conflict_that_comes_up_meanwhile_is_told_and_nothing_is_kept(
    record: Record, watched: Watched
) -> None:
    claim = record.claim("two")
    seen = report_desk(record.store, record.reports["daily"].id).versions[claim]

    def meanwhile() -> None:
        decide(record.store, [{**ACCEPT, "claim": claim}], actor="Ben", now=NOON)

    with (
        watched.before_the_turn(meanwhile),
        pytest.raises(DecisionConflictError, match="Ben ruled accept"),
    ):
        decide(record.store, [{**REJECT, "claim": claim}], actor="Ada", expected={claim: seen})
    assert [decision.reviewer for decision in record.store.iter_decisions()] == ["Ben"]
    assert_is_as_a_full_run_leaves_it(record.store)


def test_a_ruling_of_later_than_now_that_was_looked_at_has_the_draft_done_again(
    record: Record, watched: Watched
) -> None:
    ahead = datetime.now(UTC) + timedelta(days=1)
    decide(record.store, [{**REJECT, "claim": record.claim("two")}], actor="Ada", now=ahead)
    decide(record.store, [{**ACCEPT, "claim": record.claim("two")}], actor="Ben")
    assert watched.kept == [True, False]
    assert_is_as_a_full_run_leaves_it(record.store)


def test_accepting_what_was_rejected_moves_figures_and_is_drafted(record: Record, watched: Watched) -> None:
    claim, before = record.claim("two"), record.toll("six")
    decide(record.store, [{**REJECT, "claim": claim}], actor="Ada", now=NOON)
    done = decide(record.store, [{**ACCEPT, "claim": claim}], actor="Ben", now=NOON + timedelta(minutes=1))
    assert watched.kept == [True, True]
    assert done.moved
    assert record.toll("six") == before


def test_accepting_beside_a_rejected_claim_of_the_report_moves_nothing(
    record: Record, watched: Watched
) -> None:
    post = record.reports["post"]
    nine = made_claim(post, "Nine", 9, 9, harm=Harm.INJURED, places=QUESSA, when=on(FIRST))
    record.store.put_claims(post.id, [record.claims["six"], nine], [], "made/2")
    toll_store(record.store)
    decide(record.store, [{**REJECT, "claim": nine.id}], actor="Ada", now=NOON)
    ruling = {**ACCEPT, "claim": record.claim("six")}
    done = decide(record.store, [ruling], actor="Ben", now=NOON + timedelta(minutes=1))
    assert watched.kept == [True]  # of the rejection alone
    assert not done.moved
    assert_is_as_a_full_run_leaves_it(record.store)


def test_a_preview_is_drafted_too_and_keeps_nothing(record: Record, watched: Watched) -> None:
    said, kept = what_it_says(record.store), what_it_keeps(record.store)
    ruling = {**REJECT, "claim": record.claim("two")}
    shown = preview(record.store, [ruling], actor="Ada", now=NOON)
    assert watched.kept == [True]
    assert (what_it_says(record.store), what_it_keeps(record.store)) == (said, kept)
    done = decide(record.store, [ruling], actor="Ada", now=NOON)
    assert (shown.moved, shown.voiced) == (done.moved, done.voiced)
    assert_is_as_a_full_run_leaves_it(record.store)


def test_in_a_transaction_that_is_open_nothing_is_drafted(record: Record, watched: Watched) -> None:
    with record.store.transaction():
        decide(record.store, [{**REJECT, "claim": record.claim("two")}], actor="Ada", now=NOON)
    assert watched.kept == []
    assert_is_as_a_full_run_leaves_it(record.store)
