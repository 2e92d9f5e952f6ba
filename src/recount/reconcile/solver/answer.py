"""Answers: what the claims of a record prove about a question, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from recount.model import Claim, Exclusion, Harm, Incident, Report
from recount.reconcile.solver.adding import Figure
from recount.reconcile.solver.cells import World, cells_of
from recount.reconcile.solver.findings import Answer, Finding
from recount.reconcile.solver.places import Atlas, atlas_of
from recount.reconcile.solver.question import Question, target_of
from recount.reconcile.solver.reading import Evidence, extents_of, figures_of, harms_of
from recount.reconcile.solver.regions import EARLIEST, OUTSIDE, Region
from recount.reconcile.solver.rows import Binding, Cells, End
from recount.reconcile.solver.settle import Divisions, Problem, settle

MAX_FIGURES = 80  # worked out at once, those nearest to the question; fewer figures only widen bounds


def prove(
    question: Question,
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    incidents: Sequence[Incident],
    voices: Mapping[str, tuple[str, ...]],
) -> Answer:
    """Return the least and the greatest number that the claims prove, with proofs that can be checked by hand.

    Args:
        question: whom to count.
        claims: of the whole record, decisions applied; their order does not matter.
        reports: by id.
        incidents: of the record.
        voices: originators by claim id (``originators_of``).

    Raises:
        UsageError: the question names a place or an incident that the record does not hold.
        NotSolvedError: the solver failed.
    """
    atlas = atlas_of(claims)
    target = target_of(question, atlas, incidents)
    evidence = Evidence(claims=claims, reports=reports, voices=voices, incidents=incidents, atlas=atlas)
    figures, excluded = figures_of(evidence)
    extents = extents_of(figures)
    if question.incident is not None:
        target = _where_it_was(target, extents.setdefault(question.incident, _ANYWHERE))
    near, left_out = _near(figures, target, atlas)
    touched = {question.incident, *(figure.outer.incident for figure in near)}
    extents = {name: extent for name, extent in extents.items() if name in touched}
    divisions = (_by_report(claims, reports), {claim.id: claim.id for claim in claims})
    return Answer(
        question=question,
        proved=_find(near, target, World(atlas=atlas, incidents=extents), divisions),
        recorded=_find(
            near,
            target,
            World(atlas=atlas, incidents=extents, separate=True, complete=True),
            divisions,
        ),
        claim_ids=tuple(sorted({claim for figure in near for claim in figure.claim_ids})),
        excluded=(*_concerned(excluded, claims, target), *left_out),
    )


def _find(figures: Sequence[Figure], target: Region, world: World, divisions: Divisions) -> Finding:
    """Return what figures prove about a region in a world."""
    found = settle(_problem(figures, target, world), divisions)
    return replace(found, separate=world.separate, complete=world.complete)


def _problem(figures: Sequence[Figure], target: Region, world: World) -> Problem:
    """Put figures and target into cells, and leave out what cannot matter to the target."""
    outside = replace(target, incident=OUTSIDE) if target.incident is None else _NOBODY
    outer = [target, outside, *(figure.outer for figure in figures)]
    inner = [target, outside, *(figure.inner or _NOBODY for figure in figures)]
    signatures = cells_of(outer, inner, world)

    def lying_in(bit: int) -> Cells:
        return frozenset(cell for cell, signature in enumerate(signatures) if signature >> bit & 1)

    bindings: list[Binding] = []
    for at, figure in enumerate(figures, start=2):
        floor = Binding(
            end=End.FLOOR,
            cells=lying_in(at),
            value=figure.low,
            claim_ids=figure.claim_ids,
            originators=figure.originators,
            units=tuple(f"{voice}\n{_matter(figure.outer)}" for voice in figure.originators),
        )
        if figure.low > 0:
            bindings.append(floor)
        if figure.high is not None and figure.inner is not None:
            cells = lying_in(len(outer) + at)
            bindings.append(replace(floor, end=End.CAP, cells=cells, value=figure.high))
    return _pruned(
        Problem(
            low_target=lying_in(len(outer)),
            high_target=lying_in(0),
            low_outside=lying_in(len(outer) + 1),
            high_outside=lying_in(1),
            bindings=tuple(bindings),
        )
    )


def _matter(region: Region) -> str:
    """What one is believed about: an incident, or a place and its days."""
    places = sorted({place.partition("/")[0] for place in region.places or ()})
    return region.incident or f"{','.join(places)} {region.first} {region.end}"


def _pruned(problem: Problem) -> Problem:
    """Leave out floors that people of no interest, whom no cap limits, can always satisfy."""
    capped = frozenset[int]().union(*(item.cells for item in problem.bindings if item.end is End.CAP))
    kept = tuple(
        item
        for item in problem.bindings
        if item.end is End.CAP or item.cells <= capped | problem.high_target | problem.low_target
    )
    return _compact(replace(problem, bindings=kept))


def _compact(problem: Problem) -> Problem:
    """Let one cell stand for all that lie in the same bindings and targets."""
    sets = (
        problem.low_target,
        problem.high_target,
        problem.low_outside,
        problem.high_outside,
        *(item.cells for item in problem.bindings),
    )
    lying_in: dict[int, int] = {}
    for at, cells in enumerate(sets):
        for cell in cells:
            lying_in[cell] = lying_in.get(cell, 0) | 1 << at
    first: dict[int, int] = {}
    for cell in sorted(lying_in):
        first.setdefault(lying_in[cell], cell)
    kept = frozenset(first.values())
    return Problem(
        low_target=problem.low_target & kept,
        high_target=problem.high_target & kept,
        low_outside=problem.low_outside & kept,
        high_outside=problem.high_outside & kept,
        bindings=tuple(replace(item, cells=item.cells & kept) for item in problem.bindings),
    )


def _where_it_was(target: Region, extent: Region) -> Region:
    """Return the region of an incident's victims, with the days and places its figures give."""
    if target.places is not None or not target.shares_days(extent):
        return target
    days = {"first": max(target.first, extent.first), "end": min(target.end, extent.end)}
    return replace(target, places=extent.places, first=days["first"], end=days["end"])


