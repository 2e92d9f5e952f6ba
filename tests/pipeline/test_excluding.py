"""A toll without one of its claims, and copies told within one incident."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from recount.model import Claim, Harm, RecordScope, Report, Toll
from recount.pipeline.excluding import CloseView, differing, tolls_without, view_closely
from recount.reconcile import reconcile
from tests.reconcile.made import TABLE, made_claim, made_incident, made_report, said

SCOPE = RecordScope()
STORY = (
    "Rescuers worked through the night in the lower town of Quessa after shells fell on the tram depot, the fish "
    "market and two houses beside the bridge, and they said that the work would go on as long as anybody was "
    "missing below the stones of the old customs house.\n"
)


def seen(*pairs: tuple[Report, Claim]) -> CloseView:
    reports = {report.id: report for report, _ in pairs}
    claims = [claim for _, claim in pairs]
    return view_closely(made_incident(*claims), claims, reports, TABLE)


def killed(tolls: Sequence[Toll]) -> tuple[int | None, int | None]:
    whole = next(toll for toll in tolls if toll.harm is Harm.KILLED and toll.status is None)
    return whole.low, whole.high


def carried(outlet: str, number: int) -> tuple[Report, Claim]:
    report = made_report(f"{STORY}The Watch said {number} people were killed.", outlet=outlet)
    return report, made_claim(report, str(number), number, number)


def test_without_the_claim_that_sets_an_end_the_toll_moves() -> None:
    low, high = said(13, "the Watch"), said(25, "Morlund Rescue")
    view = seen(low, high)
    assert killed(tolls_without(view, [], SCOPE)) == (13, 25)
    assert killed(tolls_without(view, [low[1].id], SCOPE)) == (25, 25)
    assert killed(tolls_without(view, [high[1].id], SCOPE)) == (13, 13)


def test_without_all_its_claims_there_is_no_toll() -> None:
    pair = said(13, "the Watch")
    assert tolls_without(seen(pair), [pair[1].id], SCOPE) == []


def test_without_one_of_several_that_say_the_same_nothing_moves() -> None:
    one, two = said(13, "the Watch", outlet="Herald"), said(13, "Odo Marr", outlet="Post")
    view = seen(one, two)
    before = tolls_without(view, [], SCOPE)
    assert differing(before, tolls_without(view, [one[1].id], SCOPE)) == []


@given(st.lists(st.integers(1, 500), min_size=1, max_size=6, unique=True))
def test_without_nothing_it_is_the_toll_of_the_record(numbers: list[int]) -> None:
    pairs = [said(number, f"Body {index}", outlet=f"Paper {index}") for index, number in enumerate(numbers)]
    view = seen(*pairs)
    whole = reconcile(view.incident, view.claims, view.reports, originators=TABLE, copy_of=view.first_of)
    assert tolls_without(view, [], SCOPE) == whole


def test_copies_share_their_words_and_others_do_not() -> None:
    first, second, other = carried("Herald", 13), carried("Post", 13), said(13, "the Watch", outlet="Globe")
    view = seen(first, second, other)
    assert view.share(first[0].id, second[0].id) > 0.8
    assert view.share(second[0].id, first[0].id) == view.share(first[0].id, second[0].id)
    assert view.share(first[0].id, other[0].id) == 0.0
    assert view.first_of[first[0].id] == view.first_of[second[0].id]
    assert view.voices[first[1].id] == view.voices[second[1].id]


def test_differing_tolls_are_told_from_those_that_came_or_went() -> None:
    one, two = said(13, "the Watch"), said(25, "Morlund Rescue")
    before, after = tolls_without(seen(one), [], SCOPE), tolls_without(seen(one, two), [], SCOPE)
    ((earlier, later),) = differing(before, after)
    assert (earlier, later) == (before[0], after[0])
    assert differing([], before) == [(None, before[0])]
    assert differing(before, []) == [(before[0], None)]
    assert differing(before, before) == []
