"""What is known of an incident beside its tolls: when, where, how, who is alleged to have done it, why it is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from recount.codebook.originators import name_key
from recount.link.features import FEATURES
from recount.model import Claim, Incident, LinkReason, Place, Report
from recount.publish.location import main_place, point_of
from recount.store.lookup import Lookup
from recount.web.incidents.cards import said_of
from recount.web.incidents.phrases import count_words, label, shown, wording

ALLEGATIONS_SHOWN = 8  # claims shown that name one party
LINKS_SHOWN = 40  # pairs on the page; a large incident has hundreds
_EXPLAINED = {feature.name: feature.explanation for feature in FEATURES}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """A place as written, in its region, in its own script, and how exactly it is known."""

    name: str
    native: str
    precision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnMap:
    """Where an incident is drawn, or could be.

    Attributes:
        lat, lon: in degrees; ``None``: no point is known.
        name: of the place a new point is given to.
        is_earned: whether the point may be drawn as the incident's; else it is a wider place's.
        by_person: whether a person set it.
    """

    lat: float | None
    lon: float | None
    name: str
    precision: int
    is_earned: bool
    by_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Allegation:
    """One party, alleged by one claim."""

    party: str
    is_hedged: bool
    claim_id: str
    figure: str
    said: SafeString
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party alleged to have done it: the claims that say so, and how many more do."""

    name: str
    lines: tuple[Allegation, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A feature that agreed or not, what it is worth, and what it looks at."""

    name: str
    weight: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """Two claims that were put together, and why."""

    one: str
    one_words: str
    other: str
    other_words: str
    score: str
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulPair:
    """Two claims of which rules cannot tell whether they are about one incident.

    Attributes:
        other_incident: where the other one stands now; empty when in none, or in this one.
        label: of that incident, or the words of both counts.
    """

    other_incident: str
    label: str


def doubtful_pairs(
    incident: Incident, pairs: Sequence[tuple[str, str]], lookup: Lookup
) -> list[DoubtfulPair]:
    """Return the uncertain pairs of an incident, each other incident once."""
    own = set(incident.claim_ids)
    others = [one if other in own else other for one, other in pairs]
    of_claim, claims = lookup.incidents_of(others), lookup.claims(key for pair in pairs for key in pair)
    found: dict[str, DoubtfulPair] = {}
    for pair, key in zip(pairs, others, strict=True):
        there = of_claim.get(key)
        if there is not None and there.id != incident.id:
            found.setdefault(there.id, DoubtfulPair(other_incident=there.id, label=shown(there.label)))
        else:
            words = [claims[claim_id].count.words for claim_id in pair if claim_id in claims]
            found.setdefault(" ".join(pair), DoubtfulPair(other_incident="", label=shown(" – ".join(words))))
    return list(found.values())


def when_words(incident: Incident) -> tuple[str, str]:
    """Return the days of an incident and how exactly they are known."""
    return wording().interval(incident.when), label("date_precision", int(incident.when.precision))


def place_lines(places: Sequence[Place]) -> list[PlaceLine]:
    """Return all places of an incident, the one it is called by first."""
    return [
        PlaceLine(
            name=shown(wording().place(place)),
            native=shown(place.resolved.native_name or "")
            if place.resolved and place.resolved.native_name != place.name
            else "",
            precision=label("where_precision", int(place.where_precision)),
        )
        for place in places
    ]


def on_map(places: Sequence[Place]) -> OnMap:
    """Return where an incident is drawn, or the point of a wider place to begin from."""
    point, place = point_of(places), main_place(places)
    if point is not None:
        entry = point.place.resolved
        return OnMap(
            lat=point.lat,
            lon=point.lon,
            name=shown(point.place.name),
            precision=int(point.place.where_precision),
            is_earned=True,
            by_person=entry is not None and entry.gazetteer == "person",
        )
    wider = next((item.resolved for item in places if item.resolved and item.resolved.lat is not None), None)
    return OnMap(
        lat=wider.lat if wider else None,
        lon=wider.lon if wider else None,
        name=shown(place.name) if place else "",
        precision=int(place.where_precision) if place else 0,
        is_earned=False,
        by_person=False,
    )


def allegations(incident: Incident, claims: Iterable[Claim], reports: Mapping[str, Report]) -> list[Party]:
    """Return who is alleged to have done it, by party: the claims that say so, with their words."""
    order = {name_key(name): shown(name) for name in incident.perpetrators}
    found: dict[str, list[Allegation]] = {key: [] for key in order}
    counts: Counter[str] = Counter()
    for claim in claims:
        for party in claim.alleged_perpetrators:
            key = name_key(party.name)
            counts[key] += 1
            if counts[key] > ALLEGATIONS_SHOWN:
                continue
            found.setdefault(key, []).append(
                Allegation(
                    party=shown(party.name),
                    is_hedged=claim.perpetrator_alleged,
                    claim_id=claim.id,
                    figure=count_words(claim.count),
                    said=said_of(claim, reports[claim.report_id]),
                    words=shown(claim.quote.exact),
                )
            )
    return [
        Party(name=order.get(key, lines[0].party), lines=tuple(lines), more=counts[key] - len(lines))
        for key, lines in found.items()
        if lines
    ]


def means_said(claims: Iterable[Claim]) -> list[tuple[str, int]]:
    """Return the means that claims name, with how many do, the commonest first."""
    counts: dict[str, int] = {}
    for claim in claims:
        counts[claim.means.value] = counts.get(claim.means.value, 0) + 1
    ordered = sorted(counts, key=lambda code: (-counts[code], code))
    return [(label("means", code), counts[code]) for code in ordered]


def link_rows(links: Sequence[LinkReason], claims: Mapping[str, Claim]) -> list[LinkRow]:
    """Return the strongest pairs that hold an incident together."""
    strongest = sorted(links, key=lambda link: (-link.score, link.claim_id, link.other_id))[:LINKS_SHOWN]
    return [link_row(link, claims) for link in strongest]


def link_row(link: LinkReason, claims: Mapping[str, Claim]) -> LinkRow:
    """Return one pair with the features that spoke for and against it."""
    one, other = (claims.get(key) for key in (link.claim_id, link.other_id))
    return LinkRow(
        one=link.claim_id,
        one_words=shown(one.count.words) if one else "",
        other=link.other_id,
        other_words=shown(other.count.words) if other else "",
        score=f"{link.score:.1f}",
        features=tuple(
            Feature(
                name=name.replace("_", " "), weight=f"{weight:+.1f}", explanation=_EXPLAINED.get(name, "")
            )
            for name, weight in link.features
        ),
    )
