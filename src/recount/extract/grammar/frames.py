"""Frames that say harm without a word of harm: "lost 13 fighters", "the fate of 250 was unknown"."""

from __future__ import annotations

import re

from recount.extract.grammar.clause import Clause, Found
from recount.model import Harm

_BEHIND = 12  # chunks before "as hostages" among which those stand who were taken
_FROM_THERE = 3  # chunks of "from the clinic"
_FAR = 6  # chunks between a fate and what is said of it


def find_frames(clause: Clause) -> None:
    """Find people counted in a frame, from left to right; only counted people, for the verbs say much else."""
    sets = clause.lexicon.sets
    for at, symbol in enumerate(clause.symbols):
        if symbol == "p":
            _as_captives(clause, at)
            _with_wounds(clause, at)
        if symbol not in "vens":
            continue
        chunk = clause.chunks[at]
        if chunk.has(sets["taking_people"]):
            _taken(clause, at, is_sure=True)
            _destroyed(clause, at)
        elif chunk.has(sets["claiming"]):
            _taken(clause, at, is_sure=False)
            _claimed(clause, at)
        elif chunk.has(sets["fate"]):
            _fate(clause, at)
        elif chunk.has(sets["driving"]):
            _driven(clause, at)
        if chunk.has(sets["costing"]):
            _cost(clause, at)
        elif chunk.has(sets["burying"]):
            _buried(clause, at)
        if chunk.has(sets["leaving"]):
            _hurt(clause, at, "beside")
        elif chunk.has(sets["treating"]):
            _hurt(clause, at, "treated_for")
        elif chunk.has(sets["seizing"]):
            if not (chunk.has(sets["held"]) and _held(clause, at)) and not _taken_by(clause, at):
                _taken_captive(clause, at)
        elif chunk.has(sets["carrying"]) and chunk.last.harm is Harm.DISPLACED:
            _carried(clause, at)


def _taken(clause: Clause, at: int, *, is_sure: bool) -> None:
    """Read "lost 13 fighters", "claims 11 children"; what is claimed may also be a clause of its own."""
    for who in clause.right("object", at) or (clause.right("after_things", at) if is_sure else []):
        if not is_sure and clause.symbols[who] == "Q" and _takes_lives(clause, at, who):
            clause.add(Found(who, Harm.KILLED, at, "takes_lives"))
            return
        kin = clause.symbols[who] == "D" and clause.chunks[who].has(clause.lexicon.sets["possessive"])
        nobody = clause.symbols[who] == "Z" and is_sure and _is_nobody(clause, who)
        own = is_sure and clause.symbols[who : who + 4] == "QotU"  # "lost three of their number"
        if not (clause.symbols[who] in "CS" or kin or nobody or own) or clause.predicate(who) is not None:
            continue
        if clause.chunks[who].last.tag == "R":  # "destroyed 23 terrorist targets"
            continue
        if is_sure or clause.symbols[at - 1 : at] == "w" or not clause.right("verb_after", who):
            clause.add(Found(who, Harm.KILLED, at, "taken"))
        return


def _takes_lives(clause: Clause, at: int, who: int) -> bool:
    """Whether an attack claims a bare number ("a car bombing |claims five in the town")."""
    after = clause.symbols[who + 1 : who + 2]
    return after in ("", "p", ",", ";", "r") and clause.has_before("taking_lives", at, 4)


def _destroyed(clause: Clause, at: int) -> None:
    """Read "up to 80 fighters were destroyed"."""
    sets = clause.lexicon.sets
    verb = len(clause.symbols[:at].rstrip("r")) - 1
    were = clause.symbols[verb : verb + 1] == "b" and clause.chunks[verb].has(sets["plural_be"])
    if not were or not clause.chunks[at].has(sets["destroyed"]):
        return  # not "a vehicle carrying 12 gunmen was destroyed"
    for who in clause.left("subject", verb):
        if clause.symbols[who] == "C" and clause.chunks[who].has(sets["destroyed_people"]):
            clause.add(Found(who, Harm.KILLED, at, "destroyed"))
            return


