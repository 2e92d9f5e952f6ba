"""What a group of claims says about its event, in the form in which groups are compared."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from recount.codebook.originators import name_key
from recount.link.atlas import Atlas
from recount.link.days import CARRIED, likely_days, stated_days
from recount.link.places import Setting, setting_of, setting_of_one
from recount.link.turns import turn_before
from recount.link.wording import weigh, words_around
from recount.model import Claim, Harm, Means, RelationType, Report, Status

# Means that reports confuse or use for one another; two means agree when they share a family.
FAMILIES: Mapping[str, frozenset[Means]] = {
    "bombs from the air": frozenset(
        {Means.AIRSTRIKE, Means.BARREL_BOMB, Means.CLUSTER_MUNITION, Means.CHEMICAL}
    ),
    "guided from afar": frozenset({Means.AIRSTRIKE, Means.DRONE, Means.MISSILE, Means.ROCKET}),
    "artillery": frozenset({Means.SHELLING, Means.ROCKET, Means.MISSILE, Means.CLUSTER_MUNITION}),
    "planted or carried bomb": frozenset({Means.CAR_BOMB, Means.SUICIDE_BOMB, Means.IED_LANDMINE}),
    "fighting": frozenset({Means.GROUND_CLASHES, Means.SMALL_ARMS, Means.SHELLING}),
    "killing at close hand": frozenset({Means.EXECUTION, Means.KNIFE, Means.SMALL_ARMS, Means.TORTURE}),
    "chemical": frozenset({Means.CHEMICAL}),
    "siege": frozenset({Means.SIEGE_STARVATION}),
    "accident": frozenset({Means.ACCIDENT}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A group of claims of one report about one event.

    Attributes:
        key: id of its first claim; orders groups independently of the input.
        report_id, report_day: where and when it was reported.
        claims: in text order. They are not kept between runs: features of groups of several reports look at the
            fields below only (``tests/link/test_records.py``).
        start, last: first and last day of the event, both included; ``None`` where nothing bounds it.
        is_dated: whether the text says when; otherwise the days are those before the report.
        is_certain: whether it says so in the words of a figure, not elsewhere.
        setting: where.
        means: families of the means named.
        perpetrators: normalised names of the parties named.
        figures: (harm, number) for each figure of the whole.
        killed: the greatest of them for the dead, 0 without one.
        statuses: statuses stated.
        words: around its figures, with their weights.
        quotes: hashes of the quotes of its claims.
        begins: where its first figure stands.
        turn: where the sentence of its first claim begins, if that turns to another event.
    """

    key: str
    report_id: str
    report_day: date | None
    claims: tuple[Claim, ...]
    start: date | None
    last: date | None
    is_dated: bool
    is_certain: bool
    setting: Setting
    means: frozenset[str]
    perpetrators: frozenset[str]
    figures: frozenset[tuple[Harm, int]]
    killed: int
    statuses: frozenset[Status]
    words: Mapping[str, float]
    quotes: frozenset[int]
    begins: int
    turn: int | None

    @property
    def is_day(self) -> bool:
        """Whether the text gives one day."""
        return self.is_dated and self.start is not None and self.start == self.last


def profile_of(
    claims: Sequence[Claim], reports: Mapping[str, Report], atlas: Atlas, *, is_single: bool = False
) -> Profile:
    """Return the profile of claims of one report.

    Args:
        claims: a group, or with ``is_single`` one claim that is compared with others of its report: words and
            quotes say nothing there, and the figure of a part is not held against that of its whole.
        reports: by id.
        atlas: what is known of places.
    """
    ordered = sorted(claims, key=lambda claim: (claim.count_selector.start, claim.id))
    report = reports.get(ordered[0].report_id)
    report_day = None if report is None else report.reference_date
    stated = stated_days(ordered)
    when = likely_days(report_day) if stated is None else stated
    figures = _figures(ordered, is_group=not is_single)
    return Profile(
        key=min(claim.id for claim in ordered),
        report_id=ordered[0].report_id,
        report_day=report_day,
        claims=tuple(ordered),
        start=when.start,
        last=when.last_day,
        is_dated=stated is not None,
        is_certain=stated is not None and stated.basis != CARRIED,
        setting=atlas.widen(
            setting_of_one(ordered[0]) if len(ordered) == 1 else setting_of(ordered), report_day
        ),
        means=families_of(ordered),
        perpetrators=frozenset(
            name_key(party.name) for claim in ordered for party in claim.alleged_perpetrators
        ),
        figures=figures,
        killed=max((number for harm, number in figures if harm is Harm.KILLED), default=0),
        statuses=frozenset(claim.status for claim in ordered) - {Status.UNKNOWN, Status.MIXED},
        words=weigh(words_around(ordered, report)) if not is_single else {},
        quotes=_quotes(ordered) if not is_single else frozenset(),
        begins=ordered[0].count_selector.start,
        turn=turn_before(ordered[0], report),
    )


def _quotes(claims: Sequence[Claim]) -> frozenset[int]:
    return frozenset(crc32(claim.quote.exact.encode("utf-8", "replace")) for claim in claims)


def _figures(claims: Sequence[Claim], *, is_group: bool) -> frozenset[tuple[Harm, int]]:
    """Return the figures of wholes; in a group, a part of a whole that stands outside it is a figure of the group's own
    ("26 in the town; 14 of them at the hospital")."""
    wholes = frozenset(claim.id for claim in claims) if is_group else None
    return frozenset(
        (claim.harm, claim.count.greatest_stated)
        for claim in claims
        if claim.count.greatest_stated is not None and not claim.count.is_vague and not is_part(claim, wholes)
    )


def families_of(claims: Sequence[Claim]) -> frozenset[str]:
    """Return the families of the means that claims name."""
    named = {claim.means for claim in claims}
    return frozenset(family for family, members in FAMILIES.items() if named & members)


def is_part(claim: Claim, wholes: Container[str] | None = None) -> bool:
    """Whether a claim counts part of another claim's figure: of one with these ids, or of any."""
    relation = claim.relation
    if relation is None or relation.type is not RelationType.SUBSET_OF:
        return False
    return wholes is None or relation.to in wholes
