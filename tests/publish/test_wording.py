from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.model import Count, CountKind, Harm, Place, Qualifier, TimeInterval, Toll
from recount.pipeline import histories
from recount.publish.wording import load_wording
from recount.reconcile import policies, wholes
from tests.publish import invented

say = load_wording()


@pytest.mark.parametrize(
    ("low", "high", "high_open", "expected"),
    [
        (13, 13, False, "13"),
        (25, 41, False, "25–41"),
        (84, 84, True, "84 or more"),
        (84, None, True, "84 or more"),
        (81, 84, True, "81 to 84 or more"),
        (None, 300_000, False, "up to 300,000"),
        (None, None, False, "not stated"),
        (0, 0, False, "0 (stated: none)"),
        (0, 4, False, "0–4"),
    ],
)
def test_a_figure_is_said_with_its_open_ends(
    *, low: int | None, high: int | None, high_open: bool, expected: str
) -> None:
    assert say.figure(low, high, high_open=high_open) == expected


TWENTY_FOUR = Toll(incident_id="i", harm=Harm.KILLED, status=None, low=24, high=24)
toll = partial(replace, TWENTY_FOUR)


def test_a_vague_toll_is_never_a_bare_number() -> None:
    assert say.toll(toll(high_open=True, vague=True, words=("dozens",))) == "“dozens” (24 or more)"


def test_two_vague_words_are_both_shown_once() -> None:
    words = ("dozens", "scores", "dozens")
    assert say.toll(toll(high=40, high_open=True, vague=True, words=words)) == (
        "“dozens” and “scores” (24 to 40 or more)"
    )


def test_words_of_a_toll_in_numbers_are_not_repeated() -> None:
    assert say.toll(toll(words=("24",))) == "24"


def test_a_best_number_stands_between_its_ends() -> None:
    assert say.toll(toll(low=20, best=30, high=41)) == "30 (between 20 and 41)"


def test_a_best_number_that_is_the_only_one_is_said_once() -> None:
    assert say.toll(toll(best=24)) == "24"
    assert say.toll(toll(best=24, high_open=True)) == "24 or more"


def test_a_best_number_nobody_states_as_a_range_stands_alone() -> None:
    assert say.toll(toll(low=None, high=None, best=11)) == "11"


def test_an_approximate_toll_says_about() -> None:
    assert say.toll(toll(low=60, high=60), approx=True) == "about 60"


def test_nearly_is_an_upper_end_and_approximate() -> None:
    nearly = Count(low=None, high=300, words="nearly 300", qualifier=Qualifier.NEARLY, approx=True)
    assert say.count(nearly) == "up to about 300"


def test_a_claim_in_digits_and_a_bare_plural() -> None:
    exact = Count(low=84, high=None, words="at least 84", qualifier=Qualifier.AT_LEAST)
    plural = Count(low=2, high=None, words="civilians", kind=CountKind.BARE_PLURAL)
    assert say.count(exact) == "84 or more"
    assert say.count(plural) == "“civilians” (2 or more)"


@given(
    low=st.none() | st.integers(0, 10**6),
    extra=st.none() | st.integers(0, 10**6),
    high_open=st.booleans(),
)
def test_an_open_end_is_always_said(*, low: int | None, extra: int | None, high_open: bool) -> None:
    high = None if extra is None else (low or 0) + extra
    text = say.figure(low, high, high_open=high_open)
    if high is not None and high_open:
        assert "or more" in text
    if low is None and high is not None and not high_open:
        assert "up to" in text
    if low is not None and high is not None and low < high:
        assert say.number(low) in text
        assert say.number(high) in text


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2031, 5, 4), date(2031, 5, 4), "4 May 2031"),
        (date(2031, 5, 4), date(2031, 5, 6), "4–6 May 2031"),
        (date(2031, 4, 28), date(2031, 5, 6), "28 Apr – 6 May 2031"),
        (date(2030, 12, 31), date(2031, 1, 1), "31 Dec 2030 – 1 Jan 2031"),
        (date(2032, 2, 1), date(2032, 2, 29), "February 2032"),
        (date(2031, 1, 1), date(2031, 12, 31), "2031"),
        (date(2031, 3, 19), None, "since 19 Mar 2031"),
        (None, date(2031, 3, 19), "until 19 Mar 2031"),
        (None, None, "date not known"),
    ],
)
def test_an_interval_is_said_as_exactly_as_it_is_known(
    first: date | None, last: date | None, expected: str
) -> None:
    assert say.interval(TimeInterval.of_days(first, last)) == expected


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 800))
def test_every_interval_names_its_last_year(first: date, length: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    assert str(last.year) in say.interval(TimeInterval.of_days(first, last))


def test_originator_carrier_and_outlet_are_three_roles() -> None:
    assert say.said(invented.PART_ONE, invented.FIRST) == (
        "said by Ilo Menk, carried by the Coastal Wire, in Tarvane Daily, 7 May 2031"
    )
    assert say.said(invented.WHOLE, invented.FIRST) == (
        "said by the Belmar Monitor and a rescue official, in Tarvane Daily, 7 May 2031"
    )


def test_a_figure_without_a_credit_says_so() -> None:
    assert "nobody credited" in say.said(invented.HEADLINE, invented.FIRST)
    assert "own words" in say.said(invented.TRAPPED, invented.FIRST)


def test_a_place_is_said_within_its_parent_once() -> None:
    assert say.place(invented.TARVANE) == "Tarvane, Belmar"
    assert say.place(Place(name="Nowhere")) == "Nowhere"
    assert say.places((invented.TARVANE, invented.TARVANE)) == "Tarvane, Belmar"
    assert say.places(()) == "place not known"


def test_templates_hold_no_markup() -> None:
    def texts(node: object) -> list[str]:
        if isinstance(node, dict):
            return [text for value in node.values() for text in texts(value)]
        if isinstance(node, list):
            return [text for value in node for text in texts(value)]
        return [str(node)]

    # Wording is also filled with escaped names and then taken as markup.
    assert not [text for text in texts(say.table) if set(text) & set("<>&")]


@pytest.mark.parametrize("module", [policies, wholes], ids=lambda module: str(module.__name__))
def test_every_reason_for_which_a_rule_sets_a_claim_aside_has_its_words(module: ModuleType) -> None:
    named = {value for name, value in vars(module).items() if name.isupper() and type(value) is str}
    codes = {value for value in named if value.isidentifier()}
    assert codes
    assert codes <= set(say.table["exclusion"])
    assert say.reason("exclusion", "a sentence of an older record") == "a sentence of an older record"


def test_every_reason_for_which_a_recorded_toll_moves_has_its_words() -> None:
    codes = {value for name, value in vars(histories).items() if name.isupper() and type(value) is str}
    assert codes == set(say.table["recorded"])


def test_the_last_moment_of_a_day_stands_for_the_day() -> None:
    assert say.known(datetime(2031, 5, 8, 23, 59, 59, 999999, tzinfo=UTC)) == "As known on 8 May 2031"
    assert say.known(datetime(2031, 5, 8, 9, 5, tzinfo=UTC)) == "As known on 8 May 2031, 09:05 UTC"
