"""Who stands behind a figure: the originator, told apart from carrier and outlet.

Five outlets that quote one monitor are one originator (DOMAIN.md section 7). The rules, in order:

1. a name the originator table knows stands for its topmost body; a person credited beside it is that body;
2. names the table does not know that are credited together are one originator, in the whole incident;
3. a figure without a credit, or with an anonymous one ("activists", a headline's "monitor"), has the
   originator to whom the same report credits the same figure; an anonymous one also that of its own parts;
4. a figure nobody is credited with is the agency's when the report is one agency's copy, else the outlet's;
   of several outlets that carry one story it is the first one's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from recount.codebook.originators import Originators, name_key
from recount.model import Claim, Incident, RelationType, Report, Source, SourceKind, Speaker
from recount.reconcile.grouping import by_report_and_harm

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
    bodies = {claim.id: _bodies(claim, table) for claim in claims}
    names = {claim.id: _names(claim, table) for claim in claims}
    joined = _join(claims, bodies, names)
    voices = {
        claim.id: bodies[claim.id]
        or _distinct(joined[name] for name in names[claim.id])
        or _anonymous(claim, table)
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


def _find(speaker: Speaker, table: Originators) -> Source | None:
    return table.by_id.get(speaker.originator or "") or table.find(speaker.name)


def _key(source: Source | None, name: str, table: Originators) -> str:
    return name_key(name) if source is None else table.root_of(source.id)


def _is_anonymous(speaker: Speaker, table: Originators) -> bool:
    """Whether no body or person is named: the table says so, or a cased name has no capital."""
    source = _find(speaker, table)
    return speaker.name.islower() if source is None else source.kind in _ANONYMOUS


def _bodies(claim: Claim, table: Originators) -> Voices:
    """Rule 1: the bodies of the table among the speakers."""
    found = (_find(speaker, table) for speaker in claim.attribution.speakers)
    return _distinct(table.root_of(source.id) for source in found if source and source.kind not in _ANONYMOUS)


def _names(claim: Claim, table: Originators) -> Voices:
    """The named speakers that the table does not know."""
    return _distinct(
        name_key(speaker.name)
        for speaker in claim.attribution.speakers
        if _find(speaker, table) is None and not _is_anonymous(speaker, table)
    )


def _anonymous(claim: Claim, table: Originators) -> Voices:
    return _distinct(
        _key(_find(speaker, table), speaker.name, table) for speaker in claim.attribution.speakers
    )


def _join(
    claims: Sequence[Claim], bodies: Mapping[str, Voices], names: Mapping[str, Voices]
) -> dict[str, str]:
    """Rule 2: map each unknown name to its originator: the one body beside it, else the commonest name."""
    groups: dict[str, set[str]] = {}
    for claim in claims:
        merged = set(names[claim.id]).union(*(groups.get(name, ()) for name in names[claim.id]))
        groups.update(dict.fromkeys(merged, merged))
    body_of: dict[str, str] = {}
    for claim in claims:
        if len(bodies[claim.id]) == 1:
            body_of.update((name, bodies[claim.id][0]) for name in names[claim.id] if name not in body_of)
    uses = Counter(name for found in names.values() for name in found)
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