def _claimed(clause: Clause, at: int) -> None:
    """Read "33 militants were claimed in the fighting": whoever is claimed is dead."""
    after = clause.symbols[at + 1 : at + 2]
    if (
        after not in ("", "p", ",", ";")
        or clause.chunks[at].tokens[-1].form not in clause.lexicon.sets["claimed"]
    ):
        return
    for who in clause.left("claimed", at):
        if clause.predicate(who) is None:
            clause.add(Found(who, Harm.KILLED, at, "claimed"))
            return


def _is_nobody(clause: Clause, who: int) -> bool:
    """Whether words say nobody, and not only "no" before a thing ("lost no time")."""
    chunk = clause.chunks[who]
    return (
        len(chunk.tokens) > 1 or clause.text[chunk.start : chunk.end].lower() in clause.lexicon.sets["nobody"]
    )


def _cost(clause: Clause, at: int) -> None:
    """Read "the bombing cost 12 people their lives", "the ambush cost the army 18 men"."""
    whom = re.compile("(?:t[nP]|E)(?P<who>C)").match(clause.symbols, at + 1)
    if whom is not None:
        clause.add(Found(whom.start("who"), Harm.KILLED, at, "cost"))
        return
    for who in clause.right("object", at):
        if clause.symbols[who] in "CQS" and clause.symbols[who + 1 : who + 3] in ("tL", "L"):
            clause.add(Found(who, Harm.KILLED, at, "cost"))
        return


def _buried(clause: Clause, at: int) -> None:
    """Read "mourners buried nine men", where people bury people."""
    before = clause.symbols[:at].rstrip("hr")[-1:]
    for who in clause.right("object", at):
        if (
            before in tuple("PED2CQ")
            and clause.symbols[who] == "C"
            and not clause.has_after("ruins", who, _FAR)
        ):
            clause.add(Found(who, Harm.KILLED, at, "buried"))
        return


def _driven(clause: Clause, at: int) -> None:
    """Read "forced 30,000 residents out of their homes", "forced 30,000 residents to leave"."""
    for who in clause.right("object", at):
        after = clause.symbols[who + 1 : who + 2]
        is_out = after in {"p", "c", ","} and clause.has_after(
            "homes", who + 1, _FAR if after != "," else _BEHIND
        )
        is_off = after == "z" and clause.has_after("going", who + 1, 2)
        if clause.symbols[who] in "CQ" and (is_out or is_off):
            clause.add(Found(who, Harm.DISPLACED, at, "driven"))
        return


def _hurt(clause: Clause, at: int, joint: str) -> None:
    """Read "left 17 people with severe burns", "treated 17 people for burns"."""
    for who in clause.right("object", at):
        is_joined = who + 1 < len(clause.chunks) and clause.chunks[who + 1].has(clause.lexicon.sets[joint])
        if clause.symbols[who] in "CQ" and is_joined and clause.has_after("ailments", who + 1):
            clause.add(Found(who, Harm.INJURED, at, "hurt"))
        return


def _held(clause: Clause, at: int) -> bool:
    """Read "300 people |are being held in the stadium", "three men, |held since May, …"; return whether it is so."""
    verb = len(clause.symbols[:at].rstrip("r"))
    first = len(clause.symbols[:verb].rstrip("hbmr,"))
    kept = clause.symbols[verb - 1 : verb] in ("C", "S", ",") and clause.has_after("held_in", at, 1)
    if (clause.symbols[verb - 1 : verb] != "b" and not kept) or clause.has_after("held_otherwise", at, 4):
        return False
    for who in clause.left("subject", first):
        of_thing = clause.symbols[who - 1 : who] in tuple("pog")  # "a memorial for 30 students was held"
        if (
            clause.symbols[who] in "CS"
            and not of_thing
            and who not in clause.found
            and not clause.is_tallied(who)
        ):
            return clause.add(Found(who, Harm.DETAINED, at, "held"))
    return False


def _taken_by(clause: Clause, at: int) -> bool:
    """Read "85 schoolgirls |were taken by gunmen"; return whether it is so."""
    sets = clause.lexicon.sets
    verb = len(clause.symbols[:at].rstrip("r")) - 1
    by = clause.chunks[at + 1 : at + 3]
    takers = len(by) == 2 and by[0].symbol == "p" and by[0].has(sets["by"]) and by[1].has(sets["takers"])
    if not takers or clause.symbols[verb : verb + 1] != "b":
        return False
    for who in clause.left("subject", verb):
        if clause.symbols[who] in "CS":
            return clause.add(Found(who, Harm.DETAINED, at, "taken_by"))
    return False


