"""Chunks: noun phrases of people, verb groups of harm, harm nouns, and the words between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from recount.codebook.resources import load_yaml
from recount.extract.grammar.lexicon import Lexicon
from recount.extract.grammar.tagged import Token
from recount.model import Harm
from recount.text.quantities import Quantity


@dataclass(slots=True)
class Chunk:
    """A run of words that works as one.

    Attributes:
        symbol: letter of the ``chunks`` table of ``grammar.yml``, or the tag of a single word.
        tokens: its words.
        quantity: the count it carries, ``None`` without one.
        harm: what its harm word says; for people, what the noun itself says ("evacuees").
    """

    symbol: str
    tokens: list[Token]
    quantity: Quantity | None = None
    harm: Harm | None = None

    @property
    def start(self) -> int:
        """First code point."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """The code point after the last."""
        return self.tokens[-1].end

    @property
    def last(self) -> Token:
        """The last word: the head of a noun phrase, the harm word of a verb group."""
        return self.tokens[-1]

    @property
    def harm_word(self) -> Token:
        """The word of harm, the last word when there is none."""
        return next((token for token in reversed(self.tokens) if token.harm is not None), self.tokens[-1])

    def has(self, forms: frozenset[str]) -> bool:
        """Whether one of the words stands in the chunk."""
        return any(token.form in forms for token in self.tokens)


_PEOPLE = frozenset("CSDEPZJ")
_JOINED_NAME = re.compile(r"(?<=[Dkx]c)A{2,4}(?=[,;wkdx]|$)")
# a list of names: "arrested Osk Harran, Ela Varn and Ruda Menk", "the brothers Osk Harran and Ela Varn were killed"
_NAMES = re.compile(r"(?:D|(?<![^PE;sw])A{2,4})(?:,A{2,4})*,?cA{2,4}(?=[,;wkxdpo]|$)")
# of people just said what they are one name is enough: "comrades Harran and Varn were killed"
_NAMED_PEOPLE = re.compile(r"(?<=P)A{1,4}(?:,A{1,4})*,?cA{1,4}(?=r*[kxd])")
# a name that a description follows without a comma: "said that |Osk Harran a local nurse was killed"
_DESCRIBED_NAME = re.compile(r"(?:^|(?<=[;sw]))A{2,4}(?=[SD](?:o[AEtnX]{1,3}|pA{1,3})?r*[kd])")
_NAME = re.compile(r"(?<!A)A{2,4}(?!A)")
_ANY_NAME = re.compile(r"A{1,4}")
_ARTICLES = "at3"
_SINGLE = {"H": "n"}  # as a chunk, H is counted


@cache
def _chunk_pattern(language: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    rows = load_yaml("recount.extract", f"data/{language}/grammar.yml")["chunks"]
    source = "|".join(f"(?P<_{number}>{pattern})" for number, (_, pattern) in enumerate(rows))
    return re.compile(source), tuple(symbol for symbol, _ in rows)


def read_chunks(tokens: list[Token], lexicon: Lexicon, language: str) -> list[Chunk]:
    """Group the words of a sentence; every word is in exactly one chunk."""
    pattern, symbols = _chunk_pattern(language)
    tags = "".join(token.tag for token in tokens)
    chunks: list[Chunk] = []
    at = 0
    while at < len(tokens):
        found = pattern.match(tags, at)
        if found is None or found.end() == at or found.lastgroup is None:
            chunks.append(_chunk(_SINGLE.get(tags[at], tags[at]), tokens[at : at + 1], lexicon))
            at += 1
        else:
            symbol = symbols[int(found.lastgroup[1:])]
            chunk = _chunk(symbol, tokens[at : found.end()], lexicon)
            if symbol == "X" and not _counts_thing(chunk):
                chunk = _chunk("Q", tokens[at : at + 1], lexicon)
            chunks.append(chunk)
            at += len(chunk.tokens)
    return _join_names(chunks)


def _join_names(chunks: list[Chunk]) -> list[Chunk]:
    """Read names joined to a person or to a verb of harm as persons ("judge Osk Harran and Ela Varn were killed")."""
    symbols = "".join(chunk.symbol for chunk in chunks)
    names = [found.span() for found in _JOINED_NAME.finditer(symbols) if _joins(chunks, found.start())]
    names += [
        found.span()
        for found in _DESCRIBED_NAME.finditer(symbols)
        if chunks[found.end()].tokens[0].tag in _ARTICLES
    ]
    for listed in _NAMES.finditer(symbols):
        if symbols[listed.start()] != "D" or chunks[listed.start()].last.tag == "A":
            names += [found.span() for found in _NAME.finditer(symbols, listed.start(), listed.end())]
    for listed in _NAMED_PEOPLE.finditer(symbols):
        names += [found.span() for found in _ANY_NAME.finditer(symbols, listed.start(), listed.end())]
    for start, end in sorted(set(names), reverse=True):
        words = [token for chunk in chunks[start:end] for token in chunk.tokens]
        chunks[start:end] = [Chunk("D", words)]
    return chunks


def _joins(chunks: list[Chunk], at: int) -> bool:
    """Whether a name is joined to another name or to a verb, not to a person who is only described."""
    return chunks[at - 2].symbol != "D" or chunks[at - 2].last.tag == "A"


def _counts_thing(chunk: Chunk) -> bool:
    """Whether the number belongs to the thing: "50 state media" is two phrases, "one building" is one."""
    return chunk.last.tag == "Y" or (chunk.quantity is not None and chunk.quantity.high == 1)


def _chunk(symbol: str, tokens: list[Token], lexicon: Lexicon) -> Chunk:
    if len(tokens) == 1:
        token = tokens[0]
        return Chunk(symbol, tokens, token.quantity, token.harm or _inherent(symbol, token, lexicon))
    quantity = next((token.quantity for token in tokens if token.quantity is not None), None)
    harms = {token.harm: None for token in reversed(tokens) if token.harm is not None}
    harm = next(iter(harms), None)
    if symbol == "F" and len(harms) > 1:
        harm = Harm.CASUALTIES
    return Chunk(symbol, tokens, quantity, harm or _inherent(symbol, tokens[-1], lexicon))


def _inherent(symbol: str, head: Token, lexicon: Lexicon) -> Harm | None:
    """Return what a noun for people says happened to them ("evacuees")."""
    return lexicon.inherent.get(head.form) if symbol in _PEOPLE else None
