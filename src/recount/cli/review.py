"""``recount review``: the pages on which people decide."""

from __future__ import annotations

from typing import Annotated

import typer

from recount.cli.options import StoreOption


def review(
    store: StoreOption = None,
    *,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port on this machine; 0 takes a free one.")
    ] = 8765,
    reviewer: Annotated[
        str | None,
        typer.Option(
            "--reviewer",
            help="Without --team: whose rulings they are. Default: RECOUNT_REVIEWER, or 'local'.",
        ),
    ] = None,
    team: Annotated[
        bool,
        typer.Option("--team", help="Serve a team with accounts, behind a proxy that speaks TLS."),
    ] = False,
    hosts: Annotated[
        list[str] | None,
        typer.Option("--host", help="With --team: a name under which people reach it; may be repeated."),
    ] = None,
    bind: Annotated[
        str, typer.Option("--bind", help="With --team: where the proxy finds it, ADDRESS:PORT or unix:PATH.")
    ] = "127.0.0.1:8765",
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="With --team: processes; one a core is enough.")
    ] = 2,
    proxies: Annotated[
        int, typer.Option("--proxies", min=0, max=5, help="With --team: how many proxies stand in front.")
    ] = 1,
    insecure: Annotated[
        bool, typer.Option("--no-tls", help="With --team: let cookies travel without TLS. For tests only.")
    ] = False,
) -> None:
    """Open the record for review: by one person on this machine, or by a team."""
    from recount.cli.reviewing import TeamOptions, review_alone, review_as_team

    if not team:
        review_alone(store, port, reviewer)
        return
    options = TeamOptions(
        hosts=tuple(hosts or ()), bind=bind, workers=workers, proxies=proxies, is_secure=not insecure
    )
    review_as_team(store, options)
