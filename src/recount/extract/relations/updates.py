"""Figures that replace others: "rose to 25 from 14", "up from 14", "an earlier version said 14"."""

from __future__ import annotations

import re

from recount.extract.reading import Reading
from recount.extract.relations.facts import Facts
from recount.extract.relations.lexicon import Lexicon

_CLAUSE = 90  # code points before a figure in which "had earlier given a death toll of" stands
_FAR = 200  # claims between the two; only hostile texts have more in so few sentences
_TALLY = ":tally"
_CLAUSE_ENDS = re.compile(r"[,;:]")
_REACH = 4  # sentences between the new figure and the old one


def find_updates(reading: Reading, claims: list[Facts], lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """Return (new, old, cue) for each old figure that the text shows to be replaced."""
    updates = []
    taken: set[int] = set()
    for old in claims:
        before = _words_before(reading, old, claims[old.index - 1] if old.index else None)
        cue = _superseded_by(reading, lexicon, old, before)
        notice = None if cue is not None else _withdrawn_by(lexicon, before)
        cue = cue or notice
        if cue is None:
            continue
        new = _replacing(claims, old, put_right=notice is not None)
        if new is not None and new.index not in taken:
            taken.add(new.index)
            updates.append((new.index, old.index, cue))
    return updates


def _words_before(reading: Reading, facts: Facts, last: Facts | None) -> str:
    """Return what stands between the figure before, or the sentence's beginning, and a figure."""
    start = _clause_start(reading, facts)
    if last is not None and start < last.claim.count_selector.end:
        start = last.claim.count_selector.end
    return reading.text[start : facts.start]


def _clause_start(reading: Reading, facts: Facts) -> int:
    if facts.sentence is None:
        return facts.start
    return max(reading.sentences[facts.sentence].span.start, facts.start - _CLAUSE)


def _superseded_by(reading: Reading, lexicon: Lexicon, facts: Facts, since_last: str) -> str | None:
    """Return the words that show a figure to be the old one, ``None`` when it stands.

    ``since_last``: what stands between the figure before and this one.
    """
    before = reading.text[_clause_start(reading, facts) : facts.start]
    if found := lexicon.superseded.search(before):
        return found.group().strip()
    if lexicon.before_from.search(before) and (changed := lexicon.change.search(before)):
        return f"{changed.group()} … {before.split()[-1]}"
    if lexicon.tolls.search(since_last) and (found := lexicon.earlier.search(since_last)):
        return found.group()
    return None


def _withdrawn_by(lexicon: Lexicon, before: str) -> str | None:
    """Return the words of a notice by which a figure should not have stood, in one clause with it."""
    found = lexicon.withdrawn.search(before)
    return None if found is None or _CLAUSE_ENDS.search(before, found.end()) else found.group()


def _replacing(claims: list[Facts], old: Facts, *, put_right: bool) -> Facts | None:
    """The nearest other figure of the same harm: before the old one, or after it in the same sentence.

    ``put_right``: a later one counts only where it is told as the right one.
    """
    before = [
        other
        for other in reversed(claims[max(0, old.index - _FAR) : old.index])
        if _fits(other, old) and 0 <= (old.sentence or 0) - (other.sentence or 0) <= _REACH
    ]
    after = [
        other
        for other in claims[old.index + 1 : old.index + _FAR]
        if _fits(other, old)
        and (_is_put_right(other, old) or (other.sentence == old.sentence and not put_right))
    ]
    comes_next = _ascends(old, after) or (bool(after) and after[0].sentence != old.sentence)
    return next(iter([*after[:1], *before] if comes_next else [*before, *after]), None)


def _is_put_right(other: Facts, old: Facts) -> bool:
    """Whether the same or the next sentence gives the figure that should have stood ("The correct number is |14")."""
    follows = 0 <= (other.sentence or 0) - (old.sentence or 0) <= 1
    return follows and any(proposer.endswith(_TALLY) for proposer in other.claim.proposers)


def _ascends(old: Facts, after: list[Facts]) -> bool:
    """ "rose from 14 to 25": the new figure follows at once."""
    return bool(after) and after[0].start - old.claim.count_selector.end < 12


def _fits(other: Facts, old: Facts) -> bool:
    if other.is_worded_part or other.band.says_little or other.sentence is None:
        return False
    return other.harm is old.harm and other.count != old.count
