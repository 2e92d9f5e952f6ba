"""The pages of incidents: what they show, who may rule there, and that what is ruled is what was looked at."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import NamedTuple

import pytest

from tests.web.serving import Answer, Visitor, field_of

SignIn = Callable[[str], Visitor]


class Two(NamedTuple):
    """The ids of the sample's two incidents: that of 11 October, and that of 13 October."""

    tuesday: str
    thursday: str


@pytest.fixture(scope="module")
def two(sign_in: SignIn) -> Two:
    found = re.findall(r'href="/incidents/(i_\w+)"><bdi>([^<]*)', sign_in("vera").get("/incidents").text)
    named = {("11 October" in label): key for key, label in found if "October" in label}
    return Two(tuesday=named[True], thursday=named[False])


def words(answer: Answer) -> str:
    """Return what a page says between its tags, in one line."""
    main = re.search(r"<main.*</main>", answer.text, re.S)
    assert main is not None, answer.text[:400]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def versions(page: str, after: str = "") -> list[str]:
    return re.findall(r'name="version" value="([^"]*)"', page[page.index(after) :])


def claims_of(page: str) -> list[str]:
    return re.findall(r'<article class="claim" id="(c_\w+)"', page)


def row_of(visitor: Visitor, key: str) -> str:
    """Return the row of an incident in the list."""
    rows = visitor.get("/incidents").text.partition("<tbody>")[2].split("</tr>")
    return next(row for row in rows if f"/incidents/{key}" in row)


def grade(visitor: Visitor, key: str, code: str, **more: object) -> Answer:
    fields = {"act": "grade", "scheme": "grading_incident", "grade": code, "reason": "two bodies say so"}
    return visitor.post(f"/incidents/{key}/decide", {**fields, **more})


# Reading


def test_the_list_holds_incidents_and_keeps_totals_apart(sign_in: SignIn, two: Two) -> None:
    page = sign_in("vera").get("/incidents")
    assert page.status == 200
    assert "2 incidents" in words(page)
    totals = sign_in("vera").get("/incidents", kind="aggregate")
    assert two.tuesday not in totals.text
    assert totals.text.count("data-row") == 4


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"from": "2016-10-13"}, ["thursday"]),
        ({"to": "2016-10-12"}, ["tuesday"]),
        ({"harm": "killed", "low": "20"}, ["tuesday"]),
        ({"harm": "injured", "low": "1"}, []),
        ({"place": "aleppo", "sort": "-date"}, ["thursday", "tuesday"]),
        ({"sort": "-low"}, ["tuesday", "thursday"]),
        ({"unreviewed": "on"}, ["tuesday", "thursday"]),
        ({"signed": "on"}, []),
        ({"grade": "discounted"}, []),
        ({"from": "yesterday", "low": "-3", "sort": "by magic", "page": "one"}, ["tuesday", "thursday"]),
    ],
)
def test_the_list_is_filtered_by_its_address(
    sign_in: SignIn, two: Two, query: dict[str, str], found: list[str]
) -> None:
    page = sign_in("vera").get("/incidents", **query)
    keys = re.findall(r'data-row href="/incidents/(i_\w+)"', page.text)
    assert keys == [getattr(two, name) for name in found]


def test_a_ruling_that_was_taken_back_leaves_an_incident_unreviewed(sign_in: SignIn, two: Two) -> None:
    ana = sign_in("ana")
    claim = claims_of(ana.get(f"/incidents/{two.thursday}").text)[0]
    before = row_of(ana, two.thursday)
    token = "5" * 32
    assert ana.post(f"/claims/{claim}/decide", {"kind": "accept", "token": token}).status == 302
    assert two.thursday not in ana.get("/incidents", unreviewed="on").text
    assert row_of(ana, two.thursday) != before
    alone = ana.get(f"/claims/{claim}").location
    undo = re.search(r'action="/decisions/(d_\w+)/undo"', ana.get(f"{alone}&do=undo").text)
    assert undo is not None
    fields = {"claim": claim, "reason": "a slip"}
    assert ana.post(f"/decisions/{undo[1]}/undo", fields).status == 302
    assert two.thursday in ana.get("/incidents", unreviewed="on").text
    assert row_of(ana, two.thursday) == before


