"""Whether two claims can be about one event, and which of the two covers more of it."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

from recount.extract.relations.facts import Facts
from recount.gazetteer import distance_km
from recount.model import Means, Scope, Status

_PROVINCE_KM = 60.0  # from its chief town; what lies further off is as a rule called by another
_STRETCH = timedelta(days=3)  # a longer time is as a rule told roughly ("the past week"),
_ROUNDED = timedelta(days=1)  # by a day more or less
_STEM = 5  # letters by which "terrorist groups" and "terrorists" are one party


class Fit(Enum):
    """How a later claim's place or time lies to an earlier one's."""

    SAME = "same"
    INSIDE = "inside"
    WIDELY_INSIDE = "widely inside"  # by what is known of the places only, such as their land
    PERHAPS_INSIDE = "perhaps inside"  # a name no gazetteer knows under a known place, or a place near a city
    AROUND = "around"
    APART = "apart"
    UNKNOWN = "unknown"


def place_fit(later: Facts, earlier: Facts) -> Fit:
    """Compare places by their names, the most specific first, and by what is known to enclose them."""
    if not later.places or not earlier.places:
        return Fit.UNKNOWN
    ours, theirs = set(later.places), set(earlier.places)
    if later.places[0] == earlier.places[0]:
        return Fit.INSIDE if theirs > ours and earlier.headline else Fit.SAME
    heads_in = later.places[0] in theirs, earlier.places[0] in ours
    if heads_in[0] and heads_in[1]:
        return Fit.SAME
    listed = _listed(earlier)
    if heads_in[1] or ours & listed:
        return Fit.INSIDE
    if earlier.places[0] in later.around or listed & later.around:
        return Fit.WIDELY_INSIDE
    if heads_in[0] or ours & earlier.around:
        return Fit.AROUND
    if not later.located and (earlier.is_wide or (earlier.headline and earlier.located)):
        return Fit.PERHAPS_INSIDE
    return Fit.PERHAPS_INSIDE if earlier.is_wide and _is_near(later, earlier) else Fit.APART


def _listed(facts: Facts) -> set[str]:
    """Places told side by side: in a headline, or of all the violence of a day."""
    if facts.headline:
        return set(facts.places) - facts.countries
    if not facts.rank:
        return set()
    return set(facts.places) - facts.countries - facts.around - {facts.outermost}


def _is_near(later: Facts, earlier: Facts) -> bool:
    """Whether a place lies as near to a city as places of its province do, which goes by the city's name."""
    if later.entry is None or earlier.entry is None or later.is_wide:
        return False
    if not earlier.around.issuperset(later.places[1:]):
        return False  # it is said to lie in another
    distance = distance_km(later.entry, earlier.entry)
    return distance is not None and distance <= _PROVINCE_KM


def time_fit(later: Facts, earlier: Facts) -> Fit:
    """Compare the days of two claims."""
    if (later.first is None and later.last is None) or (earlier.first is None and earlier.last is None):
        return Fit.UNKNOWN
    if (later.first, later.last) == (earlier.first, earlier.last):
        return Fit.SAME
    if later.first is None or later.last is None or earlier.first is None or earlier.last is None:
        return Fit.APART if _disjoint(later, earlier) else Fit.UNKNOWN
    slack = _ROUNDED if earlier.last - earlier.first > _STRETCH else timedelta(0)
    if earlier.first - slack <= later.first and later.last <= earlier.last + slack:
        return Fit.INSIDE
    if later.first <= earlier.first and earlier.last <= later.last:
        return Fit.AROUND
    return Fit.APART if _disjoint(later, earlier) else Fit.UNKNOWN


def _disjoint(later: Facts, earlier: Facts) -> bool:
    before = later.last is not None and earlier.first is not None and later.last < earlier.first
    after = later.first is not None and earlier.last is not None and earlier.last < later.first
    return before or after


def statuses_clash(first: Facts, second: Facts) -> bool:
    """Whether one counts civilians and the other combatants; a headline's bare figure takes on any status."""
    if any(facts.headline and not facts.victims for facts in (first, second)):
        return False
    return {first.claim.status, second.claim.status} == {Status.CIVILIAN, Status.COMBATANT}


def scopes_clash(first: Facts, second: Facts) -> bool:
    """Whether one is a total of the whole conflict and the other is not."""
    return (first.claim.scope is Scope.CONFLICT) != (second.claim.scope is Scope.CONFLICT)


def rivals(first: Facts, second: Facts) -> bool:
    """Whether the claims are credited to different bodies; a headline speaks for whoever the text credits."""
    return (
        not first.headline
        and not second.headline
        and bool(first.claimants)
        and bool(second.claimants)
        and first.claimants.isdisjoint(second.claimants)
    )


def causes_clash(first: Facts, second: Facts) -> bool:
    """Whether different parties are said to have done it by different means; headlines are too short."""
    if first.headline or second.headline:
        return False
    return means_differ(first, second) and _parties_differ(first, second)


def means_differ(first: Facts, second: Facts) -> bool:
    """Whether both say by what means it was done, and not the same."""
    return len({first.claim.means, second.claim.means} - {Means.UNKNOWN, Means.OTHER}) == 2


def _parties_differ(first: Facts, second: Facts) -> bool:
    ours, theirs = (
        {word[:_STEM] for party in facts.claim.alleged_perpetrators for word in party.name.casefold().split()}
        for facts in (first, second)
    )
    return bool(ours) and bool(theirs) and ours.isdisjoint(theirs)
