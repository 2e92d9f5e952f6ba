"""Search: reports, claims, incidents and names in one list, asked for in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as later

from recount.store.search_types import KINDS, Piece, SearchHit
from recount.web.addresses import address, address_of
from recount.web.asked import Asked
from recount.web.incidents.phrases import shown
from recount.web.record import open_record

PAGE = 20
FURTHEST = 2000
"""Hits beyond this one are not paged to; a narrower question finds them."""

KIND_WORDS: dict[str, str | Promise] = {
    "report": later("Report"),
    "claim": later("Claim"),
    "incident": later("Incident"),
    "name": later("Name"),
}
ROLE_WORDS: dict[str, str | Promise] = {
    "place": later("a place"),
    "source": later("a source"),
    "perpetrator": later("an alleged perpetrator"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One hit as the page shows it.

    Attributes:
        is_name: whether it is searched for further, because it has no page of its own.
    """

    kind: str | Promise
    title: str
    address: str
    pieces: tuple[Piece, ...]
    day: date | None
    outlet: str
    role: str | Promise
    incident: str
    is_name: bool


def search(request: HttpRequest) -> HttpResponse:
    """Show what is found; nothing is asked for at first."""
    asked = Asked(request)
    query, kind = asked.text("q") or "", asked.one_of("kind", KINDS)
    offset = min(asked.number("offset") or 0, FURTHEST)
    shown_page: dict[str, Any] = {
        "asked": request.GET,
        "query": query,
        "kinds": KIND_WORDS.items(),
        "problems": asked.problems,
    }
    if query:
        store = open_record()
        page = store.search(
            query,
            kinds=(kind,) if kind else (),
            since=asked.day("from"),
            until=asked.day("to"),
            outlet=asked.text("outlet"),
            limit=PAGE,
            offset=offset,
        )
        following, last = offset + PAGE, min(page.total, FURTHEST)
        shown_page |= {
            "page": page,
            "hits": [_found(hit) for hit in page.hits],
            "outlets": [shown(name) for name in store.worklist.outlets_like(query)] if not offset else [],
            "also_tried": [shown(word) for word in page.also_tried],
            "first": offset + 1,
            "last": offset + len(page.hits),
            "before": max(offset - PAGE, 0) if offset else None,
            "after": following if page.hits and following < last else None,
        }
    return render(request, "recount/search.html", shown_page)


def _found(hit: SearchHit) -> Found:
    is_name = hit.kind == "name"
    return Found(
        kind=KIND_WORDS[hit.kind],
        title=shown(hit.title),
        address=address("search") if is_name else address_of(hit.id),
        pieces=() if is_name else tuple(_piece(piece) for piece in hit.snippet),
        day=hit.day,
        outlet=shown(hit.outlet or ""),
        role=ROLE_WORDS.get(hit.role, ""),
        incident=address_of(hit.incident_id) if hit.incident_id else "",
        is_name=is_name,
    )


def _piece(piece: Piece) -> Piece:
    return Piece(text=shown(piece.text), is_match=piece.is_match)


urls = [path("search", search, name="search")]
