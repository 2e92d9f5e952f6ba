"""``recount search``: what is found, written for people and for programs."""

from __future__ import annotations

import pytest

from tests.cli.conftest import STRIKE, Recount, report_line


@pytest.fixture
def coded(recount: Recount) -> Recount:
    assert recount("ingest", "-", stdin=report_line(STRIKE)).code == 0
    assert recount("extract", "--store", "record.sqlite").code == 0
    assert recount("incidents", "--store", "record.sqlite").code == 0
    return recount


def test_hits_are_written_with_what_matched_marked(coded: Recount) -> None:
    result = coded("search", "kills", "seven", "--kind", "report")
    assert result.code == 0
    assert "1 found, 1 shown" in result.err
    assert "[seven]" in result.out
    assert "Varda Post" in result.out


def test_hits_are_written_for_programs(coded: Recount) -> None:
    result = coded("search", "seven", "--json", "--limit", "50")
    kinds = {line["kind"] for line in result.lines}
    assert {"report", "claim", "incident"} <= kinds
    claim = next(line for line in result.lines if line["kind"] == "claim")
    assert claim["incident_id"].startswith("i_")
    assert any(piece["is_match"] for piece in claim["snippet"])


def test_filters_narrow_what_is_found(coded: Recount) -> None:
    assert coded("search", "seven", "--json", "--outlet", "Nobody").lines == []
    assert coded("search", "seven", "--json", "--until", "2001-01-01").lines == []
    assert coded("search", "--json", "--", "seven", "-killed", "-seven").lines == []


def test_similar_words_are_told(coded: Recount) -> None:
    assert "Looked for too" in coded("search", "sevven").err


def test_the_index_can_be_made_anew(coded: Recount) -> None:
    result = coded("search", "seven", "--reindex", "--json")
    assert "rows indexed" in result.err
    assert result.lines
    assert coded("search", "--reindex").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "nothing was asked"),
        (("seven", "--kind", "rumour"), "no kind 'rumour'"),
        (("seven", "--since", "soon"), "--since"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_next_move(
    coded: Recount, arguments: tuple[str, ...], words: str
) -> None:
    result = coded("search", *arguments)
    assert result.code != 0
    assert words in result.err
