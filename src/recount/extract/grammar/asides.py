"""Parts that are told beside their whole and add up to it: "six monks (five Ostrans and one Varnan)"."""

from __future__ import annotations

from recount.extract.grammar.clause import Clause, Found
from recount.model import RelationType
from recount.text.spans import Span

_LONGEST = 14  # chunks of an aside
_FAR = 14  # chunks between the whole and a colon
_RULE = "aside"
_OF_PART = "onAX"  # after a part, what it is of ("three members of the board")


def find_asides(clause: Clause) -> None:
    """Find the parts of all that has been found harmed."""
    for at in sorted(clause.found):
        _read_parts(clause, at)


def _read_parts(clause: Clause, whole: int) -> None:
    """Read the parts a whole is told in: "six monks (five Vardans and one Harran)", "six people died: five men and a
    boy". Parts add up to the whole; those of people the text only takes up count them ("the monks -- five Vardans --").
    """
    found, quantity = clause.found[whole], clause.chunks[whole].quantity
    if found.rule == _RULE or (quantity is None and clause.symbols[whole] != "E"):
        return
    for opens in _openings(clause, whole, found.trigger):
        items = _parts_from(clause, opens, None if quantity is None else _size(clause, whole))
        if not items:
            continue
        cue = Span(clause.chunks[opens].start, clause.chunks[opens].end)
        kind = RelationType.SUBSET_OF if quantity is not None else None
        for item in items:
            if item not in clause.found or (kind is not None and clause.found[item].relation is None):
                of = whole if kind is not None else None
                clause.found[item] = Found(item, found.harm, found.trigger, _RULE, of, kind, cue)
        return


def _openings(clause: Clause, whole: int, trigger: int) -> list[int]:
    """Return where parts may be opened: by a bracket, dashes or a comma after the whole, or by a colon after all."""
    after = clause.symbols[whole + 1 : whole + 3]
    found = [whole + 1] if after.startswith(("(", ",")) else []
    if after == ",,":
        found = [whole + 2]
    if clause.chunks[whole].quantity is None:
        return found if after.startswith("(") or after == ",," else []
    end = max(whole, trigger)
    colon = next(
        (at for at in range(end + 1, min(end + _FAR, len(clause.symbols))) if _is_colon(clause, at)),
        None,
    )
    return found if colon is None else [*found, colon]


def _is_colon(clause: Clause, at: int) -> bool:
    return clause.symbols[at] == ";" and clause.text[clause.chunks[at].start] in ":;"


def _parts_from(clause: Clause, opens: int, total: int | None) -> list[int]:
    """Return the counted people of a list that starts after a place: those that add up to a total, or all up to the end
    of brackets or dashes where there is none."""
    items: list[int] = []
    left = total
    for at in range(opens + 1, min(opens + 1 + _LONGEST, len(clause.symbols))):
        symbol = clause.symbols[at]
        if symbol in "CQS" and (size := _size(clause, at)) is not None:
            items.append(at)
            left = None if left is None else left - size
            if left == 0:
                return items if len(items) > 1 else []
        elif total is None and (symbol == ")" or clause.symbols[at : at + 2] == ",,"):
            return items
        elif symbol not in "c,tr" and not (items and symbol in _OF_PART):
            return []
    return []


def _size(clause: Clause, at: int) -> int | None:
    """How many people a chunk counts exactly, ``None`` without an exact number."""
    if clause.symbols[at] == "S":
        return 1
    quantity = clause.chunks[at].quantity
    return quantity.low if quantity is not None and quantity.low == quantity.high else None
