from __future__ import annotations

from recount.link import link_all, uncertain_pairs
from recount.link.grouping import MARGIN, THRESHOLD
from recount.link.profile import Profile
from recount.model import Claim, Report
from tests.link.test_incidents import STRIKE, told

NEAR = told("A raid in Tarvena killed 15.", 15, "Tarvena", outlet="Tribune")
FAR = told("A raid on Borland killed 40.", 40, "Borland", outlet="Gazette")


def _doubts(*pairs: tuple[Report, Claim]) -> list[tuple[str, str, float]]:
    linked = link_all([claim for _, claim in pairs], {report.id: report for report, _ in pairs})
    groups = {group.key: group for group in linked.ground.groups}
    home = {claim: incident.id for incident in linked.incidents for claim in incident.claim_ids}

    def group(key: str) -> tuple[Profile, str]:
        return groups[key], groups[key].claims[0].id

    found = uncertain_pairs(
        linked.ground.ties,
        {key: home[one.claims[0].id] for key, one in groups.items()},
        group,
        linked.ground.corpus,
    )
    for pair in found:
        assert {home[pair.reason.claim_id], home[pair.reason.other_id]} == {pair.one, pair.two}
        assert abs(pair.reason.score - sum(worth for _, worth in pair.reason.features)) < 1e-9
    return [(pair.one, pair.two, pair.reason.score) for pair in found]


def test_incidents_that_just_miss_the_threshold_are_in_doubt_and_others_are_not() -> None:
    doubts = _doubts(STRIKE, NEAR, FAR)
    assert all(THRESHOLD - MARGIN <= score < THRESHOLD for _, _, score in doubts)
    assert all(one < two for one, two, _ in doubts)
    assert _doubts(STRIKE, FAR) == []


def test_what_is_linked_is_in_no_doubt() -> None:
    assert _doubts(STRIKE, told("The toll in Quessa reached 19.", 19, "Quessa", outlet="Tribune")) == []
