"""Places a sentence does not name but points to: "in the city" backwards, "a town near X" forwards."""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.places.account import Account, Names
from recount.extract.places.fineness import Fineness
from recount.extract.places.phrases import Phrase
from recount.extract.places.runs import Word
from recount.extract.places.standing import Standing
from recount.extract.places.surroundings import Role
from recount.extract.places.toponyms import Toponym
from recount.text.spans import Span

MEMORY = 12  # sentences over which a place is remembered
_LOOK_AHEAD = 3  # sentences in which "a town" is given its name
_INDEFINITE = 4  # words between "a" and "town"
_DEFINITE = 3  # words between "the" and "city"
_ADJACENT = 24  # code points between "a town" and "near X"
_SETTLEMENTS = frozenset({"town", "village"})
_ANYTHING = frozenset({"area", "region"})


def point_back(account: Account, number: int) -> list[Phrase]:
    """Return "in the city" and the like as phrases with the names they point back to."""
    words, kinds = account.lexicon.words, account.lexicon.terms.kinds
    row = account.views[number].words
    found: list[Phrase] = []
    if kinds.keys().isdisjoint(account.views[number].keys):
        return found
    for at, word in enumerate(row):
        kind = kinds.get(word.key)
        if kind is None or not _is_definite(account, row, at):
            continue
        start = at
        while start and (row[start - 1].key in words["modifiers"] or row[start - 1].key in words["pointing"]):
            start -= 1
        preposition = row[start - 1].key if start else ""
        is_origin = preposition in words["away"] or preposition in words["out_of"]
        is_target = preposition in words["target"] and kind != "country"
        if is_origin or preposition in words["locative"] or is_target:
            names = account.country(number) if kind == "country" else _antecedent(account, number, word, kind)
            if names:
                span = Span(row[start - 1].start, word.end)
                found.append(Phrase(names, span, Standing.PLACE, is_origin=is_origin))
    return found


def _is_definite(account: Account, row: Sequence[Word], at: int) -> bool:
    """Whether a noun for a place is definite and neither names a place nor is part of a name."""
    lexicon = account.lexicon
    if at == 0 or row[at].is_capital or (at + 1 < len(row) and row[at + 1].key == lexicon.of):
        return False
    if at + 2 < len(row) and row[at + 1].key in lexicon.words["locative"] and row[at + 2].is_capital:
        return False  # "the market in X"
    before = row[at - 1]
    if before.is_capital and not (lexicon.is_modifier(before.key) or before.key in lexicon.adjectives):
        return False
    return any(word.key in lexicon.words["pointing"] for word in row[max(0, at - _DEFINITE) : at])


def _antecedent(account: Account, number: int, noun: Word, kind: str) -> Names:
    """Return the names a noun points back to: of the very kind if any are, else such as can be it."""
    for fits in (_is_of_kind, lambda name, kind: _can_be_kind(account, name, kind)):
        for back in range(number, max(-1, number - MEMORY), -1):
            for phrase in reversed(account.views[back].phrases):
                if phrase.span.start < noun.start and phrase.standing > Standing.NONE:
                    names = tuple(name for name in phrase.names if fits(name, kind))
                    if names:
                        return _with_enclosing(names, phrase)
    return ()


def _with_enclosing(names: Names, phrase: Phrase) -> Names:
    coarsest = min(name.grade for name in names)
    around = (n for n in phrase.names if Fineness.COUNTRY_PART < n.grade < coarsest)
    return (*names, *around)


def _is_of_kind(name: Toponym, kind: str) -> bool:
    if kind in _SETTLEMENTS:
        return name.kind in _SETTLEMENTS
    return name.kind == kind and kind not in _ANYTHING and name.grade >= Fineness.TOWN


def _can_be_kind(account: Account, name: Toponym, kind: str) -> bool:
    grade = account.grade_of_core(name)
    if kind in _ANYTHING:
        return grade > Fineness.COUNTRY_PART
    if kind in _SETTLEMENTS:
        return grade is Fineness.TOWN
    return grade is {"city": Fineness.CITY, "adm1": Fineness.DIVISION}.get(kind)


def with_ahead(account: Account, number: int, own: Names) -> Names:
    """Add the name that the next sentences give to "a town near X", where X is all this one names."""
    finest = account.finest(own)
    if all(name.role is Role.BESIDE for name in own):
        finest = Fineness.DIVISION
    elif finest >= Fineness.TOWN:
        return own
    start = min(name.phrase for name in own)
    return account.ordered([*point_ahead(account, number, finest, start), *own])


def point_ahead(
    account: Account, number: int, than: Fineness, before: int | None = None, *, is_of_kind: bool = False
) -> Names:
    """Return the finer place the next sentences name, when this one only says what it is ("a town").

    With ``before``, only when the noun stands right before that position ("a town near X"); with ``is_of_kind``
    only one that is called what is sought ("another raid hit a village … the village of X").
    """
    words, kinds = account.lexicon.words, account.lexicon.terms.kinds
    row, keys = account.views[number].words, account.views[number].keys
    if kinds.keys().isdisjoint(keys) or words["indefinite"].isdisjoint(keys):
        return ()
    sought = {
        kinds[word.key]
        for at, word in enumerate(row)
        if word.key in kinds
        and any(w.key in words["indefinite"] for w in row[max(0, at - _INDEFINITE) : at])
        and (before is None or 0 < before - word.end < _ADJACENT)
    }
    if not sought:
        return ()
    for view in account.views[number + 1 : number + 1 + _LOOK_AHEAD]:
        if view.keys & words["elsewhere"]:
            break
        for phrase in view.phrases:
            name = phrase.names[0]
            if phrase.standing < Standing.NAMED or phrase.is_near or phrase.is_origin:
                continue
            is_finer = not is_of_kind and name.grade > max(than, Fineness.DIVISION)
            if name.kind in sought or is_finer:
                return phrase.names
    return ()


def is_vague(account: Account, number: int) -> bool:
    """Whether a sentence has unnamed places of its own ("in rebel-held areas")."""
    row = account.views[number].words
    plurals = account.lexicon.words["plurals"]
    if plurals.isdisjoint(account.views[number].keys):
        return False
    return any(word.key in plurals and not _is_definite(account, row, at) for at, word in enumerate(row))
