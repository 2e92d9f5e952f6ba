"""One form of words for searching, the same for what is indexed and for what is asked.

A word is folded (case, marks, spellings of one letter, digits of other scripts), freed of an article written
onto it, and stemmed. Which language's rules hold is told by the word's first letter, so that a
question needs no language and a report may mix them. The rules are data (``data/LANGUAGE/searching.yml``).
The form is for matching only: nothing of it is ever shown or quoted.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from recount.codebook.resources import load_yaml

SEARCH_FORM = "recount-search/2"
"""Name and version of the form; an index made by another one must be made again."""

LONGEST = 40
"""Letters of a word that count: what is longer is no word that anybody asks for."""

_LANGUAGES = ("en", "ar")
_CACHED = 65536  # 10^5 claims use some 4×10^4 different words
# Those of Latin and Arabic, and what else may be written as one with a letter before it (voiced kana, nukta).
_MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u093c\u0bd7\u102e\u1b35\u3099\u309a\U000110ba"
)
_APOSTROPHES = "'’‘`´ʼʻʾʿ"
_LETTER = rf"(?:[^\W_]|[{_MARKS}])"
# A number with its thousands set apart is one word; so are the two sides of an apostrophe.
_WORD = re.compile(rf"\d{{1,3}}(?:[,٬]\d{{3}})+(?!\d)|[^\W_]{_LETTER}*(?:[{_APOSTROPHES}]{_LETTER}+)*")
_NOT_PLAIN = re.compile(rf"[{_MARKS}{_APOSTROPHES},٬]")


class Token(NamedTuple):
    """A word of a text: where it stands, and the terms it is searched by."""

    start: int
    end: int
    terms: tuple[str, ...]


class _Language(NamedTuple):
    letters: re.Pattern[str]
    stemmer: str | None
    same: dict[int, str]
    articles: tuple[str, ...]
    fronts: tuple[str, ...]
    endings: tuple[str, ...]
    least: int
    stop: frozenset[str]
    forms: dict[str, tuple[str, ...]]
    article: str
    sounds: dict[str, str]
    sounds_before_a_word: dict[str, str]


class _Stemmers(threading.local):
    """PyStemmer's stemmers may not be shared by threads."""

    def __init__(self) -> None:
        self.by_name: dict[str, Any] = {}

    def stem(self, name: str, word: str) -> str:
        if name not in self.by_name:
            import Stemmer  # 2 ms, and only who searches or indexes needs it

            self.by_name[name] = Stemmer.Stemmer(name, 0)
        return str(self.by_name[name].stemWord(word))


_stemmers = _Stemmers()


def find_tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text in order."""
    for match in _WORD.finditer(text):
        if terms := terms_of_word(match[0]):
            yield Token(match.start(), match.end(), terms)


def find_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text as they are written, each with where it begins and ends."""
    for match in _WORD.finditer(text):
        yield match[0], match.start(), match.end()


def words_of(text: str) -> set[str]:
    """Return the different words of a text as they are written."""
    return set(_WORD.findall(text))


def terms_of(text: str) -> list[str]:
    """Return the terms a text is searched by, in order."""
    return list(chain.from_iterable(map(terms_of_word, _WORD.findall(text))))


@lru_cache(_CACHED)
def terms_of_word(word: str) -> tuple[str, ...]:
    """Return the terms of one word: none where nothing is left, several where it is written as one."""
    folded = fold(word)
    if not folded:
        return ()
    language = _language_of(folded)
    if language is None:
        return (folded,)
    bare = _without_article(folded, language)
    return tuple(_stem(part, language) for part in _forms(bare, language))


def fold(word: str) -> str:
    """Return a word without case, marks and apostrophes, in one spelling of each letter and digit."""
    if word.isascii():
        return _NOT_PLAIN.sub("", word).lower()[:LONGEST]
    plain = unicodedata.normalize("NFKC", word).casefold()
    apart = unicodedata.normalize("NFKD", plain)
    letters = "".join(_digit(char) for char in apart if not unicodedata.combining(char))
    letters = _NOT_PLAIN.sub("", letters)
    language = _language_of(letters)
    if language is not None and language.same:
        letters = letters.translate(language.same)
    return "".join(char for char in letters if char.isalnum())[:LONGEST]


