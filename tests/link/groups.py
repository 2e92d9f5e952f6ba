"""Groups that differ in all that is compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from recount.link.atlas import Atlas
from recount.link.places import Setting
from recount.link.profile import Profile, profile_of
from recount.model import Harm, PlaceCandidate, Status
from tests.reconcile.made import DAY, made_claim, made_report

REPORT = made_report("Raids on Quessa killed 14.")
BASE = profile_of([made_claim(REPORT, "14", 14, 14)], {REPORT.id: REPORT}, Atlas())
NAMES = ("quessa", "quesa", "morlund", "tarvena")
POINTS = {
    name: PlaceCandidate(gazetteer="made", place_id=name, name=name, kind="town", lat=1.0 + far, lon=2.0)
    for name, far in zip(NAMES, (0.0, 0.01, 0.05, 3.0), strict=True)
}
sets_of_names = st.frozensets(st.sampled_from(NAMES), max_size=2)
settings_made = st.builds(
    lambda specific, enclosing, regions, has_points: Setting(
        specific=specific,
        enclosing=enclosing,
        spellings=specific,
        regions=regions & (specific | enclosing),
        points=tuple(POINTS[name] for name in sorted(specific)) if has_points else (),
    ),
    sets_of_names,
    sets_of_names,
    sets_of_names,
    st.booleans(),
)
words = st.dictionaries(st.sampled_from(["market", "convoy", "silo", "clinic"]), st.floats(0.1, 0.7)).map(
    lambda found: dict(sorted(found.items()))
)
figures = st.frozensets(
    st.tuples(st.sampled_from(list(Harm)), st.sampled_from([1, 3, 7, 40, 400, 10**9])), max_size=4
)


@st.composite
def groups(draw: st.DrawFn, reports: int = 3, most: int = 6) -> list[Profile]:
    """Return groups of a few reports that differ in all that is compared."""
    made = []
    for number in range(draw(st.integers(2, most))):
        told = draw(figures)
        start = draw(st.none() | st.integers(0, 4).map(lambda days: DAY + timedelta(days=days)))
        begins = draw(st.integers(0, 600))
        selector = replace(BASE.claims[0].count_selector, start=begins, end=begins + 2)
        claim = replace(BASE.claims[0], id=f"c{number:02}", count_selector=selector, quote=selector)
        made.append(
            replace(
                BASE,
                key=f"c{number:02}",
                report_id=f"r{draw(st.integers(1, reports))}",
                claims=(claim,),
                start=start,
                last=None if start is None else start + timedelta(days=draw(st.integers(0, 2))),
                is_dated=draw(st.booleans()),
                is_certain=draw(st.booleans()),
                setting=draw(settings_made),
                means=draw(st.frozensets(st.sampled_from(["artillery", "fighting", "siege"]), max_size=2)),
                perpetrators=draw(st.frozensets(st.sampled_from(["north", "south"]), max_size=1)),
                figures=told,
                killed=max((count for harm, count in told if harm is Harm.KILLED), default=0),
                statuses=draw(st.frozensets(st.sampled_from([Status.CIVILIAN, Status.COMBATANT]))),
                words=draw(words),
                quotes=draw(st.frozensets(st.integers(1, 3), max_size=2)),
                begins=begins,
                turn=draw(st.none() | st.integers(0, 600)),
            )
        )
    return made


copies = st.dictionaries(st.sampled_from([("r1", "r2"), ("r2", "r3")]), st.floats(0.5, 1.0))
