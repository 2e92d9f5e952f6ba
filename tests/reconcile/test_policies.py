from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.errors import CodebookError
from recount.reconcile.figures import Figure, Verdict
from recount.reconcile.policies import (
    POLICIES,
    SUPERSEDED,
    VAGUE,
    get_policy,
    latest,
    list_policies,
    lowest,
    range_of,
)

DAY = date(2031, 3, 4)


def figure(
    low: int | None,
    high: int | None,
    by: str = "watch",
    *,
    days: int | None = 0,
    vague: bool = False,
    name: str = "",
    replaces: tuple[str, ...] = (),
) -> Figure:
    return Figure(
        claim_ids=(name or f"c_{by}_{low}_{high}_{days}",),
        originators=tuple(by.split("+")),
        low=low,
        high=high,
        vague=vague,
        words=(f"{low}-{high}",),
        known_on=None if days is None else DAY + timedelta(days=days),
        report_id="r",
        replaces=replaces,
    )


def ends(verdict: Verdict) -> tuple[int | None, int | None]:
    return verdict.low, verdict.high


def test_two_originators_give_the_range_between_them() -> None:
    assert ends(range_of([figure(25, 25, "watch"), figure(41, 41, "rescue")])) == (25, 41)


def test_five_copies_of_36_do_not_outvote_a_later_44_of_the_same_originator() -> None:
    copies = [figure(36, 36, name=f"copy{number}") for number in range(5)]
    assert ends(range_of([*copies, figure(44, 44, days=1)])) == (44, 44)


def test_ten_corrections_to_1_replace_an_earlier_40() -> None:
    corrections = [figure(1, 1, days=1, name=f"correction{number}") for number in range(10)]
    assert ends(range_of([figure(40, 40), *corrections])) == (1, 1)


def test_one_correction_replaces_ten_earlier_figures() -> None:
    earlier = [figure(40, 40, name=f"earlier{number}") for number in range(10)]
    assert ends(range_of([*earlier, figure(1, 1, days=1)])) == (1, 1)


def test_only_the_same_originator_supersedes() -> None:
    verdict = range_of([figure(40, 40, "watch"), figure(12, 12, "rescue", days=3)])
    assert ends(verdict) == (12, 40)


def test_on_one_day_the_larger_figure_of_an_originator_is_the_newer() -> None:
    verdict = range_of([figure(72, None), figure(58, None)])
    assert ends(verdict) == (72, 72)
    assert [item.reason for item in verdict.excluded] == [SUPERSEDED]


def test_on_one_day_a_figure_that_replaces_another_is_the_newer_even_when_smaller() -> None:
    verdict = range_of([figure(40, 40, name="old"), figure(12, 12, name="new", replaces=("old",))])
    assert ends(verdict) == (12, 12)


def test_a_joint_figure_stays_while_it_is_the_newest_of_one_of_its_originators() -> None:
    verdict = range_of([figure(84, None, "watch+rescue"), figure(90, 90, "watch", days=1)])
    assert ends(verdict) == (84, 90)


def test_an_undated_figure_never_replaces_a_dated_one() -> None:
    assert ends(range_of([figure(10, 10, days=None), figure(7, 7)])) == (7, 7)


def test_vague_words_stand_aside_when_anyone_gives_a_number() -> None:
    verdict = range_of([figure(24, None, "watch", vague=True), figure(9, 9, "rescue")])
    assert ends(verdict) == (9, 9)
    assert [item.reason for item in verdict.excluded] == [VAGUE]


def test_a_newer_vague_figure_does_not_replace_a_number_of_the_same_originator() -> None:
    assert ends(range_of([figure(58, 58), figure(24, None, days=2, vague=True)])) == (58, 58)


def test_vague_words_alone_set_both_ends_and_leave_the_upper_open() -> None:
    verdict = range_of([figure(24, None, vague=True)])
    assert ends(verdict) == (24, 24)
    assert verdict.high_open


def test_a_lower_bound_counts_as_stated_and_leaves_the_end_open() -> None:
    verdict = range_of([figure(84, None), figure(70, 70, "rescue")])
    assert ends(verdict) == (70, 84)
    assert verdict.high_open


def test_an_upper_end_that_somebody_closes_above_the_open_one_is_closed() -> None:
    assert not range_of([figure(84, None), figure(90, 90, "rescue")]).high_open


def test_an_upper_bound_alone_leaves_the_low_end_unknown() -> None:
    assert ends(range_of([figure(None, 30)])) == (None, 30)


def test_a_denial_counts_as_zero_from_its_originator() -> None:
    assert ends(range_of([figure(0, 0, "rescue"), figure(14, 14, "watch")])) == (0, 14)


def test_nothing_said_gives_nothing_not_zero() -> None:
    assert ends(range_of([])) == (None, None)


def test_latest_takes_the_figures_of_the_last_day() -> None:
    figures = [figure(25, 25, "watch"), figure(41, 41, "rescue", days=1), figure(44, 44, "activists", days=1)]
    assert ends(latest(figures)) == (41, 44)


def test_lowest_takes_the_most_conservative_of_the_newest_figures() -> None:
    figures = [figure(5, 5, "watch"), figure(9, 9, "watch", days=1), figure(12, 12, "rescue")]
    assert ends(lowest(figures)) == (9, 9)


def test_every_policy_explains_itself_and_is_found_by_name_and_version() -> None:
    for policy in POLICIES:
        assert len(policy.explanation) > 20
        assert get_policy(policy.name) is get_policy(policy.id) is policy
    assert list_policies()[0] == "range"


def test_an_unknown_policy_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(CodebookError, match=r"no policy 'vote'.*range, latest, lowest"):
        get_policy("vote")


figures_strategy = st.lists(
    st.builds(
        figure,
        st.integers(0, 60),
        st.none(),
        st.sampled_from(["watch", "rescue", "activists", "watch+rescue"]),
        days=st.one_of(st.none(), st.integers(0, 4)),
        vague=st.booleans(),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda item: item.claim_ids,
)


@given(figures_strategy, st.randoms())
def test_the_order_of_the_figures_does_not_change_the_range(figures: list[Figure], random: Random) -> None:
    shuffled = list(figures)
    random.shuffle(shuffled)
    for policy in POLICIES:
        assert ends(policy.apply(figures)) == ends(policy.apply(shuffled))


@given(figures_strategy)
def test_every_figure_is_used_or_excluded_with_a_reason(figures: list[Figure]) -> None:
    for policy in POLICIES:
        verdict = policy.apply(figures)
        used = {item for each in verdict.used for item in each.claim_ids}
        excluded = [item.claim_id for item in verdict.excluded]
        assert sorted([*used, *excluded]) == sorted(item for each in figures for item in each.claim_ids)
        assert verdict.low is None or verdict.high is None or verdict.low <= verdict.high
