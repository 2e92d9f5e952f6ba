"""Reading a count again from its words alone, by the rule of its kind: the proof behind "from source"."""

from __future__ import annotations

from recount.codebook.conventions import get_convention
from recount.model import CountKind
from recount.text.quantities.expression import read_expression
from recount.text.quantities.forms import read_form
from recount.text.quantities.lexicon import load_lexicon
from recount.text.quantities.patterns import fold

Reading = tuple[int | None, int | None, bool]

_NUMERIC = frozenset({CountKind.DIGITS, CountKind.WORDS, CountKind.VAGUE, CountKind.ZERO})


def read_count(
    words: str, kind: CountKind, *, language: str = "en", convention: str = "literal"
) -> Reading | None:
    """Return ``(low, high, approx)`` as the words alone give them.

    ``None`` when they do not give a count of ``kind``. The whole of the words must be the expression; words
    of increment around it ("another", "more") may stand with it. A computed count is never read from words.

    Raises:
        CodebookError: the language or the convention is unknown.
    """
    if kind is CountKind.COMPUTED:
        return None
    if kind not in _NUMERIC:
        ends = read_form(words, kind, language=language, convention=convention)
        return None if ends is None else (*ends, False)
    folded, lexicon = fold(words), load_lexicon(language)
    match = lexicon.expression.match(folded)
    if match is None:
        return None
    found = read_expression(lexicon, get_convention(convention), folded, match)
    if found is None or found.broken or found.kind is not kind:
        return None
    if found.more_start != 0 or len(folded) not in {found.end, found.more_end}:
        return None
    return found.low, found.high, found.approx
