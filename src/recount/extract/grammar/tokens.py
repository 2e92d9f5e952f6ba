"""Words of a sentence with their tags; a quantity is one word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from recount.extract.grammar.lexicon import Entry, Lexicon
from recount.extract.grammar.settling import settle, settle_capitals, settle_moving
from recount.extract.grammar.tagged import Token
from recount.model import CountKind
from recount.text.casing import is_shouting
from recount.text.quantities import Quantity
from recount.text.spans import Span

_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*|[,;:!?|*()\[\]&/–—•-]")  # other marks say nothing here
_NOTE = re.compile(r"\*+|\[\w{1,3}\]")
_QUOTE = re.compile(r"[\"“”„«»]")
POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_APOSTROPHES = ("'", "’")
_PUNCTUATION = {
    ",": ",",
    "(": "(",
    "[": "(",
    ")": ")",
    "]": ")",
    "&": "c",
    "/": "c",
    ":": ";",
    ";": ";",
    "!": ";",
    "?": ";",
    "|": ";",
    "*": ";",
    "–": ",",
    "—": ",",
    "-": ",",
    "•": ";",
}
_DASHES = ("-", "–", "—")
_DATELINE = 14  # words and marks of the longest dateline
_IN_DATELINE = frozenset("A#,()nrm")
_FUNCTION = frozenset("atpozcwbhmru")


def read_tokens(
    text: str, span: Span, quantities: Sequence[Quantity], lexicon: Lexicon, *, moving: bool = False
) -> list[Token]:
    """Tag the words of one sentence.

    Args:
        quantities: those of the sentence, in order.
        moving: whether verbs of leaving speak of displacement here.
    """
    tokens: list[Token] = []
    matches = _word_spans(text, span, lexicon)
    forms = [_form(text[start:end]) for start, end in matches]
    shouting = is_shouting(text[span.start : span.end])
    pending = iter(quantities)
    quantity = next(pending, None)
    at = 0
    while at < len(matches):
        start, end = matches[at]
        while quantity is not None and quantity.span.end <= start:
            quantity = next(pending, None)
        if quantity is not None and quantity.span.start == start:
            after = _words_inside(matches, at, quantity.span.end)
            if after > at:
                tokens.append(_quantity_token(quantity))
                at = _behind_note(text, matches, after, quantity.span.end)
                continue
        if forms[at] in lexicon.phrases and (phrase := _phrase_at(forms, at, lexicon)) is not None:
            size, entry = phrase
            tokens.append(_token(start, matches[at + size - 1][1], " ".join(forms[at : at + size]), entry))
            at += size
            continue
        token = _word_token(text, start, end, forms[at], lexicon, shouting=shouting)
        token.owns = _is_possessive(text, start, end, lexicon)
        if token.tag in "sy" and _QUOTE.search(text, matches[at - 1][1] if at else start, start):
            token.tag = ";"  # speech has ended: the words before it are not its subject
        tokens.append(token)
        at += 1
    tokens = _parted(_without_asides(_behind_dateline(text, tokens)), lexicon)
    if moving:
        settle_moving(tokens, lexicon)
    if shouting:
        settle_capitals(tokens, lexicon)
    settle(tokens, lexicon)
    return tokens


def _behind_note(text: str, matches: Sequence[tuple[int, int]], at: int, end: int) -> int:
    """Return the index of the word behind the mark of a footnote glued to a number ("22* people", "14[3] men")."""
    note = _NOTE.match(text, end)
    while note is not None and at < len(matches) and matches[at][1] <= note.end():
        at += 1
    return at


def _behind_dateline(text: str, tokens: list[Token]) -> list[Token]:
    """Part a dateline from what it opens ("VARDA, Tirsa (Sea Wire) - |Ada Renn was killed")."""
    for at, token in enumerate(tokens[:_DATELINE]):
        if at and text[token.start : token.end] in _DASHES:
            token.tag = ";"
            return tokens
        if token.tag not in _IN_DATELINE:
            return tokens
    return tokens


def _is_possessive(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a word stands in the possessive ("the guard's", "the guards' bodies")."""
    if POSSESSIVE.search(text[start:end]):
        return True
    plural = text[start:end].lower().endswith(lexicon.plural_ending)
    return plural and text[end : end + 1] in _APOSTROPHES and text[end + 1 : end + 2].isspace()


