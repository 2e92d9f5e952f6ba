"""Items of work in words: what they are, why they are on the list, and where they are worked on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from recount.model import Incident
from recount.model.work import WorkEntry, WorkItem, WorkKind, WorkReason
from recount.store.sql import SqlStore
from recount.web.addresses import address, address_of
from recount.web.incidents.phrases import label, shown, wording

REASON_WORDS: Mapping[WorkReason, str | Promise] = {
    WorkReason.NEW_HIGH_TOLL: later("Many victims, and nobody has looked at it yet"),
    WorkReason.TOLL_CHANGED: later("Changed since it was reviewed"),
    WorkReason.UNATTACHED: later("A decision that finds nothing to hold on to"),
    WorkReason.CONTESTED: later("Contested: figures lie far apart"),
    WorkReason.UNCERTAIN_LINK: later("One attack or two: the rules could not tell"),
    WorkReason.LOW_CONFIDENCE: later("Read with little certainty"),
    WorkReason.SECOND_REVIEW_DUE: later("Waits for a second review"),
    WorkReason.SIGN_OFF_DUE: later("All is reviewed: waits for the sign-off"),
    WorkReason.REFUSED: later("A report that could not be read"),
    WorkReason.UNREVIEWED: later("Nobody has ruled on it yet"),
}
KIND_WORDS: Mapping[WorkKind, str | Promise] = {
    WorkKind.CLAIM: later("Claim"),
    WorkKind.INCIDENT: later("Incident"),
    WorkKind.LINK: later("Two incidents, or one"),
    WorkKind.DECISION: later("Decision"),
    WorkKind.REPORT: later("Report"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as the list shows it.

    Attributes:
        figure: what is counted, in words; empty where there is none.
        reasons: why, the weightiest first, in words.
        opens: the address where it is worked on.
    """

    id: str
    kind: str
    title: str
    figure: str
    reasons: tuple[str, ...]
    opens: str
    outlet: str
    day: date | None
    assignee: str
    held_by: str
    held_until: datetime | None


def entries_of(store: SqlStore, entries: Iterable[WorkEntry]) -> list[Entry]:
    """Return items in words."""
    given = list(entries)
    pairs = [
        claim for entry in given if entry.item.kind is WorkKind.LINK for claim in entry.item.subject.split()
    ]
    incidents = store.lookup.incidents_of(pairs) if pairs else {}
    return [_entry(entry, incidents) for entry in given]


def opens_at(store: SqlStore, item: WorkItem) -> str:
    """Return the address where an item is worked on; that of the queue where it has none."""
    pair = item.subject.split() if item.kind is WorkKind.LINK else []
    incidents = store.lookup.incidents_of(pair) if pair else {}
    return _opens(item, incidents) or address("queue")


def _entry(entry: WorkEntry, incidents: Mapping[str, Incident]) -> Entry:
    item = entry.item
    return Entry(
        id=item.id,
        kind=_words(get_language())[item.kind],
        title=_title(item),
        figure=_figure(item),
        reasons=tuple(_reason(reason, item) for reason in item.reasons),
        opens=_opens(item, incidents),
        outlet=shown(item.outlet or ""),
        day=item.day,
        assignee=shown(entry.assignee or ""),
        held_by=shown(entry.held_by or ""),
        held_until=entry.held_until,
    )


@cache
def _words(language: str | None) -> Mapping[WorkKind | WorkReason, str]:
    """Return the words of kinds and reasons in the reader's language: looked up once, not for every row."""
    del language  # it is the one that is active
    return {key: str(words) for table in (KIND_WORDS, REASON_WORDS) for key, words in table.items()}


def _title(item: WorkItem) -> str:
    return shown(item.label or item.place or item.subject)


def _figure(item: WorkItem) -> str:
    """What is counted; a claim's own words, where they are no bare number, beside it."""
    if item.low is None and item.high is None and not item.words:
        return ""
    if item.kind is WorkKind.LINK:
        figure = wording().figure(item.high, item.high)
        return _("up to %(figure)s counted twice") % {"figure": figure}
    figure = wording().figure(item.low, item.high, high_open=item.low is not None and item.high is None)
    if item.words and item.words != figure:
        figure = _("“%(words)s” (%(figure)s)") % {"words": shown(item.words), "figure": figure}
    if item.harm is None:
        return figure
    return _("%(harm)s: %(figure)s") % {"harm": label("harm", item.harm.value), "figure": figure}


def _reason(reason: WorkReason, item: WorkItem) -> str:
    words = _words(get_language())[reason]
    if reason is WorkReason.LOW_CONFIDENCE and item.confidence is not None:
        return _("%(reason)s (%(percent)s %%)") % {"reason": words, "percent": round(item.confidence * 100)}
    return words


def _opens(item: WorkItem, incidents: Mapping[str, Incident]) -> str:
    if item.kind is WorkKind.LINK:
        pair = [incidents[claim].id for claim in item.subject.split() if claim in incidents]
        if len(set(pair)) > 1:
            return address("pair", *pair)
        return address_of(pair[0]) if pair else ""
    if item.kind in {WorkKind.CLAIM, WorkKind.INCIDENT, WorkKind.REPORT}:
        return address_of(item.subject)
    return address_of(item.report_id or item.incident_id or "")
