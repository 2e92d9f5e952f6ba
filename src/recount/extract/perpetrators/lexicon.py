"""The words of one language that name parties and what they did, and a letter for each word of a sentence.

======  ==========================================================  ======  ===============================
letter  word                                                        letter  word
======  ==========================================================  ======  ===============================
A B     party; B may also stand before what it did                  S W     strike; W may also be a verb
h       describes a party, before what it did                       v       verb of attack
V       platform (jets, tanks)                                      m       stands before a strike
d       nationality and the like ("US-led")                         q       stands before a party
g       name of an armed group                                      n       capitalised word
a       article                                                     c r     and, or
y o k   by, of/from, to/with                                        p       "positioned", "loyal"
z       auxiliary, adverb, date                                     , x     comma, anything else
======  ==========================================================  ======  ===============================
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from recount.codebook.resources import load_yaml
from recount.extract.attribution.tokens import Token, fold

DEFAULT_LANGUAGE = "en"
_SHORT = 4  # a group's name of fewer letters must be written in capitals


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Word sets and patterns of ``data/<language>/perpetrators.yml``; the file says what each one is for."""

    actors: frozenset[str]
    members: frozenset[str]
    descriptions: frozenset[str]
    described_parties: frozenset[str]
    weak_descriptions: frozenset[str]
    qualities: frozenset[str]
    dropped_qualities: frozenset[str]
    platforms: frozenset[str]
    platform_modifiers: frozenset[str]
    strikes: frozenset[str]
    strike_modifiers: frozenset[str]
    attack_verbs: frozenset[str]
    verb_or_strike: frozenset[str]
    acted_participles: frozenset[str]
    never_by: frozenset[str]
    agent_links: frozenset[str]
    source_links: frozenset[str]
    target_links: frozenset[str]
    loyal_links: frozenset[str]
    coordinators: frozenset[str]
    alternatives: frozenset[str]
    articles: frozenset[str]
    own_articles: frozenset[str]
    positioned: frozenset[str]
    between: frozenset[str]
    passives: frozenset[str]
    blame_words: frozenset[str]
    weak_acts: frozenset[str]
    harm_participles: frozenset[str]
    no_object_before: frozenset[str]
    quantifiers_after_at: frozenset[str]
    not_nationalities: frozenset[str]
    saying: frozenset[str]
    nationalities: frozenset[str]
    states: frozenset[str]
    not_names: frozenset[str]
    groups: dict[str, tuple[tuple[str, ...], ...]]
    carry_reach: int
    definite_reach: int
    blame_reach: int
    hedge_within: int
    nationality: re.Pattern[str]
    blame: re.Pattern[str]
    after_blame: re.Pattern[str]
    responsible: re.Pattern[str]
    claimed: re.Pattern[str]
    hedge: re.Pattern[str]
    mutual: re.Pattern[str]
    breaks: re.Pattern[str]
    new_event: re.Pattern[str]
    similar: re.Pattern[str]
    another: re.Pattern[str]
    definite: re.Pattern[str]


