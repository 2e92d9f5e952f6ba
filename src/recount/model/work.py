"""The list of work: what people should look at, why, and in which order. No part of the record itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from recount.model.codes import Harm


class WorkKind(StrEnum):
    """What there is to look at."""

    CLAIM = "claim"
    INCIDENT = "incident"
    LINK = "link"
    DECISION = "decision"
    REPORT = "report"


class WorkReason(StrEnum):
    """Why it should be looked at."""

    NEW_HIGH_TOLL = "new_high_toll"
    CONTESTED = "contested"
    TOLL_CHANGED = "toll_changed"
    UNCERTAIN_LINK = "uncertain_link"
    UNATTACHED = "unattached"
    LOW_CONFIDENCE = "low_confidence"
    UNREVIEWED = "unreviewed"
    SECOND_REVIEW_DUE = "second_review_due"
    SIGN_OFF_DUE = "sign_off_due"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One thing to look at.

    Attributes:
        id: from its kind and subject, so that a re-run finds the same item.
        kind: what it is.
        subject: id of the claim, incident, decision or report; for a link the ids of the two claims that stand
            for their incidents, with a space.
        reasons: why, the weightiest first.
        priority: the sum of the reasons' weights and of what the figures add; the list is in its order.
        label: one line of the record's own fields.
        words: the count's words of a claim; empty otherwise.
        low, high: the figure concerned.
        confidence: of the claim's reading, 0–1.
        report_id, incident_id: where it stands.
        other_id: the other incident of a link.
        harm, outlet, place, day: by which the list is filtered; ``places`` are the names under which a place
            is found: its own and those of the places that enclose it.
        is_done: whether nothing is left to do.
    """

    id: str
    kind: WorkKind
    subject: str
    reasons: tuple[WorkReason, ...]
    priority: int
    label: str = ""
    words: str = ""
    low: int | None = None
    high: int | None = None
    confidence: float | None = None
    report_id: str | None = None
    incident_id: str | None = None
    other_id: str | None = None
    harm: Harm | None = None
    outlet: str | None = None
    place: str | None = None
    places: tuple[str, ...] = ()
    day: date | None = None
    is_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkEntry:
    """One thing to look at, and who works on it.

    Attributes:
        assignee: to whom it was given.
        held_by: who is on it now, ``None`` when nobody is or their time is over.
        held_since, held_until: since when and until when.
    """

    item: WorkItem
    assignee: str | None = None
    held_by: str | None = None
    held_since: datetime | None = None
    held_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFilter:
    """Which part of the list is asked for; ``None`` leaves a field open.

    Attributes:
        place: name of a place, or of one that encloses it, in the form under which names are compared.
        day_from, day_to: first and last day, both included.
        assignee: a name; the empty string asks for what is given to nobody.
        is_done: open items, or done ones.
    """

    kind: WorkKind | None = None
    reason: WorkReason | None = None
    harm: Harm | None = None
    outlet: str | None = None
    place: str | None = None
    day_from: date | None = None
    day_to: date | None = None
    assignee: str | None = None
    is_done: bool | None = False
