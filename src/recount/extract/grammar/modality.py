"""Whether the text asserts a harm: asserted, denied, hypothetical or expected."""

from __future__ import annotations

from recount.extract.grammar.clause import Clause, Found
from recount.model import Modality

_NEAR = 5  # chunks before a word of harm
_CLAUSE = 12


def modality_of(clause: Clause, found: Found) -> Modality:
    """Read the words around the harm word; those of its own verb group weigh most."""
    trigger, at = clause.chunks[found.trigger], found.trigger
    sets = clause.lexicon.sets
    if clause.has_before("prevented", at, 3) or clause.has_before("conditional", at, 10):
        return Modality.HYPOTHETICAL
    if clause.is_zero(found.who):
        return Modality.ASSERTED
    if any(token.tag == "!" for token in trigger.tokens) or _is_denied(clause, at):
        return Modality.DENIED
    if trigger.has(sets["expected"]):
        return Modality.EXPECTED
    if trigger.has(sets["hypothetical"]) or _is_supposed(clause, found):
        return Modality.HYPOTHETICAL
    return Modality.ASSERTED


def _is_denied(clause: Clause, at: int) -> bool:
    """Whether the harm is denied: right before it, or in the clause that "denied … that" opens.

    Of an act it is only the act itself that can be denied ("denied the murder of"), not a part in it.
    """
    if clause.symbols[at] == "f":
        before = at - 1
        while before > 0 and clause.symbols[before] in "tar":
            before -= 1
        return before >= 0 and clause.chunks[before].has(clause.lexicon.sets["denied_acts"])
    if clause.has_before("denied", at, min(_NEAR, at - _told_from(clause, at))):
        return True
    that = _clause_before(clause, at)
    while that is not None and clause.symbols[that - 1 : that] == "c":  # "denied that … and that …"
        that = _clause_before(clause, that)
    return that is not None and clause.has_before("denied", that, _NEAR)


def _told_from(clause: Clause, at: int) -> int:
    """Return where what is told at a place begins: behind the last verb of speech ("denied it, saying |12 died")."""
    denied = clause.lexicon.sets["denied"]
    said = (back for back in range(at - 1, -1, -1) if clause.symbols[back] == "s")
    return next((back + 1 for back in said if not clause.chunks[back].has(denied)), 0)


def _clause_before(clause: Clause, at: int) -> int | None:
    """Return the nearest "that" before a place, ``None`` without one."""
    first = max(_told_from(clause, at), at - _CLAUSE + 1)
    return next((back for back in range(at - 1, first - 1, -1) if _opens_clause(clause, back)), None)


def _opens_clause(clause: Clause, at: int) -> bool:
    return clause.chunks[at].has(clause.lexicon.sets["that"])


def _is_supposed(clause: Clause, found: Found) -> bool:
    """Whether a noun or an infinitive of harm stands in a frame that asserts nothing."""
    symbol, at = clause.symbols[found.trigger], found.trigger
    if symbol == "T":  # "the toll could reach 200"
        words = clause.lexicon.sets["hypothetical"] | clause.lexicon.sets["expected"]
        return any(chunk.has(words) for chunk in clause.chunks[at : found.who])
    if symbol == "f" and clause.symbols[found.who] == "P" and clause.has_before("planning", at, _NEAR):
        return True  # "a plan that includes the murder of officials"
    if clause.symbols[at - 1 : at] == "o" and (
        clause.has_before("hypothetical", at, 2) or clause.has_before("planning", at, 2)
    ):
        return True  # "face the risk of being killed", "had the mission of killing"
    if symbol in "Ff":  # "may have caused deaths"
        return clause.has_before("modal", at, 4)
    if symbol == "I" and clause.symbols[found.who] == "P" and not clause.has_before("beginning", at, 2):
        return True  # "their mission was to kill leaders"
    return symbol == "I" and clause.has_before("hypothetical", at, 3)  # "threatened to kill 12"
