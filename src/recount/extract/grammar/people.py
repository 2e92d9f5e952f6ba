"""What a chunk of people or a number beside a verb of harm is: a victim, an age, a description of others."""

from __future__ import annotations

import re

from recount.extract.grammar.clause import REACH, Clause
from recount.model import CountKind

OLDEST = 110
_NONE_OF = re.compile(r"Zo(?:t?[CPEH][c,]+)*t?$")  # "none of the four guards and 100 refugees was hurt"


def told_twice(clause: Clause, who: int, at: int) -> int:
    """Return the people that a noun between commas only describes ("two guards, members of the police, were …", "Osk
    Harran, a vendor, was …")."""
    if clause.symbols[who] == "S" and not clause.chunks[at].has(clause.lexicon.sets["plural_be"]):
        named = who - 2
        between = clause.symbols[who - 1 : who] == "," and "," in clause.symbols[who:at]
        if named >= 0 and between and clause.symbols[named] == "D" and clause.chunks[named].last.tag == "A":
            return named
    if (
        clause.symbols[who] not in "PE"
        or clause.symbols[who - 1 : who] != ","
        or clause.symbols[at - 1] != ","
    ):
        return who
    counted = next(iter(clause.left("list_left", who)), None)
    if counted is None or clause.symbols[counted] != "C" or "c" in clause.symbols[counted + 1 : at]:
        return who
    return counted


def portion(clause: Clause, who: int, at: int) -> int:
    """Return the number that is the subject in "two of the three guards were killed"."""
    if clause.symbols[at] not in "kd" or clause.symbols[who] not in "CQ":
        return who
    if "w" in clause.symbols[who:at] and clause.chunks[at].has(clause.lexicon.sets["plural_be"]):
        return who  # "one of the two women who were wounded"
    if (nobody := _NONE_OF.search(clause.symbols[max(0, who - REACH) : who])) is not None:
        return max(0, who - REACH) + nobody.start()
    for before in (who - 2, who - 3):
        link = clause.symbols[max(before, 0) + 1 : who]
        if before >= 0 and clause.symbols[before] == "Q" and link in ("o", "ot"):
            return before
    return who


def named(clause: Clause, who: int) -> int:
    """Return the name beside which a single person is described ("|Osk Harran a local nurse was killed")."""
    beside = clause.symbols[max(0, who - 1) : who + 1]
    is_name = beside in ("DS", "DD") and clause.chunks[who - 1].last.tag == "A"
    return who - 1 if is_name and clause.chunks[who].last.tag != "A" else who


def acts_itself(clause: Clause, who: int) -> bool:
    """Whether a verb follows that has people as its subject ("two men attacked it"), not "guarding it"."""
    following = clause.chunks[who + 1 : who + 2]
    if not following or following[0].symbol != "e":
        return False
    return not following[0].last.form.endswith(tuple(clause.lexicon.sets["going_on"]))


def closes_parts(clause: Clause, who: int, at: int) -> bool:
    """Whether the list before people names parts of others, who came to another harm ("20 were killed, including 13
    civilians and two women, and |30 wounded")."""
    first = who
    for _ in range(8):
        if (before := next(iter(clause.left("list_left", first)), None)) is None:
            break
        first = before
    cue = first - 1 if clause.symbols[first - 1 : first] == "i" else first - 2
    if first == who or clause.symbols[max(0, cue) : first] not in ("i", "gE"):
        return False
    wholes = [found for found in clause.found.values() if found.trigger < cue and found.who < cue]
    return any(found.harm is not clause.chunks[at].harm for found in wholes)


def is_how(clause: Clause, item: int) -> bool:
    """Whether a vague number only tells how badly the people before are hurt ("37 were wounded, some seriously")."""
    quantity = clause.chunks[item].quantity
    vague = clause.symbols[item] == "Q" and quantity is not None and quantity.kind is CountKind.VAGUE
    return (
        vague
        and clause.symbols[item + 1 : item + 2] == "r"
        and clause.symbols[item + 2 : item + 3] in ("", ",", ";")
    )


def is_age_of(clause: Clause, person: int, number: int) -> bool:
    """Whether a bare number after a person and a comma is an age ("killing John Doe, 42, and …")."""
    quantity = clause.chunks[number].quantity
    if clause.symbols[number] != "Q" or clause.symbols[person] not in "SD" or quantity is None:
        return False
    beside = clause.symbols[person + 1 : number] == "," and clause.symbols[number + 1 : number + 2] in (
        "",
        ",",
        ";",
    )
    return beside and quantity.low == quantity.high and (quantity.high or 0) <= OLDEST


def is_age(clause: Clause, who: int, at: int) -> bool:
    """Whether a bare number after a name that opens the clause is an age ("John 13 died in hospital")."""
    quantity = clause.chunks[who].quantity
    if clause.symbols[who] != "Q" or clause.symbols[who - 1 : who] != "A" or quantity is None:
        return False
    if clause.symbols[at] == "x" or clause.chunks[at].has(clause.lexicon.sets["plural_be"]):
        return False
    name = who - 1
    while name > 0 and clause.symbols[name - 1] == "A":
        name -= 1
    opens = name == 0 or clause.symbols[name - 1] in ";sw"
    return opens and quantity.low == quantity.high and (quantity.high or 0) <= OLDEST


def is_joined(clause: Clause, who: int) -> bool:
    """Whether a person is joined to another one."""
    before, after = clause.symbols[max(0, who - 3) : who], clause.symbols[who + 1 : who + 4]
    return before.endswith(("Dc", "D,c", "Sc", "Cc")) or after.startswith(("cD", ",cD", ",D", "cS", "cC"))


def is_habit(clause: Clause, who: int, at: int) -> bool:
    """Whether a verb tells a habit, no event ("a government that kills priests"); a headline tells events."""
    if clause.symbols[who] != "P" or clause.symbols[at] != "K" or clause.is_headline:
        return False
    return clause.chunks[at].last.form in clause.lexicon.present


def is_one_that(clause: Clause, who: int) -> bool:
    """Whether the chunk is a bare "one that", which need not be a person."""
    quantity = clause.chunks[who].quantity
    one = clause.symbols[who] == "Q" and quantity is not None and quantity.high == 1
    return one and clause.symbols[who + 1 : who + 2] == "w"


def describes_too(clause: Clause, at: int) -> bool:
    """Whether a word joined to a participle describes people too, behind an article or a possessive."""
    if at < 1 or clause.symbols[at] not in "exV":
        return False
    return clause.symbols[at] == "V" or clause.symbols[at - 1] in "ta" or clause.chunks[at - 1].last.owns


def is_money(clause: Clause, item: int) -> bool:
    """Whether a bare number is one of damage ("six people were injured and millions in losses")."""
    return clause.symbols[item] == "Q" and clause.has_after("money", item, 3)
