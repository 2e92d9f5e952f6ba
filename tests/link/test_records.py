from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from recount.link import link_all
from recount.link.blocking import keys_of
from recount.link.features import FEATURES, cannot_be_one, compare, score_of
from recount.link.records import KeptGroup, keep_event, keep_total, total_of, with_claims
from recount.model import Harm, PlaceCandidate, Scope, dump_json, load_json
from tests.link.test_incidents import told
from tests.reconcile.made import DAY, made_claim, made_report, on, part_of, places

POINT = PlaceCandidate(
    gazetteer="made",
    place_id="1",
    name="Quessa",
    kind="town",
    lat=1.25,
    lon=2.5,
    parents=("Tarvena",),
    score=0.7,
)


def _ground() -> tuple[list[KeptGroup], dict[str, object]]:
    report = made_report("A strike on Quessa killed 14, of them 3 children.\nIn May 80 died there. 300 fled.")
    whole = made_claim(
        report, "14", 14, 14, places=(replace(places("Quessa")[0], resolved=POINT),), when=on(DAY)
    )
    pairs = [
        (report, whole),
        (report, made_claim(report, "3 children", 3, 3, relation=part_of(whole))),
        (report, made_claim(report, "80", 80, 80, when=on(DAY.replace(year=2030)))),
        (report, made_claim(report, "300", 300, None, harm=Harm.DISPLACED, scope=Scope.PERIOD)),
        told("The toll in Quessa reached 19.", 19, "Quessa", "Tarvena", outlet="Tribune"),
        told("Raids killed 9.", 9, "Morlund", "Tarvena", day=None, outlet="Gazette"),
    ]
    claims = {claim.id: claim for _, claim in pairs}
    ground = link_all(claims.values(), {one.id: one for one, _ in pairs}).ground
    kept = [keep_event(group, is_pinned=False) for group in ground.groups] + list(
        map(keep_total, ground.totals)
    )
    originals: dict[str, object] = {group.key: group for group in ground.groups}
    originals |= {min(total.claim_ids): total for total in ground.totals}
    for group in kept:
        restored = load_json(KeptGroup, dump_json(group))
        assert restored == group
        if group.profile is None:
            assert total_of(restored) == originals[group.key]
        else:
            of_group = [claims[claim_id] for claim_id in restored.claim_ids]
            assert with_claims(restored, of_group) == originals[group.key]
    return kept, originals


def test_a_group_comes_back_as_it_was_kept() -> None:
    kept, _ = _ground()
    assert {group.profile is None for group in kept} == {True, False}


def test_what_groups_score_and_meet_needs_none_of_their_claims() -> None:
    kept, originals = _ground()
    bare = {group.key: with_claims(group, ()) for group in kept if group.profile is not None}
    for one, two in combinations(sorted(bare), 2):
        without = compare(bare[one], bare[two], link_all([], {}).ground.corpus)
        full = compare(originals[one], originals[two], without.corpus)  # type: ignore[arg-type]
        assert score_of(FEATURES, without) == score_of(FEATURES, full)
        assert cannot_be_one(without) == cannot_be_one(full)
    for key, group in bare.items():
        assert keys_of(group) == keys_of(originals[key])  # type: ignore[arg-type]
