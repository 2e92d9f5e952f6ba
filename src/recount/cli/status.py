"""``recount status``: what a store holds and what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from recount.cli.options import AsOfOption, StoreOption


def status(
    store: StoreOption = None,
    as_of: AsOfOption = None,
    *,
    refusals: Annotated[bool, typer.Option("--refusals", help="List every refusal with its reason.")] = False,
    review: Annotated[
        bool,
        typer.Option("--review", help="List the claims nobody has ruled on, those read least surely first."),
    ] = False,
) -> None:
    """Say what the store holds and what was refused, with the reasons."""
    from recount.cli.session import open_record
    from recount.cli.terminal import counted, print_known
    from recount.codebook.codelists import load_codelists

    with open_record(store, as_of) as record:
        if review:
            from recount.cli.tables import print_queue
            from recount.review import review_queue

            print_queue(review_queue(list(record.iter_claims()), record.iter_decisions()))
            return
        held = record.status()
        scope = record.get_scope()
        typer.echo(f"{scope.title} ({held.url})")
        print_known(record.known_at)
        typer.echo(
            f"  reports     {held.reports} ({held.uncoded_reports} not coded yet), "
            f"dated {held.first_report or 'unknown'} to {held.last_report or 'unknown'}"
        )
        typer.echo(f"  languages   {_with_numbers(held.languages)}")
        typer.echo(f"  outlets     {_with_numbers(held.outlets)}")
        typer.echo(f"  claims      {held.claims}")
        typer.echo(f"  incidents   {held.incidents}, and {counted(held.aggregates, 'aggregate')} kept apart")
        typer.echo(f"  tolls       {held.tolls} by policy {scope.policy}, convention {scope.convention}")
        typer.echo(f"  decisions   {held.decisions}")
        typer.echo(
            f"  log         {counted(held.log_entries, 'entry', 'entries')}, head {held.log_head[:16]}"
        )
        typer.echo(f"  refused     {sum(held.rejections.values())}")
        reasons = load_codelists()["rejection_reason"]
        for (stage, reason), count in held.rejections.items():
            typer.echo(f"    {count:6} {stage}: {reasons.label_of(reason).lower()}")
        if refusals:
            for item in record.iter_rejections():
                typer.echo(f"  {item.stage} {item.reason.value} {item.origin}: {item.detail}")
        elif held.rejections:
            typer.echo("  'recount status --refusals' lists them.")


def _with_numbers(counts: Mapping[str, int], limit: int = 8) -> str:
    pairs = list(counts.items())
    shown = ", ".join(f"{name or 'not given'} {count}" for name, count in pairs[:limit])
    return shown + (f" and {len(pairs) - limit} more" if len(pairs) > limit else "")