def fold_start(word: str) -> str:
    """Return the folded beginning of a word, as it is asked for with ``*``: without an article."""
    folded = fold(word)
    language = _language_of(folded)
    return folded if language is None else _without_article(folded, language)


def fronted(term: str) -> tuple[str, ...]:
    """Return a term with each of the words that its language writes onto the front of others."""
    language = _language_of(term)
    return () if language is None else tuple(front + term for front in language.fronts)


def unfronted(term: str) -> tuple[str, ...]:
    """Return what is left of a term when its first letters are such a word; it may be none."""
    language = _language_of(term)
    if language is None:
        return ()
    fronts = (front for front in language.fronts if term.startswith(front))
    return tuple(term[len(front) :] for front in fronts if len(term) - len(front) >= language.least)


def is_stop(word: str) -> bool:
    """Whether a word says too little to be asked for alone."""
    folded = fold(word)
    language = _language_of(folded)
    return language is not None and folded in language.stop


def sounded(name: str) -> str:
    """Return a name in Latin letters by its sound, the article apart; what is Latin stays as it is.

    It is for ``gazetteer.names.name_key`` alone: "الكلاسة" comes out as "al klasa".
    """
    if name.isascii():
        return name
    words = _WORD.findall(unicodedata.normalize("NFC", name))
    return " ".join(_sound(word, is_last=number == len(words)) for number, word in enumerate(words, 1))


def _sound(word: str, *, is_last: bool) -> str:
    language = _language_of(word)
    if language is None or not language.sounds:
        return word
    article, rest = "", word
    if word.startswith(language.article) and len(word) - len(language.article) >= language.least:
        rest = word[len(language.article) :]
        article = "".join(language.sounds.get(char, char) for char in language.article) + " "
    if not is_last and rest[-1] in language.sounds_before_a_word:
        end = language.sounds_before_a_word[rest[-1]]
        return article + "".join(language.sounds.get(char, "") for char in rest[:-1]) + end
    return article + "".join(language.sounds.get(char, "") for char in rest)


def _forms(word: str, language: _Language) -> tuple[str, ...]:
    """Return what a word is searched as, with what stands in front of it."""
    if word in language.forms:
        return language.forms[word]
    for front in language.fronts:
        rest = word[len(front) :]
        if word.startswith(front) and rest in language.forms:
            first, *others = language.forms[rest]
            return (front + first, *others)
    return (word,)


def _stem(word: str, language: _Language) -> str:
    if language.stemmer is not None:
        return _stemmers.stem(language.stemmer, word) or word
    for ending in language.endings:
        if word.endswith(ending) and len(word) - len(ending) >= language.least:
            return word[: -len(ending)]
    return word


def _without_article(word: str, language: _Language) -> str:
    for article in language.articles:
        if word.startswith(article) and len(word) - len(article) >= language.least:
            return word[len(article) :]
    return word


def _digit(char: str) -> str:
    return char if char.isascii() or not char.isdecimal() else str(unicodedata.decimal(char))


def _language_of(word: str) -> _Language | None:
    for language in _languages():
        if language.letters.match(word):
            return language
    return None


@cache
def _languages() -> tuple[_Language, ...]:
    return tuple(_load(language) for language in _LANGUAGES)


def _load(language: str) -> _Language:
    data = load_yaml("recount.text", f"data/{language}/searching.yml")
    return _Language(
        letters=re.compile(f"[{data['letters']}]"),
        stemmer=data["stemmer"],
        same=str.maketrans(data.get("same", {})),
        articles=tuple(data.get("articles", ())),
        fronts=tuple(data.get("fronts", ())),
        endings=tuple(data.get("endings", ())),
        least=data.get("least", 1),
        stop=frozenset(data["stop"]),
        forms={word: tuple(parts) for word, parts in data["forms"].items()},
        article=data.get("article", ""),
        sounds=data.get("sounds", {}),
        sounds_before_a_word=data.get("sounds_before_a_word", {}),
    )
