"""Frames that say harm without a word of harm: "lost 13 fighters", "the fate of 250 was unknown"."""

from __future__ import annotations

from recount.extract.grammar.clause import Clause, Found
from recount.model import Harm

_FAR = 6  # chunks between a fate and what is said of it


def find_frames(clause: Clause) -> None:
    """Find people counted in a frame, from left to right; only counted people, for the verbs say much else."""
    sets = clause.lexicon.sets
    for at, symbol in enumerate(clause.symbols):
        if symbol not in "vens":
            continue
        chunk = clause.chunks[at]
        if chunk.has(sets["taking_people"]):
            _taken(clause, at, is_sure=True)
        elif chunk.has(sets["claiming"]):
            _taken(clause, at, is_sure=False)
        elif chunk.has(sets["fate"]):
            _fate(clause, at)
        elif chunk.has(sets["driving"]):
            _driven(clause, at)


def _taken(clause: Clause, at: int, *, is_sure: bool) -> None:
    """Read "lost 13 fighters", "claims 11 children"; what is claimed may also be a clause of its own."""
    for who in clause.right("object", at) or (clause.right("after_things", at) if is_sure else []):
        kin = clause.symbols[who] == "D" and clause.chunks[who].has(clause.lexicon.sets["possessive"])
        if not (clause.symbols[who] in "CS" or kin) or clause.predicate(who) is not None:
            continue
        if clause.chunks[who].last.tag == "R":  # "destroyed 23 terrorist targets"
            continue
        if is_sure or not clause.right("verb_after", who):
            clause.add(Found(who, Harm.KILLED, at, "taken"))
        return


def _driven(clause: Clause, at: int) -> None:
    """Read "forced 30,000 residents out of their homes"."""
    for who in clause.right("object", at):
        is_people = clause.symbols[who] in "CQ" and clause.symbols[who + 1 : who + 2] == "p"
        if is_people and clause.has_after("homes", who + 1, 5):
            clause.add(Found(who, Harm.DISPLACED, at, "driven"))
        return


def _fate(clause: Clause, at: int) -> None:
    for who in clause.right("of", at):
        if clause.symbols[who] in "CQ" and clause.has_after("unknown", who, _FAR):
            clause.add(Found(who, Harm.MISSING, at, "fate"))