def test_a_page_beyond_the_last_is_empty_and_no_error(sign_in: SignIn) -> None:
    assert "Nothing matches" in words(sign_in("vera").get("/incidents", page=9))


def test_the_toll_is_worded_as_on_the_site_with_the_claims_that_set_its_ends(
    sign_in: SignIn, two: Two
) -> None:
    page = sign_in("vera").get(f"/incidents/{two.tuesday}")
    said = words(page)
    assert "25–41" in said
    assert "Low end set by" in said
    assert re.search(r'<a href="#c_\w+"><bdi>25</bdi></a>, said by', page.text)


def test_claims_stand_by_originator_and_each_only_once(sign_in: SignIn, two: Two) -> None:
    page = sign_in("vera").get(f"/incidents/{two.tuesday}")
    shown = re.findall(r'(?:<article class="claim"|<li) id="(c_\w+)"', page.text)
    assert len(shown) == len(set(shown)) == 29
    assert "copies folded" in page.text or "copy folded" in page.text
    assert "% of its words are the same" in page.text


def test_what_a_toll_would_be_without_one_claim_is_shown_on_demand(sign_in: SignIn, two: Two) -> None:
    plain = sign_in("vera").get(f"/incidents/{two.tuesday}")
    assert 'id="without"' not in plain.text
    claim = claims_of(plain.text)[0]
    copied = words(sign_in("vera").get(f"/incidents/{two.tuesday}", without=claim))
    assert "Without one claim ( “" in copied
    assert "no toll would move" in copied  # others of the same body say the same
    one = sign_in("vera").get(f"/incidents/{two.thursday}")
    (voice,) = set(re.findall(r"without=(by%3A[^\"#&]*)", one.text))
    alone = words(sign_in("vera").ask("GET", f"/incidents/{two.thursday}?without={voice}"))
    assert "Killed, all victims: no toll, instead of 13" in alone
    assert 'id="without"' not in sign_in("vera").get(f"/incidents/{two.tuesday}", without="c_0").text


def test_there_is_no_other_incident(sign_in: SignIn) -> None:
    assert sign_in("vera").get("/incidents/i_00000000000000000000").status == 404
    assert sign_in("vera").get("/incidents/i_00000000000000000000/history").status == 404
    assert sign_in("sami").get("/incidents/i_00000000000000000000/merge").status == 404


def test_a_moment_that_is_none_is_refused(sign_in: SignIn, two: Two) -> None:
    assert sign_in("vera").get(f"/incidents/{two.tuesday}", as_of="once").status == 400
    assert sign_in("vera").get(f"/incidents/{two.tuesday}", as_of="2001-01-01").status == 404


def test_words_stay_covered_for_who_wants_it(sign_in: SignIn, two: Two) -> None:
    reader = Visitor(sign_in("vera").server, dict(sign_in("vera").cookies))
    reader.cookies["recount_preferences"] = '"{\\"is_careful\\": true}"'
    page = reader.get(f"/incidents/{two.tuesday}")
    assert page.text.count("Show the words") == len(claims_of(page.text))


@pytest.mark.parametrize(
    "key", ["%00", "i_%00", "i_%27--", "i_" + "0" * 2000, "%E2%80%AEi_0", "i_0%2F..%2F..", "i_%"]
)
def test_an_address_that_could_be_no_id_is_answered_plainly(sign_in: SignIn, two: Two, key: str) -> None:
    visitor = sign_in("sami")
    for path in (f"/incidents/{key}", f"/incidents/{key}/history", f"/incidents/{key}/merge"):
        assert visitor.ask("GET", path).status == 404
    assert visitor.ask("GET", f"/incidents/{two.tuesday}/merge?with={key}").status == 404
    assert visitor.ask("GET", f"/incidents/{two.tuesday}?without={key}").status == 200
    assert visitor.ask("GET", f"/incidents?place={key}&grade={key}&from={key}&bbox={key}").status == 200
    assert visitor.ask("GET", f"/map/data?id={key}").status == 200
    assert visitor.ask("GET", f"/incidents/{two.tuesday}?as_of={key}").status == 400
    assert visitor.post(f"/incidents/{two.tuesday}/split", {"claim": key, "reason": "so"}).status == 200


