"""What a part takes over from its whole: who did it, where its own words name nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from recount.model import Claim, ClaimRelation, RelationType


def give_parties(claims: Sequence[Claim], relations: Mapping[str, ClaimRelation]) -> list[Claim]:
    """Return the claims with their relations; a part for which nobody is named has the parties of its whole.

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
        ):
            claim = replace(
                claim,
                alleged_perpetrators=whole.alleged_perpetrators,
                perpetrator_alleged=whole.perpetrator_alleged,
            )
        known[claim.id] = claim
        given.append(replace(claim, relation=relation))
    return given
