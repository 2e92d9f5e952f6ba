from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheet import SIZE, allocate, shares, wilson

HEAD = "row,outlet,report,start,end,harm,low,high,figure,speaker,date,place,missed\n"


def test_the_interval_of_a_share_is_wilsons() -> None:
    assert [round(end, 3) for end in wilson(95, 100)] == [0.888, 0.978]


@given(st.integers(0, 200), st.integers(1, 200))
def test_the_interval_holds_the_share(part: int, whole: int) -> None:
    low, high = wilson(min(part, whole), whole)
    slack = 1e-9
    assert -slack <= low <= min(part, whole) / whole + slack
    assert min(part, whole) / whole <= high + slack <= 1 + 2 * slack


@given(st.dictionaries(st.sampled_from("abcdefghijklmno"), st.integers(1, 200), min_size=1))
def test_every_outlet_has_a_place_and_the_places_add_up(reports: dict[str, int]) -> None:
    places = allocate(Counter(reports))
    assert sum(places.values()) == SIZE
    assert all(count > 0 for count in places.values())


def test_the_shares_count_right_wrong_and_missed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        HEAD
        + "sentence,a,r1,0,50,,,,,,,,1\nclaim,a,r1,5,7,killed,12,12,right,right,wrong,open,\n"
        + "sentence,b,r2,0,50,,,,,,,,0\nclaim,b,r2,5,7,killed,3,3,wrong,,,,\n"
    )
    assert shares(sheet) == 0
    lines = {line.split("  ")[0]: line.split()[-6:-3] for line in capsys.readouterr().out.splitlines()[1:]}
    assert lines["figures right"] == ["1", "of", "2"]
    assert lines["claims found"] == ["1", "of", "2"]
    assert lines["date right"] == ["0", "of", "1"]
    assert lines["place right"] == ["0", "of", "0"]
    assert lines["sentences without any error"] == ["0", "of", "2"]


def test_a_sheet_with_an_unknown_or_missing_verdict_is_refused(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    for verdict in ("", "fine"):
        sheet.write_text(
            HEAD + f"sentence,a,r1,0,9,,,,,,,,0\nclaim,a,r1,5,7,killed,1,1,{verdict},right,right,right,\n"
        )
        assert shares(sheet) == 1
