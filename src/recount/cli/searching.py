"""What ``recount search`` does: ask the store, and write the hits as lines for people or for programs."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import typer

from recount.cli.inputs import parse_day
from recount.cli.session import open_session
from recount.errors import UsageError
from recount.model import dump_json
from recount.store.search_types import KINDS, Piece, SearchHit, SearchPage

_MARKS = ("[", "]")  # around what matched, where there is no bold type


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for on the command line."""

    query: str
    kinds: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    limit: int = 20
    offset: int = 0


def run_search(url: str | None, request: Request, *, as_json: bool, reindex: bool) -> None:
    """Search the store and write what was found; raises ``UsageError`` when nothing was asked."""
    unknown = [kind for kind in request.kinds if kind not in KINDS]
    if unknown:
        raise UsageError(f"there is no kind {unknown[0]!r}.", next_move=f"Give one of: {', '.join(KINDS)}.")
    if not request.query.strip() and not reindex:
        raise UsageError("nothing was asked for.", next_move="Give words, such as: recount search hospital")
    since, until = parse_day(request.since, "--since"), parse_day(request.until, "--until")
    with open_session(url) as session:
        store = session.store
        if reindex:
            sys.stderr.write(f"{store.reindex_search()} rows indexed.\n")
        if not request.query.strip():
            return
        page = store.search(
            request.query,
            kinds=request.kinds,
            since=since,
            until=until,
            outlet=request.outlet,
            limit=request.limit,
            offset=request.offset,
        )
    _write_json(page) if as_json else _write_lines(page)


def _write_json(page: SearchPage) -> None:
    for hit in page.hits:
        sys.stdout.write(dump_json(hit) + "\n")


def _write_lines(page: SearchPage) -> None:
    for hit in page.hits:
        typer.echo("  ".join(part for part in _head(hit) if part))
        words = "".join(map(_shown, hit.snippet))
        typer.echo(f"    {' '.join(words.split())}")
    more = "more than " if page.total_is_floor else ""
    sys.stderr.write(f"{more}{page.total} found, {len(page.hits)} shown.\n")
    if page.also_tried:
        sys.stderr.write(f"Looked for too: {', '.join(page.also_tried)}.\n")


def _head(hit: SearchHit) -> tuple[str, ...]:
    day = "" if hit.day is None else hit.day.isoformat()
    return (hit.role or hit.kind, hit.id, day, hit.outlet or "", hit.title if hit.kind != "claim" else "")


def _shown(piece: Piece) -> str:
    return f"{_MARKS[0]}{piece.text}{_MARKS[1]}" if piece.is_match else piece.text
