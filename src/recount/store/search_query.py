"""A question as people type it: words (all must stand), "a phrase", -without, begin*. Nothing is ever refused.

What cannot be meant is read as words: a lone quote runs to the end, a star after fewer than three letters is
left out. What is longer than anybody asks is cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from recount.text.searching import find_tokens, fold_start, is_stop, terms_of

LONGEST_QUERY = 400
"""Code points of a question that are read."""
MOST_CLAUSES = 16
_LEAST_PREFIX = 3  # shorter ones begin too many words
_LONGEST_PHRASE = 12
_PARTS = re.compile(
    r'(?P<minus>(?<!\S)-)?(?:["“”„«](?P<phrase>[^"“”«»]*)(?:["“”»]|$)|(?P<word>[^\s"“”„«»]+))'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One part of a question.

    Attributes:
        words: as typed.
        terms: in the form for searching; they follow each other.
        is_phrase: it was put in quotes: no other spelling is looked for.
        is_prefix: the last term is a beginning.
        is_negative: it must not stand.
    """

    words: str
    terms: tuple[str, ...]
    is_phrase: bool = False
    is_prefix: bool = False
    is_negative: bool = False


def parse_query(query: str) -> list[Clause]:
    """Return the parts of a question; none when no word is left. Any string is accepted."""
    readable = query[:LONGEST_QUERY].encode("utf-8", "replace").decode("utf-8")
    clauses = [clause for match in _PARTS.finditer(readable) for clause in _clauses(match)][:MOST_CLAUSES]
    telling = [clause for clause in clauses if not _is_stop(clause)]
    return telling if any(not clause.is_negative for clause in telling) else clauses


def _clauses(match: re.Match[str]) -> list[Clause]:
    is_phrase = match["phrase"] is not None
    words = match["phrase"] if is_phrase else match["word"]
    starred = words.rstrip()
    terms = terms_of(words)[:_LONGEST_PHRASE]
    is_prefix = starred.endswith("*") and bool(terms)
    if is_prefix:
        *_, last = find_tokens(words)
        beginning = fold_start(words[last.start : last.end])
        if len(beginning) < _LEAST_PREFIX:
            is_prefix = False
        else:
            terms = [*terms_of(words[: last.start])[: _LONGEST_PHRASE - 1], beginning]
    if not terms:
        return []
    return [
        Clause(
            words=words,
            terms=tuple(terms),
            is_phrase=is_phrase,
            is_prefix=is_prefix,
            is_negative=match["minus"] is not None,
        )
    ]


def _is_stop(clause: Clause) -> bool:
    return not clause.is_phrase and not clause.is_prefix and is_stop(clause.words)
