"""Countries by the names and adjectives a language has for them ("Syria", "Syrian" → SY)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from recount.codebook.resources import load_yaml


@dataclass(frozen=True, slots=True)
class Countries:
    """Country words of one language, as written, to ISO 3166-1 alpha-2 codes.

    Attributes:
        names: names of countries; these are places.
        adjectives: words that only tell which country is spoken of; never a place.
    """

    names: Mapping[str, str]
    adjectives: Mapping[str, str]

    def code_of(self, word: str) -> str | None:
        """Return the code a name or an adjective stands for, ``None`` when it is neither."""
        return self.names.get(word) or self.adjectives.get(word)


@cache
def load_countries(language: str) -> Countries:
    """Return the country words of a language; empty for a language without a file."""
    if not resources.files("recount.gazetteer").joinpath(f"data/{language}/countries.yml").is_file():
        return Countries({}, {})
    data = load_yaml("recount.gazetteer", f"data/{language}/countries.yml")
    names = {name: code for code, words in data.items() for name in words["names"]}
    adjectives = {word: code for code, words in data.items() for word in words["adjectives"]}
    return Countries(names, adjectives)
