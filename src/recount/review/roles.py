"""Roles: what a person may do. Each role may do all that the ones before it may."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from recount.model import DecisionKind


class Role(StrEnum):
    """From the one who may least to the one who may most.

    * viewer reads;
    * analyst rules on claims, adds missed ones, grades and notes;
    * senior merges and splits incidents, rules on sources, gives the second review, signs off and publishes;
    * administrator also invites people and sets their roles.
    """

    VIEWER = "viewer"
    ANALYST = "analyst"
    SENIOR = "senior"
    ADMINISTRATOR = "administrator"

    def covers(self, needed: Role) -> bool:
        """Whether this role may do what ``needed`` may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


# Grouping, sources and what closes a case move many figures at once: they need a senior's eye.
ROLE_OF_KIND: Mapping[DecisionKind, Role] = {
    DecisionKind.ACCEPT: Role.ANALYST,
    DecisionKind.REJECT: Role.ANALYST,
    DecisionKind.CORRECT: Role.ANALYST,
    DecisionKind.ADD: Role.ANALYST,
    DecisionKind.RELATE: Role.ANALYST,
    DecisionKind.PART: Role.ANALYST,
    DecisionKind.NOTE: Role.ANALYST,
    DecisionKind.GRADE: Role.ANALYST,
    DecisionKind.PIN: Role.SENIOR,
    DecisionKind.MERGE: Role.SENIOR,
    DecisionKind.SPLIT: Role.SENIOR,
    DecisionKind.SOURCE: Role.SENIOR,
    DecisionKind.WITHDRAW: Role.SENIOR,
    DecisionKind.SECOND_REVIEW: Role.SENIOR,
    DecisionKind.SIGN_OFF: Role.SENIOR,
}


def role_for(kind: DecisionKind, undone: DecisionKind | None = None) -> Role:
    """Return the least role that may rule so; undoing or replacing a ruling needs the role that ruling needs.

    Args:
        kind: of the ruling.
        undone: the kind of the ruling it supersedes, if any.
    """
    needed = ROLE_OF_KIND[kind]
    if undone is not None and not needed.covers(ROLE_OF_KIND[undone]):
        return ROLE_OF_KIND[undone]
    return needed
