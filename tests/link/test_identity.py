from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from recount.link import link
from recount.model import Claim, Incident, LinkConstraints, Report
from tests.link.test_incidents import told
from tests.reconcile.made import DAY

A = told("A strike on Quessa killed 14.", 14, "Quessa")
A2 = told("The toll in Quessa reached 19.", 19, "Quessa", outlet="Tribune")
A3 = told("Quessa buried 21.", 21, "Quessa", outlet="Gazette", published=DAY + timedelta(days=2))
B = told("A strike on Morlund killed 5.", 5, "Morlund")
REPORTS = {report.id: report for report, _ in (A, A2, A3, B)}


def run(
    *pairs: tuple[Report, Claim],
    prior: list[Incident] | None = None,
    constraints: LinkConstraints | None = None,
) -> dict[str, set[str]]:
    found = link([claim for _, claim in pairs], REPORTS, prior=prior or (), constraints=constraints)
    return {incident.id: set(incident.claim_ids) for incident in found}


def incidents(*pairs: tuple[Report, Claim], **fields: object) -> list[Incident]:
    return link([claim for _, claim in pairs], REPORTS, **fields)  # type: ignore[arg-type]


def holder(found: dict[str, set[str]], claim: Claim) -> str:
    return next(key for key, claims in found.items() if claim.id in claims)


def test_a_new_report_joins_without_changing_the_id() -> None:
    before = incidents(A2, B)
    after = run(A, A2, A3, B, prior=before)
    assert holder(after, A2[1]) == next(i.id for i in before if A2[1].id in i.claim_ids)
    assert holder(after, A[1]) == holder(after, A2[1])


def test_a_rerun_on_the_same_claims_gives_the_same_record() -> None:
    first = incidents(A, A2, B)
    assert incidents(A, A2, B, prior=first) == first
    assert incidents(A, A2, B) == first


def test_when_incidents_turn_out_to_be_one_the_larger_ones_id_survives_and_the_other_is_kept() -> None:
    whole = next(i for i in incidents(A, A2, A3) if A[1].id in i.claim_ids)
    large = replace(whole, id="i_large", claim_ids=(A2[1].id, A3[1].id))
    small = replace(whole, id="i_small", claim_ids=(A[1].id,), previous_ids=("i_older",))
    (found,) = incidents(A, A2, A3, prior=[small, large])
    assert found.id == "i_large"
    assert set(found.previous_ids) == {"i_small", "i_older"}


def test_a_person_can_merge_what_the_features_keep_apart() -> None:
    before = incidents(A, B)
    ids = tuple(i.id for i in sorted(before, key=lambda i: A[1].id not in i.claim_ids))
    ruling = LinkConstraints(merges=(ids,))
    (merged,) = incidents(A, B, prior=before, constraints=ruling)
    assert merged.id == ids[0]
    assert merged.previous_ids == (ids[1],)
    assert incidents(A, B, prior=[merged], constraints=ruling) == [merged]


def test_a_merge_holds_without_the_incidents_of_the_last_run() -> None:
    ids = tuple(i.id for i in incidents(A, B))
    assert len(run(A, B, constraints=LinkConstraints(merges=(ids,)))) == 1


def test_a_report_that_comes_later_joins_the_merged_incident() -> None:
    before = incidents(A, B)
    ruling = LinkConstraints(merges=(tuple(i.id for i in before),))
    merged = incidents(A, B, prior=before, constraints=ruling)
    assert len(run(A, B, A2, prior=merged, constraints=ruling)) == 1


def test_a_person_can_split_claims_off_and_they_stay_off() -> None:
    (before,) = incidents(A, A2)
    ruling = LinkConstraints(splits=((before.id, (A2[1].id,)),))
    first = incidents(A, A2, prior=[before], constraints=ruling)
    assert {i.id: i.claim_ids for i in first}[before.id] == (A[1].id,)
    assert len(first) == 2
    again = incidents(A, A2, prior=first, constraints=ruling)
    assert again == first


def test_the_larger_share_that_is_split_off_does_not_take_the_id_along() -> None:
    (before,) = incidents(A, A2, A3)
    ruling = LinkConstraints(splits=((before.id, (A2[1].id, A3[1].id)),))
    found = run(A, A2, A3, prior=[before], constraints=ruling)
    assert found[before.id] == {A[1].id}
    assert {A2[1].id, A3[1].id} in found.values()


def test_the_first_claim_that_is_split_off_gets_another_id() -> None:
    (before,) = incidents(A, A2)
    first = before.claim_ids[0]
    ruling = LinkConstraints(splits=((before.id, (first,)),))
    for prior in ([before], []):
        found = {i.id: i.claim_ids for i in incidents(A, A2, prior=prior, constraints=ruling)}
        assert len(found) == 2
        assert first not in found[before.id]


def test_a_person_can_pin_a_claim_to_an_incident_and_it_stays() -> None:
    before = incidents(A, A2, B)
    target = next(i.id for i in before if B[1].id in i.claim_ids)
    ruling = LinkConstraints(pins=((A2[1].id, target),))
    first = incidents(A, A2, B, prior=before, constraints=ruling)
    assert {i.id: set(i.claim_ids) for i in first}[target] == {A2[1].id, B[1].id}
    assert incidents(A, A2, B, prior=first, constraints=ruling) == first


