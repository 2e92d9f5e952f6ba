"""``recount search``: find words and names in what a store holds."""

from __future__ import annotations

from typing import Annotated

import typer

from recount.cli.options import StoreOption


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            help="Words that must all stand, in any order and form; '\"a phrase\"' stands as written, 'begin*' "
            "begins a word, and after -- also '-without'."
        ),
    ] = None,
    store: StoreOption = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help="Only this kind: report, claim, incident or name; may be repeated."),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="From this day on, as 2016-10-13.")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Up to this day.")] = None,
    outlet: Annotated[
        str | None, typer.Option("--outlet", help="Only reports of this outlet, and their claims.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="How many to show, 200 at most.")] = 20,
    offset: Annotated[int, typer.Option("--offset", help="How many to leave out first.")] = 0,
    *,
    json: Annotated[bool, typer.Option("--json", help="One line of JSON for each hit.")] = False,
    reindex: Annotated[
        bool, typer.Option("--reindex", help="Make the index anew first; needed only after damage.")
    ] = False,
) -> None:
    """Find reports, claims, incidents and names, in English and Arabic, however a name is spelled."""
    from recount.cli.searching import Request, run_search

    request = Request(
        query=" ".join(words or ()),
        kinds=tuple(kind or ()),
        since=since,
        until=until,
        outlet=outlet,
        limit=limit,
        offset=offset,
    )
    run_search(store, request, as_json=json, reindex=reindex)
