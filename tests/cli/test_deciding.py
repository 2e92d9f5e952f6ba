"""The options of ``recount decide`` become rulings."""

from __future__ import annotations

from typing import Any

import pytest

from recount.cli.deciding import Selected, decision_of_options
from recount.errors import UsageError


def ruling(kind: str | None, selected: Selected | None = None, **options: Any) -> dict[str, Any]:  # noqa: ANN401 - options
    return decision_of_options(
        kind=kind,
        claims=options.get("claims", []),
        incidents=options.get("incidents", []),
        changes=options.get("changes", []),
        selected=selected or Selected(),
        said=options.get("said", {"reason": "read again"}),
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (ruling("accept", claims=["c_1"]), {"claim": "c_1"}),
        (ruling("split", claims=["c_1"], incidents=["i_1"]), {"claims": ["c_1"], "incidents": ["i_1"]}),
        (
            ruling("relate", claims=["c_1", "c_2"], changes=["relation=updates"]),
            {"claim": "c_1", "claims": ["c_2"], "replacement": {"relation": "updates"}},
        ),
        (
            ruling(
                "add", Selected(reports=["r_1"], words=["nine"]), claims=["c_1"], changes=["harm=missing"]
            ),
            {
                "words": {"report_id": "r_1", "exact": "nine"},
                "like": "c_1",
                "replacement": {"harm": "missing"},
            },
        ),
        (
            ruling("part", Selected(words=["two men", "three women"]), claims=["c_1"]),
            {"claim": "c_1", "parts": [{"exact": "two men"}, {"exact": "three women"}]},
        ),
        (
            ruling("correct", Selected(words=["at least nine"]), claims=["c_1"]),
            {"claim": "c_1", "words": {"exact": "at least nine"}},
        ),
        (ruling("withdraw", Selected(reports=["r_1"])), {"reports": ["r_1"]}),
        (
            ruling("source", said={"source": "sohr", "reason": "read again"}, changes=['aliases=["A"]']),
            {"source": "sohr", "replacement": {"aliases": ["A"]}},
        ),
    ],
)
def test_options_become_a_ruling(found: dict[str, Any], expected: dict[str, Any]) -> None:
    assert {name: value for name, value in found.items() if name not in {"kind", "reason"}} == expected


def test_add_needs_one_report_and_one_choice_of_words() -> None:
    with pytest.raises(UsageError, match="add needs the words of one report"):
        ruling("add", Selected(reports=["r_1"]))


def test_a_claim_is_put_on_one_choice_of_words() -> None:
    with pytest.raises(UsageError, match="the words of one count"):
        ruling("correct", Selected(words=["nine", "ten"]), claims=["c_1"])


def test_nothing_given_is_no_ruling() -> None:
    with pytest.raises(UsageError, match="no decision was given"):
        ruling(None)
