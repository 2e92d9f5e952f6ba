"""One figure in the log: all that was done to a claim, an incident, a report or a source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from recount.errors import StoreError
from recount.model import Toll, dump_record
from recount.pipeline.desks import SOURCE_SUBJECT, claim_desk, incident_desk, report_desk
from recount.store.log_pages import LogPages
from recount.store.sql import SqlStore
from recount.web.addresses import address, address_of
from recount.web.incidents.phrases import count_words, label, shown, toll_words


@dataclass(frozen=True, slots=True, kw_only=True)
class TollStep:
    """How a toll stood from one moment on; ``until`` is ``None`` while it stands so."""

    since: datetime
    until: datetime | None
    toll: Toll

    @property
    def words(self) -> str:
        """The figure in words."""
        return toll_words(self.toll)

    @property
    def of(self) -> str:
        """What is counted."""
        harm = label("harm", self.toll.harm.value)
        return harm if self.toll.status is None else f"{harm}, {label('status', self.toll.status.value)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing whose story is told.

    Attributes:
        seqs: the log's entries about it.
        steps: how its tolls stood, oldest first; of incidents only.
    """

    subject: str
    title: str
    address: str
    seqs: frozenset[int]
    steps: tuple[TollStep, ...] = ()


def find_figure(store: SqlStore, subject: str) -> Figure | None:
    """Return what the log holds about an id (of a claim, incident or report, or ``source:<id>``)."""
    if subject.startswith(SOURCE_SUBJECT):
        return _source(store, subject.removeprefix(SOURCE_SUBJECT))
    tell = {"c": _claim, "i": _incident, "r": _report}.get(subject.partition("_")[0])
    return None if tell is None else tell(store, subject)


def plain_steps(figure: Figure) -> Iterator[dict[str, Any]]:
    """Yield the steps of tolls as JSON values, for a file."""
    for step in figure.steps:
        yield {
            "kind": "toll",
            "recorded_at": step.since.isoformat(),
            "retired_at": None if step.until is None else step.until.isoformat(),
            "toll": dump_record(step.toll),
        }


def _claim(store: SqlStore, claim_id: str) -> Figure | None:
    found = claim_desk(store, claim_id)
    if found is None:
        return None
    claim, desk = found
    seqs = {entry.seq for entry in desk.about[claim.id]}
    said = {"count": count_words(claim.count), "harm": label("harm", claim.harm.value)}
    return Figure(
        subject=claim.id,
        title=_("the claim “%(count)s”, %(harm)s") % said,
        address=address_of(claim.id),
        seqs=LogPages(store).about(read_in=[claim.report_id]) | seqs,
    )


def _incident(store: SqlStore, incident_id: str) -> Figure | None:
    desk = incident_desk(store, incident_id)
    if desk is None:
        return None
    voices = {voice for toll in desk.tolls for voice in toll.originators}
    beside = LogPages(store).about(sources=sorted(voices), read_in=desk.reports)
    return Figure(
        subject=desk.incident.id,
        title=_("the incident “%(label)s”") % {"label": shown(desk.incident.label)},
        address=address_of(desk.incident.id),
        seqs=beside | {entry.seq for entry in desk.logged},
        steps=tuple(_steps(store, desk.incident.id)),
    )


def _report(store: SqlStore, report_id: str) -> Figure | None:
    try:
        report = report_desk(store, report_id).report
    except StoreError:
        return None
    name = report.title or report.external_id or report.id
    return Figure(
        subject=report_id,
        title=_("the report “%(title)s”") % {"title": shown(name)},
        address=address_of(report_id),
        seqs=LogPages(store).about(reports=[report_id], read_in=[report_id]),
    )


def _source(store: SqlStore, source_id: str) -> Figure | None:
    return Figure(
        subject=f"{SOURCE_SUBJECT}{source_id}",
        title=_("the source “%(name)s”") % {"name": shown(source_id)},
        address=address("source", source_id),
        seqs=LogPages(store).about(sources=[source_id]),
    )


def _steps(store: SqlStore, incident_id: str) -> list[TollStep]:
    """Return the steps of all tolls by time; versions that say the same figure are one step."""
    found: dict[tuple[object, ...], list[TollStep]] = {}
    for since, until, toll in store.lookup.toll_versions(incident_id):
        steps = found.setdefault((toll.harm, toll.status), [])
        if until == since:
            continue  # made and replaced in one transaction: nobody ever saw it
        if steps and steps[-1].until == since and steps[-1].words == toll_words(toll):
            steps[-1] = replace(steps[-1], until=until)
        else:
            steps.append(TollStep(since=since, until=until, toll=toll))
    return sorted((step for steps in found.values() for step in steps), key=lambda step: step.since)
