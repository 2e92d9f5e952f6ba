"""What is ruled on a claim, over HTTP: one at a time, by version, never lost, never twice."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape

import pytest

from tests.web.serving import Server, Visitor, field_of
from tests.web.test_reports import alerts_of, links

SignIn = Callable[[str], Visitor]


@pytest.fixture
def waiting(sign_in: SignIn) -> tuple[str, list[str]]:
    """A report with claims nobody has ruled on, the most there are: its address and the claims."""
    ana = sign_in("ana")
    addresses = links(ana.get("/reports", coded="waiting").text)
    found = [(address, open_claims(ana.get(address).text)) for address in addresses]
    return max(found, key=lambda pair: len(pair[1]))


def open_claims(page: str) -> list[str]:
    """Return the claims of a page that nobody has ruled on."""
    return re.findall(r'data-claim="(c_\w+)" data-state="open"', page)


def state_of(page: str, claim_id: str) -> str:
    """Return what became of a claim."""
    found = re.search(rf'data-claim="{claim_id}" data-state="(\w+)"', page)
    assert found is not None
    return found[1]


def card_of(page: str, claim_id: str) -> str:
    """Return the card of a claim."""
    found = re.search(rf'<article [^>]*id="{claim_id}".*?</article>', page, re.DOTALL)
    assert found is not None
    return found[0]


def form_of(visitor: Visitor, address: str, claim_id: str, do: str) -> dict[str, str]:
    """Return the hidden fields of a form, as it is opened."""
    page = visitor.get(address, claim=claim_id, do=do).text
    form = re.search(r'<form [^>]*id="form".*?</form>', page, re.DOTALL)
    assert form is not None
    return {
        "kind": do,
        "claim": claim_id,
        "version": field_of(form[0], "version"),
        "token": field_of(form[0], "token"),
        "reason": "Because of the text.",
    }


def correction_of(visitor: Visitor, address: str, claim_id: str) -> dict[str, object]:
    """Return all fields of the correction's form as it is opened."""
    page = visitor.get(address, claim=claim_id, do="correct").text
    form = re.search(r'<form [^>]*id="form".*?</form>', page, re.DOTALL)
    assert form is not None
    fields: dict[str, object] = {}
    boxes: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", form[0]):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        said = unescape(value[1]) if value else ""
        if name is not None and 'type="checkbox"' not in tag:
            fields[name[1]] = said
        elif name is not None and " checked" in tag:
            boxes.setdefault(name[1], []).append(said or "on")
    fields |= boxes
    for name, inside in re.findall(
        r'<textarea [^>]*name="(\w+)"[^>]*>\n?(.*?)</textarea>', form[0], re.DOTALL
    ):
        fields[name] = unescape(inside)
    for name, inside in re.findall(r'<select [^>]*name="(\w+)"[^>]*>(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        fields[name] = chosen[1] if chosen else ""
    return fields | {"kind": "correct", "reason": "Because of the text."}


def test_accepting_goes_on_to_the_next_claim_and_stands_with_who_did_it(
    sign_in: SignIn, waiting: tuple[str, list[str]]
) -> None:
    ana, (address, claims) = sign_in("ana"), waiting
    card = card_of(ana.get(address).text, claims[0])
    fields = {"kind": "accept", "version": field_of(card, "version"), "token": field_of(card, "token")}
    done = ana.post(f"/claims/{claims[0]}/decide", fields)
    assert done.status == 302
    assert done.location.startswith(address)
    if len(claims) > 1:
        assert f"claim={claims[1]}" in done.location
    page = ana.get(done.location).text
    assert state_of(page, claims[0]) == "accepted"
    assert "by <bdi>ana</bdi>" in card_of(page, claims[0])
    repeated = ana.post(f"/claims/{claims[0]}/decide", fields)
    assert repeated.status == 302
    assert "nothing was done twice" in ana.get(repeated.location).text
    assert ana.get(f"/claims/{claims[0]}").location == f"{address}?claim={claims[0]}"
    alone = ana.get(f"/claims/{claims[0]}", alone=1).text
    assert alone.count("<strong>Accept</strong>") == 1


def test_the_second_of_two_people_sees_what_the_first_did_and_loses_no_word(
    sign_in: SignIn, waiting: tuple[str, list[str]]
) -> None:
    ana, omar, (address, claims) = sign_in("ana"), sign_in("omar"), waiting
    fields = form_of(omar, address, claims[0], "reject") | {"reason": "I think it is none."}
    card = card_of(ana.get(address).text, claims[0])
    accepted = {"kind": "accept", "version": field_of(card, "version"), "token": field_of(card, "token")}
    assert ana.post(f"/claims/{claims[0]}/decide", accepted).status == 302
    conflict = omar.post(f"/claims/{claims[0]}/decide", fields)
    assert conflict.status == 409
    assert "<strong>Accept</strong> by <bdi>ana</bdi>" in conflict.text
    assert "I think it is none." in conflict.text
    assert state_of(ana.get(address).text, claims[0]) == "accepted"
    fresh = {name: field_of(conflict.text, name) for name in ("version", "token", "kind")}
    assert omar.post(f"/claims/{claims[0]}/decide", fields | fresh).status == 302
    assert state_of(ana.get(address).text, claims[0]) == "rejected"


def test_a_rejection_needs_a_reason_and_is_taken_back_by_another_ruling(
    sign_in: SignIn, waiting: tuple[str, list[str]]
) -> None:
    ana, (address, claims) = sign_in("ana"), waiting
    fields = form_of(ana, address, claims[0], "reject")
    refused = ana.post(f"/claims/{claims[0]}/decide", fields | {"reason": "  "})
    assert refused.status == 422
    assert state_of(refused.text, claims[0]) == "open"
    assert ana.post(f"/claims/{claims[0]}/decide", fields).status == 302
    page = ana.get(address, claim=claims[0], do="undo").text
    assert state_of(page, claims[0]) == "rejected"
    action = re.search(r'action="(/decisions/d_\w+/undo)"', page)
    assert action is not None
    undoing = form_of(ana, address, claims[0], "undo")
    assert ana.post(action[1], undoing | {"reason": ""}).status == 422
    assert ana.post(action[1], undoing).status == 302
    after = ana.get(address).text
    assert state_of(after, claims[0]) == "open"
    assert "taken back or replaced" in card_of(after, claims[0])
    assert "Undone" in card_of(after, claims[0])


def test_a_correction_changes_what_was_changed_and_nothing_else(
    sign_in: SignIn, waiting: tuple[str, list[str]]
) -> None:
    ana, (address, claims) = sign_in("ana"), waiting
    fields = correction_of(ana, address, claims[0])
    unchanged = ana.post(f"/claims/{claims[0]}/decide", fields)
    assert unchanged.status == 422
    assert "Nothing was changed" in unchanged.text
    corrected = fields | {
        "status": "combatant",
        "speakers": "The Belmar Monitor\nA doctor",
        "places": "Tarvane; -21.5, 72.25",
        "first": "2021-05-04",
        "last": "2021-05-05",
        "perpetrators": "an unnamed party",
        "is_hedged": "on",
        "victims_text": "fighters",
        "groups": ["police", "child"],
    }
    done = ana.post(f"/claims/{claims[0]}/decide", corrected)
    assert done.status == 302, alerts_of(done.text)
    card = unescape(card_of(ana.get(address).text, claims[0]))
    assert state_of(ana.get(address).text, claims[0]) == "corrected"
    for said in (
        "Combatant",
        "The Belmar Monitor and A doctor",
        "Tarvane",
        "4–5 May 2021",
        "(the text hedges this)",
    ):
        assert said in card
    again = correction_of(ana, address, claims[0])
    same = {name: fields[name] for name in ("words", "low", "high", "harm", "means", "scope", "modality")}
    assert {name: again[name] for name in same} == same
    assert again["speakers"] == "The Belmar Monitor\nA doctor"


def test_a_number_that_is_not_in_the_words_is_only_kept_as_computed(
    sign_in: SignIn, waiting: tuple[str, list[str]]
) -> None:
    ana, (address, claims) = sign_in("ana"), waiting
    fields = correction_of(ana, address, claims[0]) | {"low": "123456", "high": "123456"}
    refused = ana.post(f"/claims/{claims[0]}/decide", fields)
    assert refused.status == 422
    assert "not as from the source" in refused.text
    assert 'value="123456"' in refused.text
    upside_down = ana.post(f"/claims/{claims[0]}/decide", fields | {"low": "9", "high": "8"})
    assert upside_down.status == 422
    assert ana.post(f"/claims/{claims[0]}/decide", fields | {"is_own": "on"}).status == 302
    card = card_of(ana.get(address).text, claims[0])
    assert "computed, not from the source" in card
    assert "123,456" in card


def test_a_place_without_a_point_that_can_be_read_is_refused(
    sign_in: SignIn, waiting: tuple[str, list[str]]
) -> None:
    ana, (address, claims) = sign_in("ana"), waiting
    fields = correction_of(ana, address, claims[0])
    for places, said in (("Tarvane; north", "has no point"), ("Tarvane; 400, 3", "between")):
        refused = ana.post(f"/claims/{claims[0]}/decide", fields | {"places": places})
        assert refused.status == 422
        assert said in refused.text
    backwards = ana.post(
        f"/claims/{claims[0]}/decide", fields | {"first": "2021-05-05", "last": "2021-05-04"}
    )
    assert backwards.status == 422


def test_a_claim_is_related_to_another_and_to_none(sign_in: SignIn, waiting: tuple[str, list[str]]) -> None:
    ana, (address, claims) = sign_in("ana"), waiting
    if len(claims) < 2:
        pytest.skip("the sample has no report with two claims left")
    fields = form_of(ana, address, claims[1], "relate")
    half = ana.post(f"/claims/{claims[1]}/decide", fields | {"relation": "subset_of", "other": ""})
    assert half.status == 422
    done = ana.post(f"/claims/{claims[1]}/decide", fields | {"relation": "subset_of", "other": claims[0]})
    assert done.status == 302, alerts_of(done.text)
    card = card_of(ana.get(address).text, claims[1])
    assert "Part of" in card
    assert f'href="#{claims[0]}"' in card


def test_a_split_needs_two_parts_from_words_of_the_quote(
    sign_in: SignIn, waiting: tuple[str, list[str]]
) -> None:
    ana, (address, claims) = sign_in("ana"), waiting
    fields = form_of(ana, address, claims[0], "part")
    common = {
        f"part{number}-{name}": value
        for number in range(4)
        for name, value in (("harm", "killed"), ("status", "unknown"))
    }
    none = ana.post(f"/claims/{claims[0]}/decide", fields | common)
    assert none.status == 422
    assert "two parts or more" in none.text
    nowhere = ana.post(f"/claims/{claims[0]}/decide", fields | common | {"part0-words": "7 camels"})
    assert nowhere.status == 422
    assert "do not stand in the report" in nowhere.text


def test_a_note_leaves_the_claim_open(sign_in: SignIn, waiting: tuple[str, list[str]]) -> None:
    ana, (address, claims) = sign_in("ana"), waiting
    fields = form_of(ana, address, claims[0], "note") | {"reason": "See <b>the other</b> report."}
    assert ana.post(f"/claims/{claims[0]}/decide", fields).status == 302
    page = ana.get(address).text
    assert state_of(page, claims[0]) == "open"
    assert "See &lt;b&gt;the other&lt;/b&gt; report." in card_of(page, claims[0])


def test_who_comes_second_is_told_who_is_on_a_claim(sign_in: SignIn, waiting: tuple[str, list[str]]) -> None:
    ana, omar, (address, claims) = sign_in("ana"), sign_in("omar"), waiting
    assert json.loads(ana.post(f"/claims/{claims[0]}/lock").text) == {"said": ""}
    said = json.loads(omar.post(f"/claims/{claims[0]}/lock").text)["said"]
    assert said.startswith("ana is on this since ")
    assert said in omar.get(address).text
    assert said not in ana.get(address).text


def test_nonsense_is_answered_and_nothing_is_ruled(
    sign_in: SignIn, server: Server, waiting: tuple[str, list[str]]
) -> None:
    ana, (address, claims) = sign_in("ana"), waiting
    assert ana.post(f"/claims/{claims[0]}/decide", {"kind": "merge"}).status == 404
    assert ana.post(f"/claims/{claims[0]}/decide", {"kind": "accept", "token": "'; --"}).status == 422
    assert ana.post(f"/claims/{claims[0]}/decide", {"kind": "note", "reason": "a\x00b"}).status == 422
    assert ana.post(f"/claims/{claims[0]}/decide", {"kind": "reject", "reason": "x" * 9000}).status == 422
    assert ana.post(f"/claims/{claims[0]}/decide", {"kind": "correct", "start": "9" * 400}).status == 422
    assert ana.get(f"/claims/{claims[0]}/decide").status == 405
    assert Visitor(server).post(f"/claims/{claims[0]}/decide", {"kind": "accept"}).status == 302
    assert state_of(ana.get(address).text, claims[0]) == "open"
