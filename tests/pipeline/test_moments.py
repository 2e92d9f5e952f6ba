from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.errors import UsageError
from recount.pipeline.moments import parse_moment

NOW = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2031-05-03", datetime(2031, 5, 3, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2031-05-04", datetime(2031, 5, 4, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2031-05-04T11:00:00+00:00", datetime(2031, 5, 4, 11, 0, tzinfo=UTC)),
        ("2031-05-04T11:00:00Z", datetime(2031, 5, 4, 11, 0, tzinfo=UTC)),
        ("2031-05-04T11:00", datetime(2031, 5, 4, 11, 0, tzinfo=UTC)),
        ("2031-05-04T14:30:00+03:00", datetime(2031, 5, 4, 11, 30, tzinfo=UTC)),
        (" 2031-05-03 ", datetime(2031, 5, 3, 23, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_a_day_stands_for_its_end_and_a_time_for_itself_in_utc(text: str, moment: datetime) -> None:
    assert parse_moment(text, now=NOW) == moment


@pytest.mark.parametrize(
    "text", ["2031-05-05", "2031-05-04T12:00:01", "2031-05-04T12:00:00-01:00", "9999-12-31"]
)
def test_what_has_not_come_yet_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="has not come yet"):
        parse_moment(text, now=NOW)


@pytest.mark.parametrize("text", ["", "yesterday", "4 May 2031", "2031-13-01", "0001-01-01T00:00+14:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="neither a day nor a time"):
        parse_moment(text, now=NOW)


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=15000)))
def test_a_moment_written_out_is_read_back(ago: timedelta) -> None:
    moment = NOW - ago
    assert parse_moment(moment.isoformat(), now=NOW) == moment
    assert timedelta(0) <= parse_moment(moment.date().isoformat(), now=NOW) - moment < timedelta(days=1)
