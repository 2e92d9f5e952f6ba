"""The words of a language that make up count expressions, compiled once per process.

Data: ``text/data/<language>/quantities.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from recount.codebook.resources import load_yaml
from recount.text.late import late
from recount.text.quantities.numerals import Numerals, build_numerals
from recount.text.quantities.patterns import SPACE, WORD_END, WORD_START, any_of

Entry = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)  # no slots: patterns are kept where they are compiled
class Lexicon:
    """Words and patterns of count expressions.

    Attributes:
        numerals: numbers in digits and words.
        bounds, bounds_after: phrase before or after a number to the name of its bound.
        vague: vague word to its class.
        boundable: classes of vague words that may be bounded ("over hundreds").
        multiplied: vague word that may stand before a unit to its class.
        units: unit after such a word to its value.
        openers: words that open a range.
        first_words: first word of every expression that does not start with a digit.
        closing_words: words that stand in every expression that starts with an article alone ("a number of").
        expression_source: pattern of one expression, for use inside larger patterns.
        expression: the same; groups: ``prefix`` and one of ``digits``, ``vague``, ``words``, ``zero``.
        prefix_item: one phrase before a number (groups ``bound``, ``more``, ``opener``).
        of_verb: a verb and the word it takes, which then bounds nothing ("handed over").
        connectors: opener ("" for none) to the pattern between the ends of its range, with what may bound
            the second end in the group ``bound``.
        sign: range sign between digits.
        change: words before "from 14 to 25" that make it two figures.
        glued, after: what stands behind a number and bounds it.
        more_after: words after a number that make it an increment (group ``more``).
        multiple: a vague word with its unit (groups ``word``, ``unit``).
        number_of: "a number of" with its adjectives.
        sources, connector_sources: of the patterns.
    """

    numerals: Numerals
    bounds: Mapping[str, str]
    bounds_after: Mapping[str, str]
    vague: Mapping[str, str]
    boundable: frozenset[str]
    multiplied: Mapping[str, str]
    units: Mapping[str, int]
    openers: frozenset[str]
    first_words: frozenset[str]
    closing_words: frozenset[str]
    expression_source: str
    sources: Mapping[str, str]
    connector_sources: Mapping[str, str]

    expression = late("expression")
    prefix_item = late("prefix_item")
    of_verb = late("of_verb")
    sign = late("sign")
    change = late("change")
    glued = late("glued")
    after = late("after")
    more_after = late("more_after")
    multiple = late("multiple")
    number_of = late("number_of")

    @cached_property
    def connectors(self) -> Mapping[str, re.Pattern[str]]:
        """What stands between the ends of a range, by its opener."""
        return {opener: re.compile(source) for opener, source in self.connector_sources.items()}


@cache
def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language.

    Raises:
        CodebookError: the language has no data.
    """
    entry: Entry = load_yaml("recount.text", f"data/{language}/quantities.yml")
    numerals = build_numerals(entry["numerals"])
    bounds = _inverted(entry["bounds"])
    vague = _inverted(entry["vague"])
    ranges: Mapping[str, list[str]] = entry["ranges"]
    openers = [opener for opener in ranges if opener]
    number = f"(?:{numerals.digits_source}|{numerals.words_source})"
    source = _expression_source(entry, numerals, [*bounds, *entry["more_before"], *openers])
    return Lexicon(
        numerals=numerals,
        bounds=bounds,
        bounds_after={**_inverted(entry["bounds_after"]), **_glued(entry)},
        vague=vague,
        boundable=frozenset(entry["boundable"]),
        multiplied=entry["multiplied"]["words"],
        units=entry["multiplied"]["units"],
        openers=frozenset(openers),
        closing_words=frozenset(
            [*entry["number_of"]["nouns"], *entry["numerals"]["groups"], *entry["numerals"]["scales"]]
        ),
        first_words=_first_words(entry, numerals, [*bounds, *entry["more_before"], *openers, *vague]),
        expression_source=source,
        sources={
            "expression": WORD_START + source,
            "prefix_item": f"(?P<bound>{any_of(bounds)})|(?P<more>{any_of(entry['more_before'])})"
            f"|(?P<opener>{any_of(openers)})",
            "of_verb": "|".join(
                rf"{any_of(verbs)}{SPACE}{any_of([bound])}\Z"
                for bound, verbs in entry["bound_particles"].items()
            ),
            "sign": rf"[{''.join(map(re.escape, entry['range_signs']))}](?=\d)",
            "change": WORD_START + any_of(entry["change"]),
            "glued": any_of(_glued(entry)),
            "after": _after(entry, number),
            "more_after": f"{SPACE}(?:{any_of(entry['more_links'])}{SPACE})?(?P<more>{any_of(entry['more_after'])})"
            f"(?!{SPACE}{any_of(entry['ahead_stop'])})",
            "multiple": f"(?P<word>{any_of(entry['multiplied']['words'])}){SPACE}"
            f"(?P<unit>{any_of(entry['multiplied']['units'])})",
            "number_of": _number_of(entry["number_of"]),
        },
        connector_sources={opener: _connector(words, bounds) for opener, words in ranges.items()},
    )


def _first_words(entry: Entry, numerals: Numerals, phrases: list[str]) -> frozenset[str]:
    parts, number_of = (
        (numerals.small, numerals.tens, numerals.bare, numerals.ones, numerals.fractions),
        entry["number_of"],
    )
    words = [word for part in parts for word in part]
    words += [*number_of["articles"], *number_of["adjectives"], *entry["multiplied"]["words"], *entry["zero"]]
    return frozenset(phrase.split()[0] for phrase in (*phrases, *words))


def _inverted(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {phrase: name for name, phrases in table.items() for phrase in phrases}


def _glued(entry: Entry) -> dict[str, str]:
    return {**dict.fromkeys(entry["plus"], "at_least"), **dict.fromkeys(entry["odd"], "about")}


def _expression_source(entry: Entry, numerals: Numerals, before: list[str]) -> str:
    multiple = f"{any_of(entry['multiplied']['words'])}{SPACE}{any_of(entry['multiplied']['units'])}"
    vague = f"{multiple}|{any_of(_inverted(entry['vague']))}|{_number_of(entry['number_of'])}"
    return (
        f"(?:(?P<prefix>(?:{any_of(before)}{SPACE}){{0,4}})"
        f"(?:(?P<digits>{numerals.digits_source})|(?P<vague>{vague})|(?P<words>{numerals.words_source}))"
        f"|(?P<zero>{any_of(entry['zero'])}))"
    )


def _number_of(entry: Mapping[str, Any]) -> str:
    """ "a number of", "an unspecified number of", "large numbers of"; never "the number of"."""
    adjectives = f"(?:{any_of(entry['adjectives'])}{SPACE})"
    opener = f"(?:{any_of(entry['articles'])}{SPACE}{adjectives}{{0,2}}|{adjectives}{{1,2}})"
    return f"{opener}{any_of(entry['nouns'])}{SPACE}{any_of(entry['links'])}"


def _connector(words: list[str], bounds: Mapping[str, str]) -> str:
    bound = f"(?:(?P<bound>{any_of(bounds)}){SPACE})?"
    return f"{SPACE}{any_of(words)}{SPACE}{bound}"


def _after(entry: Entry, number: str) -> str:
    phrases = {phrase for phrases in entry["bounds_after"].values() for phrase in phrases}
    ahead = set(entry["ahead"])
    follows = f"{SPACE}(?:{any_of(entry['ahead_stop'])}|{number})"
    return f"{SPACE}(?:{any_of(phrases - ahead)}|{any_of(phrases & ahead)}(?!{follows})){WORD_END}"