# Who may do what


@pytest.mark.parametrize("act", ["decide", "review"])
def test_a_viewer_sees_no_form_and_may_send_none(sign_in: SignIn, two: Two, act: str) -> None:
    page = sign_in("vera").get(f"/incidents/{two.tuesday}")
    assert f'action="/incidents/{two.tuesday}/{act}"' not in page.text
    assert sign_in("vera").post(f"/incidents/{two.tuesday}/{act}", {"act": "note"}).status == 403


@pytest.mark.parametrize("act", ["merge", "split", "pin"])
def test_an_analyst_may_not_group_claims(sign_in: SignIn, two: Two, act: str) -> None:
    assert sign_in("ana").get(f"/incidents/{two.tuesday}/{act}").status == 403
    assert sign_in("ana").post(f"/incidents/{two.tuesday}/{act}").status == 403
    assert 'form="choose"' not in sign_in("ana").get(f"/incidents/{two.tuesday}").text


# Ruling


def test_a_grade_is_suggested_by_rule_and_settled_by_a_person(sign_in: SignIn, two: Two) -> None:
    before = sign_in("ana").get(f"/incidents/{two.tuesday}")
    assert "Suggested by rule:" in words(before)
    assert "Not settled." in words(before)
    assert grade(sign_in("ana"), two.tuesday, "fair").status == 302
    after = words(sign_in("ana").get(f"/incidents/{two.tuesday}"))
    assert "Fair settled by ana" in after
    assert "two bodies say so" in after
    listed = sign_in("vera").get("/incidents", grade="fair").text
    assert two.tuesday in listed
    assert two.thursday not in listed
    assert two.thursday in sign_in("vera").get("/incidents", grade="none").text


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "grade", "scheme": "grading_incident", "grade": "splendid", "reason": "so"},
        {"act": "grade", "scheme": "grading_incident", "grade": "fair", "reason": " "},
        {"act": "grade", "scheme": "harm", "grade": "killed", "reason": "so"},
        {"act": "grade_claim", "claim": "c_0", "grading_source": "A", "reason": "so"},
        {"act": "grade_claim", "claim": "", "reason": "so"},
        {"act": "wish", "reason": "so"},
        {"act": "undo", "decision": "d_0", "reason": "so"},
        {"act": "place", "lat": "91", "lon": "0", "name": "x", "reason": "so"},
        {"act": "place", "lat": "north", "lon": "0", "name": "x", "reason": "so"},
        {"act": "place", "lat": "1", "lon": "0", "name": "x", "reason": ""},
    ],
)
def test_what_makes_no_sense_is_refused_and_what_was_written_stays(
    sign_in: SignIn, two: Two, fields: dict[str, str]
) -> None:
    answer = sign_in("ana").post(f"/incidents/{two.thursday}/decide", fields)
    assert answer.status == 422
    assert fields["reason"].strip() in answer.text


def test_who_comes_second_sees_what_the_first_did(sign_in: SignIn, two: Two) -> None:
    seen = versions(sign_in("omar").get(f"/incidents/{two.thursday}").text)[0]
    assert grade(sign_in("ana"), two.thursday, "weak", version=seen).status == 302
    answer = grade(sign_in("omar"), two.thursday, "fair", version=seen, reason="I differ")
    assert answer.status == 409
    assert "ana" in words(answer)
    assert "two bodies say so" in words(answer)
    assert "I differ" in answer.text
    assert "Weak settled by ana" in words(sign_in("omar").get(f"/incidents/{two.thursday}"))


