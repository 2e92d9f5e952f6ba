"""Confidence is a share: from a table of weights, in bounds, lower where a reading is less sure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.codebook.resources import load_yaml
from recount.extract.confidence import LEAST, MOST, features_of, load_weights, rate_claims
from recount.extract.extractor import Extractor
from recount.extract.reading import Reading
from recount.model import Claim

from .scenes import read

TEXT = (
    "Shelling by the Red Banner killed 12 civilians in Drell on Wednesday, the Coastal Monitor said. "
    "A man was wounded in Varda."
)
WEIGHTS = load_weights("en")
FEATURES = sorted(
    {*WEIGHTS.figure.weights, *WEIGHTS.speaker.weights, "rule=grammar:new", "rule=x:y", "unheard=of"}
)


def claims_of(reading: Reading) -> list[Claim]:
    return [item for item in Extractor().extract(reading.report) if isinstance(item, Claim)]


def features(text: str, headline: str = "") -> list[tuple[str, ...]]:
    reading = read(text, headline=headline)
    return features_of(reading, claims_of(reading))


def test_every_claim_is_rated_and_never_certain() -> None:
    claims = claims_of(read(TEXT))
    assert len(claims) == 2
    assert all(LEAST <= claim.confidence <= MOST < 1 for claim in claims)
    assert len({claim.confidence for claim in claims}) == 2


@given(st.lists(st.sampled_from(FEATURES), unique=True))
def test_any_features_give_a_share_in_bounds(chosen: list[str]) -> None:
    assert LEAST <= WEIGHTS.score(tuple(chosen)) <= MOST


def test_a_rule_without_a_weight_has_the_prior_of_its_proposer_and_a_stranger_the_lowest() -> None:
    assert WEIGHTS.score(("rule=grammar:new",)) > WEIGHTS.score(("rule=llm:m",))
    assert WEIGHTS.score(("rule=llm:m",)) >= WEIGHTS.score(("rule=unheard",))
    assert WEIGHTS.score(("rule=unheard",)) < WEIGHTS.score(())


def test_a_figure_only_a_model_saw_is_rated_below_the_rules() -> None:
    reading = read(TEXT)
    claims = claims_of(reading)
    (rated, *_) = rate_claims(reading, [replace(claims[0], proposers=("llm:m",)), claims[1]])
    assert rated.confidence < claims[0].confidence


@pytest.mark.parametrize(
    ("text", "headline", "feature"),
    [
        ("Shelling killed 12 in Drell.", "Shelling kills 12 in Drell", "sentence=headline"),
        ("SHELLING KILLED 12 CIVILIANS IN DRELL.", "", "sentence=capitals"),
        ("Shelling killed 12 civilians in Drell, " + "near a mill, " * 20 + "officials said.", "", "sentence=long"),
        ("Shelling killed civilians in Drell.", "", "count=implied"),
        ("Shelling killed between 10 and 12 civilians.", "", "count=range"),
        ("If shelling kills 12 civilians there will be trouble.", "", "modality=not_asserted"),
        ("Shelling killed 12 civilians in Drell, Reuters reported.", "", "attribution=press"),
        ("Shelling killed 12 civilians, the Drell Mill Board said.", "", "attribution=unlisted"),
        ("Shelling killed 12, police said. Nobody came. Rain fell. On Friday 3 men were wounded.", "", "count=digits"),
        ("Shelling killed 12 civilians in Drell. " + "The council met. " * 300, "", "report=long"),
    ],
)  # fmt: skip
def test_a_feature_is_seen(text: str, headline: str, feature: str) -> None:
    assert feature in features(text, headline)[0]


def test_proposers_that_agree_are_a_feature() -> None:
    reading = read(TEXT)
    claim = replace(claims_of(reading)[0], proposers=("grammar:object", "syntax:object"))
    assert "proposers=agree" in features_of(reading, [claim])[0]


def test_the_table_says_what_each_weight_rests_on() -> None:
    data = load_yaml("recount.extract", "data/en/confidence.yml")
    assert data["fitted"]
    assert all(row["claims"] > 0 for row in data["sets"])
    for row in (*data["figure"]["weights"], *data["speaker"]["weights"]):
        assert 0 <= row["right"] <= row["claims"]
        assert row["reason"]
    assert {row["proposer"] for row in data["priors"]} >= {"grammar", "llm"}
    assert all(row["reason"] for row in data["priors"])
