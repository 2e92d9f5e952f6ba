"""Judging: whether rulings can stand on the record as it is, and what those that can would move.

It needs no turn to write, so another process may do it (``drafter``); whoever has the turn judges again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from recount.errors import DecisionConflictError, DecisionError
from recount.model import Decision, Harm, Status, Toll
from recount.pipeline.checking import Bench
from recount.pipeline.desks import seq_of
from recount.pipeline.drafting import work_out
from recount.pipeline.touching import moves_figures
from recount.review.decisions import id_of_token
from recount.store import Store
from recount.store.logged import Logged

if TYPE_CHECKING:
    from recount.store.drafts import Drafted

Ruling = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A toll that a ruling moved; ``before`` or ``after`` is ``None`` where there was or is none."""

    incident_id: str
    label: str
    harm: Harm
    status: Status | None
    before: Toll | None
    after: Toll | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What rulings did, or would do.

    Attributes:
        decisions: as they stand in the log.
        new: how many of them were not there before.
        moved: tolls that moved, by incident.
        voiced: tolls that stayed where they are and have other originators than before, by incident.
        opened, closed: ids of incidents that came about, and that are no longer (each is among the
            ``previous_ids`` of another).
        versions: of what was ruled on, after.
        is_repeat: whether all of it was in the log already; nothing was done again.
        is_preview: whether nothing was kept.
    """

    decisions: tuple[Decision, ...]
    new: int
    moved: tuple[Moved, ...] = ()
    voiced: tuple[Moved, ...] = ()
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    is_repeat: bool = False
    is_preview: bool = False


class Drafter(Protocol):
    """Works out what rulings move that are not in the log yet, as ``draft_here`` does, wherever that is."""

    def __call__(
        self, store: Store, rulings: Sequence[Ruling], expected: Mapping[str, str | None], moment: datetime, /
    ) -> Drafted | None:
        """Return it; ``None`` where that waits for the turn to write."""
        ...


def draft_here(
    store: Store, rulings: Sequence[Ruling], expected: Mapping[str, str | None], moment: datetime
) -> Drafted | None:
    """Work out what rulings move, in this process; ``None`` where that waits for the turn to write.

    What cannot stand is refused with the turn, when it is sure.
    """
    with store.reading():
        try:
            if not rulings or repeated(store, rulings) is not None:
                return None
            bench = Bench(store, rulings)
            check_versions(bench, expected)
            decisions = judged(bench, rulings, moment)
        except DecisionError:
            return None
        return work_out(store, decisions, moment) if moves_any_figure(store, decisions) else None


def judged(bench: Bench, rulings: Sequence[Ruling], now: datetime) -> list[Decision]:
    """Return the decisions that rulings are.

    Raises:
        DecisionError: one of them cannot stand.
    """
    decisions = []
    for number, ruling in enumerate(rulings, 1):
        moment = now + timedelta(microseconds=number - 1)  # of one batch too the later ruling counts
        try:
            decisions.append(bench.judge(ruling, moment))
        except DecisionError as error:
            where = f"decision {number} of {len(rulings)}: " if len(rulings) > 1 else ""
            raise DecisionError(
                f"{where}{error.message} Nothing was appended.", next_move=error.next_move
            ) from error
    return decisions


def check_versions(bench: Bench, expected: Mapping[str, str | None]) -> None:
    """Check that what was looked at is as it was.

    Raises:
        DecisionConflictError: something has changed; it says who did what since.
    """
    wanted = {subject: version for subject, version in expected.items() if version is not None}
    current = bench.versions(wanted)
    for subject, version in wanted.items():
        if current.get(subject) == version:
            continue
        since = [entry for entry in bench.about(subject) if entry.seq > seq_of(version)]
        raise DecisionConflictError(
            f"{subject} has changed since you looked at it: {_told(since)}.",
            next_move="Look at it as it stands now, and rule again if you still would.",
            subject=subject,
            since=tuple(entry.decision.id for entry in since),
        )


def _told(since: Sequence[Logged]) -> str:
    if not since:
        return "its figures were read or linked anew"
    said = (
        f"{entry.decision.reviewer} ruled {entry.decision.kind} at {entry.at:%H:%M} on {entry.at:%Y-%m-%d}"
        + (f" ({entry.decision.reason})" if entry.decision.reason else "")
        for entry in since
    )
    return "; ".join(said)


def repeated(store: Store, rulings: Sequence[Ruling]) -> Outcome | None:
    """Return the outcome of rulings that were all appended before under their tokens, else ``None``."""
    found: list[Decision] = []
    for ruling in rulings:
        token = ruling.get("token")
        logged = store.lookup.decision(id_of_token(ruling["reviewer"], token)) if token else None
        if logged is None:
            if found:
                break
            return None
        found.append(logged.decision)
    kinds = [str(ruling.get("kind")) for ruling in rulings]
    if [decision.kind.value for decision in found] != kinds or any(
        ruling.get("reason", "").strip() != decision.reason
        for ruling, decision in zip(rulings, found, strict=True)
    ):
        raise DecisionError(
            "this token was used for another ruling.", next_move="Give every request a token of its own."
        )
    return Outcome(decisions=tuple(found), new=0, is_repeat=True)


def moves_any_figure(store: Store, decisions: Iterable[Decision]) -> bool:
    """Whether one of some decisions, or one that they take back, can change a toll."""
    return any(_moves_figures(store, decision) for decision in decisions)


def _moves_figures(store: Store, decision: Decision) -> bool:
    if moves_figures(store, decision):
        return True
    before = None if decision.supersedes is None else store.lookup.decision(decision.supersedes)
    return before is not None and moves_figures(store, before.decision)
