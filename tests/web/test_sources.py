"""Sources: the table, names it does not know, rulings with their effect shown first."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import closing
from html import unescape

from recount.model import Decision
from recount.review import originators_for
from recount.review.sources import ratings_for
from recount.store import open_store
from tests.web.serving import Answer, Server, Visitor, field_of

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def decisions(server: Server) -> list[Decision]:
    with closing(open_store(server.url)) as store:
        return list(store.iter_decisions())


def confirm(visitor: Visitor, preview: Answer, **other: str) -> Answer:
    """Send the form of a preview."""
    assert preview.status == 200, preview.text
    form = preview.text.rpartition("<form method")[2]
    fields = {name: unescape(value) for name, value in HIDDEN.findall(form)}
    return visitor.post("/sources/rule", {**fields, "reason": "they say so themselves", **other})


def test_the_table_shows_who_is_named_how_often(sign_in: Callable[[str], Visitor]) -> None:
    page = sign_in("vera").get("/sources").text
    rows = re.findall(r'<a data-row href="/sources/(\w+)">.*?data-label="Claims">(\d+)', page, re.DOTALL)
    assert rows
    assert [int(number) for _, number in rows] == sorted((int(n) for _, n in rows), reverse=True)
    assert sign_in("vera").get(f"/sources/{rows[0][0]}").status == 200
    assert sign_in("vera").get("/sources/nobody").status == 404


def test_names_that_the_table_does_not_know_are_listed_with_a_way_to_rule(
    sign_in: Callable[[str], Visitor],
) -> None:
    page = sign_in("sami").get("/sources").text
    unknown = page.partition("does not know</h2>")[2]
    assert "act=alias&amp;value=" in unknown
    assert "act=alias" not in sign_in("ana").get("/sources").text


def test_an_alias_is_ruled_after_its_effect_was_shown(
    server: Server, sign_in: Callable[[str], Visitor]
) -> None:
    page = sign_in("sami").get("/sources").text
    query = re.search(r'/sources/rule\?(act=alias&amp;value=[^"]+)"', page)
    assert query
    chosen = f"/sources/rule?{unescape(query[1])}&source=sohr"
    before = len(decisions(server))
    preview = sign_in("sami").get(chosen)
    assert "What it would change" in preview.text
    assert len(decisions(server)) == before
    answer = confirm(sign_in("sami"), preview)
    assert answer.location == "/sources/sohr"
    name = field_of(preview.text, "value")
    found = originators_for(decisions(server)).find(unescape(name))
    assert found is not None
    assert found.id == "sohr"
    assert "they say so themselves" in sign_in("vera").get("/sources/sohr").text


def test_two_names_of_one_body_are_one_voice_and_the_preview_counts_it(
    server: Server, sign_in: Callable[[str], Visitor]
) -> None:
    with closing(open_store(server.url)) as store:
        known = originators_for(store.iter_decisions()).by_id
        both = {"sohr", "syria_civil_defence"}
        toll = next(t for t in store.iter_tolls() if t.status is None and both <= set(t.originators))
        assert both <= known.keys()
    one, two = sorted(both)
    preview = sign_in("sami").get("/sources/rule", act="parent", source=one, value=two)
    voices = preview.text.partition('id="voices"')[2].partition("</section>")[0]
    counts = [int(n) for n in re.findall(r"<strong>(\d+)</strong>", voices)]
    pairs = list(zip(counts[::2], counts[1::2], strict=True))
    assert any(after < before for before, after in pairs)
    assert not any(after > before for before, after in pairs)
    with closing(open_store(server.url)) as store:
        assert toll in list(store.iter_tolls())  # nothing was ruled yet
    assert confirm(sign_in("sami"), preview).status == 302
    with closing(open_store(server.url)) as store:
        after = next(
            t
            for t in store.iter_tolls()
            if (t.incident_id, t.harm, t.status) == (toll.incident_id, toll.harm, toll.status)
        )
    assert len(after.originators) == len(toll.originators) - 1


def test_a_source_is_rated_for_a_kind_of_claim_and_no_toll_moves(
    server: Server, sign_in: Callable[[str], Visitor]
) -> None:
    with closing(open_store(server.url)) as store:
        tolls = list(store.iter_tolls())
    preview = sign_in("lena").get("/sources/rule", act="label", source="sohr", harm="killed", value="B")
    assert confirm(sign_in("lena"), preview).status == 302
    rating = ratings_for(decisions(server))["sohr"]["killed"]
    assert (rating.grade, rating.reviewer) == ("B", "lena")
    assert "Usually reliable" in sign_in("vera").get("/sources/sohr").text
    with closing(open_store(server.url)) as store:
        assert list(store.iter_tolls()) == tolls


def test_a_name_becomes_a_source_of_its_own(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    fields = {"act": "new", "value": "Committee of Tarvane", "kind": "activists"}
    preview = sign_in("sami").get("/sources/rule", **fields)
    answer = confirm(sign_in("sami"), preview)
    assert sign_in("vera").get(answer.location).status == 200
    found = originators_for(decisions(server)).find("the Committee of Tarvane")
    assert found is not None
    assert found.kind.value == "activists"


def test_who_rules_on_what_has_changed_meanwhile_is_told_and_keeps_the_words(
    server: Server, sign_in: Callable[[str], Visitor]
) -> None:
    old = sign_in("sami").get("/sources/rule", act="alias", source="sohr", value="Office in Velm")
    new = sign_in("lena").get("/sources/rule", act="alias", source="sohr", value="Office in Osk")
    assert confirm(sign_in("lena"), new).status == 302
    number = len(decisions(server))
    answer = confirm(sign_in("sami"), old, reason="a reason worth keeping")
    assert answer.status == 409
    assert "lena ruled source" in answer.text
    assert "a reason worth keeping" in answer.text
    assert field_of(answer.text, "value") == "Office in Velm"
    assert len(decisions(server)) == number


def test_a_form_sent_twice_is_one_ruling(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    preview = sign_in("sami").get("/sources/rule", act="alias", source="sohr", value="Desk of Velm")
    number = len(decisions(server))
    assert confirm(sign_in("sami"), preview).status == 302
    assert confirm(sign_in("sami"), preview).status == 302
    assert len(decisions(server)) == number + 1


def test_what_cannot_be_ruled_is_refused_with_the_reason(
    server: Server, sign_in: Callable[[str], Visitor]
) -> None:
    number = len(decisions(server))
    asked = (
        {"act": "burn", "source": "sohr", "value": "x"},
        {"act": "alias", "source": "nobody", "value": "x"},
        {"act": "parent", "source": "sohr", "value": "sohr"},
        {"act": "label", "source": "sohr", "value": "Z"},
        {"act": "kind", "source": "sohr", "value": "<script>"},
    )
    for fields in asked:
        answer = sign_in("sami").get("/sources/rule", **fields)
        assert answer.status == 422, fields
        assert "<script>" not in answer.text.partition("<main")[2]
    assert len(decisions(server)) == number
    assert sign_in("ana").get("/sources/rule", act="alias").status == 403


def test_a_reason_is_needed(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    preview = sign_in("sami").get("/sources/rule", act="alias", source="sohr", value="House of Osk")
    assert confirm(sign_in("sami"), preview, reason="  ").status == 422
    assert "House of Osk" not in json.dumps([dict(d.replacement) for d in decisions(server)])


def test_a_ruling_is_taken_back_by_a_later_one(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    named = sign_in("sami").get("/sources/rule", act="alias", source="sohr", value="Annexe of Tarvane")
    assert confirm(sign_in("sami"), named).status == 302
    ruled = decisions(server)[-1]
    assert f'<option value="{ruled.id}">' in sign_in("lena").get("/sources/sohr").text
    undo = sign_in("lena").get("/sources/rule", act="undo", source="sohr", value=ruled.id)
    assert confirm(sign_in("lena"), undo).status == 302
    assert originators_for(decisions(server)).find("Annexe of Tarvane") is None
    assert ruled in decisions(server)
