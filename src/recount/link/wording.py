"""Rare words that two reports share around their figures: evacuees, convoy, mosque, the name of a street.

Nothing is read from the words; a word counts the more, the fewer reports use it around a figure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from recount.model import Claim, Report

REACH = 160  # code points on either side of a quote: a sentence
KEYWORDS = 8  # rarest words of a group that it is looked up by
_WORD = re.compile(r"[^\W\d_]{4,}")

Weights = Mapping[str, float]


def words_around(claims: Iterable[Claim], reports: Mapping[str, Report]) -> frozenset[str]:
    """Return the words of the quotes of claims and of the sentence on either side."""
    found: set[str] = set()
    for claim in claims:
        report = reports.get(claim.report_id)
        if report is not None:
            nearby = report.text[max(0, claim.quote.start - REACH) : claim.quote.end + REACH]
            found.update(_WORD.findall(nearby.casefold()))
    return frozenset(found)


def weigh(groups: Sequence[tuple[str, str, frozenset[str]]]) -> dict[str, Weights]:
    """Return the weights of each group's words, from (group, report, words).

    A group's words make a vector of length 1; those that no other report uses are left out of it afterwards.
    """
    by_report: dict[str, set[str]] = defaultdict(set)
    for _, report_id, words in groups:
        by_report[report_id] |= words
    uses = Counter(word for words in by_report.values() for word in words)
    rarity = {word: log(len(by_report) / count) for word, count in uses.items()}
    weighted: dict[str, Weights] = {}
    for key, _, words in groups:
        own = {word: rarity[word] for word in sorted(words)}
        length = sqrt(sum(weight * weight for weight in own.values())) or 1.0
        weighted[key] = {word: weight / length for word, weight in own.items() if weight and uses[word] > 1}
    return weighted


def likeness_of_words(one: Weights, two: Weights) -> float:
    """Return the cosine of two vectors."""
    if len(two) < len(one):
        one, two = two, one
    return sum(weight * two[word] for word, weight in one.items() if word in two)


def keywords(weights: Weights) -> list[str]:
    """Return the rarest words of a group."""
    return sorted(weights, key=lambda word: (-weights[word], word))[:KEYWORDS]
