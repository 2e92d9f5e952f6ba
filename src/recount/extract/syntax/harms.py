"""Words of harm in a parsed sentence: which token says what happened, and in which way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from recount.extract.grammar.lexicon import Entry, Lexicon
from recount.extract.parse import Parse
from recount.model import Harm


class Way(Enum):
    """How a word of harm takes its victims."""

    VERB = "verb"  # its object, or its subject in the passive: "killed 12", "12 were killed"
    SUBJECT = "subject"  # its subject: "12 died"
    STATE = "state"  # whoever it is said of: "12 are dead"
    ACT = "act"  # "of", or a possessive: "the murder of 12", "their murder"
    BODY = "body"  # "the bodies of 12"
    LIFE = "life"  # "claimed the lives of 12"
    KILLER = "killer"  # "the murderers of 12"
    AMONG = "among"  # "the bride was among the dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmWord:
    """A word of harm.

    Attributes:
        token: index of the token other words depend on.
        first, last: indices of the first and last token of the phrase.
        harm: what happened.
        way: how it takes its victims.
    """

    token: int
    first: int
    last: int
    harm: Harm
    way: Way


_WAYS = {"K": Way.VERB, "k": Way.VERB, "G": Way.VERB, "d": Way.SUBJECT, "W": Way.SUBJECT, "j": Way.STATE}
_NOUNS = {"f": Way.ACT, "F": Way.ACT, "B": Way.BODY, "L": Way.LIFE}
_NOMINAL = frozenset({"NOUN", "PROPN"})


def find_harms(parse: Parse, lexicon: Lexicon) -> Iterator[HarmWord]:
    """Yield the words of harm that are sure of their victims, in order; of a phrase the whole."""
    forms = [token.form.lower() for token in parse.tokens]
    at = 0
    while at < len(forms):
        size, entry = _entry_at(forms, at, lexicon)
        if forms[at] in lexicon.sets["killers"]:
            yield HarmWord(token=at, first=at, last=at, harm=Harm.KILLED, way=Way.KILLER)
        elif (harm := _harm_of_all(forms[at], entry, lexicon)) is not None and (
            dead := _among(parse, at, lexicon)
        ) is not None:
            yield HarmWord(token=dead, first=at, last=at, harm=harm, way=Way.AMONG)
        elif entry is not None and entry.harm is not None and (way := _way_at(parse, at, entry, lexicon)):
            top = _top(parse, at, at + size)
            yield HarmWord(token=top, first=at, last=at + size - 1, harm=entry.harm, way=way)
        at += size


def _harm_of_all(form: str, entry: Entry | None, lexicon: Lexicon) -> Harm | None:
    """Return the harm of "the dead", "the victims"."""
    return entry.harm if entry is not None and entry.harm is not None else lexicon.inherent.get(form)


def _among(parse: Parse, at: int, lexicon: Lexicon) -> int | None:
    """Return the word that stands for all the victims, where others are said to be among them."""
    token = parse.tokens[at]
    people = [at, token.head] if token.relation in ("acl", "acl:relcl", "amod") else [at]
    for word in people:
        cases = (parse.tokens[case].form.lower() for case in parse.children(word, "case"))
        if not lexicon.sets["among"].isdisjoint(cases):
            return word
    return None


def _way_at(parse: Parse, at: int, entry: Entry, lexicon: Lexicon) -> Way | None:
    """Return how a word of harm takes its victims here, ``None`` where it takes none for sure."""
    way = _way(parse, at, entry)
    if not entry.sure or parse.tokens[at].form.lower() in lexicon.sets["only_before_of"]:
        return None
    return None if way is Way.LIFE and not _is_taken(parse, at, lexicon) else way


def _entry_at(forms: list[str], at: int, lexicon: Lexicon) -> tuple[int, Entry | None]:
    for phrase in lexicon.phrases.get(forms[at], ()):
        end = at + 1 + len(phrase.rest)
        if tuple(forms[at + 1 : end]) == phrase.rest:
            return end - at, phrase.entry
    return 1, lexicon.words.get(forms[at])


def _way(parse: Parse, at: int, entry: Entry) -> Way | None:
    """A form that is verb and noun ("massacre", "killing") is what the parse takes it for."""
    nominal = parse.tokens[at].pos in _NOMINAL
    if entry.tag in _NOUNS:
        return _NOUNS[entry.tag]
    if entry.tag == "j" and not _is_said(parse, at):
        return None
    if nominal and entry.tag == "K" and not entry.noun:
        return None  # "out of jail"
    if nominal and (entry.noun or entry.tag == "G"):
        return Way.ACT
    return _WAYS.get(entry.tag)


def _is_said(parse: Parse, at: int) -> bool:
    """Whether a state is said of someone ("12 are dead", "was found dead"), not part of a noun phrase ("12 dead")."""
    if at > 0 and parse.tokens[at - 1].tag in ("PRP$", "DT", "POS"):
        return False  # "buries its dead"
    said = parse.tokens[at].relation == "xcomp"
    return said or next(iter(parse.children(at, "cop", "nsubj")), None) is not None


def _is_taken(parse: Parse, at: int, lexicon: Lexicon) -> bool:
    """Whether a life is the object of a verb that takes it ("claimed the lives of")."""
    token = parse.tokens[at]
    return token.relation == "obj" and parse.tokens[token.head].form.lower() in lexicon.sets["lives"]


def _top(parse: Parse, start: int, end: int) -> int:
    """Return the token of a phrase that depends on a word outside it."""
    return next((at for at in range(start, end) if not start <= parse.tokens[at].head < end), start)
