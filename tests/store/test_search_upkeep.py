"""The search index always says what the record says: as if it were made anew, whatever was done before."""

from __future__ import annotations

import random
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from recount.model import (
    Attribution,
    Claim,
    Harm,
    Incident,
    Perpetrator,
    Place,
    PlaceCandidate,
    Report,
    Speaker,
    TimeInterval,
)
from recount.store import Store, open_store
from recount.store.search_tags import is_tag
from tests.store.factories import NOON, make_claim, make_incident, make_report, make_toll
from tests.store.outside import Outside
from tests.store.test_migrate import FIRST, contents, copy_rows, fill, migrate_to, unmigrated

NAMES = ("Varda", "al-Varda", "Orlava Guard", "Tesk", "Upper Tesk", "تسك", "the Valley Monitor")
WORDS = ("market", "clinic", "shelling", "Sunday", "bridge", "rescue", "سوق")


class Deeds:
    """Somebody who does things to a store at random."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store = store
        self.chance = random.Random(seed)
        self.reports: list[Report] = []
        self.claims: dict[str, list[Claim]] = {}
        self.incidents: dict[str, Incident] = {}

    def take_in(self) -> None:
        words = " ".join(self.chance.choices(WORDS, k=4))
        report = make_report(f"Seven people were killed, {words}, number {len(self.reports)}.")
        self.store.add_intake([(report, report.text.encode())])
        self.reports.append(report)

    def code(self) -> None:
        if self.reports:
            report = self.chance.choice(self.reports)
            claims = [self._claim(report, harm) for harm in self.chance.sample(list(Harm), k=2)]
            claims = claims[: self.chance.randint(0, 2)]
            self.store.put_claims(report.id, claims, [], f"test/{self.chance.random()}")
            self.claims[report.id] = claims

    def link(self) -> None:
        live = [claim for claims in self.claims.values() for claim in claims]
        self.chance.shuffle(live)
        groups = [live[start : start + 2] for start in range(0, len(live), 2)]
        incidents = [self._incident(group) for group in groups if self.chance.random() < 0.8]
        tolls = [make_toll(incident, self.chance.randint(0, 3), 9) for incident in incidents]
        self.store.put_incidents(incidents, tolls)

    def erase(self) -> None:
        if self.reports and self.chance.random() < 0.3:
            chosen = self.chance.choice(self.reports)
            self.store.erase_capture(chosen.capture.sha256, "senior-1", "names an informant", NOON)

    def fail(self) -> None:
        with suppress(ZeroDivisionError), self.store.transaction():
            self.store.put_incidents([], [])
            raise ZeroDivisionError

    def do_much_at_once(self) -> None:
        with self.store.transaction():
            for deed in self.chance.choices([self.code, self.link, self.erase], k=4):
                deed()

    def _claim(self, report: Report, harm: Harm) -> Claim:
        names = self.chance.sample(NAMES, k=3)
        known = PlaceCandidate(
            gazetteer="own", place_id=names[0], name=names[0], kind="town", lat=1.0, lon=2.0
        )
        return replace(
            make_claim(report, "Seven", 7, harm),
            places=(Place(name=names[0], resolved=known if self.chance.random() < 0.5 else None),),
            alleged_perpetrators=(Perpetrator(name=names[1]),),
            attribution=Attribution(speakers=(Speaker(name=names[2], originator="x"),)),
        )

    def _incident(self, claims: list[Claim]) -> Incident:
        day = date(2031, 5, 1) + timedelta(days=self.chance.randint(0, 3))
        ids = tuple(claim.id for claim in claims)
        when = TimeInterval.of_days(day, day)
        return replace(make_incident(claims[0]), claim_ids=ids, places=claims[0].places, when=when)


def index_of(outside: Outside) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of the index, without the numbers that say when they were made."""
    return {
        "rows": outside.run(
            "SELECT kind, record_id, part, report_id, day, outlet, start, stop, names, words "
            "FROM recount_search ORDER BY kind, record_id, part"
        ),
        "names": outside.run(
            "SELECT id, role, name, same_as, sound, skeleton, uses FROM recount_name ORDER BY id"
        ),
        "members": outside.run("SELECT claim_id, incident_id FROM recount_incident_member ORDER BY claim_id"),
        "facets": outside.run(
            'SELECT incident_id, harm, label, means, lat, lon, where_precision, start, "end", low, high '
            "FROM recount_incident_facet ORDER BY incident_id, harm"
        ),
    }


@pytest.mark.parametrize("seed", range(10))
def test_after_any_deeds_the_index_is_as_if_it_were_made_anew(
    store: Store, outside: Outside, seed: int
) -> None:
    deeds = Deeds(store, seed)
    for _ in range(4):
        deeds.take_in()
    kinds = [
        deeds.take_in,
        deeds.code,
        deeds.code,
        deeds.link,
        deeds.erase,
        deeds.fail,
        deeds.do_much_at_once,
    ]
    for _ in range(25):
        deeds.chance.choice(kinds)()
    kept = index_of(outside)
    words = {word for row in kept["rows"] for word in row[-1].split() if not is_tag(word)}
    assert words <= {word for (word,) in outside.run("SELECT word FROM recount_search_word")}
    store.reindex_search()
    assert index_of(outside) == kept
    assert kept["rows"]
    assert words == {word for (word,) in outside.run("SELECT word FROM recount_search_word")}


def test_a_store_that_is_older_than_the_search_is_indexed_when_it_is_opened(
    store: Store, empty_url: str
) -> None:
    fill(store)
    with unmigrated(empty_url) as connection:
        migrate_to(connection, FIRST)
        copy_rows(store, connection)
    with closing(open_store(empty_url, create=False)) as migrated:
        pages = [one.search("varda", limit=100) for one in (store, migrated)]
        assert pages[0].total == 5
        assert pages[0] == pages[1]
        assert contents(store)


def test_a_full_text_index_that_was_damaged_is_made_whole_by_making_it_anew(
    store: Store, outside: Outside
) -> None:
    fill(store)
    before = store.search("varda")
    outside.run("DELETE FROM recount_search")
    assert store.search("varda").total == 0
    assert store.reindex_search() == 6  # two reports, their claims, one incident, one name
    assert store.search("varda") == before
