from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import gate
import pytest
from annotated import Line, annotated
from figures import differences, measure
from gate import check, update

TEXT = "Shelling killed 12 people, four of them children, in Drell on Monday, the Drell Monitor said."
WHOLE = [
    "killed",
    "12",
    12,
    12,
    ["Drell Monitor"],
    {"when": "2031-05-05", "places": ["Drell"], "means": "shelling"},
]
PART = ["killed", "four", 4, 4, ["Drell Monitor"], {"relation": "subset_of 1", "status": "civilian"}]


def lines(*claims: list[Any], text: str = TEXT) -> list[Line]:
    return list(annotated([{"id": "g", "text": text, "claims": list(claims)}]))


def test_what_is_read_as_annotated_has_full_figures() -> None:
    gold = lines(WHOLE, PART)
    assert set(measure(gold, gold).values()) == {1.0}
    assert not list(differences(gold, gold))


def test_a_claim_that_is_not_found_lowers_every_figure_it_has_a_part_in() -> None:
    gold = lines(WHOLE, PART)
    figures = measure(gold, gold[:1])
    assert (figures["exact_f1"], figures["dates"], figures["status"]) == (0.667, 0.5, 0.5)
    assert figures["relation_f1"] == 0.0


@pytest.mark.parametrize(
    ("slot", "value", "figure"),
    [
        ("when", (None, None), "dates"),
        ("places", frozenset({"varn"}), "places"),
        ("means", "airstrike", "means"),
        ("perpetrators", frozenset({"varn guard"}), "perpetrators"),
        ("status", "civilian", "status"),
        ("modality", "denied", "modality"),
        ("carrier", "Varn Wire", "carrier"),
        ("relation", ("same_as", 2), "relation_f1"),
        ("speakers", frozenset({"police"}), "source_f1"),
        ("words", "12 people", "words"),
        ("high", None, "exact_f1"),
    ],
)
def test_a_wrong_slot_lowers_its_figure(slot: str, value: Any, figure: str) -> None:  # noqa: ANN401
    gold = lines(WHOLE, PART)
    wrong = [replace(gold[0], **{slot: value}), gold[1]]
    assert measure(gold, wrong)[figure] < 1.0
    assert list(differences(gold, wrong))


def test_a_slot_that_careful_readers_dispute_is_not_scored() -> None:
    gold = lines([*WHOLE[:5], {"means": "any", "speakers": "any"}])
    other = [replace(gold[0], means="airstrike", speakers=frozenset())]
    assert set(measure(gold, other).values()) == {1.0}


def test_a_shorter_name_of_a_speaker_agrees() -> None:
    gold = lines(WHOLE)
    assert measure(gold, [replace(gold[0], speakers=frozenset({"monitor"}))])["source_f1"] == 1.0


@pytest.mark.parametrize(
    "claim",
    [
        ["killed", "13", 13, 13, []],
        ["killed", "12", 12, 12, ["police"]],
        ["killed", "12", 12, 12, [], {"places": ["Varn"]}],
        ["killed", "12", 12, 12, [], {"moons": 2}],
    ],
)
def test_an_annotation_that_does_not_fit_its_report_is_refused(claim: list[Any]) -> None:
    with pytest.raises(SystemExit):
        lines(claim)


def test_a_floor_is_lowered_only_on_purpose(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    update({"exact_f1": 0.9, "dates": 0.8}, "a", floors, allow_regression=False)
    for lower in ({"exact_f1": 0.8, "dates": 0.8}, {"exact_f1": 0.9}):
        with pytest.raises(SystemExit):
            update(lower, "b", floors, allow_regression=False)
    assert json.loads(floors.read_text())["gold_sha256"] == "a"
    update({"exact_f1": 0.8, "dates": 0.8}, "b", floors, allow_regression=True)
    assert json.loads(floors.read_text())["floors"]["exact_f1"] == 0.8


def test_the_gate_names_what_is_below_a_floor_and_fails_without_a_floor_and_for_other_reports(
    tmp_path: Path,
) -> None:
    floors = tmp_path / "floors.json"
    update({"exact_f1": 0.9}, "a", floors, allow_regression=False)
    assert check({"exact_f1": 0.9}, "a", floors) == []
    assert check({"exact_f1": 0.89}, "a", floors) == ["exact_f1"]
    for measured, digest in (({"exact_f1": 0.9}, "b"), ({"exact_f1": 0.9, "x": 1.0}, "a")):
        with pytest.raises(SystemExit):
            check(measured, digest, floors)


def test_the_gate_fails_when_any_collection_is_below_its_floor() -> None:
    with pytest.raises(SystemExit, match="reports exact_f1"):
        gate.main([], collections=("reports",), extract=lambda _reports: iter(()))
