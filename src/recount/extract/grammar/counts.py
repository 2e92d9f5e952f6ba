"""The count of a chunk: its number, or the words that stand for one ("a child", "civilians", "deaths")."""

from __future__ import annotations

from recount.extract.grammar.clause import Clause
from recount.extract.grammar.tagged import Token
from recount.extract.grammar.tokens import POSSESSIVE
from recount.model import CountKind
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
    if (asked := _anyone_of(clause, at)) is not None:
        return none_stated_quantity(
            clause.text, asked, language=clause.language, convention=clause.convention
        )
    if symbol in "SD":
        return _singular(clause, at)
    if symbol in "PEV":
        last = clause.found[at].last
        span = span if last is None else Span(chunk.start, clause.chunks[last].end)
        if symbol != "P":
            start = _start_of_all(clause, at)
            if start is None:
                return None
            span = Span(start, span.end)
        return bare_plural_quantity(clause.text, span, language=clause.language, convention=clause.convention)
    if symbol == "x":  # "left dead and wounded"
        return bare_plural_quantity(clause.text, span, language=clause.language, convention=clause.convention)
    if symbol == "B":
        return bare_plural_quantity(clause.text, span, language=clause.language, convention=clause.convention)
    if symbol == "F":
        word = Span(chunk.last.start, chunk.last.end)
        return none_stated_quantity(clause.text, word, language=clause.language, convention=clause.convention)
    return None


def _anyone_of(clause: Clause, at: int) -> Span | None:
    """Return the words of "anyone", "any civilian", of whom a denial speaks; ``None`` for other people."""
    chunk, sets = clause.chunks[at], clause.lexicon.sets
    if chunk.last.form in sets["anyone"]:
        return Span(chunk.last.start, chunk.end)
    if chunk.tokens[0].form in sets["any"]:
        return Span(chunk.start, chunk.end)
    before = clause.chunks[at - 1] if at else None
    return Span(before.start, chunk.end) if before is not None and before.last.form in sets["any"] else None


def _is_joined(clause: Clause, first: int, last: int) -> bool:
    """Whether single persons in a row are several: joined by a word, not by commas only ("the guard, a young man,")."""
    between = clause.symbols[first : last + 1]
    return "," not in between or "c" in between or clause.symbols[last + 1 : last + 3] in ("cC", ",c", "cS")


def _start_of_all(clause: Clause, at: int) -> int | None:
    """Return where "all the soldiers" begins; people told of before are a count only so."""
    words, before = clause.lexicon.sets["all"], clause.chunks[at - 1] if at else None
    if clause.chunks[at].tokens[0].form in words:
        return clause.chunks[at].start
    return before.start if before is not None and before.last.form in words else None


def join_lists(clause: Clause) -> None:
    """Read single persons in a row as one list ("a man and his daughter"), and plurals as one plural.

    A plural joined to a counted one shares its number ("five judges and magistrates").
    """
    for at in sorted(clause.found):
        if (
            clause.symbols[at] == "P"
            and clause.symbols[max(0, at - 2) : at] == "Cc"
            and at - 2 in clause.found
        ):
            quantity = clause.chunks[at - 2].quantity
            told = quantity is not None and quantity.kind in {CountKind.DIGITS, CountKind.WORDS}
            if told and clause.found[at].harm is clause.found[at - 2].harm:
                del clause.found[at]
    for at in sorted(clause.found):
        if at not in clause.found or clause.symbols[at] not in "SDP":
            continue
        kinds = "PE" if clause.symbols[at] == "P" else "SD"
        end = at
        while (following := _next_item(clause, end, kinds)) is not None:
            clause.found.pop(following, None)
            end = following
        if end > at and (kinds == "PE" or _is_joined(clause, at, end)):
            clause.found[at].last = end


def _next_item(clause: Clause, at: int, kinds: str) -> int | None:
    if kinds == "SD" and clause.symbols[at : at + 2] == "SS" and clause.found.get(at + 1) is not None:
        return at + 1  # "a nurse a clerk and a cook"
    following = at + 2 if clause.symbols[at + 1 : at + 2] in ("c", ",") else None
    if kinds == "SD" and clause.symbols[at + 1 : at + 3] == ",c" and _are_named(clause, at, at + 3):
        following = at + 3
    if following is None:
        return None
    if kinds == "SD" and _is_other_person(clause, at, following):
        return None
    if clause.chunks[following : following + 1] and clause.chunks[following].has(
        clause.lexicon.sets["another"]
    ):
        return None  # "a woman and her child as well as another child"
    if clause.symbols[following : following + 1] in tuple(kinds):
        return following if kinds == "PE" or following in clause.found else None
    return _their_own(clause, following) if kinds == "SD" else None


def _are_named(clause: Clause, first: int, second: int) -> bool:
    """Whether two persons are both told by name."""
    return all(
        clause.symbols[at : at + 1] == "D" and clause.chunks[at].last.tag == "A" for at in (first, second)
    )


def _is_other_person(clause: Clause, at: int, following: int) -> bool:
    """Whether a described person after a named one is counted apart ("Colonel Rado Fenn, a nurse and a driver")."""
    named = clause.symbols[at] == "D" and clause.chunks[at].last.tag == "A"
    return named and clause.symbols[at + 1] == "," and clause.symbols[following : following + 1] == "S"


def _their_own(clause: Clause, at: int) -> int | None:
    """Return the counted kin of the person before ("and his two sons"), ``None`` when others follow."""
    if clause.symbols[at : at + 2] != "tC" or not clause.chunks[at].has(clause.lexicon.sets["possessive"]):
        return None
    quantity = clause.chunks[at + 1].quantity
    exact = quantity is not None and quantity.low == quantity.high and at + 1 in clause.found
    return at + 1 if exact else None


def _singular(clause: Clause, at: int) -> Quantity | None:
    chunk, last = clause.chunks[at], clause.found[at].last
    if last is not None or clause.is_list(at):
        return name_list_quantity(
            clause.text,
            Span(chunk.start, clause.chunks[at if last is None else last].end),
            language=clause.language,
            convention=clause.convention,
        )
    words = chunk.tokens[:1] if chunk.symbol == "S" else _name_of(chunk.tokens)
    end = words[-1].end - (len(_ending_of(clause.text, words[-1])) if words[-1].owns else 0)
    return singular_quantity(
        clause.text,
        Span(words[0].start, end),
        language=clause.language,
        convention=clause.convention,
    )


def _name_of(words: list[Token]) -> list[Token]:
    """Return the name of a person who is named after a title ("judge Ildo Serra"), else all words."""
    start = len(words)
    while start > 0 and words[start - 1].tag == "A":
        start -= 1
    named = 0 < start < len(words) and words[start - 1].tag in "MR"
    return words[start:] if named else words


def _ending_of(text: str, word: Token) -> str:
    """Return the possessive ending of a word."""
    found = POSSESSIVE.search(text[word.start : word.end])
    return found.group() if found is not None else ""
