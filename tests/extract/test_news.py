"""News prose with its commas, of any war: what is counted, who says it and who is said to have done it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from recount.extract import Extractor
from recount.model import Claim, Modality
from tests.reconcile.made import made_report

CASES: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("news.yml").read_text("utf-8"))
BESIDE = " Officials confirmed that 7777 people were killed."  # so that the gate lets every sentence through
PUBLISHED = date(2031, 5, 5)


@cache
def extractor() -> Extractor:
    return Extractor()


def claims_in(text: str) -> list[Claim]:
    found = extractor().extract(made_report(text + BESIDE, day=PUBLISHED))
    read = [claim for claim in found if isinstance(claim, Claim)]
    claims = [claim for claim in read if claim.count.low != 7777]
    assert len(claims) < len(read), "the sentence beside it was not read: nothing found would prove nothing"
    return sorted(claims, key=lambda claim: (claim.count_selector.start, claim.count_selector.end))


def written(claim: Claim) -> str:
    low, high = ("-" if end is None else str(end) for end in (claim.count.low, claim.count.high))
    words = f"{claim.harm.value} {low} {high}"
    return words if claim.modality is Modality.ASSERTED else f"{words} {claim.modality.value[:3]}"


@pytest.mark.parametrize("text", CASES["figures"])
def test_who_came_to_harm_is_counted(text: str) -> None:
    assert sorted(map(written, claims_in(text))) == CASES["figures"][text]


@pytest.mark.parametrize("text", CASES["speakers"])
def test_a_figure_is_credited_to_those_who_say_it(text: str) -> None:
    told: dict[str, list[str]] = {}
    for claim in claims_in(text):
        carriers = [f"@{claim.attribution.carrier}"] if claim.attribution.carrier else []
        names = [speaker.name for speaker in claim.attribution.speakers]
        told.setdefault(claim.count.words, sorted(names + carriers))
    assert {words: told.get(words) for words in CASES["speakers"][text]} == CASES["speakers"][text]


@pytest.mark.parametrize("text", CASES["parties"])
def test_a_figure_is_laid_to_those_said_to_have_done_it(text: str) -> None:
    first = claims_in(text)[0]
    assert sorted(party.name for party in first.alleged_perpetrators) == CASES["parties"][text]
