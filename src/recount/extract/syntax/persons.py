"""The count of a noun phrase in the victim's place: its number, one named or described person, or a bare plural."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from recount.extract.grammar.lexicon import Lexicon
from recount.extract.parse import Parse
from recount.model import CountKind
from recount.text.quantities import Quantity, bare_plural_quantity, singular_quantity
from recount.text.spans import Span

_NAME = "PROPN"
_NOUN = "NOUN"
_MODIFIERS = ("nummod", "det", "amod", "compound", "advmod", "nmod:poss", "flat")
_PARTS_OF_NAME = ("flat", "appos", "compound", "nmod:desc")
_LONGEST_NAME = 7  # words
_APART = re.compile(r"[()\[\]]|--|[–—]")
_BESIDE = 4  # words between a noun and the name joined to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """People of a noun phrase.

    Attributes:
        quantity: the count.
        victims: the words that name them.
    """

    quantity: Quantity
    victims: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A parsed sentence with what counting its people needs.

    Attributes:
        quantities: those of the sentence, in order.
        lexicon: the words for people and things.
    """

    text: str
    language: str
    convention: str
    parse: Parse
    quantities: Sequence[Quantity]
    lexicon: Lexicon

    def form(self, at: int) -> str:
        """The word of a token in lower case."""
        return self.parse.tokens[at].form.lower()

    def tag(self, at: int) -> str | None:
        """What the lexicon takes a word for: "N" people, "M" a person, "R" a role, "X" a thing, "Y" things."""
        entry = self.lexicon.words.get(self.form(at))
        if entry is not None:
            return entry.tag
        return self.lexicon.person_tag(self.form(at)) if self.parse.tokens[at].norm[:1].islower() else None

    def form_of(self, span: Span) -> str:
        """Words of the text in lower case."""
        return span.of(self.text).lower()

    def span(self, first: int, last: int) -> Span:
        """The text of some tokens."""
        return Span(self.parse.tokens[first].start, self.parse.tokens[last].end)


def count_persons(sentence: Sentence, at: int) -> Persons | None:
    """Return the people a token heads, ``None`` when it heads none that can be counted."""
    token = sentence.parse.tokens[at]
    if token.pos == "PRON" and sentence.form(at) in sentence.lexicon.sets["one_person"]:
        return _single(sentence, (at, at), victims=sentence.span(at, at))
    first = _first(sentence.parse, at)
    number = _number(sentence, first, at)
    if number is not None:
        return None if _is_age(sentence, at) else _counted(sentence, number, at)
    if token.pos not in (_NAME, _NOUN) or sentence.tag(at) in ("X", "Y"):
        return None
    name = _name(sentence, at)
    if name is not None and not _has_article(sentence, name[0]) and not _is_place(sentence, name):
        return _single(sentence, name, victims=sentence.span(first, max(at, name[1])))
    if (
        name is not None
        and sentence.form(first) in sentence.lexicon.sets["indefinite"]
        and _is_origin(sentence, at)
    ):
        return _single(sentence, (first, first), victims=sentence.span(first + 1, at))  # "an Ostran"
    if sentence.form(first) in sentence.lexicon.sets["mostly"]:
        return None  # "mostly women and children" tells of groups
    if _is_plural(sentence, at):
        return _plural(sentence, first, at)
    return _described(sentence, first, at)


def _is_origin(sentence: Sentence, at: int) -> bool:
    """Whether a name by its ending says where a person comes from."""
    return sentence.form(at).endswith(tuple(sentence.lexicon.sets["origin_ends"]))


def _described(sentence: Sentence, first: int, at: int) -> Persons | None:
    """Count one person told by a noun: "a" stands for the one, "the mayor" and "his driver" are counts as a whole."""
    article = sentence.parse.tokens[first]
    if article.tag == "WP$" or sentence.tag(at) not in ("M", "R"):
        return None
    indefinite = sentence.form(first) in sentence.lexicon.sets["indefinite"]
    words = (first, first) if indefinite else (first, at)
    start = first + 1 if indefinite else first
    if start > at:
        return None
    return _single(sentence, words, victims=sentence.span(start, at))


def _first(parse: Parse, at: int) -> int:
    """Return the first word before a noun that only describes it; words tied by hyphens stay whole."""
    first = at
    for child in sorted(parse.children(at, *_MODIFIERS), reverse=True):
        if child < at:
            first = min(first, child)
    while first > 0 and parse.tokens[first - 1].end == parse.tokens[first].start and _is_tied(parse, first):
        first -= 1
    return first


def _is_tied(parse: Parse, at: int) -> bool:
    """Whether a hyphen joins a word to the one before it."""
    return "-" in (parse.tokens[at - 1].form, parse.tokens[at].form)


def _number(sentence: Sentence, first: int, at: int) -> Quantity | None:
    """Return the number of a noun phrase: on the noun itself or before it."""
    tokens = sentence.parse.tokens
    start, end = tokens[first].start, tokens[at].end
    starts = [quantity.span.start for quantity in sentence.quantities]
    inside = sentence.quantities[bisect_left(starts, start) : bisect_left(starts, end)]
    return next(
        (number for number in inside if number.span.end <= end and _belongs(sentence, number, end)), None
    )


