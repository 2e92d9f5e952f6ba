"""Tables on a terminal, made from the same view and in the same words as the pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from recount.cli.terminal import print_known
from recount.codebook.codelists import load_codelists
from recount.errors import UsageError
from recount.model import Claim, Harm, Incident, Toll
from recount.publish import RecordIndex, RecordView, index_record
from recount.publish.wording import load_wording

ID_WIDTH = 22  # columns of an incident's id, which must stay in one piece to be copied
PIPE_WIDTH = 110  # columns when standard output is not a terminal


def print_tolls(view: RecordView, *, aggregates: bool, ids: bool = False) -> None:
    """Print the toll table of a record, and by which rules it was made."""
    record = index_record(view)
    print_known(view.known_at)
    table = Table(box=box.SIMPLE, pad_edge=False)
    for heading in ("Incident", "Harm", "Toll", "Originators", "Outlets"):
        width = ID_WIDTH if ids and heading == "Incident" else None
        table.add_column(heading, overflow="fold", min_width=width)
    shown = (*record.incidents, *record.aggregates) if aggregates else record.incidents
    for incident in shown:
        _add_rows(table, record, incident, with_id=ids)
    _print(table)
    if record.aggregates and not aggregates:
        typer.echo(
            f"Totals over more than one incident are left out ({len(record.aggregates)}): --aggregates shows them."
        )
    made_by = load_wording().text("readme", "method")
    typer.echo(made_by.format(convention=view.scope.convention, policy=view.scope.policy))


def print_history(view: RecordView, incident_id: str) -> None:
    """Print how the tolls of an incident moved: by the dates of reports, and as the record held them.

    Raises:
        UsageError: the record never had such an incident.
    """
    record = index_record(view)
    incident = next((item for item in view.incidents if item.id == incident_id), None)
    if incident is None and not view.steps:
        raise UsageError(
            f"the record has no incident {incident_id!r}.", next_move="'recount tolls --ids' shows the ids."
        )
    print_known(view.known_at)
    if incident is not None:
        typer.echo(f"{incident.id}  {incident.label}")
    table = _history_table("Reported by")
    for toll in record.tolls_of.get(incident_id, ()):
        for step in toll.history if toll.status is None else ():
            day = (
                load_wording().day(step.known_on) if step.known_on else load_wording().text("date", "unknown")
            )
            figure = load_wording().figure(step.low, step.high)
            table.add_row(_harm(toll.harm), day, figure, load_wording().reason("revision", step.reason))
    _print(table)
    table = _history_table("Recorded")
    for change in view.steps:
        if change.status is None:
            figure = "none any more" if change.toll is None else load_wording().toll(change.toll)
            reasons = load_wording().listed(
                load_wording().reason("recorded", code) for code in change.reasons
            )
            table.add_row(_harm(change.harm), load_wording().moment(change.recorded_at), figure, reasons)
    _print(table)


def _history_table(when: str) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    for heading in ("Harm", when, "Toll", "Why"):
        table.add_column(heading, overflow="fold")
    return table


def _harm(harm: Harm) -> str:
    return load_codelists()["harm"].label_of(harm.value)


def print_queue(claims: Sequence[Claim]) -> None:
    """Print claims for review, in the order given: how sure the reading is, the id to rule with, the words."""
    table = Table(box=box.SIMPLE, pad_edge=False)
    for heading in ("Confidence", "Claim", "Harm", "Count", "Words"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "Claim")
    harms = load_codelists()["harm"]
    for claim in claims:
        words = " ".join(claim.quote.exact.split())
        harm, count = harms.label_of(claim.harm.value), claim.count.words
        table.add_row(f"{claim.confidence:.2f}", claim.id, harm, count, words)
    _print(table)


def _print(table: Table) -> None:
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    Console(file=sys.stdout, width=width, highlight=False, markup=False).print(table)


def _add_rows(table: Table, record: RecordIndex, incident: Incident, *, with_id: bool) -> None:
    label = f"{incident.label}\n{incident.id}" if with_id else incident.label
    for toll in record.tolls_of.get(incident.id, ()):
        if toll.status is None:
            table.add_row(label, *_cells(record, toll))
            label = ""


def _cells(record: RecordIndex, toll: Toll) -> tuple[str, str, str, str]:
    wording = load_wording()
    harm = load_codelists()["harm"].label_of(toll.harm.value)
    originators = ", ".join(record.spelling(key) for key in toll.originators)
    return harm, wording.toll(toll), originators, str(len(toll.outlets))