def test_a_form_sent_twice_is_one_ruling(sign_in: SignIn, two: Two) -> None:
    for _ in range(2):
        fields = {"act": "note", "reason": "said but once", "token": "b" * 32}
        assert sign_in("ana").post(f"/incidents/{two.thursday}/decide", fields).status == 302
    history = words(sign_in("ana").get(f"/incidents/{two.thursday}/history"))
    assert history.count("said but once") == 1
    assert "said but once" in words(sign_in("vera").get(f"/incidents/{two.thursday}"))


def test_a_note_is_taken_back_and_stays_in_the_history(sign_in: SignIn, two: Two) -> None:
    fields = {"act": "note", "reason": "a slip of mine"}
    assert sign_in("omar").post(f"/incidents/{two.thursday}/decide", fields).status == 302
    page = sign_in("omar").get(f"/incidents/{two.thursday}/history").text
    block = page[page.index("a slip of mine") :]
    undo = {"act": "undo", "decision": field_of(block, "decision"), "reason": "misread"}
    assert sign_in("omar").post(f"/incidents/{two.thursday}/decide", undo).status == 302
    assert "a slip of mine" not in words(sign_in("omar").get(f"/incidents/{two.thursday}"))
    assert "Taken back , omar : misread" in words(sign_in("omar").get(f"/incidents/{two.thursday}/history"))


def test_a_claim_and_its_source_are_graded_apart(sign_in: SignIn, two: Two) -> None:
    claim = claims_of(sign_in("ana").get(f"/incidents/{two.thursday}").text)[0]
    fields = {
        "act": "grade_claim",
        "claim": claim,
        "grading_source": "B",
        "grading_claim": "2",
        "reason": "so",
    }
    assert sign_in("ana").post(f"/incidents/{two.thursday}/decide", fields).status == 302
    assert "B 2" in words(sign_in("ana").get(f"/incidents/{two.thursday}/history"))


def test_merging_is_shown_first_and_changes_nothing_until_it_is_ruled(sign_in: SignIn, two: Two) -> None:
    senior = sign_in("sami")
    choice = senior.get(f"/incidents/{two.tuesday}/merge")
    assert f"with={two.thursday}" in choice.text
    preview = senior.get(f"/incidents/{two.tuesday}/merge", **{"with": two.thursday})
    assert preview.status == 200
    assert "closes; its identifier stays known" in words(preview)
    assert "25–41" in words(preview)
    assert "13" in words(preview)
    assert senior.get(f"/incidents/{two.thursday}").status == 200
    assert "2 incidents" in words(senior.get("/incidents"))
    assert senior.get(f"/incidents/{two.tuesday}/merge", **{"with": "i_0"}).status == 404


def test_a_merge_is_ruled_reached_by_the_old_address_and_taken_back(sign_in: SignIn, two: Two) -> None:
    senior = sign_in("sami")
    preview = senior.get(f"/incidents/{two.tuesday}/merge", **{"with": two.thursday}).text
    fields = {"with": two.thursday, "version": versions(preview), "token": field_of(preview, "token")}
    assert senior.post(f"/incidents/{two.tuesday}/merge", {**fields, "reason": ""}).status == 422
    assert senior.post(f"/incidents/{two.tuesday}/merge", {**fields, "reason": "one raid"}).status == 302
    moved = senior.get(f"/incidents/{two.thursday}", as_of="")
    assert (moved.status, moved.location) == (302, f"/incidents/{two.tuesday}?as_of=")
    assert "13–41" in words(senior.get(f"/incidents/{two.tuesday}"))
    history = senior.get(f"/incidents/{two.tuesday}/history")
    assert "one raid" in words(history)
    assert "25–41 → 13–41" in words(history)
    earlier = re.findall(r'as_of=([^"]+)"', history.text)[-1]
    before = senior.ask("GET", f"/incidents/{two.tuesday}?as_of={earlier}")
    assert "25–41" in words(before)
    assert "As known on" in before.text
    assert '<form method="post"' not in before.text[before.text.index("<main") :]
    undo = {"act": "undo", "decision": field_of(history.text, "decision"), "reason": "two raids after all"}
    assert sign_in("ana").post(f"/incidents/{two.tuesday}/decide", undo).status == 403
    assert senior.post(f"/incidents/{two.tuesday}/decide", undo).status == 302
    assert "25–41" in words(senior.get(f"/incidents/{two.tuesday}"))
    assert senior.get(f"/incidents/{two.thursday}").status == 200


