"""The quick way to score gives what the tables give, to the bit."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given

from recount.link.features import FEATURES, Corpus, cannot_be_one, compare, score_of
from recount.link.profile import Profile
from recount.link.stories import STORY_FEATURES, StoryWeighing
from recount.link.weighing import Weighing
from tests.link.groups import copies, groups


@given(groups(), copies)
def test_groups_score_as_the_table_says(made: list[Profile], shared: dict[tuple[str, str], float]) -> None:
    corpus = Corpus(copies=shared)
    weighing = Weighing(corpus)
    for _ in range(2):  # the second time from what is remembered
        for one, two in combinations(made, 2):
            pair = compare(one, two, corpus)
            assert weighing.weigh(one, two) == (score_of(FEATURES, pair), cannot_be_one(pair))


@given(groups(reports=1))
def test_claims_of_a_report_score_as_the_table_of_stories_says(made: list[Profile]) -> None:
    weighing = StoryWeighing()
    for _ in range(2):
        for one, two in combinations(made, 2):
            pair = compare(one, two, Corpus())
            assert weighing.weigh(one, two) == (score_of(STORY_FEATURES, pair), cannot_be_one(pair))
        weighing.forget()
