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
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_SHORT = 4  # a group's name of fewer letters must be written in capitals


@dataclass(frozen=True, slots=True)
class Guarded:
    """A pattern behind its words: one of them stands in whatever it matches, so most sentences need no search."""

    words: frozenset[str]
    pattern: re.Pattern[str]

    def found(self, keys: frozenset[str], words: str) -> bool:
        """Whether the pattern stands in a sentence, given its folded words."""
        return not self.words.isdisjoint(keys) and self.pattern.search(words) is not None

    def opens(self, keys: frozenset[str], words: str) -> bool:
        """Whether a sentence begins with the pattern, given its folded words."""
        return not self.words.isdisjoint(keys) and self.pattern.match(words) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Word sets and patterns of ``data/<language>/perpetrators.yml``; the file says what each one is for."""

    actors: frozenset[str]
    members: frozenset[str]
    descriptions: frozenset[str]
    described_parties: dict[str, tuple[re.Pattern[str], ...]]
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
    doing_participles: frozenset[str]
    target_prepositions: frozenset[str]
    locating: frozenset[str]
    dead_words: frozenset[str]
    days: frozenset[str]
    before_nouns: frozenset[str]
    foiling_verbs: frozenset[str]
    unreal_words: frozenset[str]
    beginnings: frozenset[str]
    weak_objects: frozenset[str]
    launching_verbs: frozenset[str]
    agent_links: frozenset[str]
    managing: frozenset[str]
    by_hands: tuple[str, ...]
    unnamed_agents: frozenset[str]
    source_links: frozenset[str]
    target_links: frozenset[str]
    loyal_links: frozenset[str]
    coordinators: frozenset[str]
    alternatives: frozenset[str]
    articles: frozenset[str]
    own_articles: frozenset[str]
    positioned: frozenset[str]
    between: frozenset[str]
    crash_verbs: frozenset[str]
    crash_links: frozenset[str]
    clause_openers: frozenset[str]
    resulting_verbs: frozenset[str]
    claiming_verbs: frozenset[str]
    announcing_verbs: frozenset[str]
    cause_links: frozenset[str]
    weak_actors: frozenset[str]
    own_pronouns: frozenset[str]
    own_words: frozenset[str]
    leaving_verbs: frozenset[str]
    driving_verbs: frozenset[str]
    anaphoric: frozenset[str]
    place_prepositions: frozenset[str]
    perfects: frozenset[str]
    losing_verbs: frozenset[str]
    peoples: frozenset[str]
    sides: dict[str, frozenset[str]]
    passives: frozenset[str]
    blame_words: frozenset[str]
    weak_acts: frozenset[str]
    natural_causes: frozenset[str]
    falling_verbs: frozenset[str]
    after_falling_to: frozenset[str]
    grave_words: frozenset[str]
    grave_bodies: frozenset[str]
    anybodys: frozenset[str]
    harm_participles: frozenset[str]
    dayparts: frozenset[str]
    no_object_before: frozenset[str]
    quantifiers_after_at: frozenset[str]
    not_nationalities: frozenset[str]
    saying: frozenset[str]
    nationalities: frozenset[str]
    states: frozenset[str]
    not_names: frozenset[str]
    denying: frozenset[str]
    sent_participles: frozenset[str]
    sending_links: frozenset[str]
    groups: dict[str, tuple[tuple[str, ...], ...]]
    compounds: dict[str, tuple[tuple[str, ...], ...]]
    together: dict[str, tuple[tuple[str, ...], ...]]
    carry_reach: int
    definite_reach: int
    attackers: frozenset[str]
    blame_reach: int
    far_blame_reach: int
    hedge_within: int
    nationality: re.Pattern[str]
    continuous: re.Pattern[str]
    participle: re.Pattern[str]
    adverb: re.Pattern[str]
    finite: re.Pattern[str]
    linked: re.Pattern[str]
    held: re.Pattern[str]
    weapon: re.Pattern[str]
    arms: re.Pattern[str]
    years: re.Pattern[str]
    own: re.Pattern[str]
    own_losses: re.Pattern[str]
    beside: Guarded
    blasts: frozenset[str]
    air_raids: frozenset[str]
    event_nouns: frozenset[str]
    event_modifiers: frozenset[str]
    mass_nouns: frozenset[str]
    new_articles: frozenset[str]
    definite_articles: frozenset[str]
    not_definite: frozenset[str]
    another_words: frozenset[str]
    similar_words: frozenset[str]
    blame: re.Pattern[str]
    after_blame: re.Pattern[str]
    responsible: re.Pattern[str]
    claimed: re.Pattern[str]
    held_to_be: re.Pattern[str]
    unnamed: re.Pattern[str]
    hedge: re.Pattern[str]
    mutual: Guarded
    unsure: Guarded
    breaks: Guarded

    def is_nationality(self, key: str) -> bool:
        """Whether a word is an adjective of nationality."""
        return key in self.nationalities or self.nationality.fullmatch(key) is not None

    def is_bare_possessive(self, key: str) -> bool:
        """Whether a word is a singular party with a possessive s that lost its apostrophe."""
        is_end = any(words[-1] == key for names in self.compounds.values() for words in names)
        return key[-1:] == "s" and key[:-1] in self.descriptions and key not in self.actors and not is_end


@cache
def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language; one without rules is read with those of the default language."""
    path = f"data/{language}/perpetrators.yml"
    if not resources.files("recount.extract").joinpath(path).is_file():
        return load_lexicon(DEFAULT_LANGUAGE)
    data: dict[str, Any] = load_yaml("recount.extract", path)
    attribution = load_yaml("recount.extract", f"data/{language}/attribution.yml")
    sets: dict[str, Any] = {
        field.name: frozenset(data[field.name])
        for field in fields(Lexicon)
        if field.type == "frozenset[str]" and field.name in data
    }
    return Lexicon(
        **sets,
        not_names=frozenset(attribution["not_names"]) | sets["denying"],
        groups=_by_first_word(data["groups"]),
        own_words=sets["own_articles"] | sets["own_pronouns"],
        compounds=_by_first_word(data["compounds"]),
        together=_by_first_word(data["together"]),
        sides=_sides(data["sides"]),
        saying=frozenset(attribution["verbs"]) | frozenset(attribution["inverting_verbs"]),
        by_hands=tuple(data["by_hands"]),
        **_reaches(data),
        described_parties=_described(data["described_parties"]),
        continuous=re.compile(data["continuous_pattern"]),
        participle=re.compile(data["participle_pattern"]),
        adverb=re.compile(data["adverb_pattern"]),
        finite=re.compile(data["finite_pattern"]),
        linked=re.compile(data["linked_pattern"], re.IGNORECASE),
        beside=_guarded(data, "beside", data["beside_pattern"]),
        weapon=re.compile(data["weapon_pattern"], re.IGNORECASE),
        arms=re.compile(data["arms_pattern"], re.IGNORECASE),
        held=re.compile(data["held_pattern"], re.IGNORECASE),
        nationality=re.compile(_any(data["nationality_patterns"])),
        blame=re.compile(f'(?:{_any(data["blame_patterns"])})["“‘«]?', re.IGNORECASE),  # blamed “rebels”
        after_blame=re.compile(_any(data["after_blame_patterns"]), re.IGNORECASE),
        responsible=re.compile(data["responsible_pattern"], re.IGNORECASE),
        claimed=re.compile(data["claimed_pattern"], re.IGNORECASE),
        unnamed=re.compile(data["unnamed_pattern"], re.IGNORECASE),
        held_to_be=re.compile(data["held_to_be_pattern"], re.IGNORECASE),
        hedge=re.compile(data["hedge_pattern"], re.IGNORECASE),
        mutual=_guarded(data, "mutual", data["mutual_pattern"]),
        unsure=_guarded(data, "unsure", data["unsure_pattern"]),
        breaks=_guarded(data, "break", _any(data["break_patterns"])),
        years=re.compile(data["year_pattern"]),
        own=re.compile(data["own_pattern"], re.IGNORECASE),
        own_losses=re.compile(data["own_losses_pattern"], re.IGNORECASE),
    )


