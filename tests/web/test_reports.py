"""The list of reports and the page of one report, over HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import unescape

import pytest

from tests.browser.sites import run_recount
from tests.web.serving import Visitor, add_people, field_of, serving

SignIn = Callable[[str], Visitor]

LONG = "An air strike killed 7 people in Velm on Tuesday. " + "q" * 5_000_000
EVIL = (
    "\u202eAn air strike killed 12 people in Osk on Tuesday.\u202c \x00 <script>alert(1)</script> \u200b\n"
    "The same evening 3 people were injured in Osk. 9 of the porters never came home."
)
PLAIN = (
    "Some 25 people, 14 by shells and 11 by fire, were killed in Osk on Tuesday, doctors said.\n\n"
    "By evening the list of names had grown to 27."
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """An analyst at a record of hostile reports."""
    folder = tmp_path_factory.mktemp("hostile")
    reports = [
        {"outlet": "Long Post", "text": LONG, "title": "Long"},
        {"outlet": "\u202eEvil <b>Post</b>", "text": EVIL, "title": "<script>alert(2)</script>\u202e"},
    ]
    plain = {"text": PLAIN, "title": "Shelling in Osk"}
    reports += [{"outlet": "Plain Post", **plain}, {"outlet": "Parts Post", **plain}]
    common = {"published": "2021-05-07", "language": "en"}
    lines = "".join(json.dumps(common | report) + "\n" for report in reports)
    (folder / "reports.jsonl").write_text(lines, encoding="utf-8")
    store = str(folder / "record.sqlite")
    run_recount(["code", str(folder / "reports.jsonl"), "--store", store, "--site", str(folder / "site")])
    add_people(store)
    with serving(store, folder) as running:
        visitor = Visitor(running)
        assert visitor.sign_in("ana").status == 302
        yield visitor


def links(page: str) -> list[str]:
    """Return the addresses of the reports in the list."""
    return re.findall(r'href="(/reports/r_\w+)"', page)


def a_report(visitor: Visitor) -> str:
    """Return the address of the report in the list with the most claims."""
    page = visitor.get("/reports").text
    rows = re.findall(r'href="(/reports/r_\w+)" data-row.*?<td class="figure"[^>]*>(\d+)<', page, re.DOTALL)
    return str(max(rows, key=lambda row: int(row[1]))[0])


def text_of(page: str) -> str:
    """Return the report's text from a page, signs as their code points."""
    found = re.search(r'<div id="paper"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert found is not None
    bare = re.sub(r"<a class=\"ref.*?</a>", "", found[1], flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", bare))


def alerts_of(page: str) -> list[str]:
    """Return what a page complains about."""
    return [unescape(found) for found in re.findall(r'role="alert">(.*?)</p>', page, re.DOTALL)]


def test_reports_with_claims_nobody_has_ruled_on_come_first_and_are_filtered(
    sign_in: SignIn,
) -> None:
    vera = sign_in("vera")
    page = vera.get("/reports")
    assert page.status == 200
    everything = links(page.text)
    assert everything
    waiting = links(vera.get("/reports", coded="waiting").text)
    assert waiting == everything[: len(waiting)]
    without = links(vera.get("/reports", coded="without").text)
    coded = links(vera.get("/reports", coded="coded").text)
    uncoded = links(vera.get("/reports", coded="uncoded").text)
    assert sorted(without + coded + uncoded) == sorted(everything)
    assert links(vera.get("/reports", outlet="no such outlet").text) == []
    assert links(vera.get("/reports", since="1990-01-01", until="1990-12-31").text) == []
    assert vera.get("/reports", since="never", page="0").status == 200
    assert vera.get("/reports", page="99999").status == 200


def test_a_page_shows_the_text_with_its_claims_in_place(sign_in: SignIn) -> None:
    vera = sign_in("vera")
    page = vera.get(a_report(vera)).text
    cards = re.findall(r'<article class="claim \w+" id="(c_\w+)"', page)
    assert cards
    for claim_id in cards:
        assert f'id="at-{claim_id}"' in page
        assert f'href="#{claim_id}"' in page
    assert "suggestion of the machine" in page
    assert "SHA-256 of the capture" in page


def test_who_only_reads_is_offered_nothing_to_rule(sign_in: SignIn) -> None:
    vera = sign_in("vera")
    address = a_report(vera)
    page = vera.get(address).text
    assert "claim_decide" not in page
    assert "Accept" not in page
    claim_id = re.findall(r'id="(c_\w+)"', page)[0]
    for path in (
        f"/claims/{claim_id}/decide",
        f"/claims/{claim_id}/lock",
        f"{address}/add",
        f"{address}/withdraw",
    ):
        assert vera.post(path, {"kind": "accept"}).status == 403


def test_there_is_no_page_of_a_report_or_claim_that_is_not_there(sign_in: SignIn) -> None:
    ana = sign_in("ana")
    for path in ("/reports/r_nothing", "/claims/c_nothing", "/reports/r_nothing/reading?start=1&end=2"):
        assert ana.get(path).status == 404
    for path in ("/reports/r_nothing/add", "/claims/c_nothing/decide", "/decisions/d_nothing/undo"):
        assert ana.post(path, {"kind": "accept", "reason": "x"}).status == 404


def test_words_are_read_as_they_are_selected(hostile: Visitor) -> None:
    address = links(hostile.get("/reports", outlet="Evil").text)[0]
    text = text_of(hostile.get(address).text)
    at = text.index("9 of the")
    read = json.loads(hostile.get(f"{address}/reading", start=at, end=at + 2).text)
    assert (read["start"], read["end"], read["words"]) == (at, at + 1, "9")
    assert (read["low"], read["high"], read["is_read"]) == (9, 9, True)
    none = json.loads(hostile.get(f"{address}/reading", start=at + 2, end=at + 4).text)
    assert (none["words"], none["is_read"], none["low"]) == ("of", False, None)
    assert hostile.get(f"{address}/reading", start="5", end="2").status == 422
    assert hostile.get(f"{address}/reading", start="x", end="99999999999").status == 422


def test_hostile_words_are_inert_and_seen(hostile: Visitor) -> None:
    listed = hostile.get("/reports").text
    assert "<script>alert" not in listed
    assert "\u202e" not in listed
    page = hostile.get(links(hostile.get("/reports", outlet="Evil").text)[0])
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "\u202e" not in page.text
    assert "\x00" not in page.text
    assert "U+202E ×1" in page.text  # left out of the text that is read, and said
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]


def test_five_megabytes_in_one_line_come_in_parts(hostile: Visitor) -> None:
    address = links(hostile.get("/reports", outlet="Long").text)[0]
    first = hostile.get(address)
    assert first.status == 200
    assert len(first.text) < 200_000
    assert "Show more" in first.text
    size = len(text_of(first.text))
    second = hostile.get(address, block=1)
    found = re.search(r'data-start="(\d+)"', second.text)
    assert found is not None
    assert int(found[1]) == size
    last = hostile.get(address, block=10**6)
    ends = re.search(r'data-start="(\d+)" data-end="(\d+)"', last.text)
    assert ends is not None
    assert int(ends[2]) == len(LONG)
    assert len(text_of(last.text)) == int(ends[2]) - int(ends[1])


def test_a_covered_text_is_not_sent_until_it_is_asked_for(sign_in: SignIn) -> None:
    vera = sign_in("vera")
    address = a_report(vera)
    words = text_of(vera.get(address).text)[:60]
    vera.cookies["recount_preferences"] = '"{\\"is_careful\\": true}"'
    try:
        covered = vera.get(address).text
        assert words not in unescape(covered)
        assert "covered" in covered
        assert words in text_of(vera.get(address, text="shown").text)
    finally:
        del vera.cookies["recount_preferences"]


def test_a_missed_claim_is_added_and_a_number_the_words_do_not_give_is_not(hostile: Visitor) -> None:
    address = links(hostile.get("/reports", outlet="Evil").text)[0]
    text = text_of(hostile.get(address).text)
    at = text.index("9 of the")
    form = hostile.get(address, do="add", start=at, end=at + 1).text
    fields = {
        "start": at,
        "end": at + 1,
        "words": "9",
        "version": field_of(form, "version"),
        "token": field_of(form, "token"),
        "harm": "killed",
        "status": "civilian",
        "low": "11",
        "high": "11",
        "reason": "The porters died.",
    }
    refused = hostile.post(f"{address}/add", fields)
    assert refused.status == 422
    assert "give 9, not 11" in refused.text
    assert "The porters died." in refused.text
    added = hostile.post(f"{address}/add", fields | {"low": "9", "high": "9"})
    assert added.status == 302
    page = hostile.get(added.location).text
    assert "added by a person" in page
    again = hostile.post(f"{address}/add", fields | {"low": "9", "high": "9"})  # the same form, sent twice
    assert again.status == 302
    assert hostile.get(address).text.count('data-state="added"') == 1


def test_ones_own_arithmetic_is_kept_as_computed_and_said_so(hostile: Visitor) -> None:
    address = links(hostile.get("/reports", outlet="Evil").text)[0]
    form = hostile.get(address, do="add").text
    fields = {
        "words": "of the porters",
        "version": field_of(form, "version"),
        "token": field_of(form, "token"),
        "harm": "missing",
        "status": "unknown",
        "low": "2",
        "high": "2",
        "is_own": "on",
        "reason": "Eleven less nine.",
    }
    assert hostile.post(f"{address}/add", fields).status == 302
    assert "computed, not from the source" in hostile.get(address).text


def test_words_that_stand_nowhere_or_twice_are_refused(hostile: Visitor) -> None:
    address = links(hostile.get("/reports", outlet="Evil").text)[0]
    common = {"harm": "killed", "status": "unknown", "reason": "x"}
    nowhere = hostile.post(f"{address}/add", common | {"words": "1000 camels"})
    assert nowhere.status == 422
    assert "do not stand in the report" in nowhere.text
    twice = hostile.post(f"{address}/add", common | {"words": "Osk"})
    assert twice.status == 422
    assert "more than once" in twice.text
    empty = hostile.post(f"{address}/add", {"harm": "nothing", "words": "", "start": "-4", "token": "zz"})
    assert empty.status == 422


def test_a_withdrawn_report_counts_no_longer(sign_in: SignIn) -> None:
    ana, sami = sign_in("ana"), sign_in("sami")
    address = links(sami.get("/reports", coded="waiting").text)[-1]
    assert ana.post(f"{address}/withdraw", {"reason": "Retracted."}).status == 403
    assert sami.post(f"{address}/withdraw", {"reason": " "}).status == 302
    done = sami.post(f"{address}/withdraw", {"reason": "Retracted by its outlet."})
    assert done.status == 302
    page = sami.get(address).text
    assert "was withdrawn" in page
    assert "Retracted by its outlet." in page


def test_a_claim_is_put_on_other_words_by_one_decision_and_taken_back_by_one(hostile: Visitor) -> None:
    address = links(hostile.get("/reports", outlet="Plain").text)[0]
    page = hostile.get(address).text
    claim_id = re.findall(r'data-claim="(c_\w+)"', page)[0]
    at = PLAIN.index("27.")
    form = hostile.get(address, claim=claim_id, do="correct", start=at, end=at + 2).text
    inside = form[form.index('id="form"') :]
    assert field_of(inside, "words") == "27"
    fields = {
        name: field_of(inside, name) for name in ("start", "end", "words", "low", "high", "version", "token")
    }
    fields |= {
        "kind": "correct",
        "harm": "killed",
        "status": "civilian",
        "means": "shelling",
        "scope": "incident",
    }
    fields |= {"modality": "asserted", "reason": "The later count."}
    done = hostile.post(f"/claims/{claim_id}/decide", fields)
    assert done.status == 302, alerts_of(done.text)
    after = hostile.get(address).text
    assert f'data-claim="{claim_id}" data-state="corrected"' in after
    assert 'data-state="rejected"' not in after
    assert 'data-state="added"' not in after
    assert re.findall(r'<mark class="count corrected[^>]*>(.*?)</mark>', after) == ["27"]
    assert "Words of the number: <bdi>“27” → 27</bdi>" in " ".join(after.split())
    opened = hostile.get(address, claim=claim_id, do="undo").text
    action = re.search(r'action="(/decisions/d_\w+/undo)"', opened)
    assert action is not None
    inside = opened[opened.index('id="form"') :]
    undoing = {"claim": claim_id, "reason": "The first count.", "version": field_of(inside, "version")}
    assert hostile.post(action[1], undoing).status == 302
    assert f'data-claim="{claim_id}" data-state="open"' in hostile.get(address).text


def test_a_report_is_shown_as_it_was_known_and_nothing_is_ruled_there(sign_in: SignIn) -> None:
    ana = sign_in("ana")
    address = a_report(ana)
    before = datetime.now(UTC)
    claim = re.findall(r'data-claim="(c_\w+)" data-state="open"', ana.get(address).text)[0]
    kept = {"kind": "reject", "reason": "No figure at all.", "token": "7" * 32}
    assert ana.post(f"/claims/{claim}/decide", kept).status == 302
    now = ana.get(address).text
    assert f'data-claim="{claim}" data-state="rejected"' in now
    then = ana.get(address, as_of=before.isoformat(), do="reject", claim=claim, copies=1).text
    assert f'data-claim="{claim}" data-state="open"' in then
    assert "No figure at all." not in then
    assert "As known on" in then
    assert "<form" not in then.partition("<main")[2].replace('<form method="get" class="filters">', "")
    assert text_of(then) == text_of(now)
    links_then = re.findall(r'href="(/incidents/i_\w+)\?as_of=', then)
    assert links_then
    assert "As known on" in ana.get(links_then[0], as_of=before.isoformat()).text
    later = ana.get(address, as_of=datetime.now(UTC).isoformat()).text
    assert f'data-claim="{claim}" data-state="rejected"' in later
    assert "No figure at all." in later


def test_a_moment_before_the_report_came_or_that_is_none_is_said(sign_in: SignIn) -> None:
    vera = sign_in("vera")
    address = a_report(vera)
    early = vera.get(address, as_of="2001-01-01")
    assert early.status == 404
    assert "no such report at that moment" in early.text
    assert vera.get(address, as_of="yesterday").status == 400
    assert vera.get("/reports/r_nothing", as_of="2001-01-01").status == 404


def test_parts_take_the_place_of_the_whole_and_one_undo_brings_it_back(hostile: Visitor) -> None:
    address = links(hostile.get("/reports", outlet="Parts").text)[0]
    page = hostile.get(address).text
    whole = re.findall(r'data-claim="(c_\w+)" data-state="open"', page)[0]
    form = hostile.get(address, claim=whole, do="part").text
    inside = form[form.index('id="form"') :]
    fields = {"kind": "part", "reason": "Two figures.", "version": field_of(inside, "version")}
    fields |= {"token": field_of(inside, "token")}
    for number in range(4):
        fields |= {f"part{number}-harm": "killed", f"part{number}-status": "unknown"}
    none = hostile.post(f"/claims/{whole}/decide", fields | {"part0-words": "14", "part1-words": "several"})
    assert none.status == 422
    assert "Two figures." in none.text
    done = hostile.post(f"/claims/{whole}/decide", fields | {"part0-words": "14 by", "part1-words": "11"})
    assert done.status == 302, alerts_of(done.text)
    after = hostile.get(address, claim=whole, do="undo").text
    assert f'data-claim="{whole}" data-state="parted"' in after
    assert after.count('data-state="added"') == 2
    inside = after[after.index('id="form"') :]
    action = re.search(r'action="(/decisions/d_\w+/undo)"', after)
    assert action is not None
    undoing = {"claim": whole, "reason": "One figure after all.", "version": field_of(inside, "version")}
    assert hostile.post(action[1], undoing).status == 302
    assert f'data-claim="{whole}" data-state="open"' in hostile.get(address).text
