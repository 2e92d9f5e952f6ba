"""The log's pages: every entry in words, the same as a file, the story of one figure, and the chain."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from recount.model import LogEntry, dump_json
from recount.pipeline.deciding import decide
from recount.store import open_store
from recount.store.chain import find_faults
from tests.web.serving import Server, Visitor


def entries(server: Server) -> list[LogEntry]:
    with closing(open_store(server.url)) as store:
        return list(store.iter_log())


def shown(page: str) -> list[int]:
    return [int(seq) for seq in re.findall(r'<li value="(\d+)"', page)]


def lines(visitor: Visitor, **query: object) -> list[dict[str, Any]]:
    answer = visitor.get("/audit/file", **query)
    assert answer.status == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return [json.loads(line) for line in answer.text.splitlines()]


@pytest.fixture(scope="module")
def rejected(server: Server) -> tuple[str, str]:
    """Reject the claims that set the high end of a toll; return one of them and its incident."""
    with closing(open_store(server.url)) as store:
        toll = next(t for t in store.iter_tolls() if t.status is None and t.low and t.low < (t.high or 0))
        rejections = [
            {"kind": "reject", "claim": claim, "reason": "counted twice"} for claim in toll.high_claims
        ]
        assert decide(store, rejections, actor="omar").moved
    return toll.high_claims[0], toll.incident_id


def test_the_whole_log_can_be_read_page_by_page(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    visitor = sign_in("sami")
    for _more in range(60):
        visitor.post("/queue/assign", {"item": [], "to": "@me"})
        visitor.get("/audit/file", kind="scope")
    expected = [entry.seq for entry in entries(server)]
    seen: list[int] = []
    address = "/audit"
    while address:
        page = visitor.get(address).text
        seen += shown(page)
        older = re.search(r'href="(\?[^"]*)" rel="next"', page)
        address = f"/audit{unescape(older[1])}" if older else ""
    assert seen == expected[::-1]


def test_filters_by_who_what_and_when(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    sign_in("vera")
    found = shown(sign_in("sami").get("/audit", actor="vera", kind="sign_in").text)
    known = {entry.seq: entry for entry in entries(server)}
    assert found
    assert {(known[seq].actor, known[seq].kind) for seq in found} == {("vera", "sign_in")}
    assert shown(sign_in("sami").get("/audit", **{"from": "2100-01-01"}).text) == []
    day = known[found[0]].at.date().isoformat()
    assert found[0] in shown(sign_in("sami").get("/audit", **{"from": day, "to": day, "actor": "vera"}).text)


def test_every_kind_of_entry_is_said_in_words(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    for kind in sorted({entry.kind for entry in entries(server)}):
        page = sign_in("sami").get("/audit", kind=kind).text
        assert shown(page), kind
        first = page.partition('<ol class="log"')[2].partition("</p>")[0]
        assert f"· {kind}" not in first, kind


def test_the_file_is_the_log_and_taking_it_out_is_logged(
    server: Server, sign_in: Callable[[str], Visitor]
) -> None:
    visitor = sign_in("lena")
    before = [dump_json(entry) for entry in entries(server)]
    answer = visitor.get("/audit/file")
    assert answer.text.splitlines() == before
    last = entries(server)[-1]
    body = json.loads(last.body or "")
    assert (last.actor, last.kind, body["lines"]) == ("lena", "export", len(before))
    assert body["sha256"] == hashlib.sha256(answer.text.encode()).hexdigest()
    assert body["log_head"] == json.loads(before[-1])["hash"]


def test_who_did_what_to_a_claim_in_one_view_and_one_file(
    rejected: tuple[str, str], sign_in: Callable[[str], Visitor]
) -> None:
    claim, _incident = rejected
    page = sign_in("sami").get("/audit", about=claim).text
    assert "counted twice" in page
    assert "omar" in page
    assert "claims found by" in page
    told = lines(sign_in("sami"), about=claim)
    assert [line["kind"] for line in told] == ["claims", "decision"]
    assert {line["seq"] for line in told} == set(shown(page))


def test_who_did_what_to_an_incident_tells_how_its_toll_stood(
    server: Server, rejected: tuple[str, str], sign_in: Callable[[str], Visitor]
) -> None:
    _claim, incident = rejected
    page = sign_in("sami").get("/audit", about=incident).text
    assert "How the toll stood" in page
    assert "counted twice" in page
    told = lines(sign_in("sami"), about=incident)
    steps = [line for line in told if line["kind"] == "toll" and line["toll"]["status"] is None]
    assert len(steps) > 1
    with closing(open_store(server.url)) as store:
        now = [toll for toll in store.iter_tolls() if toll.incident_id == incident and toll.status is None]
    standing = [step["toll"]["high"] for step in steps if step["retired_at"] is None]
    assert sorted(standing, key=str) == sorted((toll.high for toll in now), key=str)


def test_what_is_not_there_has_no_story(sign_in: Callable[[str], Visitor]) -> None:
    for about in ("c_0", "i_0", "r_0", "x", "<script>"):
        assert sign_in("sami").get("/audit", about=about).status == 404
        assert sign_in("sami").get("/audit/file", about=about).status == 404


def test_the_chain_is_recomputed_when_asked(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    assert "The chain holds" in sign_in("sami").get("/audit", verify="1").text
    assert "The chain holds" not in sign_in("sami").get("/audit").text
    assert list(find_faults(entries(server))) == []


def test_a_changed_entry_is_found(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    if server.url.startswith("postgresql"):
        pytest.skip("the entry is changed through SQLite's own library")
    with closing(sqlite3.connect(Path(server.url))) as raw, raw:
        body = raw.execute("SELECT body FROM recount_log_body WHERE seq = 1").fetchone()[0]
        raw.execute("UPDATE recount_log_body SET body = ? WHERE seq = 1", (body + " ",))
    page = sign_in("sami").get("/audit", verify="1").text
    with closing(sqlite3.connect(Path(server.url))) as raw, raw:
        raw.execute("UPDATE recount_log_body SET body = ? WHERE seq = 1", (body,))
    assert "The log contradicts itself" in page
    assert "Entry 1:" in page


def test_only_those_who_oversee_see_the_log(sign_in: Callable[[str], Visitor]) -> None:
    for name in ("vera", "ana"):
        assert sign_in(name).get("/audit").status == 403
        assert sign_in(name).get("/audit/file").status == 403