def _reaches(data: dict[str, Any]) -> dict[str, Any]:
    names = ("carry_reach", "definite_reach", "blame_reach", "far_blame_reach", "hedge_within")
    return {name: int(data[name]) for name in names}


def _described(nouns_of: dict[str, list[str]]) -> dict[str, tuple[re.Pattern[str], ...]]:
    return {
        word: tuple(re.compile(rf"\b{noun}\b", re.IGNORECASE) for noun in nouns)
        for word, nouns in nouns_of.items()
    }


def _guarded(data: dict[str, Any], words: str, pattern: str) -> Guarded:
    return Guarded(frozenset(data[f"{words}_words"]), re.compile(pattern, re.IGNORECASE))


def _any(patterns: list[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def _by_first_word(names: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    index: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(name.split())
        index.setdefault(words[0], []).append(words)
    return {word: tuple(sorted(found, key=lambda one: (-len(one), one))) for word, found in index.items()}


def _sides(sides: list[list[str]]) -> dict[str, frozenset[str]]:
    """Word to all the words that name the same side."""
    return {word: frozenset(side) for side in sides for word in side}


@cache
def _letters(language: str) -> dict[str, str]:
    """Word to letter; where lists share a word the later entry here decides."""
    lexicon = load_lexicon(language)
    order = (
        (lexicon.saying, "e"),
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
    lexicon = load_lexicon(language)
    groups, compounds = lexicon.groups, lexicon.compounds
    for index in [index for index, token in enumerate(tokens) if token.key in groups]:
        words = _longest(tokens, index, groups)
        if words and _is_written_as_name(tokens[index]):
            letters[index : index + words] = "g" * words
            if index > 1 and tokens[index - 1].text == "(" and letters[index - 2] in "gn":
                _join_acronym(tokens, letters, index - 1)
    _tag_idioms(tokens, letters, lexicon)
    for index in [index for index, token in enumerate(tokens) if token.key in lexicon.together]:
        words = _longest(tokens, index, lexicon.together)
        if words:
            letters[index : index + words] = "c" * words
    for index in [index for index, token in enumerate(tokens) if token.key in compounds]:
        words = _longest(tokens, index, compounds)
        if words:
            letters[index : index + words] = "q" * (words - 1) + "A"
    return "".join(letters)


def _tag_idioms(tokens: Sequence[Token], letters: list[str], lexicon: Lexicon) -> None:
    """Give words of several kinds the letter that their neighbours ask for."""
    for index, token in enumerate(tokens):
        if letters[index] == "x" and _ORDINAL.fullmatch(token.key):
            letters[index] = "q"  # "the 8th Army"
        elif _is_daypart_with_article(tokens, index, lexicon):
            letters[index] = "x"  # "police in the morning shot"
        elif token.key in lexicon.managing and letters[index + 1 : index + 2] == ["k"]:
            letters[index : index + 2] = "zz"  # "the army was able to kill"
        elif token.key in lexicon.by_hands[2:3] and _keys(tokens, index - 2, index + 2) == lexicon.by_hands:
            letters[index - 2 : index + 2] = "zzzy"  # "died at the hands of the militia"


def _is_daypart_with_article(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    is_daypart = tokens[index].key in lexicon.dayparts and not tokens[index].is_capitalised
    return is_daypart and index > 0 and tokens[index - 1].key in lexicon.articles


def _keys(tokens: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    return tuple(token.key for token in tokens[max(0, start) : end])


def _longest(tokens: Sequence[Token], index: int, names: dict[str, tuple[tuple[str, ...], ...]]) -> int:
    """Return how many words of a name stand at a place, 0 when none does."""
    for words in names.get(tokens[index].key, ()):
        if tuple(token.key for token in tokens[index : index + len(words)]) == words:
            return len(words)
    return 0


def _join_acronym(tokens: Sequence[Token], letters: list[str], index: int) -> None:
    """A name and its acronym in brackets are one name."""
    if index + 2 < len(tokens) and tokens[index + 2].text == ")":
        letters[index : index + 3] = "ggg"


def _is_written_as_name(token: Token) -> bool:
    return token.text.isupper() if len(token.text) < _SHORT else token.is_capitalised


@lru_cache(maxsize=1 << 16)
def _letter(word: str, language: str) -> str:
    lexicon = load_lexicon(language)
    letters = _letters(language)
    token = Token(word, fold(word), 0, len(word))
    key = token.key
    letter = letters.get(key)
    if key in lexicon.dayparts and not token.is_capitalised:
        return "z"
    if letter is None and lexicon.adverb.fullmatch(key) is not None and not token.is_capitalised:
        return "z"
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
