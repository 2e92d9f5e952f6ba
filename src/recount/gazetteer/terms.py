"""Words that stand with a place name and tell its kind or which part is meant ("rural", "province")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from recount.codebook.resources import load_yaml

_CACHED = 8192  # a report's names come again and again


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A name taken apart.

    Attributes:
        core: the name without the words around it.
        kind: the kind those words give, ``None`` when they give none.
        is_part: True when only a part of the place is meant ("eastern").
        is_wide: True when those words stand for divisions of any size ("the X region" may be a province).
    """

    core: str
    kind: str | None = None
    is_part: bool = False
    is_wide: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PlaceTerms:
    """Kind and part words of one language, in lower case.

    Attributes:
        kinds: word (or two) to kind.
        parts: words before a name for a part of it.
        countryside: words before a name for the country around it.
        wide: words for a kind that stand for divisions of any size.
    """

    kinds: Mapping[str, str]
    parts: frozenset[str]
    countryside: frozenset[str]
    wide: frozenset[str] = frozenset()

    def take_apart(self, name: str) -> NamedPlace:
        """Split a name as written into its core and what stands around it."""
        return _take_apart(name, self)


@lru_cache(_CACHED)
def _take_apart(name: str, terms: PlaceTerms) -> NamedPlace:
    words = name.split()
    kind: str | None = None
    is_wide = False
    for length in (2, 1):
        tail = " ".join(words[-length:]).lower()
        if len(words) > length and tail in terms.kinds:
            kind, is_wide, words = terms.kinds[tail], tail in terms.wide, words[:-length]
            break
    is_part = False
    while len(words) > 1:
        word = words[0].lower()
        if word in terms.countryside:
            kind = kind or "adm1"
        elif word in terms.parts:
            is_part = True
        else:
            break
        words = words[1:]
    return NamedPlace(core=" ".join(words), kind=kind, is_part=is_part, is_wide=is_wide)


@cache
def load_terms(language: str) -> PlaceTerms:
    """Return the terms of a language; empty for a language without a file."""
    if not resources.files("recount.gazetteer").joinpath(f"data/{language}/terms.yml").is_file():
        return PlaceTerms({}, frozenset(), frozenset())
    data = load_yaml("recount.gazetteer", f"data/{language}/terms.yml")
    kinds = {word: kind for kind, words in data["kinds"].items() for word in words}
    return PlaceTerms(
        kinds, frozenset(data["parts"]), frozenset(data["countryside"]), frozenset(data["wide"])
    )
