"""The wording of relations in a language (``data/<language>/relations.yml``), compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from recount.codebook.resources import load_yaml
from recount.model import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Patterns of relations.

    Attributes:
        superseded: what stands right before an old figure.
        withdrawn: words of a notice that takes a figure back.
        earlier, tolls: words that, together in a clause, mark an old figure.
        change: verbs of change.
        to_after, from_after: what leads from one end of a change to the other.
        harmed: words that name the harmed of any figure ("most of the dead").
        also: words that set a figure beside those before.
        elsewhere: words by which a sentence turns to another event.
        adds: increment words that add to a figure of the same harm.
        partitive: "of them" (group ``them``) or "of the" after a count.
        portions: words that, without a noun, are some of those just told of ("most were executed").
        takes_up: a clause of an attack told of before ("in the blast").
        persons: words for victims that only say that they are persons.
        definite: first words of a count that points back.
        apart: groups counted apart from people at large.
    """

    superseded: re.Pattern[str]
    withdrawn: re.Pattern[str]
    earlier: re.Pattern[str]
    tolls: re.Pattern[str]
    change: re.Pattern[str]
    before_to: re.Pattern[str]
    before_from: re.Pattern[str]
    harmed: frozenset[str]
    also: re.Pattern[str]
    elsewhere: re.Pattern[str]
    adds: frozenset[str]
    partitive: re.Pattern[str]
    portions: frozenset[str]
    takes_up: re.Pattern[str]
    persons: frozenset[str]
    definite: frozenset[str]
    apart: frozenset[Group]


def _words(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    patterns = (r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in longest_first)
    return rf"\b(?:{'|'.join(patterns)})\b"


@cache
def load_lexicon(language: str) -> Lexicon:
    """Return the wording of a language.

    Raises:
        CodebookError: the language has no data.
    """
    entry = load_yaml("recount.extract", f"data/{language}/relations.yml")
    of = _words(entry["partitive"])
    return Lexicon(
        superseded=re.compile(rf"{_words(entry['superseded'])}\s*\Z", re.IGNORECASE),
        withdrawn=re.compile(_words(entry["withdrawn"]), re.IGNORECASE),
        earlier=re.compile(_words(entry["earlier"]), re.IGNORECASE),
        tolls=re.compile(_words(entry["tolls"]), re.IGNORECASE),
        change=re.compile(_words(entry["change"]), re.IGNORECASE),
        before_to=re.compile(rf"{_words(entry['to'])}\s*\Z", re.IGNORECASE),
        before_from=re.compile(rf"{_words(entry['from'])}\s*\Z", re.IGNORECASE),
        harmed=frozenset(entry["harmed"]),
        also=re.compile(_words(entry["also"]), re.IGNORECASE),
        elsewhere=re.compile(_words(entry["elsewhere"]), re.IGNORECASE),
        adds=frozenset(entry["adds"]),
        partitive=re.compile(
            rf"\s+{of}\s+(?:(?P<them>{_words(entry['them'])}(?!\s+\w+s\b))|{_words(entry['the'])}\s+)",
            re.IGNORECASE,
        ),
        portions=frozenset(entry["portions"]),
        takes_up=re.compile(
            rf"{_words(entry['cause_links'])}\s+{_words(entry['definite'])}\s+(?:\w+\s+)?{_words(entry['events'])}",
            re.IGNORECASE,
        ),
        persons=frozenset(entry["persons"]),
        definite=frozenset(entry["definite"]),
        apart=frozenset(Group(group) for group in entry["apart"]),
    )
