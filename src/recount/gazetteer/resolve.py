"""From a name as written to a ``Place``: which entry it means, and how exactly that locates the harm.

Two rules keep a wrong point out of the record. A name that several entries fit about equally well keeps them
as candidates and gets no point, at the level they share (UCDP: an ambiguous name takes the coarser level).
And a name said to lie in a place is looked for in that place first: an entry of the same name far away is
not it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from recount.gazetteer.ranking import DIVISIONS, POPULATED, distance_km, lies_within
from recount.gazetteer.registry import NO_CONTEXT, Gazetteer, PlaceContext
from recount.gazetteer.terms import NamedPlace, load_terms
from recount.model import Place, PlaceCandidate, WherePrecision

# UCDP codes a suburb or quarter at its town; here its own entry is kept, and EXACT says the same.
PRECISION_OF_KIND = {
    "site": WherePrecision.EXACT,
    "quarter": WherePrecision.EXACT,
    "village": WherePrecision.EXACT,
    "town": WherePrecision.EXACT,
    "city": WherePrecision.EXACT,
    "adm2": WherePrecision.ADM2,
    "adm1": WherePrecision.ADM1,
    "region": WherePrecision.FUZZY,
    "country": WherePrecision.COUNTRY,
}
VAGUE_KIND = "area"  # says nothing of the kind of place a name is
# A part of a place ("eastern", "northern") is not its point.
_PART_OF = {
    WherePrecision.EXACT: WherePrecision.NEAR_POINT,
    WherePrecision.COUNTRY: WherePrecision.FUZZY,
}
# Below MIN_SCORE fall small places in countries the report does not name, and entries outside the place that
# encloses the name; a rival nearer than MARGIN leaves the name ambiguous, unless it is SAME_KM away or less.
MIN_SCORE = 0.7
MIN_CANDIDATE = 0.45
MARGIN = 0.04
SAME_KM = 12.0


def resolve(
    name: str,
    gazetteer: Gazetteer | None,
    context: PlaceContext = NO_CONTEXT,
    *,
    language: str = "en",
    span: tuple[int, int] | None = None,
    near: bool = False,
    also: tuple[str, ...] = (),
) -> Place:
    """Look a name up and say how exact it is.

    Args:
        name: as written in the report.
        gazetteer: ``None`` when there is none; the place then has no candidates.
        context: what the report says about where it is set.
        language: whose words for kinds of places stand in the name.
        span: where the name stands in the normalised text.
        near: True when the text says "near" or "outside" the place.
        also: the name with the words for its kind, where these are no part of it ("X district").
    """
    terms = load_terms(language)
    named = terms.take_apart(name)
    if also and named.kind is None:
        named = replace(named, is_wide=terms.take_apart(also[0]).is_wide)
    kind = named.kind or context.kind
    kind = None if kind == VAGUE_KIND else kind
    candidates: tuple[PlaceCandidate, ...] = ()
    if gazetteer is not None:
        asked = context if kind == context.kind else replace(context, kind=kind)
        candidates = tuple(
            _inside(entry, context.within, named)
            for entry in _look_up((*also, name, named.core), gazetteer, asked)
        )
    chosen = _standing_out(candidates)
    precision = _level(candidates, context) if chosen is None else _exactness(chosen, named, kind, context)
    if chosen is not None and kind in DIVISIONS and chosen.kind in POPULATED:
        chosen = None  # "X Strip" is not the town X, though it is known to lie there
    if near and precision is WherePrecision.EXACT:
        precision = WherePrecision.NEAR_POINT
    start, end = span or (None, None)
    return Place(
        name=name, start=start, end=end, where_precision=precision, resolved=chosen, candidates=candidates
    )


def _inside(entry: PlaceCandidate, within: Sequence[PlaceCandidate], named: NamedPlace) -> PlaceCandidate:
    """Return an entry with what the text says encloses it among its parents, nearest first.

    Of a part ("eastern X") the whole is the first: so it is nested in X, as the quarters of X are.
    """
    around = [outer.name for outer in within if outer.name != entry.name and lies_within(entry, outer)]
    if named.is_part:
        around.insert(0, entry.name)
    parents = tuple(dict.fromkeys((*around, *entry.parents)))
    return entry if parents == entry.parents else replace(entry, parents=parents)


def _look_up(names: Iterable[str], gazetteer: Gazetteer, context: PlaceContext) -> tuple[PlaceCandidate, ...]:
    """Return what the names may mean, best first: the whole phrase may itself be a name ("Rural X")."""
    found: dict[tuple[str, str], PlaceCandidate] = {}
    for name in dict.fromkeys(names):
        for entry in gazetteer.find(name, context=context):
            key = entry.gazetteer, entry.place_id
            if entry.score >= MIN_CANDIDATE and (key not in found or found[key].score < entry.score):
                found[key] = entry
    return tuple(sorted(found.values(), key=lambda entry: -entry.score))


def _standing_out(candidates: Sequence[PlaceCandidate]) -> PlaceCandidate | None:
    """Return the candidate that stands out, ``None`` when none does."""
    if not candidates or candidates[0].score < MIN_SCORE:
        return None
    best = candidates[0]
    return best if all(_is_same(best, rival) for rival in _rivals(candidates)) else None


def _rivals(candidates: Sequence[PlaceCandidate]) -> tuple[PlaceCandidate, ...]:
    """Return the candidates that fit about as well as the first one."""
    return tuple(entry for entry in candidates[1:] if candidates[0].score - entry.score < MARGIN)


def _is_same(first: PlaceCandidate, second: PlaceCandidate) -> bool:
    """Whether two entries are one place in two registers, as far as their points can tell."""
    distance = distance_km(first, second)
    return first.country == second.country if distance is None else distance <= SAME_KM


def _exactness(
    chosen: PlaceCandidate, named: NamedPlace, kind: str | None, context: PlaceContext
) -> WherePrecision:
    precision = PRECISION_OF_KIND.get(chosen.kind, WherePrecision.UNKNOWN)
    if kind in DIVISIONS and not (named.is_wide and chosen.kind in DIVISIONS):
        precision = max(precision, PRECISION_OF_KIND[kind])  # the land around, whatever the entry is
    if kind == "quarter" and chosen.kind == "city" and not _is_in_town(context):
        return WherePrecision.NEAR_POINT  # "X district", and only the city X is known
    if precision is WherePrecision.EXACT and chosen.lat is None:
        return WherePrecision.ADM2  # the register knows in which district it lies, not where
    if named.is_part:
        return _PART_OF.get(precision, precision)
    if precision is WherePrecision.EXACT and named.kind == "site" and chosen.kind != "site":
        return WherePrecision.NEAR_POINT  # "X base", and only X is known
    return precision


def _is_in_town(context: PlaceContext) -> bool:
    """Whether the text says in which town a place lies."""
    return any(outer.kind in POPULATED for outer in context.within)


def _level(candidates: Sequence[PlaceCandidate], context: PlaceContext) -> WherePrecision:
    """Return the level at which an unresolved name is known: that of what encloses it, if anything does."""
    if context.within:
        outer = context.within[0]
        precision = PRECISION_OF_KIND.get(outer.kind, WherePrecision.UNKNOWN)
        return WherePrecision.NEAR_POINT if precision is WherePrecision.EXACT else precision
    if candidates and candidates[0].score >= MIN_SCORE:
        countries = {entry.country for entry in (candidates[0], *_rivals(candidates))}
        if len(countries) == 1 and countries <= {*context.countries}:
            return WherePrecision.COUNTRY
    return WherePrecision.UNKNOWN
