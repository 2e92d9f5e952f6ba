"""What a part takes over from its whole: who did it, where its own words name nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from recount.model import Claim, ClaimRelation, RelationType, Scope

_TOTALS = frozenset({Scope.PERIOD, Scope.CAMPAIGN, Scope.CONFLICT})


def give_parties(claims: Sequence[Claim], relations: Mapping[str, ClaimRelation]) -> list[Claim]:
    """Return the claims with their relations; a part for which nobody is named has the parties of its whole.

    Not of a total over weeks or a campaign: who is said to have done all of it need not have done each attack.

    Args:
        claims: of one report.
        relations: of these claims, by id.
    """
    known = {claim.id: claim for claim in claims}
    given = []
    for claim in claims:
        relation = relations.get(claim.id)
        whole = None if relation is None else known.get(relation.to)
        if (
            relation is not None
            and relation.type is RelationType.SUBSET_OF
            and whole is not None
            and not claim.alleged_perpetrators
            and whole.scope not in _TOTALS
            and not _is_of_another(claim, whole)
        ):
            claim = replace(
                claim,
                alleged_perpetrators=whole.alleged_perpetrators,
                perpetrator_alleged=whole.perpetrator_alleged,
            )
        known[claim.id] = claim
        given.append(replace(claim, relation=relation))
    return given


def _is_of_another(claim: Claim, whole: Claim) -> bool:
    """Whether somebody else says the part: who did it is then only said by the one who says the whole."""
    ours, theirs = ({who.name for who in one.attribution.speakers} for one in (claim, whole))
    return bool(ours and theirs) and ours.isdisjoint(theirs)