def test_chosen_claims_are_split_off_after_a_look(sign_in: SignIn, two: Two) -> None:
    senior = sign_in("sami")
    page = senior.get(f"/incidents/{two.thursday}").text
    chosen = claims_of(page)[:2]
    assert "Which claims leave together?" in words(senior.get(f"/incidents/{two.thursday}/split"))
    preview = senior.get(f"/incidents/{two.thursday}/split", claim=chosen)
    assert "A new incident:" in words(preview)
    assert senior.get(f"/incidents/{two.thursday}").text.count('class="claim"') == page.count('class="claim"')
    fields = {"claim": chosen, "version": versions(preview.text), "reason": "another street"}
    assert senior.post(f"/incidents/{two.thursday}/split", fields).status == 302
    left = claims_of(senior.get(f"/incidents/{two.thursday}").text)
    assert not set(chosen) & set(left)
    keys = re.findall(r'data-row href="/incidents/(i_\w+)"', senior.get("/incidents").text)
    assert len(keys) == 3
    # Moved back again, one by one, by pins; these too are shown first.
    new = next(key for key in keys if key not in two)
    back = claims_of(senior.get(f"/incidents/{new}").text)
    assert set(back) == set(chosen)
    look = senior.get(f"/incidents/{new}/pin", claim=back, to=two.thursday)
    assert look.status == 200
    fields = {"claim": back, "to": two.thursday, "version": versions(look.text), "reason": "the same street"}
    assert senior.post(f"/incidents/{new}/pin", fields).status == 302
    assert set(chosen) <= set(claims_of(senior.get(f"/incidents/{two.thursday}").text))


def test_one_incident_is_moved_alone_with_a_reason_after_a_look_and_back(sign_in: SignIn, two: Two) -> None:
    analyst = sign_in("ana")
    address = f"/incidents/{two.thursday}/decide"
    before = words(analyst.get(f"/incidents/{two.thursday}"))
    others = [point for point in points(analyst) if point["id"] != two.thursday]
    form = {"act": "place", "lat": "36.2", "lon": "37.2", "name": "Aleppo", "where_precision": "2"}
    assert analyst.post(address, form | {"reason": " "}).status == 422
    look = analyst.post(address, form | {"claims": "none", "reason": "a map"})
    assert look.status == 200
    for said in ("This incident alone.", "Point before", "36.2, 37.2", "km away", "No toll moves"):
        assert said in words(look)
    assert not any(point["lat"] == 36.2 for point in points(analyst))
    done = form | {"claims": "none", "reason": "a map", "confirmed": "yes", "version": versions(look.text)}
    assert analyst.post(address, done).status == 302
    here = next(point for point in points(analyst) if point["id"] == two.thursday)
    assert {"lat": 36.2, "lon": 37.2}.items() <= here.items()
    assert [point for point in points(analyst) if point["id"] != two.thursday] == others
    page = words(analyst.get(f"/incidents/{two.thursday}"))
    assert "A person set this point." in page
    reviewed = re.compile(r"Reviewed by a person: \d+ of \d+ claims")
    assert reviewed.findall(page) == reviewed.findall(before)
    history = analyst.get(f"/incidents/{two.thursday}/history").text
    ruling = re.search(r'name="decision" value="(d_\w+)"', history)
    assert ruling is not None
    undo = {"act": "undo", "decision": ruling[1], "reason": "a slip", "token": "8" * 32}
    assert analyst.post(address, undo).status == 302
    assert not any(point["lat"] == 36.2 for point in points(analyst))


