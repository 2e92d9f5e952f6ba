"""Cues: the words of a sentence that may credit a statement to somebody."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from recount.extract.attribution.lexicon import Lexicon
from recount.extract.attribution.tokens import Token

_YEAR = 4  # digits
_REACH = 6  # words behind a passive among which "by" stands


class CueKind(Enum):
    """How a cue credits."""

    VERB = "verb"
    PREPOSITION = "preposition"
    AGENT = "agent"


class Cue(NamedTuple):
    """A verb of saying, "according to", or a participle with "by".

    Attributes:
        word: the verb or participle, folded.
        index, after: its first token, and the one behind it.
        start, end: its code points.
        is_capitalised: whether it begins with a capital.
    """

    kind: CueKind
    word: str
    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody asks a cue for
    after: int
    start: int
    end: int
    is_capitalised: bool


def find_cues(tokens: Sequence[Token], lexicon: Lexicon) -> list[Cue]:
    """Return the cues of a sentence in order."""
    words = lexicon.cue_words
    found: list[Cue] = []
    for index in [index for index, token in enumerate(tokens) if token.key in words]:
        cue = _cue_at(tokens, index, lexicon)
        if cue is not None:
            found.append(cue)
    return found


def _cue_at(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Cue | None:
    key = tokens[index].key
    following = tokens[index + 1].key if index + 1 < len(tokens) else ""
    if following in lexicon.credit_prepositions.get(key, ()):
        after = index + 2
        while after < len(tokens) and tokens[after].key == following:
            after += 1  # a word set twice
        return _cue(CueKind.PREPOSITION, tokens, index, after)
    if key in lexicon.credit_participles and following in lexicon.agent_links:
        return _cue(CueKind.AGENT, tokens, index, index + 2)
    said = lexicon.credit_participles - lexicon.outlet_participles
    if key in said and index and tokens[index - 1].key in lexicon.passive_before:
        agent = _agent_after(tokens, index, lexicon)
        if agent is not None:
            return _cue(CueKind.AGENT, tokens, index, agent + 1)
    if key not in lexicon.cue_verbs or _describes(tokens, index, lexicon):
        return None
    return _cue(CueKind.VERB, tokens, index, index + 1)


def _describes(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether a participle only says of what kind people are ("killed 12 |alleged militants").

    A number behind a name is part of it ("France 24 |reported").
    """
    if tokens[index].key not in lexicon.describing_participles or not 0 < index < len(tokens) - 1:
        return False
    before, behind = tokens[index - 1], tokens[index + 1]
    if not behind.is_word or behind.text.isdigit() or behind.key in lexicon.statement_openers:
        return False
    if before.text.isdigit():
        is_name = index > 1 and tokens[index - 2].is_capitalised
        return not is_name and len(before.text) < _YEAR
    return before.key in lexicon.before_description


def _agent_after(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> int | None:
    """Where "by" follows a passive, past where and when ("were reported in Orlava |by …")."""
    for after in range(index + 1, min(index + _REACH, len(tokens))):
        if tokens[after].key in lexicon.agent_links:
            return after
        if not tokens[after].is_word or tokens[after].key in lexicon.cue_words:
            return None
    return None


def _cue(kind: CueKind, tokens: Sequence[Token], index: int, after: int) -> Cue:
    first = tokens[index]
    is_capitalised = first.text[0].isupper()
    return Cue(kind, first.key, index, after, first.start, tokens[after - 1].end, is_capitalised)
