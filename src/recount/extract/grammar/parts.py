"""Parts of a whole: "including seven children", "three of them", "four were among the dead"."""

from __future__ import annotations

from recount.extract.grammar.asides import find_asides
from recount.extract.grammar.clause import Clause, Found
from recount.extract.grammar.partitives import find_partitives, harm_of_group
from recount.model import CountKind, Harm, RelationType
from recount.text.spans import Span

_LONGEST_LIST = 8
_TOLD_APART = frozenset({Harm.KILLED, Harm.INJURED})  # "17 casualties, including nine wounded guards"


def find_parts(clause: Clause) -> None:
    """Find the parts of what has been found, from left to right."""
    for at, symbol in enumerate(clause.symbols):
        if symbol == "g":
            _among(clause, at)
    for at, symbol in enumerate(clause.symbols):
        if symbol == "i":
            _including(clause, at)
        elif symbol == "l":
            _describe(clause, _whole_before(clause, at), _names_after(clause, at))
    _of_them(clause)
    for at, symbol in enumerate(clause.symbols):
        if symbol == "Q":
            _severely(clause, at)
    find_asides(clause)
    find_partitives(clause)
    _of_them(clause)  # "five of those killed were guards, two of them women"


def _whole_before(clause: Clause, at: int) -> int | None:
    """Return the nearest chunk before ``at`` that is itself a whole."""
    return max((who for who in clause.found if who < at), default=None)


def _including(clause: Clause, at: int) -> None:
    whole, harm, trigger = _whole_of(clause, at)
    if harm is None:
        return
    states = whole is None and clause.chunks[at].has(clause.lexicon.sets["including_verbs"])
    kinds = "CSHQP" if states else "CSHQ"
    cue = Span(clause.chunks[at].start, clause.chunks[at].end)
    _describe(clause, whole, _names_after(clause, at))
    for item in _items_after(clause, at):
        if clause.symbols[item] in kinds and not _is_single_number(clause, item):
            own = clause.chunks[item].harm
            told = own if harm is Harm.CASUALTIES and own in _TOLD_APART else harm
            part = Found(item, told or harm, trigger, "including", whole, RelationType.SUBSET_OF, cue)
            if not clause.add(part) and clause.found[item].harm is not harm:
                clause.second.append(part)


def _whole_of(clause: Clause, at: int) -> tuple[int | None, Harm | None, int]:
    """Return what a cue of inclusion divides (``None`` for "those killed"), its harm and its harm word."""
    whole, dead = _whole_before(clause, at), _dead_before(clause, at)
    if dead is not None and (whole is None or dead > whole):
        return None, harm_of_group(clause, dead), dead
    if whole is None:
        return None, None, at
    found = clause.found[whole]
    if found.relation is RelationType.SUBSET_OF:
        whole = found.whole
    return whole, found.harm, found.trigger


def _describe(clause: Clause, whole: int | None, items: list[int]) -> None:
    """Keep the words that name groups among the people of a whole."""
    if whole is not None and items:
        words = Span(clause.chunks[items[0]].start, clause.chunks[items[-1]].end)
        clause.parts.setdefault(whole, []).append(words)


def _names_after(clause: Clause, at: int) -> list[int]:
    """Return the list of people after a cue, whether found harmed or not."""
    items: list[int] = []
    following = next(iter(clause.right("object", at)), None)
    while following is not None and len(items) < 8:
        items.append(following)
        known = clause.found.get(following)
        if known is not None and clause.predicate(following) == known.trigger and len(items) > 1:
            return items[:-1]
        following = next(iter(clause.right("list_right", following)), None)
    return items


def _items_after(clause: Clause, at: int) -> list[int]:
    items: list[int] = []
    those = clause.symbols[at + 1 : at + 3] == "to" and clause.chunks[at + 1].has(
        clause.lexicon.sets["those"]
    )
    current = at + 2 if those else at  # "among them those of four teachers"
    following = next(iter(clause.right("object", current)), None)
    while following is not None and _is_free(clause, following) and len(items) < 8:
        if items and clause.symbols[following : following + 2] == "Qx":
            break  # "including two officers, and nine |captured"
        items.append(following)
        current = following
        following = next(iter(clause.right("list_right", current)), None)
    return items


def _is_free(clause: Clause, item: int) -> bool:
    """Whether a part is still without a harm, or has one of its own only in a relative clause."""
    return item not in clause.found or clause.symbols[item + 1 : item + 2] == "w"


def _is_single_number(clause: Clause, item: int) -> bool:
    """Read "including one near a school" is as often a strike as a person."""
    quantity = clause.chunks[item].quantity
    return clause.symbols[item] == "Q" and quantity is not None and quantity.high == 1


def _dead_before(clause: Clause, at: int) -> int | None:
    """Return "those killed", "the victims" before a verb of inclusion."""
    for before in range(at - 1, max(-1, at - 20), -1):
        harm = clause.chunks[before].harm
        if (clause.symbols[before] in "VE" and harm is not None) or (
            clause.symbols[before] == "P" and harm is Harm.CASUALTIES
        ):
            return before
    return None


