"""Numbers too great to count people: they are no quantities; whoever meets one beside a harm says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from recount.text.quantities.lexicon import load_lexicon
from recount.text.quantities.numerals import GREATEST
from recount.text.quantities.patterns import any_of, fold
from recount.text.spans import Span

_LONG = r"\d(?:[.,' ]?\d){10,}"  # as long as the least number that is too great
_LARGE = 10**6  # "million million"; smaller scales cannot make a number that is too great


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern without which there is nothing to find, and that of all numerals."""
    numerals = load_lexicon(language).numerals
    large = any_of(word for word, value in numerals.scales.items() if value >= _LARGE)
    return re.compile(f"{_LONG}|{large}"), re.compile(f"{numerals.digits_source}|{numerals.words_source}")


def find_unread(text: str, *, language: str = "en") -> Iterator[Span]:
    """Yield the numerals of a text that are greater than any number of people.

    Raises:
        CodebookError: the language has no data.
    """
    folded = fold(text)
    clue, numeral = _patterns(language)
    if clue.search(folded) is None:
        return
    numerals = load_lexicon(language).numerals
    for found in numeral.finditer(folded):
        number = numerals.read_any(folded, found.start())
        if number is not None and number.value > GREATEST:
            yield Span(found.start(), number.end)
