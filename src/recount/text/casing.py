"""Whether words are in capitals, which then say nothing about names."""

from __future__ import annotations

_SHARE = 0.6  # of capitals among the letters


def is_shouting(sentence: str) -> bool:
    """Whether a sentence is in capitals: newswire of 1990, many headlines."""
    return sum(map(str.isupper, sentence)) > _SHARE * sum(map(str.isalpha, sentence))
