"""Map and timeline: one filter for the points, the bars and the table; and the bars themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.store import open_store
from recount.web.incidents.bars import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, bars_of
from tests.web.serving import Visitor

SignIn = Callable[[str], Visitor]
ALEPPO = "36,35.5,38,37"
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


def data(visitor: Visitor, **query: Any) -> dict[str, Any]:  # noqa: ANN401 - values of an address
    answer = visitor.get("/map/data", **query)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json"
    found: dict[str, Any] = json.loads(answer.text)
    return found


def rows(visitor: Visitor, **query: Any) -> int:  # noqa: ANN401 - values of an address
    return visitor.get("/map", **query).text.count("data-row")


# Points


def test_points_stand_where_the_reports_earned_them(sign_in: SignIn) -> None:
    found = data(sign_in("vera"))
    assert found["total"] == len(found["points"]) == 2
    assert found["left_out"] == 0
    for point in found["points"]:
        assert 36 < point["lat"] < 36.5
        assert 37 < point["lon"] < 37.5
        assert point["label"].startswith(point["place"])


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"bbox": ALEPPO}, 2),
        ({"bbox": "0,0,1,1"}, 0),
        ({"bbox": "170,-40,38,40"}, 2),  # across the 180th meridian
        ({"bbox": "36,37,38,35.5"}, 2),  # no box: north below south
        ({"bbox": "a,b,c,d"}, 2),
        ({"bbox": ALEPPO, "from": "2016-10-13"}, 1),
        ({"to": "2016-10-11", "harm": "killed", "low": "20"}, 1),
        ({"place": "aleppo"}, 2),
        ({"place": "nowhere-at-all"}, 0),
        ({"signed": "on"}, 0),
        ({"grade": "none"}, 2),
    ],
)
def test_points_and_table_follow_one_filter(sign_in: SignIn, query: dict[str, str], number: int) -> None:
    assert data(sign_in("vera"), **query)["total"] == number
    assert rows(sign_in("vera"), **query) == number


def test_figures_are_asked_for_one_by_one_and_say_their_open_ends(sign_in: SignIn) -> None:
    ids = [point["id"] for point in data(sign_in("vera"))["points"]]
    killed = data(sign_in("vera"), id=[*ids, "i_0"])["killed"]
    assert sorted(killed.values()) == ["13 killed", "25–41 killed"]
    assert set(killed) == set(ids)


def test_nobody_reads_points_without_signing_in(sign_in: SignIn) -> None:
    stranger = Visitor(sign_in("vera").server)
    assert stranger.get("/map/data").status == 302
    assert stranger.get("/map").status == 302
    assert sign_in("vera").post("/map/data").status == 405


# The timeline


def test_a_bar_narrows_the_page_to_its_days(sign_in: SignIn) -> None:
    page = sign_in("vera").get("/map", low="1", page=1).text
    links = re.findall(r'<a href="(\?[^"]*from=[^"]*)"><title>([^<]*)</title>', page)
    assert [title for _, title in links] == ["11 Oct 2016: 1 incident", "13 Oct 2016: 1 incident"]
    address = links[1][0].replace("&amp;", "&")
    assert "low=1" in address
    assert "page=" not in address
    narrowed = sign_in("vera").ask("GET", f"/map{address}").text
    assert "13 Oct 2016: 1 incident" in narrowed
    assert "11 Oct 2016" not in narrowed
    assert "from=2016-10-13" in re.search(r'data-source="([^"]*)"', narrowed)[1]  # type: ignore[index]


def test_without_a_day_there_is_no_bar(sign_in: SignIn) -> None:
    page = sign_in("vera").get("/map", **{"from": "1999-01-01", "to": "1999-12-31"}).text
    assert "<svg" not in page
    assert "No incident with a known day." in page


@pytest.fixture(scope="module")
def _configured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Words of dates come from Django's translations, which opening a store makes ready."""
    path: Path = tmp_path_factory.mktemp("empty") / "record.sqlite"
    with closing(open_store(str(path), create=True)):
        yield


@pytest.mark.usefixtures("_configured")
@given(days=st.dictionaries(st.none() | DAYS, st.integers(1, 400), min_size=1, max_size=30))
def test_bars_count_every_incident_once_and_stay_inside(days: dict[date | None, int]) -> None:
    drawn = bars_of(days.items())
    assert drawn.undated == days.get(None, 0)
    assert sum(bar.count for bar in drawn.bars) == sum(days.values()) - drawn.undated
    assert len(drawn.bars) <= 130
    for one, two in zip(drawn.bars, drawn.bars[1:], strict=False):
        assert two.first == one.last + timedelta(days=1)
    for bar in drawn.bars:
        assert bar.first <= bar.last
        assert bar.x >= LEFT
        assert bar.x + bar.width <= WIDTH
        assert TOP - 0.1 <= bar.y <= HEIGHT - BOTTOM
    known = [day for day in days if day is not None]
    if known:
        assert drawn.bars[0].first <= min(known) <= drawn.bars[0].last
        assert drawn.bars[-1].first <= max(known) <= drawn.bars[-1].last


@pytest.mark.usefixtures("_configured")
@pytest.mark.parametrize(
    ("span", "step"), [(1, "day"), (60, "day"), (300, "week"), (3000, "month"), (9000, "year")]
)
def test_longer_spans_are_counted_in_longer_steps(span: int, step: str) -> None:
    first = date(2001, 5, 3)
    assert bars_of([(first, 1), (first + timedelta(days=span - 1), 2)]).step == step
