"""The fit of the table of confidence: shares come out as they went in, by reports that were not seen."""

from __future__ import annotations

import calibrate
import pytest
from readings import HARDER, Sample


def made(
    right: int, wrong: int, *features: str, domain: str = "reports", speaker: bool | None = True
) -> list[Sample]:
    """Claims of 25 reports, so many with a right figure and so many with a wrong one."""
    answers = [True] * right + [False] * wrong
    return [Sample(f"r{at % 25}", domain, features, answer, speaker) for at, answer in enumerate(answers)]


def test_a_feature_of_wrong_claims_lowers_and_the_shares_come_out() -> None:
    sure = made(195, 5, "count=digits")
    unsure = made(100, 100, "count=implied")
    model = calibrate.fit([*sure, *unsure])
    assert model.rate(sure[0]) == pytest.approx(0.97, abs=0.02)
    assert model.rate(unsure[0]) == pytest.approx(0.5, abs=0.03)
    assert model.figure.weights["count=implied"] < 0 < model.figure.weights["count=digits"]


def test_a_wrong_speaker_lowers_as_well() -> None:
    good = made(200, 0, "attribution=credit")
    bad = made(100, 0, "attribution=press", speaker=False)
    model = calibrate.fit([*good, *bad, *made(100, 0, "attribution=press")])
    assert model.rate(bad[0]) == pytest.approx(0.5, abs=0.05)
    assert model.rate(good[0]) > 0.9


def test_the_level_of_the_harder_set_is_its_own() -> None:
    reports = made(95, 5, "count=digits")
    news = made(50, 50, "count=digits", domain=HARDER, speaker=None)
    model = calibrate.fit([*reports, *news])
    assert model.rate(reports[0]) == pytest.approx(0.95, abs=0.03)
    assert model.rate(news[0]) == pytest.approx(0.5, abs=0.03)


def test_a_handful_of_claims_moves_nothing_and_rare_rules_stand_together() -> None:
    common = made(190, 10, "rule=grammar:object")
    rare = [sample for name in ("a", "b", "c") for sample in made(0, 3, f"rule=syntax:{name}")]
    pooled = calibrate.pool_rare_rules([*common, *rare])
    assert {name for sample in pooled for name in sample.features} == {"rule=grammar:object", "rule=syntax"}
    assert calibrate.fit(pooled).figure.weights["rule=syntax"] < 0
    assert "rule=syntax:a" not in calibrate.fit([*common, *rare]).figure.weights


def test_every_claim_is_rated_once_by_weights_that_did_not_see_its_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[set[str]] = []
    samples = made(90, 10, "count=digits")
    fit = calibrate.fit

    def watched(part: list[Sample]) -> calibrate.Model:
        seen.append({sample.report for sample in part})
        return fit(part)

    monkeypatch.setattr(calibrate, "fit", watched)
    rated = calibrate.cross_validate(samples)
    assert sorted(map(id, samples)) == sorted(id(sample) for sample, _ in rated)
    folds = [{sample.report for sample in samples} - reports for reports in seen]
    assert len(folds) == calibrate.FOLDS
    assert all(folds)
    assert sum(map(len, folds)) == len({sample.report for sample in samples})


def test_the_table_of_a_set_counts_what_is_right() -> None:
    samples = made(8, 2)
    table = calibrate.table_of([(sample, 0.75) for sample in samples], "reports")
    assert "| 0.70 to 0.80 | 10 | 0.750 | 0.800 |" in table
    assert "10 claims, 0.800 of them right" in table
    assert "calibration error 0.050" in table