def _among(clause: Clause, at: int) -> None:
    """Read "Nine were among the 33 killed", "Among the dead were seven children"."""
    group = at + 2 if clause.symbols[at + 1 : at + 3] in ("tC", "tQ") else at + 1
    if clause.symbols[group : group + 1] == "E" and clause.chunks[group].last.tag == "u":
        _including(clause, group)
        _beside_them(clause, at, group)
        return
    if group >= len(clause.symbols) or clause.symbols[group] not in "VCQEPH":
        return
    known = clause.found.get(group)
    own = clause.predicate(group) if known is None and clause.symbols[group] in "EP" else None
    harm = known.harm if known is not None else harm_of_group(clause, group if own is None else own)
    whole = group if known is not None else None
    if harm is None:
        return
    cue = Span(clause.chunks[at].start, clause.chunks[group].end)
    trigger = known.trigger if known is not None else group if own is None else own
    for item in _among_items(clause, at, group if own is None else own):
        clause.add(Found(item, harm, trigger, "among", whole, RelationType.SUBSET_OF, cue))


def _beside_them(clause: Clause, at: int, them: int) -> None:
    """Read "six killed, mayor |among them" in a headline."""
    person, whole = at - 1, _whole_before(clause, at - 1)
    if (
        not clause.is_headline
        or whole is None
        or clause.symbols[max(0, at - 2) : at] not in (",D", ",S", ",P")
    ):
        return
    cue = Span(clause.chunks[at].start, clause.chunks[them].end)
    found = clause.found[whole]
    clause.add(Found(person, found.harm, found.trigger, "among", whole, RelationType.SUBSET_OF, cue))


def _among_items(clause: Clause, at: int, group: int) -> list[int]:
    before = clause.left("copula_left", at)
    if before:
        items = [before[0]]
        while (more := clause.left("list_left", items[-1])) and more[0] not in clause.found:
            items.append(more[0])
        return items
    if clause.is_headline and clause.symbols[at - 1 : at] in tuple("CSHQPD"):
        return [at - 1]  # "Peacekeepers |among dead in …"
    known = clause.found.get(group)  # "the nine dead were …"
    after = clause.right("copula_right", group if known is None else max(group, known.trigger))
    return [] if not after else [after[0], *_list_after(clause, after[0])]


def _list_after(clause: Clause, at: int) -> list[int]:
    items: list[int] = []
    current: int | None = at
    while current is not None and len(items) < _LONGEST_LIST:
        following = [
            item
            for item in clause.right("list_right", current)
            if item not in clause.found and item not in items and clause.predicate(item) is None
        ]
        items.extend(following)
        current = next(iter(following), None)
    return items


def _of_them(clause: Clause) -> None:
    """Read "three of them children", "four of whom were policemen": a part of the nearest whole."""
    for at, symbol in enumerate(clause.symbols):
        if symbol == "Q" and clause.symbols[at + 1 : at + 3] == "ow":
            end = at + 2
        elif symbol == "Q" and clause.symbols[max(0, at - 2) : at] == "ow":
            end = at  # "12 people, of whom |three were children"
        elif symbol == "J" or (symbol == "C" and clause.chunks[at].last.tag == "u"):
            end = at
        else:
            continue
        if clause.right("speech", at):
            continue  # "one of them told a reporter"
        whole = _whole_before(clause, at)
        if whole is not None and symbol == "J":
            _describe(clause, whole, [at, *_list_after(clause, at)])
        if whole is None or at in clause.found or not (_is_numeric(clause, at) or _is_critical(clause, at)):
            continue
        found = clause.found[whole]
        if found.relation is RelationType.SUBSET_OF and found.whole is not None:
            whole = found.whole
        cue = Span(clause.chunks[at].start, clause.chunks[end].end)
        clause.add(Found(at, found.harm, found.trigger, "of_them", whole, RelationType.SUBSET_OF, cue))


def _severely(clause: Clause, at: int) -> None:
    """Read "ten were hurt, |two seriously": a part of the injured before."""
    whole = _whole_before(clause, at)
    after = clause.chunks[at + 1 : at + 2]
    is_told = clause.symbols[at - 1 : at] == "," and bool(after) and after[0].symbol == "r"
    if whole is None or not is_told or at in clause.found or not _is_numeric(clause, at):
        return
    found = clause.found[whole]
    if found.harm is Harm.INJURED and after[0].has(clause.lexicon.sets["severely"]):
        cue = Span(clause.chunks[at].start, after[0].end)
        clause.add(Found(at, found.harm, found.trigger, "of_them", whole, RelationType.SUBSET_OF, cue))


def _is_numeric(clause: Clause, at: int) -> bool:
    """Read "most of them women" describes the whole; only a number makes a part of its own."""
    quantity = clause.chunks[at].quantity
    return quantity is not None and quantity.kind in {CountKind.DIGITS, CountKind.WORDS}


def _is_critical(clause: Clause, at: int) -> bool:
    """Whether the state of some of the injured is told ("some of them are in critical condition")."""
    quantity = clause.chunks[at].quantity
    stated = clause.symbols[at + 1 : at + 2] == "b" and clause.has_after("critical", at, 5)
    return quantity is not None and stated