def test_all_claims_that_name_a_place_are_moved_together(sign_in: SignIn, two: Two) -> None:
    form = {"act": "place", "lat": "36.25", "lon": "37.25", "name": "Aleppo", "where_precision": "2"}
    look = sign_in("ana").post(
        f"/incidents/{two.thursday}/decide", form | {"claims": "all", "reason": "a map"}
    )
    assert re.search(r"(One claim gets|\d+ claims get) the point and count", words(look))
    done = form | {"claims": "all", "reason": "a map", "confirmed": "yes", "version": versions(look.text)}
    assert sign_in("ana").post(f"/incidents/{two.thursday}/decide", done).status == 302
    assert any(point["lat"] == 36.25 for point in points(sign_in("ana")))


def points(visitor: Visitor) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(visitor.get("/map/data").text)["points"]
    return found


def test_claims_to_choose_from_can_be_told_apart(sign_in: SignIn, two: Two) -> None:
    senior = sign_in("sami")
    page = senior.get(f"/incidents/{two.tuesday}/split")
    labels = re.findall(r'name="claim" value="(c_\w+)"> <bdi>([^<]+)</bdi><br><q', page.text)
    assert len(labels) > 3
    assert all("20" in said for _, said in labels)  # the day of its report
    senior.cookies["recount_preferences"] = '"{\\"is_careful\\": true}"'
    try:
        assert "<q" not in senior.get(f"/incidents/{two.tuesday}/split").text.partition("<main")[2]
    finally:
        del senior.cookies["recount_preferences"]


def test_the_page_and_the_list_say_the_same_of_how_far_the_review_is(sign_in: SignIn, two: Two) -> None:
    ana = sign_in("ana")
    claim = claims_of(ana.get(f"/incidents/{two.tuesday}").text)[-1]
    kept = {"kind": "reject", "reason": "no figure", "token": "6" * 32}
    assert ana.post(f"/claims/{claim}/decide", kept).status == 302
    said = re.search(
        r"Reviewed by a person: (\d+) of (\d+) claims", words(ana.get(f"/incidents/{two.tuesday}"))
    )
    assert said is not None
    assert f"{said[1]} of {said[2]} reviewed" in " ".join(row_of(ana, two.tuesday).split())


# Second review and sign-off


def test_nobody_reviews_their_own_and_a_sign_off_lapses(sign_in: SignIn, two: Two) -> None:
    key, senior, other = two.tuesday, sign_in("sami"), sign_in("lena")
    assert grade(senior, key, "confirmed", reason="looked at all of it").status == 302
    sign = {"kind": "sign_off", "reason": "done"}
    assert senior.post(f"/incidents/{key}/review", {"kind": "note", "reason": "x"}).status == 422
    assert senior.post(f"/incidents/{key}/review", sign).status == 422
    second = {"kind": "second_review", "reason": "read it again"}
    assert other.post(f"/incidents/{key}/review", second).status == 302
    assert "second review" in row_of(sign_in("vera"), key)
    assert senior.post(f"/incidents/{key}/review", second).status in {302, 422}
    assert other.post(f"/incidents/{key}/review", sign).status == 302
    page = words(sign_in("vera").get(f"/incidents/{key}"))
    assert "Signed off: lena" in page
    assert "Outdated" not in page
    assert key in sign_in("vera").get("/incidents", signed="on").text
    assert "signed off" in row_of(sign_in("vera"), key)
    claim = claims_of(senior.get(f"/incidents/{key}").text)[0]
    look = senior.get(f"/incidents/{key}/split", claim=claim).text
    fields = {"claim": claim, "version": versions(look), "reason": "elsewhere"}
    assert senior.post(f"/incidents/{key}/split", fields).status == 302
    page = words(sign_in("vera").get(f"/incidents/{key}"))
    assert "Signed off, outdated: lena" in page
    assert "Outdated: claims or tolls have changed since." in page
    assert "review outdated" in row_of(sign_in("vera"), key)
