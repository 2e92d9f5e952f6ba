"""The party that is the subject of a clause: who stands behind "…, killing 12" at its end."""

from __future__ import annotations

import re

from recount.extract.attribution.tokens import index_at
from recount.extract.perpetrators.act import Act
from recount.extract.perpetrators.acts import ASIDE, LOCATION, ActReader
from recount.extract.perpetrators.parties import PARTIES
from recount.text.spans import Span

_PARTIES = re.compile(PARTIES)
_LOCATION = re.compile(LOCATION)
_ASIDE = re.compile(ASIDE)
_LONGEST_LOCATION = 8  # words of where a party stands


def subject_before(reader: ActReader, trigger: Span) -> Act | None:
    """Return the party whose clause ends in the participle at ``trigger``, ``None`` when it has another subject."""
    end = index_at(reader.tokens, trigger.start)
    start = _opening(reader, end)
    for match in _PARTIES.finditer(reader.tags, start, end):
        first, last = match.span()
        if set(match[0]) <= set("acnr,") or _is_inside(reader, first) or not _acts(reader, last, end):
            continue
        parties = reader.parties(first, last)
        if parties:
            return Act(
                parties=parties,
                start=reader.tokens[first].start,
                end=trigger.end,
                act=trigger,
                is_active=True,
            )
    return None


def _opening(reader: ActReader, end: int) -> int:
    """Where the clause begins: after a verb of saying or a word that opens one."""
    openers = reader.lexicon.clause_openers
    for index in range(end - 2, -1, -1):
        if reader.tags[index] == "e":
            return index + 1
        if reader.tokens[index].key in openers and not _tells_result(reader, index):
            return index + 1
    return 0


def _tells_result(reader: ActReader, index: int) -> bool:
    """Whether a relative clause tells what the whole clause led to ("…, which ended in the killing of 12")."""
    following = [token.key for token in reader.tokens[index + 1 : index + 3]]
    return following != [] and not reader.lexicon.resulting_verbs.isdisjoint(following)


def _is_inside(reader: ActReader, start: int) -> bool:
    """Whether the party stands in a phrase of place, or is an object."""
    before = reader.tokens[start - 1].key if start else ""
    return before in reader.lexicon.place_prepositions or reader.is_object(start)


def _acts(reader: ActReader, index: int, end: int) -> bool:
    """Whether a verb follows the party, at once or behind where it stands ("rebels in the north |overran")."""
    after = index
    while after < end and reader.tags[after] == "z":
        after += 1
    aside = _ASIDE.match(reader.tags, after, end)
    if aside is not None:
        index = aside.end()
    if _is_verb(reader, index, end):
        return True
    if index >= end or reader.tokens[index].key not in reader.lexicon.locating:
        return False
    ends = range(index + 2, min(index + _LONGEST_LOCATION, end))
    return any(_LOCATION.fullmatch(reader.tags, index, last) and _is_verb(reader, last, end) for last in ends)


def _is_verb(reader: ActReader, index: int, end: int) -> bool:
    while index < end and reader.tags[index] == "z":
        index += 1
    if index >= end or reader.tokens[index].key in reader.lexicon.passives or reader.only_crashed(index + 1):
        return False
    is_verb = reader.lexicon.finite.fullmatch(reader.tokens[index].key) is not None
    return reader.tags[index] in "vWxn" and is_verb
