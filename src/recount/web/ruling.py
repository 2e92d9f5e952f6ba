"""The one way from pages and programs to a decision: the role checked for every ruling, then ``pipeline.decide``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from recount.errors import DecisionError, RoleError
from recount.model import DecisionKind
from recount.pipeline.deciding import decide, preview
from recount.pipeline.judging import Outcome
from recount.review.roles import Role, role_for
from recount.web.drafting import drafter
from recount.web.record import open_record

_NOT_SAID = frozenset({"reviewer", "decided_at"})
"""Who ruled and when is what the server saw, never what a request says."""


def rule(
    rulings: Sequence[Mapping[str, Any]],
    *,
    actor: str,
    role: Role,
    expected: Mapping[str, str | None] | None = None,
    token: str | None = None,
) -> Outcome:
    """Rule, all or nothing; arguments and errors as in ``pipeline.deciding.decide``.

    Raises:
        RoleError: the role does not allow one of the rulings.
    """
    _check(rulings, role)
    return decide(
        open_record(), rulings, actor=actor, expected=expected or {}, token=token, drafter=drafter()
    )


def try_out(rulings: Sequence[Mapping[str, Any]], *, actor: str, role: Role) -> Outcome:
    """Return what rulings would move, without ruling; errors as in ``rule``."""
    _check(rulings, role)
    return preview(open_record(), rulings, actor=actor, drafter=drafter())


def _check(rulings: Sequence[Mapping[str, Any]], role: Role) -> None:
    for ruling in rulings:
        if said := sorted(_NOT_SAID & set(ruling)):
            raise DecisionError(
                f"{said[0]} cannot be said here: it is whoever is signed in, now.", next_move="Leave it out."
            )
        if _has_nul(ruling):
            raise DecisionError(
                "a ruling holds the character U+0000, which no database keeps.", next_move="Take it out."
            )
        kind, undone = _kind(ruling.get("kind")), None
        if superseded := ruling.get("supersedes"):
            earlier = open_record().lookup.decision(str(superseded))
            undone = None if earlier is None else earlier.decision.kind
        needed = role_for(kind, undone)
        if not role.covers(needed):
            raise RoleError(f"{kind} needs the role {needed}.", next_move="Ask a colleague who has it.")


def _has_nul(value: object) -> bool:
    """Whether a NUL stands anywhere in plain values: the engines differ in what they do with one."""
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, Mapping):
        return any(_has_nul(item) for pair in value.items() for item in pair)
    return isinstance(value, list | tuple) and any(map(_has_nul, value))


def _kind(value: object) -> DecisionKind:
    try:
        return DecisionKind(str(value))
    except ValueError:
        raise DecisionError(
            f"{value!r} is no kind of decision.", next_move=f"Use one of: {', '.join(DecisionKind)}."
        ) from None
