"""Searching and filtering, on every back end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.model import (
    Attribution,
    Claim,
    Harm,
    Incident,
    IncidentKind,
    Perpetrator,
    Place,
    PlaceCandidate,
    Report,
    Speaker,
    TimeInterval,
    WherePrecision,
)
from recount.store import Store
from recount.store.search_types import MarkFilter, SearchHit
from recount.text.searching import terms_of
from tests.store.factories import NOON, make_claim, make_incident, make_report, make_toll
from tests.store.outside import Outside

MARKET = "Seven people were killed when shells hit the market of Varda on Sunday, a rescue official said."
CLINIC = "Three patients of the clinic in Lower Orlava were wounded by an airstrike."
ARABIC = "قتل سبعة مدنيين في قصف على سوق بلدة الكلاسة"


def keep(store: Store, text: str, **fields: object) -> Report:
    report = make_report(text, **fields)  # type: ignore[arg-type]
    store.add_intake([(report, text.encode())])
    return report


def found(store: Store, query: str, *kinds: str) -> list[str]:
    return [hit.id for hit in store.search(query, kinds=kinds).hits]


def matched(hit: SearchHit) -> list[str]:
    return [piece.text for piece in hit.snippet if piece.is_match]


def place_at(name: str, lat: float, lon: float, native: str | None = None) -> Place:
    resolved = PlaceCandidate(
        gazetteer="own", place_id=name, name=name, kind="town", lat=lat, lon=lon, native_name=native
    )
    return Place(name=name, where_precision=WherePrecision.EXACT, resolved=resolved)


def code(store: Store, report: Report, words: str, number: int, **fields: object) -> Claim:
    claim = replace(make_claim(report, words, number), **fields)  # type: ignore[arg-type]
    store.put_claims(report.id, [claim], [], "test/1")
    return claim


def test_all_words_must_stand_in_any_order_and_form(store: Store) -> None:
    market, clinic = keep(store, MARKET), keep(store, CLINIC)
    assert found(store, "market person killing") == [market.id]
    assert found(store, "air strikes") == [clinic.id]
    assert found(store, "market clinic") == []
    assert set(found(store, "in")) == {clinic.id}
    assert found(store, "the clinic") == [clinic.id]


def test_a_phrase_a_word_left_out_and_a_beginning(store: Store) -> None:
    market, clinic = keep(store, MARKET), keep(store, CLINIC)
    assert found(store, '"market of Varda"') == [market.id]
    assert found(store, '"Varda market"') == []
    assert found(store, "were -market") == [clinic.id]
    assert found(store, 'were -"shells hit"') == [clinic.id]
    assert found(store, "orl*") == [clinic.id]
    assert found(store, "patients*") == [clinic.id]
    assert found(store, '"lower orl*"') == [clinic.id]
    assert found(store, "-market") == []


def test_a_snippet_is_the_original_text_with_what_matched(store: Store) -> None:
    keep(store, "Words. " * 200 + MARKET + " And more words." * 200)
    (hit,) = store.search("market killed").hits
    text = "".join(piece.text for piece in hit.snippet)
    assert text.strip("…") in "Words. " * 200 + MARKET + " And more words." * 200
    assert text.startswith("…")
    assert text.endswith("…")
    assert matched(hit) == ["killed", "market"]


def test_filters_and_pages(store: Store) -> None:
    reports = [
        keep(store, f"{MARKET} {n}", outlet=f"Outlet {n % 2}", published=date(2031, 5, 1 + n))
        for n in range(6)
    ]
    days = store.search("market", since=date(2031, 5, 2), until=date(2031, 5, 4))
    assert days.total == 3
    assert [hit.day for hit in days.hits] == [date(2031, 5, 4), date(2031, 5, 3), date(2031, 5, 2)]
    assert {hit.outlet for hit in store.search("market", outlet="Outlet 1").hits} == {"Outlet 1"}
    pages = [store.search("market", limit=4, offset=offset) for offset in (0, 4)]
    assert [page.total for page in pages] == [6, 6]
    assert {hit.id for page in pages for hit in page.hits} == {report.id for report in reports}
    assert store.search("market", limit=0).hits == ()
    assert store.search("market", offset=100).hits == ()
    assert found(store, "market", "claim") == []
    assert found(store, "market", "nonsense") == []


def test_of_very_many_the_newest_come_first_and_all_are_counted(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recount.store.search.MOST_RANKED", 4)
    ids = [keep(store, f"{MARKET} {n}").id for n in range(9)]
    page = store.search("market", limit=3)
    assert ([hit.id for hit in page.hits], page.total, page.total_is_floor) == (ids[:-4:-1], 9, False)
    monkeypatch.setattr("recount.store.search.MOST_COUNTED", 6)
    page = store.search("market", limit=3)
    assert (page.total, page.total_is_floor) == (6, True)
    monkeypatch.setattr("recount.store.search.MOST_COUNTED", 9)
    page = store.search("market", limit=3)
    assert (page.total, page.total_is_floor) == (9, False)
    monkeypatch.setattr("recount.store.search.MOST_COUNTED", 6)
    beyond = store.search("market", limit=3, offset=7)
    assert ([hit.id for hit in beyond.hits], beyond.total) == (ids[1::-1], 6)


def test_claims_incidents_and_names_are_found_and_retired_ones_are_not(store: Store) -> None:
    report = keep(store, MARKET)
    claim = code(
        store,
        report,
        "Seven",
        7,
        places=(place_at("Varda", 1.0, 2.0),),
        alleged_perpetrators=(Perpetrator(name="Orlava Guard"),),
    )
    incident = replace(make_incident(claim), places=claim.places, perpetrators=("Orlava Guard",))
    store.put_incidents([incident], [make_toll(incident, 7, 7)])
    hits = {hit.kind: hit for hit in store.search("orlava guard").hits}
    assert set(hits) == {"claim", "incident", "name"}
    assert (hits["claim"].id, hits["claim"].incident_id) == (claim.id, incident.id)
    assert (hits["claim"].report_id, hits["claim"].title) == (report.id, "Seven")
    assert (hits["incident"].id, hits["incident"].title) == (incident.id, incident.label)
    assert (hits["name"].title, hits["name"].role) == ("Orlava Guard", "perpetrator")
    assert found(store, "market sunday", "incident") == [incident.id]  # by the words of its claims
    store.put_claims(report.id, [], [], "test/2")
    store.put_incidents([], [])
    assert found(store, "orlava guard") == []
    assert found(store, "market") == [report.id]


def test_a_claim_is_found_by_its_new_words_only(store: Store) -> None:
    report = keep(store, MARKET)
    speaker = Attribution(speakers=(Speaker(name="Tesk Monitor"),), basis="credit")
    claim = code(store, report, "Seven", 7, attribution=speaker)
    assert found(store, "tesk", "claim", "name") != []
    store.put_claims(report.id, [replace(claim, attribution=Attribution())], [], "test/2")
    assert found(store, "tesk") == []
    assert found(store, "seven", "claim") == [claim.id]


def test_a_name_stays_as_long_as_a_claim_uses_it(store: Store) -> None:
    reports = [keep(store, f"{MARKET} {n}") for n in range(2)]
    for report in reports:
        code(store, report, "Seven", 7, alleged_perpetrators=(Perpetrator(name="Orlava Guard"),))
    store.put_claims(reports[0].id, [], [], "test/2")
    assert len(found(store, "orlava guard", "name")) == 1
    store.put_claims(reports[1].id, [], [], "test/2")
    assert found(store, "orlava guard", "name") == []


def test_spellings_of_a_name_find_each_other_and_what_they_were_is_told(store: Store) -> None:
    latin = keep(store, "Five people were killed in al-Kallaseh.")
    code(store, latin, "Five", 5, places=(Place(name="al-Kallaseh"),))
    arabic = keep(store, ARABIC)
    code(store, arabic, "سبعة", 7, places=(Place(name="الكلاسة"),))
    for query in ("Kalaseh", "al-Kallaseh", "الكلاسة", "kallasa killed", "Kalasseh"):
        expected = {latin.id} if "killed" in query else {latin.id, arabic.id}
        assert set(found(store, query, "report")) == expected, query
    page = store.search("Kalaseh")
    assert {"al-Kallaseh", "الكلاسة"} <= set(page.also_tried)
    assert found(store, '"Kalaseh"', "report") == []  # in quotes it is meant as it stands


def test_names_of_one_place_find_each_other_however_they_sound(store: Store) -> None:
    report = keep(store, "Five people were killed in Upper Varda.")
    code(store, report, "Five", 5, places=(place_at("Upper Varda", 1.0, 2.0, native="جبل الورد"),))
    assert found(store, "جبل الورد", "report") == [report.id]


def test_a_word_that_is_nowhere_is_read_as_one_much_like_it(store: Store) -> None:
    market = keep(store, MARKET)
    page = store.search("markte rescue")
    assert ([hit.id for hit in page.hits], page.also_tried) == ([market.id], ("market",))
    assert matched(page.hits[0]) == ["market", "rescue"]
    assert found(store, "xylophone") == []


def test_arabic_is_found_with_what_is_written_onto_its_words(store: Store) -> None:
    report = keep(store, ARABIC)
    for query in ("المدنيون", "مدني", "القصف", "بلدات", "بسوق", '"سوق بلدة"'):
        assert found(store, query) == [report.id], query
    (hit,) = store.search("المدنيون").hits
    assert matched(hit) == ["مدنيين"]


def test_what_was_erased_is_not_found_nor_known(store: Store, outside: Outside) -> None:
    report, other = keep(store, f"{MARKET} Zanubar was there."), keep(store, CLINIC)
    claim = code(store, report, "Seven", 7, alleged_perpetrators=(Perpetrator(name="Kolbar Zanubar"),))
    incident = replace(make_incident(claim), perpetrators=())
    store.put_incidents([incident], [])
    assert len(found(store, "Zanubar")) == 4
    store.erase_capture(report.capture.sha256, "senior-1", "names an informant", NOON)
    assert found(store, "zanubar") == []
    assert found(store, "clinic") == [other.id]
    words = {word for (word,) in outside.run("SELECT word FROM recount_search_word")}
    assert "zanubar" not in words
    assert "clinic" in words
    rows = outside.run("SELECT words FROM recount_search UNION ALL SELECT name FROM recount_name")
    assert not any("zanubar" in text.casefold() for (text,) in rows)
    store.reindex_search()
    assert found(store, "zanubar") == []


def test_within_a_transaction_that_fails_nothing_is_indexed(store: Store) -> None:
    def _fail() -> None:
        with store.transaction():
            keep(store, MARKET)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        _fail()
    assert found(store, "market") == []
    with store.transaction():
        first = keep(store, MARKET)
        code(store, first, "Seven", 7)
    assert len(found(store, "market")) == 2


def test_a_very_long_text_is_found_by_any_of_its_words(store: Store) -> None:
    report = keep(
        store, " ".join(f"w{n}" for n in range(40_000)) + " Zanubar stood at the end. " + "x" * 10**6
    )
    page = store.search("zanubar end")
    assert ([hit.id for hit in page.hits], page.total) == ([report.id], 1)
    assert matched(page.hits[0]) == ["Zanubar", "end"]
    assert found(store, "w17") == [report.id]


HOSTILE = [
    *("", " ", '"', '""', "-", "--", "*", "-*", "a*", '"*', "(", ")", "AND", "OR NOT", "NEAR(a b)", "a:b"),
    *("words: x", "^a", "a + b", "'; DROP TABLE recount_search; --", "%s %d", "a & | ! <-> b:*", "\\", "'a'"),
    *("\x00", "a\x00b", "\ud800", "😀", "\u202eevil", "a" * 10_000, "a " * 5_000, '"a ' * 500, "-a " * 50),
    *("ال", "و", "ـ", "َ", "١٢", "1,234,567", "1e5 0x1f 12ab -3.14", "http://x.y/z?q=1", "a@b.c", "ǅ ß İ ﬁ"),
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_no_question_is_refused(store: Store, query: str) -> None:
    keep(store, f"{MARKET} 1e5 0x1f 12ab")
    assert store.search(query).query == query
    assert store.find_incidents(MarkFilter(query=query)).total == 0


def test_no_question_at_all_is_refused_and_what_is_found_is_what_was_typed(store: Store) -> None:
    @given(st.text(max_size=40) | st.text(alphabet="ab \"-*()&|!:'\\", max_size=30))
    def _ask(text: str) -> None:
        store.search(text)
        store.search(text, kinds=["report"], since=date(2031, 1, 1), until=date(2031, 1, 2), outlet=text[:3])

    numbers = count()

    @given(st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=6))
    @settings(max_examples=200)
    def _find(words: list[str]) -> None:
        text = f"zz{next(numbers)}zz {' '.join(words)}"
        report = keep(store, text)
        if len(terms_of(text)) <= 12:  # of a phrase, no more is read
            assert found(store, f'"{text}"') == [report.id]
            assert found(store, text) == [report.id]

    _ask()
    _find()


LETTERS = st.characters(categories=("L", "N", "Mn"))


def mark(store: Store, number: int, day: date | None, where: tuple[float, float] | None) -> Incident:
    report = keep(store, f"{MARKET} Place{number} number{number}.")
    claim = code(store, report, "Seven", 7)
    when = TimeInterval() if day is None else TimeInterval.of_days(day, day)
    places = () if where is None else (place_at(f"Place{number}", *where),)
    return replace(make_incident(claim), label=f"Place{number}", when=when, places=places)


@pytest.fixture
def marked(store: Store) -> dict[str, Incident]:
    incidents = {
        "west": mark(store, 1, date(2031, 5, 1), (10.0, -179.0)),
        "east": mark(store, 2, date(2031, 5, 2), (11.0, 179.0)),
        "south": mark(store, 3, date(2031, 5, 3), (-40.0, 20.0)),
        "nowhere": mark(store, 4, None, None),
    }
    whole = replace(mark(store, 5, date(2031, 5, 1), (10.0, 10.0)), kind=IncidentKind.AGGREGATE)
    tolls = [
        make_toll(incidents["west"], 3, 4),
        make_toll(incidents["east"], 30, 40),
        replace(make_toll(incidents["east"], 1, 2), harm=Harm.INJURED),
        make_toll(incidents["nowhere"], 5, 5),
        make_toll(whole, 99, 99),
    ]
    store.put_incidents([*incidents.values(), whole], tolls)
    return incidents


def marks(store: Store, **wanted: object) -> set[str]:
    page = store.find_incidents(MarkFilter(**wanted))  # type: ignore[arg-type]
    assert page.total == len(page.marks)
    return {item.label for item in page.marks}


def test_marks_are_filtered_by_place_day_harm_and_toll(store: Store, marked: dict[str, Incident]) -> None:
    label = {name: incident.label for name, incident in marked.items()}
    assert marks(store) == set(label.values())
    assert marks(store, bbox=(-180.0, 0.0, 0.0, 20.0)) == {label["west"]}
    assert marks(store, bbox=(170.0, 0.0, -170.0, 20.0)) == {label["west"], label["east"]}
    assert marks(store, start=date(2031, 5, 2)) == {label["east"], label["south"]}
    assert marks(store, end=date(2031, 5, 1)) == {label["west"]}
    assert marks(store, start=date(2031, 5, 2), end=date(2031, 5, 2)) == {label["east"]}
    assert marks(store, harm="injured") == {label["east"]}
    assert marks(store, harm="killed") == {label["west"], label["east"], label["nowhere"]}
    assert marks(store, low_at_least=5) == {label["east"], label["nowhere"]}
    assert marks(store, harm="injured", low_at_least=2) == set()
    assert marks(store, query="place2") == {label["east"]}
    assert marks(store, query="market number3", bbox=(0.0, -50.0, 30.0, 0.0)) == {label["south"]}
    assert marks(store, query="nothing of the kind") == set()


def test_marks_come_by_date_with_their_toll_and_in_pages(store: Store, marked: dict[str, Incident]) -> None:
    page = store.find_incidents(MarkFilter(), limit=2)
    assert (page.total, [item.label for item in page.marks]) == (4, ["Place1", "Place2"])
    east = page.marks[1]
    assert (east.id, east.lat, east.lon, east.where_precision) == (marked["east"].id, 11.0, 179.0, 1)
    assert (east.low, east.high, east.start, east.end) == (30, 40, date(2031, 5, 2), date(2031, 5, 3))
    rest = store.find_incidents(MarkFilter(), limit=5, offset=2)
    assert [item.label for item in rest.marks] == ["Place3", "Place4"]
    (injured,) = store.find_incidents(MarkFilter(harm="injured")).marks
    assert (injured.low, injured.high) == (1, 2)


def test_marks_follow_the_tolls(store: Store, marked: dict[str, Incident]) -> None:
    store.put_incidents([marked["west"]], [make_toll(marked["west"], 50, 60)])
    (only,) = store.find_incidents(MarkFilter()).marks
    assert (only.id, only.low, only.high) == (marked["west"].id, 50, 60)
    store.put_incidents([], [])
    assert store.find_incidents(MarkFilter()).total == 0


@pytest.mark.parametrize("place", [1, 20, 40])
def test_of_a_large_incident_the_claims_up_to_the_word_are_read_and_show_it(
    store: Store, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    from recount.store import search_hits
    from recount.store.search_texts import texts_of_claims

    words = ["ferry" if number == place else "mill" for number in range(1, 41)]
    told = [f"({number}) were killed at the {word} there. " for number, word in enumerate(words, 1)]
    report = keep(store, "".join(told))
    claims = [
        make_claim(report, f"({number}) were killed at the {word}", number)
        for number, word in enumerate(words, 1)
    ]
    store.put_claims(report.id, claims, [], "test/1")
    incident = replace(make_incident(claims[0]), claim_ids=tuple(claim.id for claim in claims))
    store.put_incidents([incident], [])
    read: list[int] = []

    def counting(alias: str, incidents: Sequence[Incident]) -> dict[str, str]:
        read.extend(len(one.claim_ids) for one in incidents)
        return texts_of_claims(alias, incidents)

    monkeypatch.setattr(search_hits, "texts_of_claims", counting)
    (hit,) = store.search("ferry", kinds=("incident",)).hits
    assert [piece.text for piece in hit.snippet if piece.is_match] == ["ferry"]
    assert max(read) <= place + 8


def test_a_large_incident_that_is_indexed_anew_while_it_is_shown_is_shown(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recount.store import search_hits
    from recount.store.bulk import Bulk
    from recount.store.search_texts import texts_of_claims
    from recount.store.sql import SqlStore

    assert isinstance(store, SqlStore)
    report = keep(
        store, "".join(f"({number}) were killed at the gate of the mill. " for number in range(1, 41))
    )
    claims = [make_claim(report, f"({number})", number) for number in range(1, 41)]
    store.put_claims(report.id, claims, [], "test/1")
    incident = replace(make_incident(claims[0]), claim_ids=tuple(claim.id for claim in claims))
    store.put_incidents([incident], [])

    def and_meanwhile(alias: str, incidents: Iterable[Incident]) -> dict[str, str]:
        Bulk(alias).delete_in("recount_search", "record_id", [incident.id])
        return texts_of_claims(alias, incidents)

    before = store.search("killed", kinds=("incident",)).hits
    assert [hit.id for hit in before] == [incident.id]
    monkeypatch.setattr(search_hits, "texts_of_claims", and_meanwhile)
    assert store.search("killed", kinds=("incident",)).hits == before
