"""Tables on a terminal, made from the same view and in the same words as the pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from recount.codebook.codelists import load_codelists
from recount.model import Claim, Incident, Toll
from recount.publish import RecordIndex, RecordView, index_record
from recount.publish.wording import load_wording

PIPE_WIDTH = 110  # columns when standard output is not a terminal


def print_tolls(view: RecordView, *, aggregates: bool) -> None:
    """Print the toll table of a record, and by which rules it was made."""
    record = index_record(view)
    table = Table(box=box.SIMPLE, pad_edge=False)
    for heading in ("Incident", "Harm", "Toll", "Originators", "Outlets"):
        table.add_column(heading, overflow="fold")
    shown = (*record.incidents, *record.aggregates) if aggregates else record.incidents
    for incident in shown:
        _add_rows(table, record, incident)
    _print(table)
    made_by = load_wording().text("readme", "method")
    typer.echo(made_by.format(convention=view.scope.convention, policy=view.scope.policy))


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


def _add_rows(table: Table, record: RecordIndex, incident: Incident) -> None:
    label = incident.label
    for toll in record.tolls_of.get(incident.id, ()):
        if toll.status is None:
            table.add_row(label, *_cells(record, toll))
            label = ""


def _cells(record: RecordIndex, toll: Toll) -> tuple[str, str, str, str]:
    wording = load_wording()
    harm = load_codelists()["harm"].label_of(toll.harm.value)
    originators = ", ".join(record.spelling(key) for key in toll.originators)
    return harm, wording.toll(toll), originators, str(len(toll.outlets))
