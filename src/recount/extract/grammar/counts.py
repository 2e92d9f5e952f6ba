"""The count of a chunk: its number, or the words that stand for one ("a child", "civilians", "deaths")."""

from __future__ import annotations

from recount.extract.grammar.clause import Clause
from recount.text.quantities import (
    Quantity,
    bare_plural_quantity,
    name_list_quantity,
    none_stated_quantity,
    singular_quantity,
)
from recount.text.spans import Span


def count_of(clause: Clause, at: int) -> Quantity | None:
    """Return the count of a chunk found harmed, ``None`` when its words are no count ("the soldiers")."""
    chunk, symbol = clause.chunks[at], clause.symbols[at]
    if chunk.quantity is not None:
        return chunk.quantity
    span = Span(chunk.start, chunk.end)
    if symbol in "SD":
        return _singular(clause, at)
    if symbol == "P":
        last = clause.found[at].last
        span = span if last is None else Span(chunk.start, clause.chunks[last].end)
        return bare_plural_quantity(clause.text, span, language=clause.language, convention=clause.convention)
    if symbol == "F":
        word = Span(chunk.last.start, chunk.last.end)
        return none_stated_quantity(clause.text, word, language=clause.language, convention=clause.convention)
    return None


def join_lists(clause: Clause) -> None:
    """Read single persons in a row as one list ("a man and his daughter"), and plurals as one plural."""
    for at in sorted(clause.found):
        if at not in clause.found or clause.symbols[at] not in "SDP":
            continue
        kinds = "PE" if clause.symbols[at] == "P" else "SD"
        end = at
        while (following := _next_item(clause, end, kinds)) is not None:
            clause.found.pop(following, None)
            end = following
        if end > at:
            clause.found[at].last = end


def _next_item(clause: Clause, at: int, kinds: str) -> int | None:
    following = at + 2 if clause.symbols[at + 1 : at + 2] in ("c", ",") else None
    if following is None or clause.symbols[following : following + 1] not in tuple(kinds):
        return None
    return following


def _singular(clause: Clause, at: int) -> Quantity | None:
    chunk, last = clause.chunks[at], clause.found[at].last
    if last is not None:
        return name_list_quantity(
            clause.text,
            Span(chunk.start, clause.chunks[last].end),
            language=clause.language,
            convention=clause.convention,
        )
    words = chunk.tokens[:1] if chunk.symbol == "S" else chunk.tokens
    return singular_quantity(
        clause.text,
        Span(words[0].start, words[-1].end),
        language=clause.language,
        convention=clause.convention,
    )
