"""The search page: what it finds, how it marks it, and that no question can harm it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import closing

from recount.store import open_store
from tests.web.serving import Server, Visitor

_MAIN = re.compile(r"<main.*</main>", re.DOTALL)


def found(visitor: Visitor, **query: str) -> str:
    answer = visitor.get("/search", **query)
    assert answer.status == 200
    page = _MAIN.search(answer.text)
    assert page
    return page[0]


def test_a_word_finds_reports_claims_and_incidents_and_marks_them(sign_in: Callable[[str], Visitor]) -> None:
    page = found(sign_in("vera"), q="aleppo")
    assert "<mark>Aleppo</mark>" in page
    links = re.findall(r'<a data-row href="/(\w+)/', page)
    assert {"reports", "incidents"} <= set(links)
    first = re.search(r'<a data-row href="([^"]+)"', page)
    assert first
    assert sign_in("vera").get(first[1]).status in {200, 302}


def test_the_address_says_what_is_looked_for(sign_in: Callable[[str], Visitor]) -> None:
    page = found(sign_in("vera"), q="aleppo", kind="incident")
    kinds = set(re.findall(r'<li><p class="note">(\w+)', page))
    assert kinds == {"Incident"}
    assert '<option value="incident" selected>' in page
    assert "Nothing was found" in found(sign_in("vera"), q="aleppo", **{"from": "2031-01-01"})


def test_a_name_leads_to_a_search_for_it(sign_in: Callable[[str], Visitor]) -> None:
    page = found(sign_in("vera"), q="aleppo", kind="name")
    link = re.search(r'<a data-row href="(\?[^"]+)"', page)
    assert link
    assert "kind=" not in link[1]
    assert sign_in("vera").get(f"/search{link[1].replace('&amp;', '&')}").status == 200


def test_arabic_letters_find_the_name_in_latin_ones(sign_in: Callable[[str], Visitor]) -> None:
    page = found(sign_in("vera"), q="الكلاسة")
    assert 'value="الكلاسة"' in page
    assert "al-Kalaseh" in page


def test_pages_follow_one_another_without_a_gap(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    with closing(open_store(server.url)) as store:
        total = store.search("aleppo").total
    seen: list[str] = []
    offset = 0
    while offset < total:
        page = found(sign_in("vera"), q="aleppo", offset=str(offset))
        hits = re.findall(r"<li><p class=.note.>.*?</li>", page, re.DOTALL)
        assert hits
        seen += hits
        offset += 20
    assert len(seen) == total


def test_the_name_of_an_outlet_leads_to_its_reports(sign_in: Callable[[str], Visitor]) -> None:
    vera = sign_in("vera")
    named = re.search(r'data-label="Outlet"><bdi>([^<]+)<', vera.get("/reports", coded="coded").text)
    assert named
    page = found(vera, q=named[1].upper())
    link = re.search(
        r'href="(/reports\?outlet=[^"]+)"><bdi>([^<]+)', page.partition("Outlets of that name")[2]
    )
    assert link
    assert link[2] == named[1]
    assert named[1] in vera.get(link[1]).text
    assert "Outlets of that name" not in found(vera, q="aleppo killed")


def test_no_question_is_an_error_or_runs(sign_in: Callable[[str], Visitor]) -> None:
    for query in (
        '"><script>alert(1)</script>',
        "' OR 1=1 --",
        '"""',
        "-",
        "*",
        "NEAR(",
        "\u202ealeppo\u202c",
        "a" * 5000,
        "{{ 7*7 }}",
        "%00",
    ):
        page = found(sign_in("vera"), q=query, kind="x", offset="-5")
        assert "<script>" not in page
        assert "49" not in page.partition("</form>")[2]


def test_it_is_fast(sign_in: Callable[[str], Visitor]) -> None:
    found(sign_in("vera"), q="aleppo")
    started = time.perf_counter()
    for _round in range(5):
        found(sign_in("vera"), q="killed aleppo")
    assert (time.perf_counter() - started) / 5 < 1.0  # 0.03 s alone on a machine; tests share theirs
