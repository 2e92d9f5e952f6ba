"""``recount gradings``: grades suggested by rule, grades settled by people, and the totals of those chosen."""

from __future__ import annotations

from recount.cli.options import AsOfOption, GradeOption, StoreOption


def gradings(
    store: StoreOption = None,
    as_of: AsOfOption = None,
    grade: GradeOption = None,
) -> None:
    """Show what rules would grade each incident and why, what people settled, and the totals of those grades.

    A rule only suggests. Totals are of settled grades, sums of lows and of highs separately; other grades are
    shown beside, each by itself. Settle one with 'recount decide --kind grade'.
    """
    from recount.cli.grading import known_grades, print_gradings, print_totals
    from recount.cli.session import open_record
    from recount.cli.terminal import print_known
    from recount.pipeline import grade_store

    chosen = known_grades(grade)
    with open_record(store, as_of) as record:
        print_known(record.known_at)
        graded = grade_store(record)
    print_gradings(graded)
    print_totals(graded, chosen)