def test_a_pin_holds_without_the_incidents_of_the_last_run() -> None:
    target = next(i.id for i in incidents(A, A2, B) if B[1].id in i.claim_ids)
    found = run(A, A2, B, constraints=LinkConstraints(pins=((A2[1].id, target),)))
    assert found[target] == {A2[1].id, B[1].id}


def test_rulings_on_what_is_no_longer_there_do_nothing() -> None:
    ruling = LinkConstraints(
        pins=(("c_gone", "i_gone"), (A[1].id, "i_gone")),
        merges=(("i_gone", "i_lost"),),
        splits=(("i_gone", ("c_gone",)),),
    )
    assert sorted(map(sorted, run(A, B, constraints=ruling).values())) == sorted([[A[1].id], [B[1].id]])


def test_a_merge_ruled_after_a_split_takes_the_claim_back_and_an_earlier_one_does_not() -> None:
    (before,) = incidents(A, A2)
    split = ((before.id, (A2[1].id,)),)
    apart = incidents(A, A2, prior=[before], constraints=LinkConstraints(splits=split, merges_before=(0,)))
    other = next(i.id for i in apart if i.id != before.id)
    later = LinkConstraints(splits=split, merges=((before.id, other),), merges_before=(0,))
    (merged,) = incidents(A, A2, prior=apart, constraints=later)
    assert merged.id == before.id
    assert merged.previous_ids == (other,)
    assert incidents(A, A2, prior=[merged], constraints=later) == [merged]
    assert len(incidents(A, A2, constraints=later)) == 1
    earlier = replace(later, merges_before=(1,))
    assert len(incidents(A, A2, prior=[merged], constraints=earlier)) == 2


def test_a_split_stays_when_what_was_left_is_merged_with_something_else() -> None:
    before = incidents(A, A2, B)
    whole = next(i.id for i in before if A[1].id in i.claim_ids)
    other = next(i.id for i in before if B[1].id in i.claim_ids)
    split = ((whole, (A2[1].id,)),)
    apart = incidents(A, A2, B, prior=before, constraints=LinkConstraints(splits=split, merges_before=(0,)))
    later = LinkConstraints(splits=split, merges=((whole, other),), merges_before=(0,))
    for prior in (before, apart, []):
        found = run(A, A2, B, prior=prior, constraints=later)
        assert found[whole] == {A[1].id, B[1].id}
        assert {A2[1].id} in found.values()


def test_a_merge_ruled_after_a_pin_joins_what_it_was_pinned_to_and_what_it_left() -> None:
    before = incidents(A, A2, B)
    left = next(i.id for i in before if A[1].id in i.claim_ids)
    target = next(i.id for i in before if B[1].id in i.claim_ids)
    pinned = incidents(A, A2, B, prior=before, constraints=LinkConstraints(pins=((A2[1].id, target),)))
    for ids in ((left, target), (target, left)):
        ruling = LinkConstraints(pins=((A2[1].id, target),), merges=(ids,))
        for prior in (pinned, []):
            (merged,) = incidents(A, A2, B, prior=prior, constraints=ruling)
            assert merged.id == ids[0]
            assert set(merged.claim_ids) == {A[1].id, A2[1].id, B[1].id}
        assert incidents(A, A2, B, prior=[merged], constraints=ruling) == [merged]


def test_claims_pinned_to_the_incident_that_held_only_them_stand_together_in_it() -> None:
    (before,) = incidents(A, A2)
    ruling = LinkConstraints(pins=tuple((claim.id, before.id) for _, claim in (A, A2)))
    for prior in ([before], []):
        assert run(A, A2, B, prior=prior, constraints=ruling)[before.id] == {A[1].id, A2[1].id}


def test_a_pinned_claim_draws_nothing_along_to_where_it_is_pinned() -> None:
    before = incidents(A, A3, B)
    target = next(i.id for i in before if B[1].id in i.claim_ids)
    ruling = LinkConstraints(pins=((A2[1].id, target),))
    prior, runs = before, list[list[Incident]]()
    for _ in range(3):
        runs.append(prior := incidents(A, A2, A3, B, prior=prior, constraints=ruling))
    assert runs[0] == runs[1] == runs[2]
    assert {frozenset(one.claim_ids) for one in prior} == {
        frozenset((A[1].id, A3[1].id)),
        frozenset((A2[1].id, B[1].id)),
    }


def test_a_claim_pinned_to_an_incident_that_became_part_of_another_stands_in_that_one() -> None:
    whole = next(i for i in incidents(A, A2, A3) if A[1].id in i.claim_ids)
    large = replace(whole, id="i_large", claim_ids=(A2[1].id, A3[1].id))
    small = replace(whole, id="i_small", claim_ids=(A[1].id,))
    ruling = LinkConstraints(pins=((B[1].id, "i_small"),))
    first = incidents(A, A2, A3, B, prior=[small, large], constraints=ruling)
    assert {one.id: set(one.claim_ids) for one in first} == {
        "i_large": {A[1].id, A2[1].id, A3[1].id, B[1].id}
    }
    assert incidents(A, A2, A3, B, prior=first, constraints=ruling) == first
