"""The stages of scoring incidents: what is given to Recount in each, on invented reports."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import stages

from recount.model import RelationType

TEXTS = {
    "one": "Air strike kills 14 in Tarvik\n\nAn air strike on the town of Tarvik killed at least 14 people on Monday, "
    "including three children, the Norland Monitor said.",
    "two": "Toll rises in Tarvik\n\nThe air strike on the town of Tarvik on Monday killed 19 people, medics said on "
    "Tuesday.",
}
DAYS = {"one": "2021-03-01", "two": "2021-03-02"}


def told(words: str, low: int, high: int | None, quote: str, *by: str, part: bool = False) -> dict[str, Any]:
    return {
        "harm": "killed",
        "low": low,
        "high": high,
        "count_text": words,
        "quote": quote,
        "claimants": list(by),
        "carrier": None,
        "part_of_total": part,
    }


GOLD = {
    "id": "inc-1",
    "kind": "incident",
    "date_start": "2021-03-01",
    "date_end": "2021-03-01",
    "places": ["Tarvik"],
    "means": "airstrike",
    "reports": [
        {
            "doc": "one",
            "main": True,
            "claims": [
                told("at least 14", 14, None, "killed at least 14 people", "Norland Monitor"),
                told("three", 3, 3, "including three children", "Norland Monitor", part=True),
            ],
        },
        {"doc": "two", "main": True, "claims": [told("19", 19, 19, "killed 19 people", "medics")]},
    ],
    "killed_low": 14,
    "killed_high": 19,
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> stages.Read:
    source = tmp_path_factory.mktemp("stages") / "reports.jsonl"
    lines = [
        json.dumps({"id": name, "text": text, "published": DAYS[name], "outlet": name})
        for name, text in TEXTS.items()
    ]
    source.write_text("\n".join(lines), encoding="utf-8")
    return stages.read_all(source)


def test_without_the_annotated_incidents_it_says_so_and_ends_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["stages.py", str(tmp_path)])
    stages.main()
    assert "nothing was scored" in capsys.readouterr().out


def test_a_part_points_to_the_whole_of_its_report(read: stages.Read) -> None:
    whole, part, other = (figure.claim for figure in stages.annotated([GOLD], read))
    assert part.relation is not None
    assert (part.relation.type, part.relation.to) == (RelationType.SUBSET_OF, whole.id)
    assert other.relation is None


@pytest.mark.parametrize("stage", stages.STAGES)
def test_each_stage_finds_the_incident_and_its_toll(stage: str, read: stages.Read) -> None:
    figures = list(stages.annotated([GOLD], read))
    (line,) = stages.STAGES[stage]([GOLD], figures, read)
    assert sorted(line["reports"]) == ["one", "two"]
    assert (line["killed_low"], line["killed_high"]) == (14, 19)


def test_a_figure_that_was_missed_has_no_slots(read: stages.Read) -> None:
    figure = next(iter(stages.annotated([GOLD], read)))
    missed = stages.with_slots(replace(figure, read=None))
    assert (missed.places, missed.when.is_known) == ((), False)
