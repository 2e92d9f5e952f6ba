"""Datelines and picture credits that ran into a sentence: what stands on their two sides is not one statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recount.codebook.originators import load_originators
from recount.extract.attribution.lexicon import Lexicon
from recount.model import SourceKind
from recount.text.spans import Span

_OUTLETS = frozenset({SourceKind.NEWS_AGENCY, SourceKind.OUTLET})
_BRACKET = re.compile(r"\(([A-Z][\w /]{1,40})\)(?: ?[-–—])?\s?(?=[A-Z\"“])")
_PLACE_BEFORE = re.compile(r"(?:\b[A-Z]{3,}[A-Za-z ,.\d]{0,25})?$")
_WORD_BEFORE = re.compile(r"\b[A-Z][\w-]+ $")
_LONGEST_PLACE = 40


def find_datelines(text: str, lexicon: Lexicon) -> list[Span]:
    """Return the datelines of a text in order: "AFP Friday 2 May 2031", "KARSEM (Reuters) -", "(AFP photo)"."""
    return sorted([*_dated(text, lexicon), *_bracketed(text, lexicon)])


def _dated(text: str, lexicon: Lexicon) -> Iterator[Span]:
    for match in lexicon.dateline.finditer(text):
        before = _WORD_BEFORE.search(text, max(0, match.start() - _LONGEST_PLACE), match.start())
        if before is not None:
            yield Span(before.start(), match.end())


def _bracketed(text: str, lexicon: Lexicon) -> Iterator[Span]:
    for match in _BRACKET.finditer(text):
        if _is_outlet(match[1], lexicon):
            before = _PLACE_BEFORE.search(text, max(0, match.start() - _LONGEST_PLACE), match.start())
            yield Span(match.start() if before is None else before.start(), match.end())


def _is_outlet(words: str, lexicon: Lexicon) -> bool:
    source = load_originators().find(words)
    if source is not None:
        return source.kind in _OUTLETS
    return not lexicon.picture_words.isdisjoint(words.casefold().split())
