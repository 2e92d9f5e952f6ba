"""Words of a sentence with their places in the text, for the readers of speakers and parties."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

_WORD = re.compile(
    r"\w+(?:(?:\.-|[-'’.&])\w+)*(?:(?<=\.[^\W\d_])\.)?"  # a word; U.S. keeps its last dot, so does U.S.-led
    r"|[^\w\s]"
)
_ABBREVIATED = re.compile(r"[A-Z][a-z]{1,3}\.")  # inside a sentence a dot ends no sentence: "Dr. Lee"
_APOSTROPHES = str.maketrans("", "", "'’")
_START = attrgetter("start")
_new = tuple.__new__  # what Token() calls, without the call in between: this loop makes every token
_PARTICLED = re.compile(r"[a-z]{1,4}-[^\W\d_]", re.IGNORECASE)


class Token(NamedTuple):
    """One word or mark: as written, folded (no case, no apostrophes), and where it stands."""

    text: str
    key: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word, not a mark."""
        return self.text[0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        """Whether it is written as a name is: capital first, also after an article ("al-Laith")."""
        first = self.text[0]
        if first.isupper():
            return True
        return (
            first.islower()
            and _PARTICLED.match(self.text) is not None
            and self.text[self.text.index("-") + 1].isupper()
        )


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return a word without case, apostrophes and the dot of an acronym; a mark as it is."""
    return word.casefold().translate(_APOSTROPHES).rstrip(".") if word[0].isalnum() else word


@lru_cache(maxsize=1024)  # speakers, parties and means of one report are read from the same sentences
def tokenize(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the tokens of ``text[start:end]``; positions refer to ``text``."""
    tokens: list[Token] = []
    position = start
    for chunk in text[start:end].split(" "):
        after = position + len(chunk)
        if chunk.isalpha() or (after < end and _ABBREVIATED.fullmatch(chunk)):
            tokens.append(_new(Token, (chunk, fold(chunk), position, after)))
        elif chunk:
            tokens += [
                _new(Token, (word := match[0], fold(word), *match.span()))
                for match in _WORD.finditer(text, position, after)
            ]
        position = after + 1
    return tuple(tokens)


@lru_cache(maxsize=1024)
def word_keys(text: str, start: int, end: int) -> frozenset[str]:
    """Return the folded words of ``text[start:end]``: a first look before a pattern is tried."""
    return frozenset([token.key for token in tokenize(text, start, end)])


def index_at(tokens: Sequence[Token], position: int) -> int:
    """Return the index of the first token that starts at or after a position (``len`` when there is none)."""
    return bisect_left(tokens, position, key=_START)