def _word_spans(text: str, span: Span, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where the words stand; a dash that joins two clauses parts them ("on Monday-and 20 injured")."""
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(text, span.start, span.end):
        start, end = match.span()
        if "-" in (word := match.group()) and end > start + 1:
            parts = word.lower().split("-")
            dash = start - 1
            for part, following in pairwise(parts):
                dash += len(part) + 1
                if part in lexicon.sets["joints"] or following in lexicon.sets["joints"]:
                    spans += [(start, dash), (dash, dash + 1)]
                    start = dash + 1
        spans.append((start, end))
    return spans


def _form(word: str) -> str:
    """Return a word in lower case and without a possessive ending."""
    lower = word.lower()
    return (POSSESSIVE.sub("", lower) or lower) if "'" in lower or "’" in lower else lower


def _without_asides(tokens: list[Token]) -> list[Token]:
    """Leave out short brackets that hold neither a count nor a word of harm ("(SOHR)")."""
    if not any(token.tag == "(" for token in tokens):
        return tokens
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        if tokens[at].tag == "(":
            close = next(
                (end for end in range(at + 1, min(at + 8, len(tokens))) if tokens[end].tag == ")"), None
            )
            if close is not None and all(t.tag != "q" and t.harm is None for t in tokens[at:close]):
                at = close + 1
                continue
        kept.append(tokens[at])
        at += 1
    return kept


def _parted(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Set a comma, of no width, where one is left out between two harms ("two killed others injured in …")."""
    parted: list[Token] = []
    for at, token in enumerate(tokens):
        beside = tokens[max(0, at - 1) : at + 2]
        if token.form in lexicon.sets["others"] and len(beside) == 3 and _are_two_harms(beside[0], beside[2]):
            parted.append(Token(token.start, token.start, ",", ","))
        parted.append(token)
    return parted


def _are_two_harms(before: Token, after: Token) -> bool:
    return before.tag == after.tag == "k" and before.harm is not after.harm


def _words_inside(matches: list[tuple[int, int]], at: int, end: int) -> int:
    """Return the index after the last word inside a quantity, ``at`` when it ends within a word."""
    after = at
    while after < len(matches) and matches[after][1] <= end:
        after += 1
    return at if after < len(matches) and matches[after][0] < end else after


def _quantity_token(quantity: Quantity) -> Token:
    tag = "0" if quantity.kind is CountKind.ZERO else "q"
    return Token(quantity.span.start, quantity.span.end, "", tag, quantity=quantity)


def _phrase_at(forms: list[str], at: int, lexicon: Lexicon) -> tuple[int, Entry] | None:
    for phrase in lexicon.phrases.get(forms[at], ()):
        size = len(phrase.rest)
        if tuple(forms[at + 1 : at + 1 + size]) == phrase.rest:
            return size + 1, phrase.entry
    return None


def _token(start: int, end: int, form: str, entry: Entry) -> Token:
    return Token(start, end, form, entry.tag, entry.harm, entry.sure)


def _word_token(text: str, start: int, end: int, form: str, lexicon: Lexicon, *, shouting: bool) -> Token:
    word = text[start:end]
    entry = lexicon.words.get(form)
    if entry is not None:
        name = entry.tag in _FUNCTION and len(word) > 1 and not shouting and word.isupper()
        if not name:  # "IS" and "US" are names
            return Token(start, end, form, entry.tag, entry.harm, entry.sure)
    return Token(start, end, form, _unknown_tag(word, form, lexicon, shouting=shouting))


def _unknown_tag(word: str, form: str, lexicon: Lexicon, *, shouting: bool) -> str:
    if not word[0].isalnum():
        return _PUNCTUATION.get(word, ";")
    last = form.rsplit("-", 1)[-1]
    if last != form and (entry := lexicon.words.get(last)) is not None and entry.tag in "NM":
        return entry.tag
    if word.isdecimal():
        return "#"
    if (tag := lexicon.person_tag(form)) is not None and word[0].islower():
        return tag
    name = _is_name_in_capitals(form, lexicon) if shouting else word[0].isupper()
    if name or (not shouting and _is_particle_name(word, lexicon)):
        return "A"
    if form.endswith(lexicon.adverb_ending) and len(form) > 4:
        return "r"
    if form.endswith(lexicon.verb_endings) and "-" not in form:
        return "e"
    plural = form.endswith(lexicon.plural_ending) and not form.endswith(lexicon.not_plural_endings)
    return "H" if plural and len(form) > 3 else "n"


def _is_name_in_capitals(form: str, lexicon: Lexicon) -> bool:
    """Whether a word in capitals is a name: none of the words that are printed in lower case, nor shaped like one."""
    if not form[0].isalpha() or any(part in lexicon.lower for part in form.split("-")):
        return False
    return not form.endswith((*lexicon.verb_endings, lexicon.adverb_ending))


def _is_particle_name(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a name that opens with a small particle ("al-Example")."""
    particle, hyphen, rest = word.partition("-")
    return bool(hyphen) and rest[:1].isupper() and particle in lexicon.sets["name_particles"]
