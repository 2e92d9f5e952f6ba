"""Rules on places: points lie where their names say, and no point is more exact than the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from recount.codebook.originators import name_key
from recount.gazetteer import distance_km, load_countries
from recount.model import Claim, Incident, Place, PlaceCandidate, WherePrecision
from recount.reconcile.integrity.record import Notice, Record
from recount.reconcile.integrity.where import at_claim, at_incident, at_report

FAR_KM = 150  # one moment of violence does not reach farther; the wrong namesake is often 400 km away
MARGIN_DEGREES = 1.0  # a country's outermost town is not its border
_POINTS = frozenset({WherePrecision.EXACT, WherePrecision.NEAR_POINT})
_LEAST = {
    "adm2": WherePrecision.ADM2,
    "adm1": WherePrecision.ADM1,
    "country": WherePrecision.FUZZY,  # "northern Varda" is a part of a country
}


def point_outside_its_country(record: Record) -> Iterator[Notice]:
    """The point of a place lies inside the country it is said to be in."""
    for claim, place, entry in _resolved(record):
        extent = record.extents.get(entry.country or "")
        if extent is None or entry.lat is None or entry.lon is None:
            continue
        if not extent.holds(entry.lat, entry.lon, margin=MARGIN_DEGREES):
            yield at_claim(claim), f"{place.name!r} at {entry.lat}, {entry.lon} is outside {entry.country}"


def impossible_point(record: Record) -> Iterator[Notice]:
    """Latitudes run from -90 to 90, longitudes from -180 to 180, and 0, 0 is a blank read as a number."""
    for claim, place, entry in _resolved(record):
        if entry.lat is None or entry.lon is None:
            continue
        if abs(entry.lat) > 90 or abs(entry.lon) > 180 or (entry.lat, entry.lon) == (0, 0):
            yield at_claim(claim), f"{place.name!r} at {entry.lat}, {entry.lon}"


def exact_place_without_a_point(record: Record) -> Iterator[Notice]:
    """A place known to the point has a point in a gazetteer."""
    found: defaultdict[str, list[tuple[Claim, Place]]] = defaultdict(list)
    for claim in record.claims.values():
        for place in claim.places:
            entry = place.resolved
            if place.where_precision in _POINTS and (entry is None or entry.lat is None or entry.lon is None):
                found[name_key(place.name)].append((claim, place))
    for uses in found.values():
        claim, place = uses[0]
        what = (
            f"{place.name!r} has a precision of {int(place.where_precision)} and no point; {len(uses)} claims"
        )
        yield at_claim(claim), what


def region_coded_as_a_point(record: Record) -> Iterator[Notice]:
    """A country, province or district is coded as one; its middle is not where it happened."""
    for claim, place, entry in _resolved(record):
        least = _LEAST.get(entry.kind)
        if least is not None and WherePrecision.UNKNOWN < place.where_precision < least:
            what = f"{place.name!r} is a {entry.kind}, coded {int(place.where_precision)} for {int(least)}"
            yield at_claim(claim), what


def name_in_two_places(record: Record) -> Iterator[Notice]:
    """One name in one report is one place."""
    for report in record.reports.values():
        found: defaultdict[str, dict[str, PlaceCandidate]] = defaultdict(dict)
        for claim in record.claims_of_report.get(report.id, ()):
            for place in claim.places:
                if place.resolved:
                    found[name_key(place.name)][place.resolved.place_id] = place.resolved
        for name, entries in found.items():
            if any((distance_km(one, two) or 0) > FAR_KM for one, two in combinations(entries.values(), 2)):
                yield at_report(report), f"{name!r} is located at {len(entries)} places"


def figures_far_apart(record: Record) -> Iterator[Notice]:
    """The figures that count in the toll of one incident are of one place."""
    for incident in record.single():
        used = {claim_id for toll in record.tolls_of.get(incident.id, ()) for claim_id in toll.claims_used}
        points: dict[str, PlaceCandidate] = {}
        for claim in record.claims_of(incident):
            entry = claim.places[0].resolved if claim.places and claim.id in used else None
            if entry and claim.places[0].where_precision in _POINTS:
                points.setdefault(entry.place_id, entry)
        for one, two in combinations(points.values(), 2):
            if (gap := distance_km(one, two) or 0) > FAR_KM:
                yield at_incident(incident), f"{one.name} and {two.name} are {gap:.0f} km apart"
                break


def incident_in_two_countries(record: Record) -> Iterator[Notice]:
    """One moment of violence happened in one country."""
    for incident in record.single():
        found = {
            place.resolved.country for place in incident.places if place.resolved and place.resolved.country
        }
        if len(found) > 1:
            yield at_incident(incident), f"its places lie in {', '.join(sorted(found))}"


def incident_outside_the_area(record: Record) -> Iterator[Notice]:
    """An incident lies in the area that the record covers, as far as its places name a larger one."""
    area = {name_key(name) for name in record.scope.area}
    for incident in record.single() if area else ():
        around = _around(record, incident)
        if around and area.isdisjoint(around):
            names = ", ".join(dict.fromkeys(place.name for place in incident.places))
            yield at_incident(incident), f"{names}: not in {', '.join(record.scope.area)}"


def _around(record: Record, incident: Incident) -> set[str]:
    """Return the keys of an incident's places and of what they lie in; empty when a place is not resolved."""
    keys: set[str] = set()
    languages = [load_countries(language).names for language in record.scope.languages]
    for place in incident.places:
        if place.resolved is None:
            return set()
        countries = (
            name for names in languages for name, code in names.items() if code == place.resolved.country
        )
        keys |= {
            name_key(name) for name in (place.name, place.resolved.name, *place.resolved.parents, *countries)
        }
    return keys


def place_of_no_claim(record: Record) -> Iterator[Notice]:
    """An incident lies where one of its claims says."""
    for incident in record.incidents:
        named = {name_key(place.name) for claim in record.claims_of(incident) for place in claim.places}
        for place in incident.places:
            if name_key(place.name) not in named:
                yield at_incident(incident), f"none of its claims is located at {place.name!r}"


def toss_up_coded_as_a_point(record: Record) -> Iterator[Notice]:
    """A name that fits two far places equally well is coded coarser, not at one of them."""
    for claim, place, entry in _resolved(record):
        rivals = (other for other in place.candidates if other.score >= entry.score)
        if place.where_precision in _POINTS and any(
            (distance_km(entry, other) or 0) > FAR_KM for other in rivals
        ):
            yield (
                at_claim(claim),
                f"{place.name!r} fits another place as well as {entry.name} ({entry.country})",
            )


def _resolved(record: Record) -> Iterator[tuple[Claim, Place, PlaceCandidate]]:
    for claim in record.claims.values():
        for place in claim.places:
            if place.resolved is not None:
                yield claim, place, place.resolved
