"""Keys under which spellings of one place name meet. A key is for matching only, never stored as the name.

Three keys, from strict to loose: the folded name ("al-Kalāseh" → "alkalaseh"), the same without articles
("kalaseh"), and its consonants ("kls"), which absorb most differences between transliterations. What the
last finds is held against the sound of the spellings (``likeness``) before it counts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import ratio

from recount.codebook.resources import load_yaml

# Signs for hamza and ain, and the apostrophes written for them, carry no difference between spellings.
_SILENT = re.compile("['’‘`´ʼʻʾʿʹʺ]")
_NOT_ALNUM = re.compile(r"[^a-z0-9]+")
_CACHED = 8192  # a report's names come again and again, in its sentences and in other reports
_DOUBLED = re.compile(r"(.)\1+")


class NameKeys(NamedTuple):
    """The keys of one spelling.

    Attributes:
        folded: letters and digits in lower-case ASCII, without marks and spaces.
        bare: ``folded`` without articles.
        sound: ``bare`` with the spellings of one sound brought together.
        skeleton: consonants of ``sound``; all of it when they are fewer than two.
    """

    folded: str
    bare: str
    sound: str
    skeleton: str


class _Spelling(NamedTuple):
    articles: frozenset[str]
    sounds: tuple[tuple[str, str], ...]
    vowels: re.Pattern[str]


@cache
def _spelling() -> _Spelling:
    data = load_yaml("recount.gazetteer", "data/names.yml")
    return _Spelling(
        articles=frozenset(data["articles"]),
        sounds=tuple((written, sound) for written, sound in data["sounds"]),
        vowels=re.compile(f"[{data['vowels']}]+"),
    )


def fold_words(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower-case ASCII, without marks and punctuation."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(char for char in decomposed if not unicodedata.combining(char))
    name = _SILENT.sub("", name)
    if not name.isascii():
        name = anyascii(name)
    return tuple(_NOT_ALNUM.sub(" ", name.casefold()).split())


def plain_keys(name: str) -> tuple[str, str]:
    """Return the folded and the bare key of a spelling, without the work for the other two."""
    words = fold_words(name)
    articles = _spelling().articles
    bare = [word for word in words if word not in articles] or words
    return "".join(words), "".join(bare)


@lru_cache(_CACHED)
def name_key(name: str) -> NameKeys:
    """Return the keys of a spelling; empty strings when no letter or digit is left."""
    folded, bare = plain_keys(name)
    sound = sound_of(bare)
    return NameKeys(folded, bare, sound, skeleton_of(sound))


def sound_of(bare: str) -> str:
    """Return a bare key with the spellings of one sound brought together."""
    sound = bare
    for written, sounded in _spelling().sounds:
        if written in sound:
            sound = sound.replace(written, sounded)
    sound = _DOUBLED.sub(r"\1", sound)
    return sound[:1] + sound[1:].replace("h", "")  # h is written or not: -a, -ah and -eh, Salah and Sala


def skeleton_of(sound: str) -> str:
    """Return the consonants of a sound key, or all of it when they are too few to tell names apart."""
    consonants = _spelling().vowels.sub("", sound)
    return consonants if len(consonants) > 1 else sound


def likeness(first: str, second: str) -> float:
    """Return how alike two sound keys are, 0 to 1: the mean of edit and Jaro-Winkler likeness."""
    return (ratio(first, second) / 100 + JaroWinkler.similarity(first, second)) / 2