def _carried(clause: Clause, at: int) -> None:
    """Read "buses carrying 3,000 people", in an evacuation."""
    for who in clause.right("object", at):
        if clause.symbols[who] == "C":
            clause.add(Found(who, Harm.DISPLACED, at, "carried"))
        return


def _taken_captive(clause: Clause, at: int) -> None:
    """Read "took 19 soldiers prisoner", "holds 19 prisoners"."""
    for who in clause.right("object", at):
        if _is_taken_from(clause, who, at):
            clause.add(Found(who, Harm.DETAINED, at, "taken_from"))
            return
        is_captive = any(token.form in clause.lexicon.sets["captive"] for token in clause.chunks[who].tokens)
        if clause.symbols[who] == "C" and _holds(clause, at):
            is_captive = True
        if clause.symbols[who] in "CQ" and (is_captive or clause.has_after("captive", who, 2)):
            clause.add(Found(who, Harm.DETAINED, at, "taken_captive"))
        return


def _with_wounds(clause: Clause, at: int) -> None:
    """Read "61 people |with bullet wounds", of whom nothing else is said."""
    if not clause.chunks[at].has(clause.lexicon.sets["with_wounds"]) or not clause.has_after(
        "ailments", at, 3
    ):
        return
    who = at - 1
    if who >= 0 and clause.chunks[who].has(clause.lexicon.sets["hospitals"]):
        while who > 0 and clause.symbols[who] not in ";CH":
            who -= 1  # "seven people were taken to hospital with injuries"
    if who < 0 or clause.symbols[who] not in "CH" or who in clause.found:
        return
    clause.add(Found(who, Harm.INJURED, at, "with_wounds"))
    for injury in range(at + 1, min(at + 4, len(clause.symbols))):
        if clause.symbols[injury] == "F" and clause.chunks[injury].quantity is None:
            clause.found.pop(injury, None)


def _is_taken_from(clause: Clause, who: int, at: int) -> bool:
    """Whether people are taken from where they were, not to where they are cared for."""
    sets = clause.lexicon.sets
    by_takers = clause.chunks[who].has(sets["taken_by_takers"]) and clause.has_before("takers", at, 2)
    from_there = clause.symbols[who + 1 : who + 2] == "p" and clause.chunks[who + 1].has(sets["from"])
    return (
        from_there
        and clause.symbols[who] == "C"
        and (by_takers or clause.chunks[who].has(sets["taken_from"]))
        and not clause.has_after("caring", who + _FROM_THERE, _BEHIND)
    )


def _holds(clause: Clause, at: int) -> bool:
    """Whether people are said to have others in their hands ("militants are holding 40 schoolgirls")."""
    before = clause.symbols[:at].rstrip("r")[-1:]
    return before == "b" and clause.chunks[at].has(clause.lexicon.sets["in_hand"])


def _as_captives(clause: Clause, at: int) -> None:
    """Read "seized 61 people |as hostages", "61 people were dragged away |as hostages"."""
    if not clause.chunks[at].has(clause.lexicon.sets["as_captives"]):
        return
    if at + 1 >= len(clause.chunks) or not clause.chunks[at + 1].has(clause.lexicon.sets["captive"]):
        return
    for who in range(at - 1, max(-1, at - _BEHIND), -1):
        if clause.symbols[who] == ";":
            return
        if clause.symbols[who] in "CSQ":
            clause.add(Found(who, Harm.DETAINED, at + 1, "as_captives"))
            return


def _fate(clause: Clause, at: int) -> None:
    for who in clause.right("of", at):
        negated = clause.has_after("negation", who, _FAR) and clause.has_after("known", who, _FAR)
        if clause.symbols[who] in "CQ" and (negated or clause.has_after("unknown", who, _FAR)):
            clause.add(Found(who, Harm.MISSING, at, "fate"))
