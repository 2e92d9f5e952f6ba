"""One sentence as chunks, and the walks over their symbols that find who came to harm."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from recount.codebook.resources import load_yaml
from recount.extract.grammar.chunks import Chunk
from recount.extract.grammar.lexicon import Lexicon
from recount.model import CountKind, Harm, RelationType
from recount.text.spans import Span

REACH = 60  # chunks a walk may cross; a longer "sentence" is page furniture, and time stays bounded
_FRAGMENT = re.compile(r"\{([a-z]+)\}")


@dataclass(slots=True)
class Found:
    """A chunk of people found to have come to harm.

    Attributes:
        who: index of the chunk.
        harm: what happened.
        trigger: index of the chunk that says so.
        rule: name of the rule, for reviewers.
        whole: index of the chunk this one is a part of.
        relation: what the wording shows, with ``cue``.
        last: index of the last chunk that still names the same people (a list).
    """

    who: int
    harm: Harm
    trigger: int
    rule: str
    whole: int | None = None
    relation: RelationType | None = None
    cue: Span | None = None
    last: int | None = None


@dataclass(slots=True)
class Clause:
    """A sentence being read.

    Attributes:
        chunks: its chunks.
        symbols: one letter a chunk.
        is_headline: whether it is (part of) the headline.
        found: what has been found so far, by chunk.
        second: further harms of people already found ("arrested and later executed").
        parts: phrases that name groups among the people of a chunk.
        inherited: harm of the last claim before this sentence.
        follows: whether the sentence right before it makes a claim.
    """

    text: str
    sentence: int
    chunks: list[Chunk]
    lexicon: Lexicon
    language: str
    symbols: str
    convention: str = "literal"
    is_headline: bool = False
    found: dict[int, Found] = field(default_factory=dict)
    second: list[Found] = field(default_factory=list)
    parts: dict[int, list[Span]] = field(default_factory=dict)
    inherited: Harm | None = None
    follows: bool = False

    def left(self, walk: str, at: int) -> list[int]:
        """Return the chunks a walk from ``at`` to the left may mean, best first."""
        backwards = self.symbols[max(0, at - REACH) : at][::-1]
        matches = (pattern.match(backwards) for pattern in _walks(self.language)[walk])
        return [at - 1 - _who(found) for found in matches if found]

    def right(self, walk: str, at: int) -> list[int]:
        """Return the chunks a walk from ``at`` to the right may mean, best first."""
        matches = (pattern.match(self.symbols, at + 1, at + REACH) for pattern in _walks(self.language)[walk])
        return [_who(found) for found in matches if found]

    def predicate(self, at: int) -> int | None:
        """Return the verb group that speaks of the people at ``at``, ``None`` without one."""
        for pattern in _walks(self.language)["predicate"]:
            if found := pattern.match(self.symbols, at + 1, at + REACH):
                what = found.start("what")
                return None if self._has_object(what) else what
        return None

    def _has_object(self, what: int) -> bool:
        """Whether a bare participle is active: it has people of its own, who are not those of a next one
        ("killed two people, wounded three" is active, "two people killed, three wounded" is not)."""
        while self.symbols[what : what + 1] == "x" and self.symbols[what + 1 : what + 2] in ("C", "Q", "S"):
            what += 2
            if self.symbols[what : what + 1] != "x":
                return True
        return False

    def is_tallied(self, who: int) -> bool:
        """Whether people are only what a number is given of ("the number of fighters killed rose to 39")."""
        if self.chunks[who].quantity is not None:
            return False
        backwards = self.symbols[max(0, who - REACH) : who][::-1]
        return any(pattern.match(backwards) for pattern in _walks(self.language)["tallied"])

    def add(self, found: Found) -> bool:
        """Keep a finding unless the chunk already has one."""
        if found.who in self.found:
            return False
        self.found[found.who] = found
        return True

    def has_before(self, name: str, at: int, reach: int = 6) -> bool:
        """Whether a word of a named set stands at most ``reach`` chunks before ``at``, in its clause."""
        words = self.lexicon.sets[name]
        for chunk in reversed(self.chunks[max(0, at - reach) : at]):
            if chunk.symbol == ";" and not chunk.has(words):
                return False
            if chunk.has(words):
                return True
        return False

    def has_after(self, name: str, at: int, reach: int = 3) -> bool:
        """Whether a word of a named set stands at most ``reach`` chunks after ``at``, in its clause."""
        words = self.lexicon.sets[name]
        for chunk in self.chunks[at + 1 : at + 1 + reach]:
            if chunk.symbol == ";":
                return False
            if chunk.has(words):
                return True
        return False

    def is_named_people(self, at: int) -> bool:
        """Whether a chunk names people by a word for people."""
        return self.symbols[at] in "CSPDEZ"

    def is_bare_name(self, at: int) -> bool:
        """Whether a chunk is a name without a word for people."""
        return self.symbols[at] == "D" and all(token.tag in "Ac," for token in self.chunks[at].tokens)

    def is_list(self, at: int) -> bool:
        """Whether a chunk names several persons ("a man woman and child")."""
        return any(token.tag in "c," for token in self.chunks[at].tokens[1:])

    def is_zero(self, at: int) -> bool:
        """Whether a chunk counts nobody ("no civilians")."""
        quantity = self.chunks[at].quantity
        return quantity is not None and quantity.kind is CountKind.ZERO


def _who(found: re.Match[str]) -> int:
    """Where a walk ended; a pattern with two ways to end names the second ``who2``."""
    return max(found.start(name) for name in ("who", "who2") if name in found.re.groupindex)


@cache
def _walks(language: str) -> dict[str, list[re.Pattern[str]]]:
    data = load_yaml("recount.extract", f"data/{language}/grammar.yml")
    fragments: dict[str, str] = data["fragments"]

    def compiled(source: str) -> re.Pattern[str]:
        while (expanded := _FRAGMENT.sub(lambda found: fragments[found[1]], source)) != source:
            source = expanded
        return re.compile(source)

    return {name: [compiled(source) for source in sources] for name, sources in data["walks"].items()}
