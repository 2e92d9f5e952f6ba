"""Which claims count the whole incident, and which only a part of it.

Children named among the dead are never added; parts are added only where their text says so ("another 12")
or where one voice gives soldiers and civilians side by side and no total.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from recount.codebook.originators import name_key
from recount.model import (
    Claim,
    CountKind,
    Exclusion,
    Modality,
    RelationType,
    Report,
    Scope,
    Status,
    StatusBasis,
)
from recount.reconcile.figures import Figure, figure_of, sum_of
from recount.reconcile.grouping import by_report_and_harm
from recount.reconcile.originate import OUTLET

PART = "part"
PART_ELSEWHERE = "part_elsewhere"
GROUP_ONLY = "group_only"
WIDER = "wider"
FIGHTERS_ONLY = "fighters_only"
FEWER = "fewer"
SINGLE = "single"
# Words for persons, one by one, or for deaths without a number; a number word or a digit counts.
_PERSONS = frozenset({CountKind.SINGULAR, CountKind.NAME_LIST, CountKind.BARE_PLURAL, CountKind.NONE_STATED})
_ADDITIVE = frozenset({Status.CIVILIAN, Status.COMBATANT})
_WIDER = frozenset({Scope.PERIOD, Scope.CAMPAIGN, Scope.CONFLICT})
_MODALITIES = {
    Modality.DENIED: "the text denies it",
    Modality.HYPOTHETICAL: "the text does not say it happened",
    Modality.EXPECTED: "the text expects it, it does not report it",
}


def whole_figures(
    claims: Sequence[Claim],
    voices: Mapping[str, tuple[str, ...]],
    reports: Mapping[str, Report],
    *,
    scope: Scope,
    status: Status | None = None,
) -> tuple[list[Figure], list[Exclusion]]:
    """Return the figures for the whole incident among claims of one harm, and why the others are none.

    Args:
        claims: of one harm (and one status, for the toll of a status), in record order.
        voices: originators by claim id.
        reports: by id.
        scope: of the incident; figures of wider scope count in an aggregate only.
        status: of the toll; ``None`` for that of all people.
    """
    reasons = _set_aside(claims, voices, scope)
    if status is None:
        spared = (claim.id for claim in claims if claim.id not in reasons and _spares_a_group(claim))
        reasons.update(dict.fromkeys(spared, GROUP_ONLY))
    wholes = [claim for claim in claims if claim.id not in reasons]
    figures: list[Figure] = []
    for peers in by_report_and_harm(wholes):
        for parts, has_total in _sums(peers, voices):
            reasons.update({part.id: PART for part in parts})
            if not has_total:
                figures.append(sum_of(parts, voices[parts[0].id], reports))
    figures.extend(figure_of(claim, voices[claim.id], reports) for claim in claims if claim.id not in reasons)
    order = {claim.id: index for index, claim in enumerate(claims)}
    figures.sort(key=lambda figure: order[figure.claim_ids[0]])
    summed = {claim_id for figure in figures for claim_id in figure.claim_ids}
    excluded = [
        Exclusion(claim_id=claim.id, reason=reasons[claim.id])
        for claim in claims
        if claim.id in reasons and claim.id not in summed
    ]
    return figures, excluded


def _set_aside(
    claims: Sequence[Claim], voices: Mapping[str, tuple[str, ...]], scope: Scope
) -> dict[str, str]:
    by_id = {claim.id: claim for claim in claims}
    reasons: dict[str, str] = {}
    for claim in claims:
        if claim.modality in _MODALITIES:
            reasons[claim.id] = _MODALITIES[claim.modality]
        elif (whole := whole_of(claim, by_id)) is not None and not _is_rival(claim, whole, voices):
            reasons[claim.id] = PART
        elif claim.scope in _WIDER and scope not in _WIDER:
            reasons[claim.id] = WIDER
    wholes = [claim for claim in claims if claim.id not in reasons]
    parts = {_mark(claim) for claim in claims if reasons.get(claim.id) == PART and claim.places}
    vague = [claim for claim in wholes if claim.count.is_vague]
    has_all = any(not counts_one_group(claim) and not claim.count.is_vague for claim in wholes)
    for claim in wholes:
        if counts_one_group(claim) and has_all:
            reasons[claim.id] = GROUP_ONLY
        elif claim.places and _mark(claim) in parts:
            reasons[claim.id] = PART_ELSEWHERE
        elif _tells_of_persons(claim, wholes):
            reasons[claim.id] = SINGLE
        elif vague and _is_below_own_word(claim, wholes, vague, voices):
            reasons[claim.id] = FEWER
        elif _counts_combatants_only(claim, wholes, voices):
            reasons[claim.id] = FIGHTERS_ONLY
    return reasons


def _spares_a_group(claim: Claim) -> bool:
    """Whether nobody of one group was harmed ("no Russian servicemen", "no children"): of others it says nothing."""
    return claim.count.greatest_stated == 0 and (claim.status in _ADDITIVE or bool(claim.groups))


def _counts_combatants_only(
    claim: Claim, wholes: Sequence[Claim], voices: Mapping[str, tuple[str, ...]]
) -> bool:
    """Whether the same body gives a figure for all that is no smaller: one for fighters does not replace it.

    Beside civilians of the same voice and report it is a part of their sum.
    """
    if claim.status is not Status.COMBATANT or claim.status_basis is not StatusBasis.STATED:
        return False
    if any(
        other.status is Status.CIVILIAN
        and other.report_id == claim.report_id
        and voices[other.id] == voices[claim.id]
        for other in wholes
    ):
        return False
    return any(
        other.status in {Status.UNKNOWN, Status.MIXED}
        and not other.count.is_vague
        and (other.count.low or 0) >= (claim.count.greatest_stated or 0)
        and voices[other.id] == voices[claim.id]
        and not voices[other.id][0].startswith(OUTLET)
        for other in wholes
        if other is not claim
    )


def _is_below_own_word(
    claim: Claim, wholes: Sequence[Claim], vague: Sequence[Claim], voices: Mapping[str, tuple[str, ...]]
) -> bool:
    """Whether one voice says "dozens" in the same report, and of fewer only what it saw ("two dead at the clinic").

    It stays where nobody gives a greater number.
    """
    stated = claim.count.greatest_stated
    if stated is None or claim.count.is_vague or not claim.count.low:
        return False
    return any(
        (other.count.low or 0) > stated
        and other.report_id == claim.report_id
        and _speak_as_one(claim, other, voices)
        for other in vague
    ) and any((other.count.low or 0) > stated and not other.count.is_vague for other in wholes)


def _speak_as_one(one: Claim, two: Claim, voices: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether two figures of a report have one voice, or are both told without a credit."""
    if not one.attribution.speakers and not two.attribution.speakers:
        return True
    return voices[one.id] == voices[two.id]


