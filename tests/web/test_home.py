"""The first page: what waits, what moved, who is on what; and the page of keys and words."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing

from recount.pipeline.deciding import decide
from recount.store import open_store
from recount.store.sql import SqlStore
from recount.web.keys import EVERYWHERE, GO, LISTS, SECTIONS
from tests.web.serving import Server, Visitor


def test_it_says_what_waits_with_an_address_for_each_reason(sign_in: Callable[[str], Visitor]) -> None:
    page = sign_in("ana").get("/").text
    links = re.findall(r'href="(/queue\?reason=\w+)"', page)
    assert "/queue?reason=unreviewed" in links
    assert all(sign_in("ana").get(link).status == 200 for link in links)


def test_the_head_of_the_log_is_the_records_own(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    page = sign_in("vera").get("/").text
    with closing(open_store(server.url)) as store:
        head = list(store.iter_log())[-1].hash
    assert head in page


def test_who_only_reads_is_offered_no_work(sign_in: Callable[[str], Visitor]) -> None:
    assert 'action="/queue/next"' in sign_in("ana").get("/").text
    assert 'action="/queue/next"' not in sign_in("vera").get("/").text


def test_a_decision_counts_for_today_and_a_toll_that_moved_is_shown(
    server: Server, sign_in: Callable[[str], Visitor]
) -> None:
    with closing(open_store(server.url)) as store:
        assert isinstance(store, SqlStore)
        toll = next(toll for toll in store.iter_tolls() if toll.status is None and len(toll.claims_used) > 1)
        label = store.lookup.labels([toll.incident_id])[toll.incident_id]
        rulings = [
            {"kind": "reject", "claim": claim, "reason": "not of this attack"} for claim in toll.claims_used
        ]
        decide(store, rulings, actor="ana")
    page = sign_in("ana").get("/").text
    assert f"Today: {len(rulings)} decisions" in page
    moved = page.partition("What moved lately")[2].partition("</section>")[0]
    assert label in moved


def test_who_holds_an_item_is_shown_to_the_others(sign_in: Callable[[str], Visitor]) -> None:
    assert sign_in("omar").post("/queue/next").status == 302
    page = sign_in("vera").get("/").text
    assert "omar" in page.partition("Who is on what")[2].partition("</section>")[0]


def test_the_help_page_lists_every_key(sign_in: Callable[[str], Visitor]) -> None:
    page = sign_in("vera").get("/help").text
    shown = re.findall(r'<th scope="row">(.*?)</th>', page)
    for section in SECTIONS:
        for key in section.keys:
            wanted = "".join(f"<kbd>{stroke}</kbd> " for stroke in key.strokes)
            assert wanted in shown


def test_no_key_has_two_meanings_on_one_page() -> None:
    for section in SECTIONS:
        lists = () if section.name == "report" else (LISTS,)  # its claims are its list
        together = {part.name: part for part in (EVERYWHERE, *lists, section)}
        pressed = [key.press for part in together.values() for key in part.keys]
        assert len(pressed) == len(set(pressed)), section.name
        firsts = {press.split(" ")[0] for press in pressed if " " in press}
        assert firsts.isdisjoint(press for press in pressed if " " not in press), section.name


def test_the_keys_of_the_menu_are_among_those_of_every_page() -> None:
    assert set(GO.values()) <= {key.press for key in EVERYWHERE.keys}
