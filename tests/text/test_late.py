"""Patterns compiled when they are first used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from recount.text.late import late


@dataclass(frozen=True)
class Words:
    sources: Mapping[str, str]
    toll = late("toll")
    place = late("place")


def test_a_pattern_is_compiled_once_and_kept() -> None:
    words = Words({"toll": "(?i)killed", "place": "["})
    assert words.toll.search("12 KILLED")
    assert words.toll is words.toll


def test_what_is_not_used_is_not_compiled() -> None:
    words = Words({"toll": "killed", "place": "["})
    assert words.toll.search("12 killed")
    with pytest.raises(re.error):
        _ = words.place


def test_each_holder_has_its_own() -> None:
    one, other = Words({"toll": "killed"}), Words({"toll": "dead"})
    assert one.toll.pattern != other.toll.pattern
