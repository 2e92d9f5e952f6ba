"""Expressions: atoms joined into ranges ("between Monday and Thursday"), and what "since" and "until" add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recount.text.newsdates.atoms import Atom, window_before
from recount.text.newsdates.lexicon import Lexicon, last_match

_MAX_GAP = 32  # characters between two dates of one range
_MAX_CLAUSE = 110  # characters between "since" and the date of its clause
_STOPS = (". ", "\n", "; ", "? ", "! ")
_BARE = frozenset({"ago", "weekday", "phrase"})  # end a clause without a preposition: "began Friday"
_FAMILIES = {
    "day_month_year": "day",
    "numeric": "day",
    "weekday": "weekday",
    "weekday_of_week": "weekday",
    "month": "month",
    "month_year": "month",
    "month_of_year": "month",
    "year": "year",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """One or more atoms that give one time.

    Attributes:
        atoms: in order.
        form: "single", "range", "since", "until" or "apart" ("two days after Monday's attack").
        start: where it stands, with its preposition.
    """

    atoms: tuple[Atom, ...]
    form: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.atoms[-1].end


def join_atoms(text: str, atoms: Sequence[Atom], lexicon: Lexicon) -> Iterator[Expression]:
    """Yield the expressions of a text, in order."""
    position, done = 0, 0
    while position < len(atoms):
        if _is_apart(text, atoms, position):
            pair = tuple(atoms[position : position + 2])
            expression = Expression(atoms=pair, form="apart", start=pair[0].start)
        else:
            count = _range_length(text, atoms, position, lexicon)
            expression = _expression(text, tuple(atoms[position : position + count]), done, lexicon)
        yield expression
        done = expression.end
        position += len(expression.atoms)


def _is_apart(text: str, atoms: Sequence[Atom], position: int) -> bool:
    """Whether a distance ("two days after") is followed by the date it counts from."""
    if position + 1 == len(atoms) or atoms[position].rule not in {"later", "day_before"}:
        return False
    return text[atoms[position].end : atoms[position + 1].start].isspace()


def _range_length(text: str, atoms: Sequence[Atom], position: int, lexicon: Lexicon) -> int:
    """How many atoms from here on make one range; 1 when none is joined."""
    first = atoms[position]
    has_lead = lexicon.before_range.search(window_before(text, first.start)) is not None
    count = listed = 1
    while position + count < len(atoms) and count < 8:
        previous, following = atoms[position + count - 1], atoms[position + count]
        gap = text[previous.end : following.start]
        same = _FAMILIES.get(previous.rule, previous.rule) == _FAMILIES.get(following.rule, following.rule)
        if len(gap) > _MAX_GAP or previous.rule == "duration" or following.rule == "duration":
            break
        if (has_lead and count == 1 and lexicon.range_join.fullmatch(gap)) or (
            same and previous.rule in _FAMILIES and _joins(gap, text, first, lexicon)
        ):
            count += 1
            listed = count
        elif same and gap.strip() == "," and previous.rule == "weekday":
            count += 1  # a list: counts only when "and" closes it
        else:
            break
    return listed


def _joins(gap: str, text: str, first: Atom, lexicon: Lexicon) -> bool:
    """Whether the words between two days make one range of them."""
    if lexicon.plain_join.fullmatch(gap):
        return True
    if not lexicon.outlasting_join.fullmatch(gap):
        return False
    return lexicon.before_outlasting.search(text[max(0, first.start - _MAX_CLAUSE) : first.start]) is not None


def _expression(text: str, atoms: tuple[Atom, ...], done: int, lexicon: Lexicon) -> Expression:
    start = atoms[0].start
    window = window_before(text, start)
    if len(atoms) > 1:
        lead = lexicon.before_range.search(window)
        form = "range"
    elif (lead := lexicon.before_since.search(window)) is not None:
        form = "since"
    elif (lead := lexicon.before_until.search(window)) is not None:
        form = "until"
    elif (since := _clause_since(text, atoms[0], done, lexicon)) is not None:
        return Expression(atoms=atoms, form="since", start=since)
    else:
        form = "single"
    if lead is not None:
        start = max(done, start - len(window) + lead.start())
    return Expression(atoms=atoms, form=form, start=start)


def _clause_since(text: str, atom: Atom, done: int, lexicon: Lexicon) -> int | None:
    """Where "since" stands in "since the war began in 2011", ``None`` when this is no such date."""
    if atom.rule == "duration":
        return None
    begin = max(done, atom.start - _MAX_CLAUSE)
    since = last_match(lexicon.since, text, begin, atom.start)
    if since is None:
        return None
    clause = text[since.end() : atom.start]
    if any(stop in clause for stop in _STOPS):
        return None
    if atom.rule not in _BARE and lexicon.before_clause_date.search(clause) is None:
        return None
    if lexicon.before_since_adverb.search(window_before(text, since.start())) is not None:
        return None
    return since.start()
