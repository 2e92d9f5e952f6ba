"""The parse of one sentence, whatever parser made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

ROOT = "root"
# Penn tags to the parts of speech rules ask for; verbs and auxiliaries are told apart by their relation.
_PARTS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "CD": "NUM",
    "PRP": "PRON",
    "WP": "PRON",
    "EX": "PRON",
    "DT": "DET",
    "PDT": "DET",
    "WDT": "DET",
    "PRP$": "DET",
    "WP$": "DET",
    "IN": "ADP",
    "TO": "ADP",
    "RP": "ADP",
    "JJ": "ADJ",
    "JJR": "ADJ",
    "JJS": "ADJ",
    "RB": "ADV",
    "RBR": "ADV",
    "RBS": "ADV",
    "WRB": "ADV",
    "CC": "CCONJ",
    "VB": "VERB",
    "VBD": "VERB",
    "VBG": "VERB",
    "VBN": "VERB",
    "VBP": "VERB",
    "VBZ": "VERB",
    "MD": "VERB",
    "FW": "NOUN",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word of a parsed sentence.

    Attributes:
        form: as it stands in the text.
        norm: as it would be printed where the sentence is in capitals, else the form.
        tag: Penn Treebank tag.
        head: index of the word it depends on; the root's own.
        relation: Universal Dependencies relation, ``"root"`` for the root.
        start, end: code points in the text.
    """

    form: str
    norm: str
    tag: str
    head: int
    relation: str
    start: int
    end: int

    @property
    def pos(self) -> str:
        """Universal part of speech, ``"X"`` for punctuation, symbols and what is neither."""
        return _PARTS.get(self.tag, "X")


@dataclass(frozen=True, slots=True)
class Parse:
    """A sentence as a tree: one root, no cycles.

    Attributes:
        tokens: in the order of the text; at least one.
    """

    tokens: Sequence[Token]
    _below: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep who depends on whom."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for at, token in enumerate(self.tokens):
            if token.head != at:
                below[token.head].append(at)
        object.__setattr__(self, "_below", tuple(map(tuple, below)))

    def children(self, at: int, *relations: str) -> Iterator[int]:
        """Yield the words that depend on one, in order; with relations, only through these."""
        for child in self._below[at]:
            if not relations or self.tokens[child].relation in relations:
                yield child

    def subtree(self, at: int) -> tuple[int, int]:
        """Return the first and the last word of all that depend on one, itself included."""
        first = last = at
        open_ = [at]
        while open_:
            word = open_.pop()
            first, last = min(first, word), max(last, word)
            open_.extend(self._below[word])
        return first, last