def _near(
    figures: Sequence[Figure], target: Region, atlas: Atlas
) -> tuple[list[Figure], tuple[Exclusion, ...]]:
    """Return the figures that touch the target, then those that touch these, up to a limit."""
    near: list[Figure] = []
    rest = list(figures)
    frontier = [target]
    while frontier and rest:
        touching = [item for item in rest if any(_touch(item.outer, region, atlas) for region in frontier)]
        near += sorted(touching, key=lambda item: item.outer.incident != target.incident)
        rest = [item for item in rest if item not in touching]
        frontier = [item.outer for item in touching if not _is_vast(item.outer)]
        if len(near) > MAX_FIGURES:
            break
    beyond = [claim for item in near[MAX_FIGURES:] for claim in item.claim_ids]
    return near[:MAX_FIGURES], tuple(Exclusion(claim_id=claim, reason="beyond") for claim in sorted(beyond))


def _is_vast(region: Region) -> bool:
    """Whether a region has no place or no first day: it touches everything, and ties nothing to the question."""
    return region.places is None or region.first == EARLIEST


def _touch(one: Region, two: Region, atlas: Atlas) -> bool:
    """Whether somebody may be in both regions."""
    if one.harms.isdisjoint(two.harms) or not one.shares_days(two) or one.statuses.isdisjoint(two.statuses):
        return False
    if one.incident and two.incident and one.incident != two.incident:
        return False
    if one.places is None or two.places is None:
        return True
    return any(not atlas.lie_apart(here, there) for here in one.places for there in two.places)


def _concerned(excluded: Sequence[Exclusion], claims: Sequence[Claim], target: Region) -> list[Exclusion]:
    """Return the exclusions of claims about the harm and the days asked about."""
    by_id = {claim.id: claim for claim in claims}
    return [
        item
        for item in excluded
        if not harms_of(by_id[item.claim_id].harm).isdisjoint(target.harms)
        and _may_share_days(by_id[item.claim_id], target)
    ]


def _may_share_days(claim: Claim, target: Region) -> bool:
    start, end = claim.when.start, claim.when.end
    return (start is None or start < target.end) and (end is None or target.first < end)


def _by_report(claims: Sequence[Claim], reports: Mapping[str, Report]) -> dict[str, str]:
    """Return by claim how its report is called when its originator has to be split."""
    names: dict[str, str] = {}
    for claim in claims:
        report = reports.get(claim.report_id)
        parts = (report.outlet, str(report.reference_date or "")) if report is not None else ()
        names[claim.id] = ", ".join(part for part in parts if part) or claim.report_id
    return names


_NOBODY = Region(harms=frozenset())
_ANYWHERE = Region(harms=frozenset(Harm))
