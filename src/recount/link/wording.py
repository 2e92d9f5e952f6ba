"""Rare words that two reports share around their figures: evacuees, convoy, mosque, the name of a street.

Nothing is read from the words; a word counts the more, the fewer documents of its language use it. The counts are a
fixed table, so that what two reports share does not depend on the other reports of a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from math import log, sqrt

from recount.codebook.resources import load_yaml
from recount.model import Claim, Report

REACH = 160  # code points on either side of a quote: a sentence
LANGUAGE = "en"  # of the table of words
_WORD = re.compile(r"[^\W\d_]{4,}")
# A word that stands in more than one document in eight says nothing of an event; one that the table does not list
# stands in fewer than one in a hundred. Swept 0.08–0.2 on the development incidents: flat.
COMMON_SHARE = 0.13
LEAST_SHARE = 0.01

Weights = Mapping[str, float]


def words_in(text: str) -> set[str]:
    """Return the words of a text that can say anything, in lower case."""
    return set(_WORD.findall(text.casefold()))


def words_around(claims: Iterable[Claim], report: Report | None) -> set[str]:
    """Return the words of the quotes of claims of one report and of the sentence on either side."""
    if report is None:
        return set()
    spans = {(max(0, claim.quote.start - REACH), claim.quote.end + REACH) for claim in claims}
    return {word for start, end in spans for word in words_in(report.text[start:end])}


def weigh(words: Iterable[str]) -> dict[str, float]:
    """Return the weights of words as a vector of length 1."""
    rarity, unlisted = _rarities(LANGUAGE), log(COMMON_SHARE / LEAST_SHARE)
    own = {word: weight for word in sorted(words) if (weight := rarity.get(word, unlisted))}
    length = sqrt(sum(weight * weight for weight in own.values()))
    return {word: weight / length for word, weight in own.items()}


def likeness_of_words(one: Weights, two: Weights) -> float:
    """Return the cosine of two vectors."""
    likeness = 0.0  # added word by word: sum() rounds otherwise from Python 3.12 on
    for word in sorted(one.keys() & two.keys()):
        likeness += one[word] * two[word]
    return likeness


@cache
def _rarities(language: str) -> dict[str, float]:
    """Return how rare the listed words of a language are, 0 for the common ones."""
    shares = load_yaml("recount.link", f"data/{language}/words.yml")["per_cent"]
    return {
        word: max(0.0, log(COMMON_SHARE * 100 / per_cent))
        for per_cent, words in shares.items()
        for word in words.split()
    }
