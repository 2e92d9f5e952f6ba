"""The queue: its order and reasons, filters in the address, assigning, and taking the next."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime

import pytest

from recount.model.work import WorkEntry, WorkFilter
from recount.pipeline.working import work_page
from recount.store import open_store
from recount.store.sql import SqlStore
from tests.web.serving import Server, Visitor

TEAM = ("ana", "omar", "sami", "lena", "ada")


def entries(server: Server, wanted: WorkFilter | None = None) -> list[WorkEntry]:
    with closing(open_store(server.url)) as store:
        assert isinstance(store, SqlStore)
        page = work_page(store, wanted or WorkFilter(), now=datetime.now(UTC), limit=1000)
        return list(page.entries)


@pytest.fixture(autouse=True)
def nobody_holds_anything(server: Server) -> Iterator[None]:
    yield
    with closing(open_store(server.url)) as store:
        assert isinstance(store, SqlStore)
        items = [entry.item.id for entry in entries(server)]
        store.worklist.assign(items, None, actor="tests")
        for name in TEAM:
            for item in items:
                store.worklist.release(item, actor=name)


def holders(server: Server) -> dict[str, str]:
    return {entry.item.id: entry.held_by for entry in entries(server) if entry.held_by}


def test_the_weightiest_item_comes_first_with_its_reason_in_words(
    server: Server, sign_in: Callable[[str], Visitor]
) -> None:
    page = sign_in("vera").get("/queue").text
    first = entries(server)[0]
    row = page.partition("<tbody>")[2].partition("</tr>")[0]
    assert first.item.label.split(",")[0] in row
    assert re.search(r'<li class="strong">[^<]{10,}</li>', row)


def test_a_filter_in_the_address_narrows_the_list(sign_in: Callable[[str], Visitor]) -> None:
    everything = sign_in("vera").get("/queue").text
    incidents = sign_in("vera").get("/queue", kind="incident").text
    rows = [text.count("<tr>") for text in (everything, incidents)]
    assert 1 < rows[1] < rows[0]
    assert '<option value="incident" selected>' in incidents
    assert '<span class="note">Claim</span>' not in incidents


def test_what_an_address_asks_wrongly_is_said_and_left_out(sign_in: Callable[[str], Visitor]) -> None:
    answer = sign_in("vera").get("/queue", reason="<b>", **{"from": "yesterday", "offset": "-1"})
    assert answer.status == 200
    assert "“&lt;b&gt;” was left out" in answer.text
    assert "“yesterday” was left out" in answer.text


def test_taking_the_next_holds_it_and_opens_it(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    first = entries(server)[0].item
    answer = sign_in("ana").post("/queue/next")
    assert answer.status == 302
    assert first.subject in answer.location
    assert holders(server) == {first.id: "ana"}
    assert "held until" in sign_in("vera").get("/queue").text


def test_of_people_who_take_the_next_at_once_no_two_get_the_same(
    server: Server, sign_in: Callable[[str], Visitor]
) -> None:
    visitors = [sign_in(name) for name in TEAM]
    with ThreadPoolExecutor(len(TEAM)) as pool:
        for _round in range(3):
            answers = list(pool.map(lambda visitor: visitor.post("/queue/next"), visitors))
            assert {answer.status for answer in answers} == {302}, server.log.read_text()[-4000:]
            assert len({answer.location for answer in answers}) == len(TEAM)
            held = holders(server)
            assert sorted(held.values()) == sorted(TEAM)


def test_what_is_left_undone_is_let_go_and_passed_over(
    server: Server, sign_in: Callable[[str], Visitor]
) -> None:
    one, two = (entry.item for entry in entries(server)[:2])
    sign_in("omar").post("/queue/next", {"item": one.id})
    assert two.subject in sign_in("omar").post("/queue/next").location
    assert holders(server) == {two.id: "omar"}
    assert one.subject in sign_in("sami").post("/queue/next").location


def test_the_filter_goes_on_with_the_next(sign_in: Callable[[str], Visitor]) -> None:
    first = sign_in("lena").post("/queue/next", {"filter": "kind=claim&harm=killed"})
    assert first.location.startswith("/claims/")
    second = sign_in("lena").post("/queue/next")
    assert second.location.startswith("/claims/")
    assert second.location != first.location


def test_who_takes_what_another_holds_is_told_who_has_it(
    server: Server, sign_in: Callable[[str], Visitor]
) -> None:
    item = entries(server)[3].item
    sign_in("ana").post("/queue/next", {"item": item.id})
    answer = sign_in("omar").post("/queue/next", {"item": item.id, "filter": "kind=claim"})
    assert answer.location == "/queue?kind=claim"
    assert "ana is on it until" in sign_in("omar").get("/queue").text
    assert holders(server)[item.id] == "ana"


def test_what_is_assigned_to_somebody_else_is_not_next(
    server: Server, sign_in: Callable[[str], Visitor]
) -> None:
    one, two = (entry.item for entry in entries(server)[:2])
    fields = {"item": [one.id], "to": "@somebody", "name": "omar", "filter": "who=@me"}
    answer = sign_in("sami").post("/queue/assign", fields)
    assert answer.location == "/queue?who=%40me"
    assert two.subject in sign_in("ana").post("/queue/next").location
    assert one.subject in sign_in("omar").post("/queue/next").location
    assert one.label.split(",")[0] in sign_in("omar").get("/queue", who="@me").text


def test_assigning_is_logged_with_who_did_it(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    item = entries(server)[5].item
    sign_in("ana").post("/queue/assign", {"item": [item.id], "to": "@me"})
    sign_in("sami").post("/queue/assign", {"item": [item.id], "to": "@nobody"})
    with closing(open_store(server.url)) as store:
        told = [
            (entry.actor, json.loads(entry.body or "{}"))
            for entry in store.iter_log()
            if entry.kind == "assignment"
        ]
    assert ("ana", {"items": [item.id], "to": "ana"}) in told
    assert ("sami", {"items": [item.id], "to": None}) in told


def test_nobody_can_be_given_work_who_is_not_there(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    item = entries(server)[0].item
    answer = sign_in("ana").post("/queue/assign", {"item": [item.id], "to": "@somebody", "name": "nemo"})
    assert answer.status == 422
    assert all(entry.assignee is None for entry in entries(server))


def test_an_item_that_is_not_on_the_list_is_not_found(sign_in: Callable[[str], Visitor]) -> None:
    assert sign_in("ana").post("/queue/next", {"item": "w_none"}).status == 404


def test_a_viewer_takes_nothing(sign_in: Callable[[str], Visitor]) -> None:
    assert sign_in("vera").post("/queue/next").status == 403
    assert "data-mark" not in sign_in("vera").get("/queue").text


def test_a_row_offers_what_its_reader_may_do(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    item = entries(server)[0].item.id
    row = sign_in("ana").get("/queue").text.partition("<tbody>")[2].partition("</tr>")[0]
    assert f'form="assign" name="item" value="{item}"' in row
    assert f'form="take" name="item" value="{item}"' in row
    row = sign_in("vera").get("/queue").text.partition("<tbody>")[2].partition("</tr>")[0]
    assert "<input" not in row
    assert "<button" not in row
    assert (
        "<button"
        not in sign_in("ana").get("/queue", done="1").text.partition("<tbody>")[2].partition("</tbody>")[0]
    )
