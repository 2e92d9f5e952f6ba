"""Uncertain pairs: listed as work, shown side by side, and ruled one or two by a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape

import pytest

from recount.model import LinkReason, dump_json
from recount.model.work import WorkFilter, WorkKind
from recount.pipeline.working import refresh_worklist, work_page
from recount.store import open_store
from recount.store.neighbourhood_types import Doubt
from recount.store.sql import SqlStore
from tests.web.serving import Server, Visitor, field_of

SignIn = Callable[[str], Visitor]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two incidents in doubt, and the claims that stand for them."""

    one: str
    other: str
    claims: tuple[str, str]

    @property
    def address(self) -> str:
        return f"/pairs/{self.one}/{self.other}"


@pytest.fixture
def pair(server: Server) -> Iterator[Pair]:
    """The two incidents of the sample with the most claims, in doubt while a test runs."""
    with closing(open_store(server.url)) as store:
        assert isinstance(store, SqlStore)
        largest = sorted(store.iter_incidents(), key=lambda incident: (-len(incident.claim_ids), incident.id))
        one, other = sorted(largest[:2], key=lambda incident: incident.id)
        claims = one.claim_ids[0], other.claim_ids[0]
        features = (("same_day", 2.5), ("other_means", -1.5), ("shared_words", 0.01))
        reason = LinkReason(claim_id=claims[0], other_id=claims[1], score=1.0, features=features)
        with store.transaction():
            store.neighbourhood.put_doubts([Doubt(one.id, other.id, 1.0, dump_json(reason))])
        refresh_worklist(store)
        yield Pair(one=one.id, other=other.id, claims=claims)
        with store.transaction():
            store.neighbourhood.take_doubts([one.id])
        refresh_worklist(store)


def fields_of(page: str, name: str) -> list[str]:
    """Return the values of all inputs of this name in the page's own part."""
    return re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', page.partition("<main")[2])


def waiting(server: Server, *, is_done: bool = False) -> list[str]:
    """Return the subjects of the pairs that wait, or that are done."""
    with closing(open_store(server.url)) as store:
        wanted = WorkFilter(kind=WorkKind.LINK, is_done=is_done)
        return [entry.item.subject for entry in work_page(store, wanted, now=datetime.now(UTC)).entries]


def test_an_uncertain_pair_is_work_and_opens_side_by_side_for_everybody(
    server: Server, sign_in: SignIn, pair: Pair
) -> None:
    assert waiting(server) == [" ".join(pair.claims)]
    for name in ("vera", "ana", "sami"):
        listed = sign_in(name).get("/queue", reason="uncertain_link").text
        assert f'href="{pair.address}"' in listed
        assert "counted twice" in listed
    page = sign_in("vera").get(pair.address).text
    for claim in pair.claims:
        assert f'<article class="claim" id="{claim}">' in page
    assert page.count("<blockquote") == 2
    speaks_for, _, speaks_against = page.partition("Speaks for one incident")[2].partition(
        "Speaks against it"
    )
    assert "same day" in speaks_for
    assert "other means" in speaks_against
    assert "shared words" not in page
    assert "<form" not in page.partition("<main")[2]


def test_both_incidents_name_the_pair(sign_in: SignIn, pair: Pair) -> None:
    assert f'href="/pairs/{pair.one}/{pair.other}"' in sign_in("ana").get(f"/incidents/{pair.one}").text
    assert f'href="/pairs/{pair.other}/{pair.one}"' in sign_in("ana").get(f"/incidents/{pair.other}").text


def test_an_analyst_rules_that_they_are_two_and_it_can_be_taken_back(
    server: Server, sign_in: SignIn, pair: Pair
) -> None:
    ana = sign_in("ana")
    page = ana.get(pair.address).text
    fields = {"token": field_of(page, "token"), "version": fields_of(page, "version")}
    assert ana.post(pair.address, fields | {"reason": " "}).status == 422
    done = ana.post(pair.address, fields | {"reason": "One at dawn, one at night."})
    assert (done.status, done.location) == (302, "/queue?kind=link")
    assert waiting(server) == []
    assert waiting(server, is_done=True) == [" ".join(pair.claims)]
    after = unescape(ana.get(pair.address).text)
    assert "Two incidents, ruled by" in after
    assert "One at dawn, one at night." in after
    history = ana.get(f"/incidents/{pair.one}/history").text
    decision = field_of(history, "decision")
    undo = {
        "act": "undo",
        "decision": decision,
        "reason": "read again",
        "token": f"{field_of(page, 'token')}u",
    }
    assert ana.post(f"/incidents/{pair.one}/decide", undo).status == 302
    assert waiting(server) == [" ".join(pair.claims)]


def test_who_rules_on_what_another_changed_is_told(sign_in: SignIn, pair: Pair) -> None:
    ana, omar = sign_in("ana"), sign_in("omar")
    page = ana.get(pair.address).text
    grade = {
        "act": "grade",
        "scheme": "grading_incident",
        "grade": "fair",
        "reason": "Two bodies.",
        "token": "a" * 32,
    }
    assert omar.post(f"/incidents/{pair.other}/decide", grade).status == 302
    late = ana.post(
        pair.address,
        {"version": fields_of(page, "version"), "reason": "Two.", "token": field_of(page, "token")},
    )
    assert late.status == 409
    assert "Two bodies." in late.text
    assert "Two." in late.text


def test_merging_is_a_seniors_and_an_analyst_gives_them_the_pair(sign_in: SignIn, pair: Pair) -> None:
    merge = f"/incidents/{pair.one}/merge?with={pair.other}"
    assert merge in unescape(sign_in("sami").get(pair.address).text)
    page = sign_in("ana").get(pair.address).text
    assert merge not in unescape(page)
    assert "Merging needs a senior" in page
    given = {
        "item": field_of(page, "item"),
        "to": field_of(page, "to"),
        "name": "sami",
        "filter": "kind=link",
    }
    assert sign_in("ana").post("/queue/assign", given).status == 302
    assert pair.address in sign_in("sami").post("/queue/next", {"filter": "kind=link"}).location
    assert (
        "Nothing that is free"
        in sign_in("ana").get(sign_in("ana").post("/queue/next", {"filter": "kind=link"}).location).text
    )


def test_a_pair_that_is_none_is_no_pair(sign_in: SignIn, pair: Pair) -> None:
    ana = sign_in("ana")
    assert ana.get(f"/pairs/{pair.one}/i_nothing").status == 404
    same = ana.get(f"/pairs/{pair.one}/{pair.one}")
    assert (same.status, same.location) == (302, f"/incidents/{pair.one}")


def test_words_are_covered_for_who_asked_for_care(sign_in: SignIn, pair: Pair) -> None:
    vera = sign_in("vera")
    vera.cookies["recount_preferences"] = '"{\\"is_careful\\": true}"'
    try:
        assert "<details><summary>Show the words</summary><blockquote" in vera.get(pair.address).text
    finally:
        del vera.cookies["recount_preferences"]
