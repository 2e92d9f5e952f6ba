"""All count expressions of a text."""

from __future__ import annotations

from recount.codebook.conventions import get_convention
from recount.text.quantities.expression import Expression, read_expression
from recount.text.quantities.guards import is_false_skip, is_guarded, load_guards, skip_end
from recount.text.quantities.lexicon import load_lexicon
from recount.text.quantities.patterns import fold
from recount.text.quantities.quantity import Quantity
from recount.text.spans import Span


def find_quantities(text: str, *, language: str = "en", convention: str = "literal") -> list[Quantity]:
    """Find all count expressions, in order and without overlap.

    Numbers that count no people (dates, ages, measures, money, names with numbers) are left out; whether what
    remains counts victims is for the extractor. "a" and "an" alone are not counts here
    (``singular_quantity`` makes those).

    Raises:
        CodebookError: the language or the convention is unknown.
    """
    lexicon, guards, table = load_lexicon(language), load_guards(language), get_convention(convention)
    folded, position = fold(text), 0
    quantities: list[Quantity] = []
    while match := guards.scan.search(folded, position):
        start, position = match.span()
        if match.lastgroup == "skip":
            if not is_false_skip(guards, text, folded, start, position):
                continue
            retried = lexicon.expression.match(folded, start)
            position = start + 1
            if retried is None:
                continue
            match = retried
        found = read_expression(lexicon, table, folded, match)
        if found is None:
            position = max(position, match.end())
            continue
        position = found.end
        guarded_to = skip_end(guards, text, folded, found.core_start) if found.core_start > start else None
        if guarded_to is not None:
            position = max(position, guarded_to)
        elif not is_guarded(guards, folded, found):
            quantities.append(make_quantity(found, convention))
    return quantities


def make_quantity(found: Expression, convention: str) -> Quantity:
    """Make the quantity of an expression."""
    return Quantity(
        span=Span(found.start, found.end),
        core=Span(found.core_start, found.core_end),
        low=found.low,
        high=found.high,
        qualifier=found.qualifier,
        kind=found.kind,
        approx=found.approx,
        convention=convention,
        more=found.more,
    )
