"""The extractor on demand finds what the extractor finds, and is made for the first report that passes the gate."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace

import pytest

from recount.extract import Extractor, ExtractorOnDemand
from recount.gazetteer import CombinedGazetteer, WorldGazetteer
from recount.model import Rejection, RejectionReason
from tests.extract.scenes import read

STRIKE = "An air strike killed seven people in Aleppo on Sunday, the civil defence said."
QUIET = "The market in the town of Varda opened on Monday after a long winter."


@pytest.mark.parametrize("text", [STRIKE, QUIET])
def test_it_finds_what_the_extractor_finds(text: str) -> None:
    at_once = Extractor(gazetteer=CombinedGazetteer((WorldGazetteer(),)), convention="ucdp")
    assert list(ExtractorOnDemand(convention="ucdp").extract(read(text).report)) == list(
        at_once.extract(read(text).report)
    )


def test_it_has_the_name_of_the_extractor() -> None:
    assert ExtractorOnDemand().name == Extractor().name


def test_another_language_is_refused_as_by_the_extractor() -> None:
    (refused,) = ExtractorOnDemand().extract(replace(read(QUIET).report, language="fr"))
    assert isinstance(refused, Rejection)
    assert refused.reason is RejectionReason.LANGUAGE_WITHOUT_RULES


def test_it_travels_to_another_process() -> None:
    there = pickle.loads(pickle.dumps(ExtractorOnDemand(convention="ibc")))  # noqa: S301 - our own bytes
    assert list(there.extract(read(STRIKE).report))


def test_the_rules_are_loaded_for_the_first_report_that_passes_the_gate() -> None:
    code = (
        "import sys; from recount.extract import ExtractorOnDemand; from tests.extract.scenes import read\n"
        "coder = ExtractorOnDemand()\n"
        f"for text in ({QUIET!r}, {STRIKE!r}):\n"
        "    list(coder.extract(read(text).report))\n"
        "    print('recount.extract.extractor' in sys.modules)\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["False", "True"]
