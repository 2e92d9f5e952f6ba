"""What an incident is called and what it was: from the fields of its claims, in no report's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from recount.codebook.codelists import load_codelists
from recount.codebook.originators import name_key
from recount.link.places import COUNTRY, place_key
from recount.link.profile import is_part
from recount.link.scope import AGGREGATE_SCOPES
from recount.model import Claim, Means, Place, Report, Scope, SegmentKind, TimeInterval

LEAD_REACH = 450  # code points of the body that count as its lead: two or three sentences
ENCLOSING_SHARE = 0.2  # of its mentions in which a place encloses another, above which it counts as a region
PLACE_UNKNOWN = "place not stated"
DATE_UNKNOWN = "date not stated"
_UNCLEAR = (Means.UNKNOWN, Means.OTHER)
_LEADING = frozenset({SegmentKind.HEADLINE, SegmentKind.STANDFIRST})


def label_of(places: Sequence[Place], when: TimeInterval, means: Means) -> str:
    """Return one line that names an incident: "Aleppo, 11 October 2016, airstrike"."""
    parts = [places[0].name if places else PLACE_UNKNOWN, _days_in_words(when)]
    if means not in _UNCLEAR:
        parts.append(_inside_a_line(load_codelists()["means"].label_of(means.value)))
    return ", ".join(parts)


def _inside_a_line(label: str) -> str:
    """Return a label without its capital, unless that belongs to an acronym."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def places_of(claims: Sequence[Claim]) -> tuple[Place, ...]:
    """Return the places of claims, the one to call the incident by first.

    That is the most named of those that half of the reports name and that enclose no other; else the place
    around them. A figure that is part of another ("in one quarter alone, 14") does not name the incident, as
    long as there are figures for the whole. Of several spellings the commonest stands; the places carry no
    positions, they belong to no one report.
    """
    uses = _uses_of(claims)
    wholes = [claim for claim in claims if not is_part(claim)] or claims
    for claim in wholes:
        for place in claim.places:
            uses[place_key(place.name) or place.name].reports.add(claim.report_id)
    reports = len({claim.report_id for claim in wholes})
    order = sorted(uses, key=lambda key: (uses[key].tier(reports), -uses[key].claims, key))
    return tuple(uses[key].place() for key in order)


@dataclass(slots=True)
class _Uses:
    """How claims use one place.

    Attributes:
        examples: for each spelling the place as first seen, one with the gazetteer's entry if there is one: an
            eastern part is less exact than its town, though both are one key.
        spellings: how often each spelling stands.
        reports: that name it for the whole incident.
        enclosing: how often it stands last in a list, around another place, or is a country.
        claims: that name it.
    """

    examples: dict[str, Place] = field(default_factory=dict)
    spellings: Counter[str] = field(default_factory=Counter)
    reports: set[str] = field(default_factory=set)
    enclosing: int = 0
    claims: int = 0

    def add(self, claim: Claim, index: int) -> None:
        """Count one use."""
        place = claim.places[index]
        self.spellings[place.name] += 1
        self.claims += 1
        self.enclosing += index == len(claim.places) - 1 > 0 or place.where_precision in COUNTRY
        before = self.examples.setdefault(place.name, place)
        if before.resolved is None and place.resolved is not None:
            self.examples[place.name] = place

    def tier(self, reports: int) -> int:
        """Return 0 for a place to call an incident of so many reports by, higher for others."""
        if 2 * len(self.reports) < reports:
            return 2
        return 1 if self.enclosing > ENCLOSING_SHARE * self.claims else 0

    def place(self) -> Place:
        """Return the place under its commonest spelling."""
        name = min(self.spellings, key=lambda spelling: (-self.spellings[spelling], spelling))
        return replace(self.examples[name], start=None, end=None)


def _uses_of(claims: Sequence[Claim]) -> dict[str, _Uses]:
    uses: dict[str, _Uses] = {}
    for claim in claims:
        for index, place in enumerate(claim.places):
            key = place_key(place.name) or place.name
            uses.setdefault(key, _Uses()).add(claim, index)
    return uses


def means_of(claims: Sequence[Claim]) -> Means:
    """Return the means most claims name."""
    named = Counter(claim.means for claim in claims if claim.means not in _UNCLEAR)
    if named:
        return min(named, key=lambda means: (-named[means], means.value))
    return Means.OTHER if any(claim.means is Means.OTHER for claim in claims) else Means.UNKNOWN


def perpetrators_of(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Return the parties that claims name, as written, the most named first; each is an allegation."""
    names = [party.name for claim in claims for party in claim.alleged_perpetrators]
    uses = Counter(name_key(name) for name in names)
    written: dict[str, str] = {}
    for name in sorted(names):
        written.setdefault(name_key(name), name)
    return tuple(written[key] for key in sorted(uses, key=lambda key: (-uses[key], key)))


def scope_of(claims: Sequence[Claim], *, is_aggregate: bool) -> Scope:
    """Return the scope claims share: of an aggregate the widest, of an incident "incident" or "day"."""
    scopes = {claim.scope for claim in claims}
    if is_aggregate:
        return next(
            (scope for scope in (Scope.CONFLICT, Scope.CAMPAIGN, Scope.PERIOD) if scope in scopes),
            Scope.PERIOD,
        )
    return Scope.DAY if scopes - AGGREGATE_SCOPES - {Scope.UNCLEAR} == {Scope.DAY} else Scope.INCIDENT


def is_told_first(claim: Claim, report: Report) -> bool:
    """Whether a claim stands in the headline, the standfirst or the lead."""
    at = claim.count_selector.start
    body = 0
    for segment in report.segments:
        if segment.kind in _LEADING and segment.start <= at < segment.end:
            return True
        if segment.kind is SegmentKind.BODY:
            body = segment.start
            break
    return at < body + LEAD_REACH


def _days_in_words(when: TimeInterval) -> str:
    first, last = when.start, when.last_day
    if first is None or last is None:
        known = first or last
        return DATE_UNKNOWN if known is None else _day(known)
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
