from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.codebook.originators import load_originators
from recount.errors import DecisionError
from recount.model import Decision, SourceKind
from recount.review import check_source, decision_from_json, misfits_of, originators_for
from tests.reconcile.made import TABLE

NOON = datetime(2031, 3, 5, 12, 0, tzinfo=UTC)


def ruled(source: str, minute: int = 0, supersedes: str = "", **replacement: Any) -> Decision:  # noqa: ANN401 - fields of a ruling
    plain = {
        "kind": "source",
        "reviewer": "Ada",
        "reason": "their own page says so",
        "source": source,
        "replacement": replacement,
        "supersedes": supersedes,
    }
    return decision_from_json(plain, {}, now=NOON + timedelta(minutes=minute))


def test_without_rulings_the_table_is_the_packages() -> None:
    assert originators_for([]) is load_originators()


def test_a_name_is_given_to_a_source() -> None:
    table = originators_for([ruled("watch", aliases=["Ilka Brenn"])], TABLE)
    found = table.find("ilka brenn")
    assert found is not None
    assert found.id == "watch"
    assert TABLE.find("Ilka Brenn") is None


def test_a_name_goes_to_the_source_that_was_given_it_last() -> None:
    table = originators_for([ruled("rescue", aliases=["Odo Marr"])], TABLE)
    assert (table.find("Odo Marr") or table.by_id["watch"]).id == "rescue"
    assert "Odo Marr" not in table.by_id["watch"].aliases
    back = originators_for(
        [ruled("rescue", aliases=["Odo Marr"]), ruled("watch", 1, aliases=["Odo Marr"])], TABLE
    )
    assert (back.find("Odo Marr") or table.by_id["rescue"]).id == "watch"


def test_a_name_is_taken_from_a_source() -> None:
    table = originators_for([ruled("watch", not_aliases=["TW"])], TABLE)
    assert table.find("TW") is None
    assert table.find("Tarvena Watch") is not None


def test_an_unknown_body_becomes_a_source_under_a_parent() -> None:
    table = originators_for(
        [ruled("quessa_council", name="Quessa Council", kind="government", parent="rescue")], TABLE
    )
    found = table.find("Quessa council")
    assert found is not None
    assert found.kind is SourceKind.GOVERNMENT
    assert table.root_of("quessa_council") == "rescue"


def test_a_parent_is_taken_away_again() -> None:
    table = originators_for([ruled("rescue_north", parent=None)], TABLE)
    assert table.root_of("rescue_north") == "rescue_north"


def test_a_ruling_taken_back_has_no_effect() -> None:
    first = ruled("watch", aliases=["Ilka Brenn"])
    undo = decision_from_json(
        {"kind": "note", "reviewer": "Ben", "reason": "no", "supersedes": first.id}, {}, now=NOON
    )
    assert originators_for([first, undo], TABLE).find("Ilka Brenn") is None


def test_a_known_dependence_is_kept() -> None:
    assert originators_for([ruled("watch", depends_on=["rescue"])], TABLE).by_id["watch"].depends_on == (
        "rescue",
    )


@pytest.mark.parametrize(
    ("source", "fields", "message"),
    [
        ("nobody", {"aliases": ["X"]}, "no source 'nobody'"),
        ("watch", {"parent": "nobody"}, "names 'nobody', which is not in the table"),
        ("watch", {"depends_on": ["nobody"]}, "names 'nobody'"),
        ("watch", {"aliases": ["Norpress"]}, "belongs to both"),
        ("rescue", {"parent": "rescue_north"}, "its own ancestor"),
    ],
)
def test_a_ruling_that_does_not_fit_the_table_is_refused(
    source: str, fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(DecisionError, match=message):
        check_source(ruled(source, **fields), TABLE)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"aliases": "X"}, "aliases of a source cannot be 'X'"),
        ({"aliases": [""]}, "aliases of a source cannot be"),
        ({"kind": "friend"}, "kind of a source cannot be 'friend'"),
        ({"name": "the"}, "name of a source cannot be 'the'"),
        ({"parent": 7}, "parent of a source cannot be 7"),
        ({"colour": "red"}, "a source has no 'colour'"),
        ({}, "source needs replacement"),
    ],
)
def test_what_cannot_be_ruled_of_a_source_is_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(DecisionError, match=message):
        ruled("watch", **fields)


def test_a_ruling_that_no_longer_fits_is_left_out_and_named() -> None:
    lost = ruled("gone", parent="watch")
    table = originators_for([lost, ruled("watch", 1, aliases=["Ilka Brenn"])], TABLE)
    assert table.find("Ilka Brenn") is not None
    assert [decision for decision, _ in misfits_of([lost], TABLE)] == [lost]


_NAMES = st.sampled_from(["Odo Marr", "TW", "Ilka Brenn", "rescue service", "Quessa Council"])


@given(st.lists(st.tuples(st.sampled_from(["watch", "rescue", "agency"]), _NAMES), max_size=8))
def test_every_name_belongs_to_the_last_source_it_was_given_to(given_to: list[tuple[str, str]]) -> None:
    rulings = [ruled(source, at, aliases=[name]) for at, (source, name) in enumerate(given_to)]
    table = originators_for(rulings, TABLE)
    for source, name in {name: (source, name) for source, name in given_to}.values():
        found = table.find(name)
        assert found is not None
        assert found.id == source
    owners = [alias for source in table.by_id.values() for alias in source.aliases]
    assert len(owners) == len(set(owners))
