"""Who stands behind a figure: the originator, told apart from carrier and outlet.

Five outlets that quote one monitor are one originator (DOMAIN.md section 7). The rules, in order:

1. a name the originator table knows stands for its topmost body; a person credited beside it is that body; a
   name that means a body in one country only means it where the claim, its report or the incident is there;
2. names the table does not know that are credited together are one originator, in the whole incident, unless
   the text joins them with an "and": those are two who say the same;
3. a figure without a credit, or with an anonymous one ("activists", a headline's "monitor"), has the
   originator to whom the same report credits the same figure; an anonymous one also that of its own parts;
4. a figure nobody is credited with is the agency's when the report is one agency's copy, else the outlet's;
   of several outlets that carry one story it is the first one's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recount.codebook.originators import Originators, name_key
from recount.model import Claim, Incident, RelationType, Report, Source, SourceKind, Speaker
from recount.reconcile.grouping import by_report_and_harm
from recount.text.coordination import is_coordinated

Voices = tuple[str, ...]

OUTLET = "outlet:"  # before the name of an outlet that speaks for itself

_ANONYMOUS = frozenset({SourceKind.UNNAMED, SourceKind.UNKNOWN})


def originators_of(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    table: Originators,
    copy_of: Mapping[str, str] | None = None,
) -> dict[str, Voices]:
    """Return the originators of each claim, by claim id; never empty.

    A known body is given by its id in the table, any other by the normalised form of its name, an outlet
    as ``outlet:<name>``. ``copy_of`` names the first report of the story a report carries.
    """
    original = copy_of or {}
    speakers = {claim.id: _units(claim, reports.get(claim.report_id)) for claim in claims}
    places = _countries(claims)
    units = {
        claim.id: [_read(unit, table, places[claim.id]) for unit in speakers[claim.id]] for claim in claims
    }
    joined = _join([unit for claim in claims for unit in units[claim.id]])
    bodies = {
        claim.id: _distinct(body for unit in units[claim.id] for body in unit.bodies) for claim in claims
    }
    names = {claim.id: _distinct(name for unit in units[claim.id] for name in unit.names) for claim in claims}
    voices = {
        claim.id: _distinct(
            voice
            for unit in units[claim.id]
            for voice in unit.bodies or _distinct(joined[name] for name in unit.names)
        )
        or _anonymous(claim, table, places[claim.id])
        for claim in claims
    }
    firm = {
        claim.id
        for claim in claims
        if bodies[claim.id] or (names[claim.id] and claim.attribution.basis != "headline")
    }
    for peers in by_report_and_harm(claims):
        voices.update(_lent(peers, firm, voices))
    return {
        claim.id: voices[claim.id]
        or own_voice(reports.get(original.get(claim.report_id, claim.report_id)), table)
        for claim in claims
    }


def own_voice(report: Report | None, table: Originators) -> Voices:
    """Return the originator of what a report says in its own voice: the agency it copies, else its outlet."""
    if report is None:
        return (f"{OUTLET}unknown",)
    agencies = _distinct(_key(table.find(credit), credit, table) for credit in report.agency_credits)
    if len(agencies) == 1:
        return agencies
    outlet = name_key(report.outlet or "")
    return (f"{OUTLET}{outlet or report.id}",)


def accused_in(incident: Incident, table: Originators) -> frozenset[str]:
    """Return the originators that are the alleged perpetrators of an incident, by every key they may have.

    Only by name: a body the table does not join with the party named stays another.
    """
    known = (table.find(name) for name in incident.perpetrators)
    bodies = (table.root_of(source.id) for source in known if source is not None)
    return frozenset((*bodies, *map(name_key, incident.perpetrators)))


@dataclass(frozen=True, slots=True)
class _Unit:
    """Speakers who are one: a person and the body they speak for.

    Attributes:
        bodies: those the table knows.
        names: named speakers that it does not know.
    """

    bodies: Voices
    names: Voices


def _units(claim: Claim, report: Report | None) -> list[list[Speaker]]:
    """Return the speakers of a claim, those apart between whom the text has an "and"."""
    speakers = list(claim.attribution.speakers)
    if report is None or any(speaker.start is None for speaker in speakers):
        return [speakers]
    speakers.sort(key=lambda speaker: (speaker.start or 0, speaker.end or 0))
    units: list[list[Speaker]] = []
    for speaker in speakers:
        before = units[-1][-1] if units else None
        between = "" if before is None else report.text[before.end or 0 : speaker.start or 0]
        if before is None or is_coordinated(between, language=report.language):
            units.append([speaker])
        else:
            units[-1].append(speaker)
    return units


def _countries(claims: Sequence[Claim]) -> dict[str, frozenset[str]]:
    """Return the countries each claim is about: by its own places, else its report's, else all claims'."""
    own = {claim.id: _countries_of(claim) for claim in claims}
    of_report: dict[str, set[str]] = {}
    for claim in claims:
        of_report.setdefault(claim.report_id, set()).update(own[claim.id])
    everywhere = {country for found in own.values() for country in found}
    return {
        claim.id: frozenset(own[claim.id] or of_report[claim.report_id] or everywhere) for claim in claims
    }


def _countries_of(claim: Claim) -> frozenset[str]:
    resolved = (place.resolved for place in claim.places)
    return frozenset(found.country for found in resolved if found is not None and found.country)


def _find(speaker: Speaker, table: Originators, countries: frozenset[str]) -> Source | None:
    if table.is_local(speaker.name):
        return table.find_in(speaker.name, countries)
    return table.by_id.get(speaker.originator or "") or table.find(speaker.name)


def _key(source: Source | None, name: str, table: Originators) -> str:
    return name_key(name) if source is None else table.root_of(source.id)


def _is_anonymous(speaker: Speaker, source: Source | None) -> bool:
    """Whether no body or person is named: the table says so, or a cased name has no capital."""
    return speaker.name.islower() if source is None else source.kind in _ANONYMOUS


def _read(speakers: Sequence[Speaker], table: Originators, countries: frozenset[str]) -> _Unit:
    """Rule 1: tell the bodies of the table among some speakers from the names it does not know."""
    pairs = [(speaker, _find(speaker, table, countries)) for speaker in speakers]
    return _Unit(
        bodies=_distinct(
            table.root_of(source.id) for _, source in pairs if source and source.kind not in _ANONYMOUS
        ),
        names=_distinct(
            name_key(speaker.name)
            for speaker, source in pairs
            if source is None and not _is_anonymous(speaker, source)
        ),
    )


def _anonymous(claim: Claim, table: Originators, countries: frozenset[str]) -> Voices:
    return _distinct(
        _key(_find(speaker, table, countries), speaker.name, table) for speaker in claim.attribution.speakers
    )


def _join(units: Sequence[_Unit]) -> dict[str, str]:
    """Rule 2: map each unknown name to its originator: the one body beside it, else the commonest name."""
    groups: dict[str, set[str]] = {}
    for unit in units:
        merged = set(unit.names).union(*(groups.get(name, ()) for name in unit.names))
        groups.update(dict.fromkeys(merged, merged))
    body_of: dict[str, str] = {}
    for unit in units:
        if len(unit.bodies) == 1:
            body_of.update((name, unit.bodies[0]) for name in unit.names if name not in body_of)
    uses = Counter(name for unit in units for name in unit.names)
    joined: dict[str, str] = {}
    for name, group in groups.items():
        heads = sorted(group, key=lambda other: (-uses[other], other))
        joined[name] = next((body_of[head] for head in heads if head in body_of), heads[0])
    return joined


def _lent(peers: Sequence[Claim], firm: set[str], voices: Mapping[str, Voices]) -> dict[str, Voices]:
    """Rule 3, within one report and harm."""
    lenders = [claim for claim in peers if claim.id in firm]
    lent = {
        claim.id: _distinct(
            voice for lender in lenders if _repeats(claim, lender) for voice in voices[lender.id]
        )
        for claim in peers
        if claim.id not in firm
    }
    return {claim_id: found for claim_id, found in lent.items() if found}


def _repeats(claim: Claim, other: Claim) -> bool:
    """Whether a claim gives another's figure, or its anonymous speaker the whole of which that is a part."""
    tied = (
        {RelationType.SAME_AS, RelationType.SUBSET_OF}
        if claim.attribution.speakers
        else {RelationType.SAME_AS}
    )
    for one, two in ((claim, other), (other, claim)):
        if one.relation and one.relation.type in tied and one.relation.to == two.id:
            return True
    stated = claim.count.greatest_stated
    return stated is not None and stated == other.count.greatest_stated


def _distinct(values: Iterable[str]) -> Voices:
    return tuple(dict.fromkeys(values))
