"""Sentences in capitals."""

from __future__ import annotations

import pytest

from recount.text.casing import is_shouting


@pytest.mark.parametrize("sentence", ["THE MURDER OF MAYOR OSK HARRAN, 45.", "AIR RAID KILLS 12 in Varda"])
def test_a_sentence_in_capitals_shouts(sentence: str) -> None:
    assert is_shouting(sentence)


@pytest.mark.parametrize("sentence", ["The VCDF said three people were killed.", "", "12 (5)"])
def test_a_sentence_with_an_acronym_or_without_letters_does_not(sentence: str) -> None:
    assert not is_shouting(sentence)
