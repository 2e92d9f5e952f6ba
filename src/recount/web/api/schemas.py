"""What goes in and out, for the OpenAPI schema. Records themselves are written as the exports write them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import ConfigDict

from recount.model import DecisionKind, Harm

Body = dict[str, Any]
"""A record as ``claims.jsonl`` and its like hold it; ``recount publish`` writes their description."""


NO_NUL = r"^[^\x00]*$"
Word = Annotated[str, Field(max_length=200, pattern=NO_NUL)]


class Problem(Schema):
    """Why something was not done, and what to do now."""

    code: str
    detail: str
    next_move: str = ""


class RecordOut(Schema):
    """What the record holds."""

    title: str
    reports: int
    claims: int
    incidents: int
    aggregates: int
    decisions: int
    log_entries: int
    log_head: str


class ReportsOut(Schema):
    """A page of reports, without their texts."""

    items: list[Body]
    total: int


class ReportOut(Schema):
    """A report with its text and what is claimed in it."""

    report: Body
    claims: list[Body]
    states: dict[str, str] = Field(
        description="claim id to open, accepted, corrected, added, rejected, parted or withdrawn"
    )
    versions: dict[str, str] = Field(description="what `expected` of a decision must say")


class ClaimOut(Schema):
    """A claim as people left it."""

    claim: Body
    state: str
    versions: dict[str, str]
    incident: str | None


class IncidentsOut(Schema):
    """A page of incidents with their tolls."""

    items: list[Body]
    total: int


class IncidentOut(Schema):
    """An incident, its claims and its tolls."""

    incident: Body
    claims: list[Body]
    tolls: list[Body]
    versions: dict[str, str]


class HistoryLineOut(Schema):
    """One thing that was done to a figure, or one move of a toll."""

    at: datetime
    actor: str
    kind: str = Field(description="decision, claims (the report was read), intake, erasure or toll")
    seq: int | None
    is_in_force: bool
    superseded_by: str | None
    decision: Body | None
    before: Body | None
    after: Body | None


class QueueOut(Schema):
    """A page of the worklist."""

    items: list[Body]
    total: int


class SearchOut(Schema):
    """A page of hits."""

    items: list[Body]
    total: int
    total_is_floor: bool
    also_tried: list[str]


class AssignIn(Schema):
    """Who shall work on what."""

    items: list[Word] = Field(min_length=1, max_length=200)
    to: str | None = Field(
        default=None, max_length=80, pattern=NO_NUL, description="the name of a person, null for nobody"
    )


class RulingIn(Schema):
    """One ruling, as a line for ``recount decide`` is written; who rules is the token's owner, and when is now."""

    model_config = ConfigDict(extra="forbid")

    kind: DecisionKind
    reason: str = Field(default="", max_length=5000, description="needed for everything but accept")
    claim: Word | Body | None = Field(default=None, description="the id of a claim, or its words")
    claims: list[Word | Body] = Field(default_factory=list, max_length=200)
    incidents: list[Word] = Field(default_factory=list, max_length=50)
    reports: list[Word] = Field(default_factory=list, max_length=200)
    source: Word | None = None
    words: Body | None = Field(
        default=None,
        description="add: report_id, start and end of the words of the count; correct: start and end of other "
        "words on which the claim is put",
    )
    harm: Harm | None = None
    quote: list[int] | None = Field(default=None, min_length=2, max_length=2)
    like: Word | None = Field(
        default=None, description="add: a claim whose speaker, day and place are taken over"
    )
    parts: list[Body] = Field(default_factory=list, max_length=50)
    replacement: Body = Field(default_factory=dict)
    supersedes: Word | None = Field(
        default=None, description="a decision that this one takes back or replaces"
    )

    def as_ruling(self) -> Body:
        """Return what was said, and nothing that was not."""
        return self.model_dump(mode="json", exclude_unset=True)


class RulingsIn(Schema):
    """Rulings that stand or fall together."""

    model_config = ConfigDict(extra="forbid")

    rulings: list[RulingIn] = Field(min_length=1, max_length=200)
    expected: dict[str, str | None] = Field(
        default_factory=dict, description="versions as they were read; 409 when one has changed since"
    )
    token: str | None = Field(
        default=None,
        max_length=200,
        pattern=NO_NUL,
        description="chosen by the caller: sent again, nothing is done twice",
    )


class MovedOut(Schema):
    """A toll before and after."""

    incident_id: str
    label: str
    harm: str
    status: str | None
    before: Body | None
    after: Body | None


class OutcomeOut(Schema):
    """What rulings did, or would do."""

    decisions: list[str]
    new: int
    repeated: bool
    is_preview: bool
    moved: list[MovedOut]
    opened: list[str]
    closed: list[str]
    versions: dict[str, str]


class LogOut(Schema):
    """A page of the log, oldest first."""

    items: list[Body]
