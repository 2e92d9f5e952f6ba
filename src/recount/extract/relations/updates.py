"""Figures that replace others: "rose to 25 from 14", "up from 14", "an earlier version said 14"."""

from __future__ import annotations

from recount.extract.reading import Reading
from recount.extract.relations.facts import Facts
from recount.extract.relations.lexicon import Lexicon

_CLAUSE = 90  # code points before a figure in which "had earlier given a death toll of" stands
_FAR = 200  # claims between the two; only hostile texts have more in so few sentences
_TALLY = ":tally"
_REACH = 4  # sentences between the new figure and the old one


def find_updates(reading: Reading, claims: list[Facts], lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """Return (new, old, cue) for each old figure that the text shows to be replaced."""
    updates = []
    taken: set[int] = set()
    for old in claims:
        cue = _superseded_by(reading, lexicon, old, claims[old.index - 1] if old.index else None)
        if cue is None:
            continue
        new = _replacing(claims, old)
        if new is not None and new.index not in taken:
            taken.add(new.index)
            updates.append((new.index, old.index, cue))
    return updates


def _superseded_by(reading: Reading, lexicon: Lexicon, facts: Facts, last: Facts | None) -> str | None:
    """Return the words that show a figure to be the old one, ``None`` when it stands."""
    if facts.sentence is None:
        return None
    start = max(reading.sentences[facts.sentence].span.start, facts.start - _CLAUSE)
    before = reading.text[start : facts.start]
    if found := lexicon.superseded.search(before):
        return found.group().strip()
    if lexicon.before_from.search(before) and (changed := lexicon.change.search(before)):
        return f"{changed.group()} … {before.split()[-1]}"
    if last is not None and start < last.claim.count_selector.end:
        before = reading.text[last.claim.count_selector.end : facts.start]
    if found := lexicon.withdrawn.search(before):
        return found.group()
    if lexicon.tolls.search(before) and (found := lexicon.earlier.search(before)):
        return found.group()
    return None


def _replacing(claims: list[Facts], old: Facts) -> Facts | None:
    """The nearest other figure of the same harm: before the old one, or after it in the same sentence."""
    before = [
        other
        for other in reversed(claims[max(0, old.index - _FAR) : old.index])
        if _fits(other, old) and 0 <= (old.sentence or 0) - (other.sentence or 0) <= _REACH
    ]
    after = [
        other
        for other in claims[old.index + 1 : old.index + _FAR]
        if _fits(other, old) and (other.sentence == old.sentence or _is_put_right(other, old))
    ]
    comes_next = _ascends(old, after) or (bool(after) and after[0].sentence != old.sentence)
    return next(iter([*after[:1], *before] if comes_next else [*before, *after]), None)


def _is_put_right(other: Facts, old: Facts) -> bool:
    """Whether the next sentence gives the figure that should have stood ("The correct number is |14")."""
    follows = (other.sentence or 0) - (old.sentence or 0) == 1
    return follows and any(proposer.endswith(_TALLY) for proposer in other.claim.proposers)


def _ascends(old: Facts, after: list[Facts]) -> bool:
    """ "rose from 14 to 25": the new figure follows at once."""
    return bool(after) and after[0].start - old.claim.count_selector.end < 12


def _fits(other: Facts, old: Facts) -> bool:
    if other.is_worded_part or other.band.says_little or other.sentence is None:
        return False
    return other.harm is old.harm and other.count != old.count
