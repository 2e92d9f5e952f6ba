from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml
from annotated import annotated

from recount.text.sentences import split_sentences

GOLD = Path(__file__).parents[2] / "evals" / "gold"


@pytest.fixture(scope="module", params=["reports", "news", "unseen"])
def reports(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load((GOLD / f"{request.param}.yml").read_text("utf-8"))
    return loaded


def test_the_annotated_reports_hold_enough_sentences_and_each_says_why(reports: list[dict[str, Any]]) -> None:
    assert sum(len(list(split_sentences(report["text"]))) for report in reports) >= 150
    assert all(report["why"] for report in reports)
    assert max(Counter(report["id"] for report in reports).values()) == 1


def test_the_annotations_fit_their_reports_and_cover_every_harm_and_relation(
    reports: list[dict[str, Any]],
) -> None:
    lines = list(annotated(reports))
    harms = {line.harm for line in lines}
    assert harms == {"killed", "injured", "casualties", "missing", "detained", "displaced", "trapped"}
    relations = {line.relation[0] for line in lines if line.relation is not None}
    assert relations == {"subset_of", "same_as", "additional_to", "updates"}
    numbers = {(line.report, line.number) for line in lines}
    assert all((line.report, line.relation[1]) in numbers for line in lines if line.relation is not None)
    assert set(chain.from_iterable(line.unscored for line in lines)) < {
        "speakers",
        "when",
        "places",
        "means",
        "perpetrators",
        "status",
        "modality",
        "carrier",
        "relation",
    }
