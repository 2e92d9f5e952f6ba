"""The list of incidents, and the map and timeline: three views of one filter, which stands in the address."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse

from recount.codebook.codelists import load_codelists
from recount.model import Harm, TimeInterval
from recount.publish.location import EARNED
from recount.store.search_types import IncidentMark
from recount.web.incidents.bars import bars_of
from recount.web.incidents.listing import (
    PAGE,
    SCHEME,
    SORTS,
    ListFilter,
    aggregate_page,
    day_counts,
    filter_from,
    find_all,
    find_page,
    rows_of,
)
from recount.web.incidents.phrases import label, shown, toll_words, wording
from recount.web.pages.incidents import is_id
from recount.web.record import open_record

MOST_POINTS = 5000
DETAILS = 60  # incidents whose figures are asked for at once, by a popup


def incidents(request: HttpRequest) -> HttpResponse:
    """Show the list of incidents, or of totals."""
    store, wanted = open_record(), filter_from(request.GET)
    totals = request.GET.get("kind") == "aggregate"
    number = _page_number(request)
    find = aggregate_page if totals else find_page
    ids, total = find(store, wanted, number)
    context = _filters(wanted) | _paging(number, total)
    return render(
        request, "recount/incidents.html", context | {"rows": rows_of(store, ids), "is_totals": totals}
    )


def map_page(request: HttpRequest) -> HttpResponse:
    """Show the map and the timeline of the incidents that the filter lets through, and a table of them."""
    store, wanted = open_record(), filter_from(request.GET)
    counts = day_counts(store, wanted)
    number = _page_number(request)
    ids, _ = find_page(store, wanted, number)
    query = request.GET.copy()
    query.pop("page", None)
    context = _filters(wanted) | _paging(number, counts.total)
    context |= {
        "timeline": bars_of(counts.days),
        "rows": rows_of(store, ids),
        "off_map": counts.total - counts.located,
        "data_address": f"{reverse('map_data')}?{query.urlencode()}",
        "has_box": wanted.bbox is not None,
    }
    return render(request, "recount/map.html", context)


def map_data(request: HttpRequest) -> JsonResponse:
    """Return the points of the incidents that the filter lets through; by ``id``, the figures of some.

    An incident is drawn only at a point that its reports have earned.
    """
    if chosen := request.GET.getlist("id")[:DETAILS]:
        return JsonResponse({"killed": _killed([key for key in chosen if is_id(key)])})
    drawn = [mark for mark in find_all(open_record(), filter_from(request.GET)) if _is_drawn(mark)]
    points = [_point(mark) for mark in drawn[:MOST_POINTS]]
    return JsonResponse({"points": points, "total": len(drawn), "left_out": len(drawn) - len(points)})


def _is_drawn(mark: IncidentMark) -> bool:
    return mark.lat is not None and mark.where_precision in EARNED


def _point(mark: IncidentMark) -> dict[str, Any]:
    title = shown(mark.label)
    return {
        "id": mark.id,
        "lat": mark.lat,
        "lon": mark.lon,
        "place": title.partition(",")[0],
        "label": title,
        "when": wording().interval(TimeInterval(start=mark.start, end=mark.end)),
    }


def _killed(ids: list[str]) -> dict[str, str]:
    """Return the tolls of people killed, in words, with their open ends."""
    return {
        toll.incident_id: f"{toll_words(toll)} {wording().text('harm', Harm.KILLED.value)}"
        for toll in open_record().lookup.tolls_of(ids)
        if toll.harm is Harm.KILLED and toll.status is None
    }


def _filters(wanted: ListFilter) -> dict[str, Any]:
    grades = [(entry.code, label(SCHEME, entry.code)) for entry in load_codelists()[SCHEME].codes]
    return {
        "wanted": wanted,
        "harms": [(harm.value, label("harm", harm.value)) for harm in Harm],
        "grade_choices": grades,
        "sorts": SORTS,
    }


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _paging(number: int, total: int) -> dict[str, Any]:
    pages = Paginator(range(total), PAGE).num_pages
    return {
        "total": total,
        "total_words": wording().counted("incidents", total),
        "page": number,
        "pages": pages,
        "before": number - 1 if number > 1 else None,
        "after": number + 1 if number < pages else None,
    }


urls = [
    path("incidents", incidents, name="incidents"),
    path("map", map_page, name="map"),
    path("map/data", map_data, name="map_data"),
]
