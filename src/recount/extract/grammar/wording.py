"""The words of a finding: its quote, its victims, the grammatical agent, the relation they show."""

from __future__ import annotations

from collections.abc import Mapping

from recount.extract.grammar.clause import Clause, Found
from recount.extract.proposal import RelationHint
from recount.model import RelationType
from recount.text.quantities import Quantity
from recount.text.spans import Span

_NOUNS = frozenset("nAeNMRXYHtaPDESC")
_TOLD_AFTER = frozenset({"partitive", "partitive_list", "all_of", "of_which", "of_them"})
_NAMING = "nAeX"
_NAMELESS = frozenset("QFOLTU")  # chunks that name nobody
_BEFORE_NOUN = frozenset("oat0ruwb")
_AGENT_REACH = 6  # chunks between the harm word and "by"


def quote_of(clause: Clause, found: Found, quantity: Quantity) -> Span:
    """Return the stretch from the count to the harm word, whichever comes first."""
    who, trigger = clause.chunks[found.who], clause.chunks[found.trigger]
    last = clause.chunks[found.last] if found.last is not None else who
    return Span(
        min(quantity.span.start, who.start, trigger.start),
        max(quantity.span.end, who.end, trigger.end, last.end),
    )


def hint_of(clause: Clause, found: Found, counts: Mapping[int, Quantity]) -> RelationHint | None:
    """Return the relation that the wording itself shows."""
    if found.relation is not None and found.cue is not None:
        whole = counts.get(found.whole) if found.whole is not None else None
        target = None if whole is None else whole.span.start
        return RelationHint(type=found.relation, target=target, cue=found.cue.of(clause.text))
    more = counts[found.who].more
    return None if more is None else RelationHint(type=RelationType.ADDITIONAL_TO, target=None, cue=more)


def victims_of(clause: Clause, found: Found) -> Span | None:
    """Return the noun phrase without its count, with what "of" adds and a list joins."""
    chunk = clause.chunks[found.who]
    if found.rule in _TOLD_AFTER and (told := _told_as(clause, found)) is not None:
        return told
    if chunk.symbol in _NAMELESS:
        return None
    words = [token for token in chunk.tokens if token.quantity is None]
    while words and words[0].tag in _BEFORE_NOUN:
        words = words[1:]
    if not words:
        return None
    end = found.last if found.last is not None else _end_of_phrase(clause, found.who)
    first = clause.chunks[found.who - 1] if _says_who_named_are(clause, found) else words[0]
    return Span(first.start, clause.chunks[end].end)


def _says_who_named_are(clause: Clause, found: Found) -> bool:
    """Whether the chunk before says who people named one by one are ("soldiers |Osk Harran and Ela Varn")."""
    at = found.who
    return (
        found.last is not None
        and clause.is_bare_name(at)
        and clause.symbols[max(0, at - 1) : at] in ("P", "E")
    )


def _told_as(clause: Clause, found: Found) -> Span | None:
    """Return who people of a group are said to be ("six of the dead were rebels", "two of them ambulance crew")."""
    after = max(found.who, found.trigger)
    bare = clause.chunks[found.who].last.tag == "u"
    if found.rule == "of_them" and bare and clause.symbols[after + 1 : after + 2] in tuple(_NAMING):
        end = after
        while end < after + 3 and clause.symbols[end + 1 : end + 2] in tuple(_NAMING):
            end += 1
        return _words(clause, after + 1, end)
    who = next(iter(clause.right("told_as", after)), None)
    return None if who is None else _words(clause, who, _end_of_phrase(clause, who))


def _end_of_phrase(clause: Clause, who: int) -> int:
    """Return the last chunk of a noun phrase.

    "of …" belongs to it, "from …" only after words like "members", and a plural joined to a counted one
    ("18 commanders and members").
    """
    from_too = clause.chunks[who].last.form in clause.lexicon.sets["affiliated"]
    end = who
    while True:
        link = clause.symbols[end + 1 : end + 2]
        if link == "c" and clause.symbols[end + 2 : end + 3] == "P":
            end += 2
        elif link == "o" or (link == "p" and from_too and _is_from(clause, end + 1)):
            after = _end_of_nouns(clause, end + 1)
            if after == end + 1:
                return end
            end = after
        else:
            return end


def _end_of_nouns(clause: Clause, at: int) -> int:
    """Return the last of the noun chunks that follow ``at``, ``at`` itself when none does."""
    while at + 1 < len(clause.symbols) and clause.symbols[at + 1] in _NOUNS:
        at += 1
    return at


def _is_from(clause: Clause, at: int) -> bool:
    return clause.chunks[at].has(clause.lexicon.sets["from"])


def agent_of(clause: Clause, found: Found) -> Span | None:
    """Return the grammatical agent: what follows "by", or what stands before an active verb."""
    trigger = found.trigger
    if clause.symbols[trigger] == "K":
        start = trigger
        while start > 0 and clause.symbols[start - 1] in _NOUNS:
            start -= 1
        return None if start == trigger else _words(clause, start, trigger - 1)
    for at in range(trigger + 1, min(trigger + _AGENT_REACH, len(clause.symbols))):
        if clause.chunks[at].has(clause.lexicon.sets["agent"]):
            end = _end_of_nouns(clause, at)
            return None if end == at else _words(clause, at + 1, end)
    return None


def _words(clause: Clause, first: int, last: int) -> Span:
    return Span(clause.chunks[first].start, clause.chunks[last].end)
