"""Deciding: rulings checked, appended, and put into effect, in one transaction.

Pages, the API and ``recount decide`` all go through ``decide``. Only what a ruling names is read; the tolls
are made anew in its neighbourhood (``retoll``), and the list of work follows. Linking takes most of the time of a
ruling that moves figures, so it is worked out before the turn to write is taken (``drafting``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from recount.errors import DecisionError
from recount.model import Decision, Harm, Status, Toll
from recount.pipeline.checking import Bench
from recount.pipeline.drafting import keep, still_holds
from recount.pipeline.judging import (
    Drafter,
    Moved,
    Outcome,
    Ruling,
    check_versions,
    draft_here,
    judged,
    moves_any_figure,
    repeated,
)
from recount.pipeline.retolling import retoll
from recount.pipeline.working import follow
from recount.store import Store
from recount.store.logged import Changes

if TYPE_CHECKING:
    from recount.store.drafts import Drafted

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
    drafter: Drafter | None = None,
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
        drafter: works out what the rulings move elsewhere (``DraftingProcess``); else it is done here.

    Raises:
        DecisionConflictError: something named in ``expected`` has changed; it says who did what.
        DecisionError: a ruling cannot stand; none is appended then.
    """
    named = _attributed(rulings, actor, token)
    task = _Task(store=store, rulings=named, expected=expected or {}, now=now, drafter=drafter)
    if not store.is_writing and all(str(ruling.get("kind")) in _UNMOVING for ruling in named):
        try:
            with store.transaction():
                return task.decide(may_link=False)
        except _LinkingDueError:
            pass  # nothing was appended
    with task.drafted() as draft, store.transaction():
        return task.decide(draft)


def preview(
    store: Store,
    rulings: Sequence[Ruling],
    *,
    actor: str,
    now: datetime | None = None,
    drafter: Drafter | None = None,
) -> Outcome:
    """Return what ``decide`` would do, and do nothing.

    It is the same work in a transaction that is taken back, so that a preview never differs from the deed.

    Raises:
        DecisionError: a ruling cannot stand.
    """
    found: list[Outcome] = []
    task = _Task(
        store=store, rulings=_attributed(rulings, actor, None), expected={}, now=now, drafter=drafter
    )
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
    drafter: Drafter | None = None

    @contextmanager
    def drafted(self) -> Iterator[Drafted | None]:
        """Return a context in which nobody else links, with the draft of the rulings."""
        if self.store.is_writing:  # the turn is taken: nobody else is held up any more
            yield None
            return
        with self.store.linking():
            yield self.draft()

    def draft(self) -> Drafted | None:
        """Work out without the turn to write what the rulings move; ``None`` where that waits for the turn."""
        moment = self.now or datetime.now(UTC)
        return (self.drafter or draft_here)(self.store, self.rulings, self.expected, moment)

    def decide(
        self, draft: Drafted | None = None, *, may_link: bool = True, is_preview: bool = False
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
        if (repeat := repeated(store, rulings)) is not None:
            return repeat
        bench = Bench(store, rulings)
        check_versions(bench, self.expected)
        decisions = judged(bench, rulings, self.now or datetime.now(UTC))
        is_moving = moves_any_figure(store, decisions)
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


def _put_into_effect(store: Store, decisions: Sequence[Decision], draft: Drafted | None) -> Changes:
    """Make the tolls anew that decisions move, which were just appended; return what changed."""
    if draft is None:
        retoll(store, decisions=[decision.id for decision in decisions])
    else:
        keep(store, draft)
    return store.lookup.changes_at(store.moment)


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
