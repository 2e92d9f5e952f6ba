"""The log: who did what and when, in words and as a file, and whether its chain holds."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import IO, Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path

from recount.model import dump_json
from recount.store.log_pages import LogFilter, LogPages
from recount.web.access import actor_of
from recount.web.asked import Asked
from recount.web.audit.figures import Figure, find_figure, plain_steps
from recount.web.audit.lines import KINDS, line_of
from recount.web.errors import unknown_page
from recount.web.record import open_accounts, open_record

PAGE = 50
_IN_MEMORY = 1_000_000  # bytes; a longer file waits on disk
_NOT_PEOPLE = ("recount", "command line")
"""Names under which the program itself writes."""


def audit(request: HttpRequest) -> HttpResponse:
    """Show the log, newest entry first; what of it is asked for stands in the address."""
    asked, store = Asked(request), open_record()
    pages, wanted = LogPages(store), _filter(asked)
    figure = _figure(asked)
    if asked.text("about") and figure is None:
        return unknown_page(request)
    page = pages.page(_within(wanted, figure), before=asked.number("before"), limit=PAGE)
    seq, head = pages.head()
    shown = {
        "asked": request.GET,
        "problems": asked.problems,
        "lines": [line_of(entry) for entry in page.entries],
        "older": page.older,
        "figure": figure,
        "kinds": KINDS.items(),
        "names": [*(person.name for person in open_accounts().all()), *_NOT_PEOPLE],
        "last": seq,
        "head": head,
    }
    return render(request, "recount/audit.html", shown | _verified(asked))


def audit_file(request: HttpRequest) -> HttpResponseBase:
    """Send what is asked for of the log as JSON Lines, oldest entry first; that is logged."""
    asked, store = Asked(request), open_record()
    figure = _figure(asked)
    if asked.text("about") and figure is None:
        return unknown_page(request)
    wanted = _within(_filter(asked), figure)
    held: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the answer closes it
    checksum, number = hashlib.sha256(), 0
    for text in _lines(wanted, figure):
        data = (text + "\n").encode("utf-8")
        checksum.update(data)
        held.write(data)
        number += 1
    held.seek(0)
    body = {
        "what": "log",
        "about": None if figure is None else figure.subject,
        "lines": number,
        "sha256": checksum.hexdigest(),
        "log_head": LogPages(store).head()[1],
    }
    store.append_event(actor=actor_of(request), kind="export", body=body)
    name = f"log-{datetime.now(UTC):%Y-%m-%dT%H%MZ}.jsonl"
    return FileResponse(held, as_attachment=True, filename=name, content_type="application/jsonl")


def _lines(wanted: LogFilter, figure: Figure | None) -> Iterator[str]:
    for entry in LogPages(open_record()).iter_all(wanted):
        yield dump_json(entry)
    if figure is not None:
        for step in plain_steps(figure):
            yield dump_json(step)


def _filter(asked: Asked) -> LogFilter:
    return LogFilter(
        actor=asked.text("actor"),
        kind=asked.one_of("kind", KINDS),
        day_from=asked.day("from"),
        day_to=asked.day("to"),
    )


def _figure(asked: Asked) -> Figure | None:
    about = asked.text("about")
    return None if about is None else find_figure(open_record(), about)


def _within(wanted: LogFilter, figure: Figure | None) -> LogFilter:
    return wanted if figure is None else replace(wanted, seqs=figure.seqs)


def _verified(asked: Asked) -> dict[str, Any]:
    """Recompute the whole chain, where that is asked for."""
    if asked.text("verify") is None:
        return {}
    faults = open_record().verify_log()
    return {
        "is_verified": True,
        "broken": [fault for fault in faults if fault.kind == "broken"],
        "erased": [fault for fault in faults if fault.kind != "broken"],
    }


urls = [path("audit", audit, name="audit"), path("audit/file", audit_file, name="audit_file")]
