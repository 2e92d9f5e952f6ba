"""Deciding: rulings checked, appended, and put into effect, in one transaction.

Pages, the API and ``recount decide`` all go through ``decide``. Only what a ruling names is read; the tolls
are made anew in its neighbourhood (``retoll``), and the list of work follows. Linking takes most of the time of a
ruling that moves figures, so it is worked out before the turn to write is taken (``drafting``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from recount.errors import DecisionConflictError, DecisionError
from recount.model import Decision, Harm, Status, Toll
from recount.pipeline.checking import Bench
from recount.pipeline.desks import seq_of
from recount.pipeline.drafting import keep, still_holds, work_out
from recount.pipeline.retolling import retoll
from recount.pipeline.touching import moves_figures
from recount.pipeline.working import follow
from recount.review.decisions import id_of_token
from recount.store import Store
from recount.store.logged import Changes, Logged

if TYPE_CHECKING:
    from recount.store.drafts import Draft

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


_Key = tuple[str, Harm, Status | None]


_UNMOVING = frozenset({"accept", "note", "grade", "second_review", "sign_off"})
"""Kinds of rulings that move no figure by themselves; what they supersede, or come after, may make them."""


class _UndoneError(Exception):
    """Takes a preview back; it never leaves this module."""


class _LinkingDueError(Exception):
    """Gives the turn to write back before anything is appended; it never leaves this module."""


def decide(
    store: Store,
    rulings: Sequence[Ruling],
    *,
    actor: str,
    expected: Mapping[str, str | None] | None = None,
    now: datetime | None = None,
    token: str | None = None,
) -> Outcome:
    """Check rulings, append them, and bring incidents, tolls and the list of work up to date.

    All of it is one transaction: it is all there, or none of it.

    Args:
        store: the record.
        rulings: as ``review.decision_from_json`` reads them, without ``reviewer``.
        actor: who rules.
        expected: the version that whoever rules looked at, by subject (a claim, an incident, a report, or a
            source as ``source:<id>``); ``None`` expects nothing.
        now: when it is ruled.
        token: given by the client; the same rulings sent again with it are done once.

    Raises:
        DecisionConflictError: something named in ``expected`` has changed; it says who did what.
        DecisionError: a ruling cannot stand; none is appended then.
    """
    named = _attributed(rulings, actor, token)
    task = _Task(store=store, rulings=named, expected=expected or {}, now=now)
    if not store.is_writing and all(str(ruling.get("kind")) in _UNMOVING for ruling in named):
        try:
            with store.transaction():
                return task.decide(may_link=False)
        except _LinkingDueError:
            pass  # nothing was appended
    with task.drafted() as draft, store.transaction():
        return task.decide(draft)


def preview(store: Store, rulings: Sequence[Ruling], *, actor: str, now: datetime | None = None) -> Outcome:
    """Return what ``decide`` would do, and do nothing.

    It is the same work in a transaction that is taken back, so that a preview never differs from the deed.

    Raises:
        DecisionError: a ruling cannot stand.
    """
    found: list[Outcome] = []
    task = _Task(store=store, rulings=_attributed(rulings, actor, None), expected={}, now=now)
    try:
        with task.drafted() as draft, store.transaction():
            found.append(task.decide(draft, is_preview=True))
            raise _UndoneError
    except _UndoneError:
        return found[0]


def _attributed(rulings: Sequence[Ruling], actor: str, token: str | None) -> list[dict[str, Any]]:
    named = [{"reviewer": actor, **ruling} for ruling in rulings]
    if token:
        for number, ruling in enumerate(named, 1):
            ruling.setdefault("token", f"{token}/{number}")
    return named


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """Rulings that are to be decided, as ``decide`` was given them."""

    store: Store
    rulings: Sequence[dict[str, Any]]
    expected: Mapping[str, str | None]
    now: datetime | None

    @contextmanager
    def drafted(self) -> Iterator[Draft | None]:
        """Return a context in which nobody else links, with the draft of the rulings."""
        if self.store.is_writing:  # the turn is taken: nobody else is held up any more
            yield None
            return
        with self.store.linking():
            yield self.draft()

    def draft(self) -> Draft | None:
        """Work out without the turn to write what the rulings move; ``None`` where that waits for the turn.

        What cannot stand is refused with the turn, when it is sure.
        """
        moment = self.now or datetime.now(UTC)
        with self.store.reading():
            try:
                if not self.rulings or _repeated(self.store, self.rulings) is not None:
                    return None
                decisions = self._judged(Bench(self.store, self.rulings), moment)
            except DecisionError:
                return None
            is_moving = any(_moves_figures(self.store, decision) for decision in decisions)
            return work_out(self.store, decisions, moment) if is_moving else None

    def decide(
        self, draft: Draft | None = None, *, may_link: bool = True, is_preview: bool = False
    ) -> Outcome:
        """Decide, in the transaction that is open.

        Args:
            draft: what the rulings were found to move.
            may_link: whether it may be found out here.

        Raises:
            _LinkingDueError: it must be, and may not.
        """
        store, rulings = self.store, self.rulings
        if not rulings:
            raise DecisionError("no ruling was given.", next_move="Give at least one.")
        if (repeat := _repeated(store, rulings)) is not None:
            return repeat
        decisions = self._judged(Bench(store, rulings), self.now or datetime.now(UTC))
        is_moving = any(_moves_figures(store, decision) for decision in decisions)
        if is_moving and not may_link:
            raise _LinkingDueError
        kept = draft if draft is not None and still_holds(store, draft, decisions) else None
        new = store.append_decisions(decisions)
        changes = _put_into_effect(store, decisions, kept) if new and is_moving else Changes()
        if not is_preview:
            follow(store)
        return Outcome(
            decisions=tuple(decisions),
            new=new,
            moved=tuple(_moved(store, changes, _ends)),
            voiced=tuple(one for one in _moved(store, changes, _voices) if _stays(one)),
            opened=changes.opened,
            closed=changes.closed,
            versions=_versions(store, rulings, (*self.expected, *_named(decisions))),
            is_repeat=not new,
            is_preview=is_preview,
        )

    def _judged(self, bench: Bench, now: datetime) -> list[Decision]:
        check_versions(bench, self.expected)
        decisions = []
        for number, ruling in enumerate(self.rulings, 1):
            moment = now + timedelta(microseconds=number - 1)  # of one batch too the later ruling counts
            try:
                decisions.append(bench.judge(ruling, moment))
            except DecisionError as error:
                where = f"decision {number} of {len(self.rulings)}: " if len(self.rulings) > 1 else ""
                raise DecisionError(
                    f"{where}{error.message} Nothing was appended.", next_move=error.next_move
                ) from error
        return decisions


def _put_into_effect(store: Store, decisions: Sequence[Decision], draft: Draft | None) -> Changes:
    """Make the tolls anew that decisions move, which were just appended; return what changed."""
    if draft is None:
        retoll(store, decisions=[decision.id for decision in decisions])
    else:
        keep(store, draft)
    return store.lookup.changes_at(store.moment)


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


def _repeated(store: Store, rulings: Sequence[dict[str, Any]]) -> Outcome | None:
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


def _moves_figures(store: Store, decision: Decision) -> bool:
    """Whether a decision, or the one it takes back, can change a toll."""
    if moves_figures(store, decision):
        return True
    before = None if decision.supersedes is None else store.lookup.decision(decision.supersedes)
    return before is not None and moves_figures(store, before.decision)


def _named(decisions: Iterable[Decision]) -> list[str]:
    found = [incident_id for decision in decisions for incident_id in decision.incident_ids]
    found += [report_id for decision in decisions for report_id in decision.report_ids]
    return found


def _versions(store: Store, rulings: Sequence[Ruling], subjects: Sequence[str]) -> dict[str, str]:
    return Bench(store, rulings).versions(subjects) if subjects else {}


def _moved(store: Store, changes: Changes, tell: Callable[[Toll | None], object]) -> list[Moved]:
    """Return the tolls of which something is told otherwise than before."""
    before: dict[_Key, Toll] = {(toll.incident_id, toll.harm, toll.status): toll for toll in changes.before}
    after: dict[_Key, Toll] = {(toll.incident_id, toll.harm, toll.status): toll for toll in changes.after}
    keys = [key for key in dict.fromkeys((*before, *after)) if tell(before.get(key)) != tell(after.get(key))]
    labels = store.lookup.labels(incident_id for incident_id, _, _ in keys)
    return [
        Moved(
            incident_id=key[0],
            label=labels.get(key[0], ""),
            harm=key[1],
            status=key[2],
            before=before.get(key),
            after=after.get(key),
        )
        for key in keys
    ]


def _ends(toll: Toll | None) -> tuple[object, ...] | None:
    return None if toll is None else (toll.low, toll.best, toll.high, toll.high_open, toll.vague)


def _voices(toll: Toll | None) -> object:
    return None if toll is None else frozenset(toll.originators)


def _stays(moved: Moved) -> bool:
    return moved.before is not None and moved.after is not None and _ends(moved.before) == _ends(moved.after)
