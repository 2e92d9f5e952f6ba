"""An array of scores holds what groups score pair by pair, to the bit."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given

from recount.link.features import Corpus
from recount.link.profile import Profile
from recount.link.tables import table_of
from recount.link.weighing import Weighing
from tests.link.groups import copies, groups


@given(groups(most=12), copies)
def test_an_array_holds_what_each_two_groups_score(
    made: list[Profile], shared: dict[tuple[str, str], float]
) -> None:
    corpus = Corpus(copies=shared)
    scores, barred = table_of(made, Weighing(corpus))
    alone = Weighing(corpus)
    for one, two in combinations(range(len(made)), 2):
        found = float(scores[one, two]), bool(barred[one, two])
        assert found == alone.weigh(made[one], made[two])
        assert found == (float(scores[two, one]), bool(barred[two, one]))
