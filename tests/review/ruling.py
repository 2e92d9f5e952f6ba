"""Rulings for tests: a report, its claims, and decisions on them made from plain JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from recount.model import Claim, Decision, Harm
from recount.review import apply_decisions, decision_from_json, with_additions
from tests.reconcile.made import made_claim, made_report, on

NOON = datetime(2031, 3, 5, 12, 0, tzinfo=UTC)
TEXT = (
    "Blast in Quessa\n"
    "The Tarvena Watch said at least 12 civilians were killed and dozens hurt on Sunday.\n"
    "Two men and three women died in one house, it added; 9 people are missing."
)
REPORT = made_report(TEXT)
TWELVE = made_claim(
    REPORT, "at least 12", 12, None, by=("Tarvena Watch",), when=on(NOON.date()), means="shelling"
)
HOUSE = made_claim(REPORT, "Two men and three women", 5, 5, kind="name_list", by=("Tarvena Watch",))
CLAIMS = {claim.id: claim for claim in (TWELVE, HOUSE)}


def ruled(kind: str, minute: int = 0, *, known: Iterable[Claim] = (), **fields: Any) -> Decision:  # noqa: ANN401 - fields of a ruling
    plain: Mapping[str, Any] = {"kind": kind, "reviewer": "Ada", "reason": "read it again", **fields}
    claims = CLAIMS | {claim.id: claim for claim in known}
    return decision_from_json(
        plain, claims, now=NOON + timedelta(minutes=minute), reports={REPORT.id: REPORT}
    )


def added(words: str, harm: str = "killed", minute: int = 0, **fields: Any) -> Decision:  # noqa: ANN401 - fields of a ruling
    return ruled("add", minute, words={"report_id": REPORT.id, "exact": words}, harm=harm, **fields)


def effective(*decisions: Decision, read: Iterable[Claim] = (TWELVE, HOUSE)) -> dict[str, Claim]:
    return {claim.id: claim for claim in apply_decisions(tuple(read), decisions).claims}


def new_claims(*decisions: Decision, read: Iterable[Claim] = (TWELVE, HOUSE)) -> list[Claim]:
    before = tuple(read)
    claims, by = with_additions(before, decisions)
    return [claim for claim in claims if claim.id in by]


__all__ = ["CLAIMS", "HOUSE", "NOON", "REPORT", "TWELVE", "Harm", "added", "effective", "new_claims", "ruled"]
