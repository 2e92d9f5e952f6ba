"""The words by which a language shows that a name is a place, and what part the place plays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from recount.codebook.resources import load_yaml
from recount.gazetteer import Countries, PlaceTerms, load_countries, load_terms


@dataclass(frozen=True, slots=True, eq=False)
class PlaceLexicon:
    """The words of ``places.yml``, in lower case, with the language's country words and place terms.

    Attributes:
        words: the word sets, by their name in the file.
        modifier_endings: of words that may stand between a preposition and a name ("-held").
        possessive: pattern of the genitive at the end of a word.
        genitive: what is left of it where the apostrophe was lost.
        adjective_endings: what a name takes when it becomes an adjective.
        of: the preposition between a noun and the name that depends on it.
        of_heads: nouns such a preposition can follow.
        parts: words for parts of a place, before its name.
        fragments: words that begin names but are none.
        no_names: capitalised words that never begin a name.
        no_compounds: words that make a hyphenated word no name.
        title_verbs: words that never begin a name in a headline with capitals.
        between: words that may stand between two names of one phrase.
        not_alone: capitalised words that are no place's name by themselves.
        telling_before, telling_after: words that say something of the name they stand by.
        passed_over: modifiers, adjectives of countries and times.
        body_ends: last words of the phrases that make a name a body's.
        adjectives: of countries.
        country_words: names and adjectives of countries, to their codes.
        country_keys: names of countries.
        country_seconds: last words of names and adjectives of two words.
        countries, terms: as the gazetteer has them, in their own spelling.
    """

    words: Mapping[str, frozenset[str]]
    modifier_endings: tuple[str, ...]
    possessive: re.Pattern[str]
    genitive: str
    adjective_endings: tuple[str, ...]
    of: str
    of_heads: frozenset[str]
    parts: frozenset[str]
    fragments: frozenset[str]
    no_names: frozenset[str]
    no_compounds: frozenset[str]
    title_verbs: frozenset[str]
    between: frozenset[str]
    not_alone: frozenset[str]
    telling_before: frozenset[str]
    telling_after: frozenset[str]
    passed_over: frozenset[str]
    body_ends: frozenset[str]
    adjectives: frozenset[str]
    country_words: Mapping[str, str]
    country_keys: frozenset[str]
    country_seconds: frozenset[str]
    countries: Countries
    terms: PlaceTerms

    def without_genitive(self, word: str) -> str:
        """Return a word without a genitive that lost its apostrophe."""
        return word.removesuffix(self.genitive)

    def is_modifier(self, key: str) -> bool:
        """Whether a word may stand between a preposition and a name."""
        return key in self.words["modifiers"] or key.endswith(self.modifier_endings)

    def is_between(self, key: str) -> bool:
        """Whether a word may stand between two names of one phrase."""
        return (
            key in self.between
            or key.endswith(self.modifier_endings)
            or (key.endswith(self.genitive) and self.without_genitive(key) in self.terms.kinds)
        )

    def is_passed_over(self, key: str) -> bool:
        """Whether a word between a preposition and a name is a modifier, an adjective or a time."""
        return key in self.passed_over or key.endswith(self.modifier_endings)


@cache
def load_lexicon(language: str) -> PlaceLexicon | None:
    """Return the lexicon of a language, ``None`` for a language without one."""
    if not resources.files("recount.extract").joinpath(f"data/{language}/places.yml").is_file():
        return None
    terms, countries = load_terms(language), load_countries(language)
    data = load_yaml("recount.extract", f"data/{language}/places.yml")
    words = {field: frozenset(listed) for field, listed in data.items() if isinstance(listed, list)}
    adjectives = frozenset(word.lower() for word in countries.adjectives)
    country_words = _country_words(countries)
    passed_over = words["modifiers"] | adjectives | words["times"]
    body_ends = frozenset(phrase.split()[-1] for phrase in words["body_phrases"])
    return PlaceLexicon(
        words=words,
        modifier_endings=tuple(data["modifier_endings"]),
        possessive=re.compile(data["possessive"]),
        genitive=data["genitive"],
        adjective_endings=tuple(data["adjective_endings"]),
        of=data["of"],
        of_heads=words["of_nouns"] | terms.kinds.keys(),
        parts=terms.parts | terms.countryside,
        fragments=words["heads"] | terms.parts | terms.countryside,
        no_names=words["not_places"] | words["times"] | (words["modifiers"] - words["heads"]),
        no_compounds=words["not_places"] | adjectives,
        title_verbs=words["target"] | words["headline_verbs"],
        between=frozenset(",()").union(
            *(words[field] for field in ("enclosing", "list_words", "of_nouns", "distance", "modifiers")),
            terms.kinds,
            adjectives,
        ),
        not_alone=words["organisations"] | adjectives,
        telling_before=frozenset().union(
            *(words[field] for field in ("away", "toward", "locative", "target", "list_intros")),
            terms.kinds,
            terms.parts,
            terms.countryside,
            passed_over,
            body_ends,
            {data["of"]},
        ),
        telling_after=words["kind_modifiers"] | terms.kinds.keys(),
        passed_over=passed_over,
        body_ends=body_ends,
        adjectives=adjectives,
        country_words=country_words,
        country_seconds=frozenset(word.split()[1] for word in country_words if word.count(" ") == 1),
        country_keys=frozenset(name.lower() for name in countries.names),
        countries=countries,
        terms=terms,
    )


def _country_words(countries: Countries) -> dict[str, str]:
    """Return the names and adjectives of countries, in lower case, to their codes."""
    named = (*countries.adjectives.items(), *countries.names.items())
    return {word.lower(): code for word, code in named}