def _tells_of_persons(claim: Claim, wholes: Sequence[Claim]) -> bool:
    """Whether a claim names or describes persons ("her driver was killed") where another counts more people."""
    if claim.count.kind not in _PERSONS:
        return False
    told = claim.count.greatest_stated or 0
    return any(
        other.count.kind not in _PERSONS
        and not other.count.is_vague
        and (other.count.greatest_stated or 0) > told
        for other in wholes
    )


def _mark(claim: Claim) -> tuple[int | None, str]:
    """What tells a figure for one place of the incident: its number and the place nearest to the harm."""
    return claim.count.greatest_stated, name_key(claim.places[0].name)


def whole_of(claim: Claim, by_id: Mapping[str, Claim]) -> Claim | None:
    """Return the claim this one is a part of, looking through repeats; ``None`` when it is no part."""
    seen: set[str] = set()
    current: Claim | None = claim
    while current is not None and current.relation is not None and current.id not in seen:
        seen.add(current.id)
        if current.relation.type is RelationType.SUBSET_OF:
            return by_id.get(current.relation.to)
        if current.relation.type is not RelationType.SAME_AS:
            return None
        current = by_id.get(current.relation.to)
    return None


def details_of(claims: Sequence[Claim]) -> Counter[str]:
    """Return how many claims are parts of each, by claim id."""
    by_id = {claim.id: claim for claim in claims}
    found = (whole_of(claim, by_id) for claim in claims)
    return Counter(whole.id for whole in found if whole is not None)


def counts_one_group(claim: Claim) -> bool:
    """Whether only a group is counted ("27 children"): a rule, not the text, then gives the status."""
    return bool(claim.groups) and claim.status_basis is StatusBasis.RULE


def _is_rival(claim: Claim, whole: Claim, voices: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a claim is another figure for the whole, although it was read as a part of one.

    Only where no words show the part: "dozens were killed … the Watch counted 43", or two bodies of which
    each gives its own figure. Children or soldiers among the dead stay parts.
    """
    if claim.relation is None or claim.relation.cue or counts_one_group(claim):
        return False
    if claim.count.kind in _PERSONS:
        return False
    if claim.status not in {whole.status, Status.UNKNOWN, Status.MIXED}:
        return False
    if whole.count.is_vague and not claim.count.is_vague:
        return True
    bodies = [{voice for voice in voices[item.id] if not voice.startswith(OUTLET)} for item in (claim, whole)]
    return bool(bodies[0]) and bool(bodies[1]) and bodies[0].isdisjoint(bodies[1])


def _sums(
    peers: Sequence[Claim], voices: Mapping[str, tuple[str, ...]]
) -> list[tuple[tuple[Claim, ...], bool]]:
    """Return the sets of disjoint parts of one report, and whether the same voice states their total."""
    taken: set[str] = set()
    found: list[tuple[tuple[Claim, ...], bool]] = []
    for parts in (*_additions(peers), *_by_status(peers, voices)):
        ids = {part.id for part in parts}
        if taken.isdisjoint(ids):
            taken |= ids
            total = sum(part.count.greatest_stated or 0 for part in parts)
            speakers = {voice for part in parts for voice in voices[part.id]}
            has_total = any(
                (peer.count.greatest_stated or 0) >= total and not speakers.isdisjoint(voices[peer.id])
                for peer in peers
                if peer.id not in ids
            )
            found.append((parts, has_total))
    return found


def _additions(peers: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    """A figure and the figures its text adds to it."""
    by_id = {claim.id: claim for claim in peers}
    chains: dict[str, list[Claim]] = {}
    root_of: dict[str, str] = {}
    for claim in peers:
        relation = claim.relation
        if relation and relation.type is RelationType.ADDITIONAL_TO and relation.to in by_id:
            root = root_of.get(relation.to, relation.to)
            root_of[claim.id] = root
            chains.setdefault(root, [by_id[root]]).append(claim)
    return [tuple(chain) for chain in chains.values() if not any(part.count.is_vague for part in chain)]


def _by_status(peers: Sequence[Claim], voices: Mapping[str, tuple[str, ...]]) -> list[tuple[Claim, ...]]:
    """Civilians and combatants that one voice gives side by side."""
    known = {claim.id for claim in peers}
    pairs: list[tuple[Claim, ...]] = []
    for one, two in pairwise(peers):
        if (
            {one.status, two.status} == _ADDITIVE
            and StatusBasis.STATED is one.status_basis is two.status_basis
            and voices[one.id] == voices[two.id]
            and not any(claim.relation is not None and claim.relation.to in known for claim in (one, two))
            and not (one.count.is_vague or two.count.is_vague)
        ):
            pairs.append((one, two))
    return pairs