@cache
def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language; one without rules is read with those of the default language."""
    path = f"data/{language}/perpetrators.yml"
    if not resources.files("recount.extract").joinpath(path).is_file():
        return load_lexicon(DEFAULT_LANGUAGE)
    data: dict[str, Any] = load_yaml("recount.extract", path)
    attribution = load_yaml("recount.extract", f"data/{language}/attribution.yml")
    sets = {
        field.name: frozenset(data[field.name])
        for field in fields(Lexicon)
        if field.type == "frozenset[str]" and field.name in data
    }
    return Lexicon(
        **sets,
        not_names=frozenset(attribution["not_names"]),
        groups=_by_first_word(data["groups"]),
        saying=frozenset(attribution["verbs"]) | frozenset(attribution["inverting_verbs"]),
        carry_reach=int(data["carry_reach"]),
        definite_reach=int(data["definite_reach"]),
        blame_reach=int(data["blame_reach"]),
        hedge_within=int(data["hedge_within"]),
        nationality=re.compile(_any(data["nationality_patterns"])),
        blame=re.compile(_any(data["blame_patterns"]), re.IGNORECASE),
        after_blame=re.compile(_any(data["after_blame_patterns"]), re.IGNORECASE),
        responsible=re.compile(data["responsible_pattern"], re.IGNORECASE),
        claimed=re.compile(data["claimed_pattern"], re.IGNORECASE),
        hedge=re.compile(data["hedge_pattern"], re.IGNORECASE),
        mutual=re.compile(data["mutual_pattern"], re.IGNORECASE),
        breaks=re.compile(_any(data["break_patterns"]), re.IGNORECASE),
        new_event=re.compile(data["new_event_pattern"], re.IGNORECASE),
        another=re.compile(data["another_pattern"], re.IGNORECASE),
        similar=re.compile(data["similar_pattern"], re.IGNORECASE),
        definite=re.compile(data["definite_pattern"], re.IGNORECASE),
    )


def _any(patterns: list[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def _by_first_word(names: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    index: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(name.split())
        index.setdefault(words[0], []).append(words)
    return {word: tuple(sorted(found, key=lambda one: (-len(one), one))) for word, found in index.items()}


@cache
def _letters(language: str) -> dict[str, str]:
    """Word to letter; where lists share a word the later entry here decides."""
    lexicon = load_lexicon(language)
    order = (
        (lexicon.not_names, "x"),
        (lexicon.qualities, "q"),
        (lexicon.strike_modifiers | lexicon.platform_modifiers, "m"),
        (lexicon.descriptions, "h"),
        (lexicon.actors, "A"),
        (lexicon.actors & lexicon.descriptions, "B"),
        (lexicon.platforms, "V"),
        (lexicon.strikes, "S"),
        (lexicon.attack_verbs, "v"),
        (lexicon.verb_or_strike, "W"),
        (lexicon.between, "z"),
        (lexicon.positioned, "p"),
        (lexicon.articles, "a"),
        (lexicon.agent_links, "y"),
        (lexicon.source_links, "o"),
        (lexicon.loyal_links, "k"),
        (lexicon.coordinators, "c"),
        (lexicon.alternatives, "r"),
        (lexicon.nationalities, "d"),
    )
    return {word: letter for words, letter in order for word in words}


def tag(tokens: Sequence[Token], language: str) -> str:
    """Return one letter for each token."""
    letters = [_letter(token.text, language) for token in tokens]
    groups = load_lexicon(language).groups
    for index, token in enumerate(tokens):
        for words in groups.get(token.key, ()):
            end = index + len(words)
            if tuple(one.key for one in tokens[index:end]) == words and _is_written_as_name(token):
                letters[index:end] = "g" * len(words)
                break
    return "".join(letters)


def _is_written_as_name(token: Token) -> bool:
    return token.text.isupper() if len(token.text) < _SHORT else token.is_capitalised


@lru_cache(maxsize=1 << 16)
def _letter(word: str, language: str) -> str:
    lexicon = load_lexicon(language)
    letters = _letters(language)
    token = Token(word, fold(word), 0, len(word))
    key = token.key
    letter = letters.get(key)
    if letter == "d" and not (token.is_capitalised or "-" in word):
        letter = None
    if letter is not None:
        return letter
    if not token.is_word:
        return "," if word == "," else "x"
    bare = key[:-1] if key[-1] == "s" else ""
    if letters.get(bare, "") in ("A", "B", "h"):
        return "B"  # a possessive that may have lost its apostrophe: "regimes air raids"
    if bare in lexicon.nationalities and token.is_capitalised:
        return "d"
    if token.is_capitalised and key not in lexicon.not_nationalities and lexicon.nationality.fullmatch(key):
        return "d"
    return "n" if token.is_capitalised else "x"