def _belongs(sentence: Sentence, number: Quantity, end: int) -> bool:
    """Whether no bracket or dash stands between a number and its noun ("9 June 89 (Wire) -- [Text] the minister")."""
    return _APART.search(sentence.text, number.span.end, end) is None


def _is_age(sentence: Sentence, at: int) -> bool:
    """Whether a bare number is the age of the person named before it ("John Doe, 65, was killed")."""
    tokens = sentence.parse.tokens
    before = at - 1 if at and tokens[at - 1].form != "," else at - 2
    return tokens[at].pos == "NUM" and before >= 0 and tokens[before].pos == _NAME


def _counted(sentence: Sentence, number: Quantity, at: int) -> Persons | None:
    tag = sentence.tag(at)
    if tag in ("X", "Y") or (number.kind is CountKind.ZERO and tag not in ("M", "N", "R")):
        return None  # "no details of the dead" denies nobody's death
    end = sentence.parse.tokens[at].end
    start = number.span.end if number.span.end < end else number.span.start
    while start < end and sentence.text[start].isspace():
        start += 1
    return Persons(quantity=number, victims=Span(start, end))


def _name(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Return the first and last word of the name of a person: of the noun, of what is joined to it, or after it.

    A name that follows a word for one person names that person ("mayor Osk Harran"), whatever the parse makes of it.
    """
    tokens = sentence.parse.tokens
    joined = (child for child in sentence.parse.children(at, *_PARTS_OF_NAME) if abs(child - at) < _BESIDE)
    follows = [at + 1] if sentence.tag(at) in ("M", "R") and at + 1 < len(tokens) else []
    for head in (at, *joined, *follows):
        if _is_name_word(sentence, head):
            first, last = _name_around(sentence, head)
            alone = tokens[head].pos == _NAME and tokens[head].tag != "NNPS"
            if last > first or (head == at and alone):
                return first, last
    return None


def _name_around(sentence: Sentence, head: int) -> tuple[int, int]:
    tokens = sentence.parse.tokens
    first = last = head
    while first > 0 and _is_name_word(sentence, first - 1) and last - first < _LONGEST_NAME:
        first -= 1
    while last + 1 < len(tokens) and _is_name_word(sentence, last + 1) and last - first < _LONGEST_NAME:
        last += 1
    return first, last


def _has_article(sentence: Sentence, at: int) -> bool:
    """Whether an article stands before a name: then it is one of a body, a place or a people."""
    return at > 0 and sentence.parse.tokens[at - 1].tag == "DT"


def _is_place(sentence: Sentence, name: tuple[int, int]) -> bool:
    """Whether the report speaks of the name as a place elsewhere ("in Varda")."""
    words = re.escape(sentence.span(*name).of(sentence.text))
    before = "|".join(sorted(sentence.lexicon.sets["place_before"]))
    return re.search(rf"\b(?:{before})\s+{words}\b", sentence.text, re.IGNORECASE) is not None


def _is_name_word(sentence: Sentence, at: int) -> bool:
    """Whether a word may be of a name: printed with a capital, a noun, and no word for people or things."""
    token = sentence.parse.tokens[at]
    capital = token.norm[:1].isupper() and (at > 0 or token.pos == _NAME)
    return capital and token.pos in (_NAME, _NOUN) and sentence.tag(at) is None


def _is_plural(sentence: Sentence, at: int) -> bool:
    tag, penn = sentence.tag(at), sentence.parse.tokens[at].tag
    if tag in ("N", "M", "R") or penn in ("NNS", "NNPS"):
        return tag == "N" or (tag is None and penn in ("NNS", "NNPS"))
    if penn == "NNP":
        return False
    form, lexicon = sentence.form(at), sentence.lexicon
    return form.endswith(lexicon.plural_ending) and not form.endswith(lexicon.not_plural_endings)


def _plural(sentence: Sentence, first: int, at: int) -> Persons | None:
    """Count a plural without a number, unless it says what people are ("most of them are members of …")."""
    if first > 0 and sentence.form(first - 1) in sentence.lexicon.sets["copulas"]:
        return None
    if sentence.tag(at) != "N" and sentence.parse.tokens[at].tag != "NNPS":
        return None
    if _is_a_people(sentence, first, at):
        return None
    span = sentence.span(first, at)
    quantity = bare_plural_quantity(
        sentence.text, span, language=sentence.language, convention=sentence.convention
    )
    return None if quantity is None else Persons(quantity=quantity, victims=span)


def _is_a_people(sentence: Sentence, first: int, at: int) -> bool:
    """Whether "the people" are all there are, not some of whom something is told ("the people who were there")."""
    sets = sentence.lexicon.sets
    generic = sentence.form(at) in sets["peoples"] and sentence.form(first) in sets["definite"]
    return generic and next(iter(sentence.parse.children(at, "acl:relcl", "acl", "nmod")), None) is None


def _single(sentence: Sentence, words: tuple[int, int], *, victims: Span) -> Persons | None:
    quantity = singular_quantity(
        sentence.text,
        sentence.span(*words),
        language=sentence.language,
        convention=sentence.convention,
    )
    return None if quantity is None else Persons(quantity=quantity, victims=victims)
