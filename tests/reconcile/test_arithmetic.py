from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from recount.model import ArithmeticCheck, CheckOutcome, CountKind, Group, RelationType, Status, StatusBasis
from recount.reconcile.arithmetic import checks_of
from tests.reconcile.made import DAY, made_claim, made_report, on, part_of, places, related

THURSDAY = DAY
TUESDAY = DAY - timedelta(days=2)
WEDNESDAY = DAY - timedelta(days=1)


def test_days_of_a_total_add_up_and_children_are_never_added() -> None:
    report = made_report(
        "Strikes killed at least 84 people.\n13 died on Thursday.\n71 before, 7 of them children."
    )
    whole = made_claim(report, "at least 84", 84, None, when=on(TUESDAY, THURSDAY))
    thursday = made_claim(report, "13", 13, 13, relation=part_of(whole), when=on(THURSDAY))
    before = made_claim(report, "71", 71, 71, relation=part_of(whole), when=on(TUESDAY, WEDNESDAY))
    children = made_claim(
        report,
        "7 of them",
        7,
        7,
        relation=part_of(before),
        groups=(Group.CHILD,),
        status=Status.CIVILIAN,
        status_basis=StatusBasis.RULE,
    )
    assert checks_of([whole, thursday, before, children]) == [
        ArithmeticCheck(
            whole_id=whole.id,
            part_ids=(thursday.id, before.id),
            outcome=CheckOutcome.CONSISTENT,
            statement="13 + 71 = 84: consistent",
        )
    ]


def test_a_repeated_part_is_added_once_and_the_fullest_mention_is_the_whole() -> None:
    report = made_report("Over 80 die.\nThe toll is 84.\n13 on Thursday.\n71 before.\nThirteen, they said.")
    headline = made_claim(report, "Over 80", 81, None, when=on(TUESDAY, THURSDAY))
    whole = made_claim(report, "84", 84, 84, relation=related(RelationType.SAME_AS, headline))
    one = made_claim(report, "13", 13, 13, relation=part_of(headline), when=on(THURSDAY))
    two = made_claim(report, "71", 71, 71, relation=part_of(whole), when=on(TUESDAY, WEDNESDAY))
    again = made_claim(
        report, "Thirteen", 13, 13, relation=related(RelationType.SAME_AS, one), when=on(THURSDAY)
    )
    (check,) = checks_of([headline, whole, one, two, again])
    assert (check.whole_id, check.statement) == (whole.id, "13 + 71 = 84: consistent")


def test_parts_that_exceed_their_whole_are_told() -> None:
    report = made_report("Of 20 dead 15 fell in Quessa and 9 in Tarvena.")
    whole = made_claim(report, "20", 20, 20)
    one = made_claim(report, "15", 15, 15, relation=part_of(whole), places=places("Quessa"))
    two = made_claim(report, "9", 9, 9, relation=part_of(whole), places=places("Tarvena"))
    (check,) = checks_of([whole, one, two])
    assert check.outcome is CheckOutcome.PARTS_EXCEED_WHOLE
    assert check.statement == "15 + 9 = 24, whole 20: parts exceed whole"


def test_parts_may_leave_some_of_the_whole_untold() -> None:
    report = made_report("Of at least 22 dead 16 fell in Quessa and 5 in Tarvena.")
    whole = made_claim(report, "at least 22", 22, None)
    one = made_claim(report, "16", 16, 16, relation=part_of(whole), places=places("Quessa"))
    two = made_claim(report, "5", 5, 5, relation=part_of(whole), places=places("Tarvena"))
    (check,) = checks_of([whole, one, two])
    assert check.outcome is CheckOutcome.PARTS_BELOW_WHOLE
    assert check.statement == "16 + 5 = 21, whole 22 or more: parts below whole"


def test_an_open_part_leaves_the_sum_undecided() -> None:
    report = made_report("Of 40 dead at least 15 were fighters and 23 civilians.")
    whole = made_claim(report, "40", 40, 40)
    one = made_claim(report, "at least 15", 15, None, relation=part_of(whole), status=Status.COMBATANT)
    two = made_claim(report, "23", 23, 23, relation=part_of(whole), status=Status.CIVILIAN)
    (check,) = checks_of([whole, one, two])
    assert check.outcome is CheckOutcome.UNDECIDED


def test_overlapping_parts_are_not_added() -> None:
    report = made_report("Of 18 dead 12 were named and 9 were buried.")
    whole = made_claim(report, "18", 18, 18)
    one = made_claim(report, "12", 12, 12, relation=part_of(whole))
    two = made_claim(report, "9", 9, 9, relation=part_of(whole))
    assert checks_of([whole, one, two]) == []


def test_vague_parts_are_not_added() -> None:
    report = made_report("Of 18 dead dozens fell in Quessa and 9 in Tarvena.")
    whole = made_claim(report, "18", 18, 18)
    kind = CountKind.VAGUE
    one = made_claim(report, "dozens", 24, None, kind=kind, relation=part_of(whole), places=places("Quessa"))
    two = made_claim(report, "9", 9, 9, relation=part_of(whole), places=places("Tarvena"))
    assert checks_of([whole, one, two]) == []


def test_disjoint_figures_that_add_up_exactly_are_recognised_without_words() -> None:
    report = made_report("26 were killed.\n12 died in Quessa.\n14 died in Tarvena.")
    whole = made_claim(report, "26", 26, 26)
    one = made_claim(report, "12", 12, 12, places=places("Quessa"))
    two = made_claim(report, "14", 14, 14, places=places("Tarvena"))
    (check,) = checks_of([whole, one, two])
    assert check.statement == "12 + 14 = 26: consistent"


def test_a_figure_that_completes_a_total_is_its_part_though_only_the_other_is_called_one() -> None:
    report = made_report("84 were killed.\nOf these, 13 died on Thursday.\n71 died before.")
    whole = made_claim(report, "84", 84, None, when=on(THURSDAY))
    thursday = made_claim(report, "13", 13, 13, relation=part_of(whole), when=on(THURSDAY))
    before = made_claim(report, "71", 71, 71, when=on(TUESDAY, WEDNESDAY))
    (check,) = checks_of([whole, thursday, before])
    assert check.statement == "13 + 71 = 84: consistent"


def test_small_figures_that_happen_to_add_up_are_left_alone() -> None:
    report = made_report("5 were killed.\n2 died in Quessa.\n3 died in Tarvena.")
    whole = made_claim(report, "5", 5, 5)
    one = made_claim(report, "2", 2, 2, places=places("Quessa"))
    two = made_claim(report, "3", 3, 3, places=places("Tarvena"))
    assert checks_of([whole, one, two]) == []


@given(st.lists(st.integers(1, 300), min_size=2, max_size=6), st.integers(0, 40))
def test_the_outcome_follows_from_the_sum(parts: list[int], missing: int) -> None:
    total = sum(parts) + missing
    lines = [f"{total}t dead"] + [f"{number}p{index} dead" for index, number in enumerate(parts)]
    report = made_report("\n".join(lines))
    whole = made_claim(report, f"{total}t", total, total)
    claims = [
        made_claim(
            report,
            f"{number}p{index}",
            number,
            number,
            relation=part_of(whole),
            when=on(date(2031, 1, 1) + timedelta(days=index)),
        )
        for index, number in enumerate(parts)
    ]
    (check,) = checks_of([whole, *claims])
    assert check.outcome is (CheckOutcome.PARTS_BELOW_WHOLE if missing else CheckOutcome.CONSISTENT)
    assert check.part_ids == tuple(claim.id for claim in claims)
