"""Full-text search as each database does it: the tables it needs, and a question in its language.

Both are given words that are ready (``text.searching``) and split at spaces only, so that they find the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Phrase(NamedTuple):
    """Terms that follow each other; the last one may be a beginning only."""

    terms: tuple[str, ...]
    is_prefix: bool = False


class Way(NamedTuple):
    """One way in which a part of a question may be met: all these phrases stand in the text."""

    phrases: tuple[Phrase, ...]
    weight: float = 1.0


class Question(NamedTuple):
    """A question: each group must be met in one of its ways, and none of the phrases left out may stand."""

    groups: tuple[tuple[Way, ...], ...]
    without: tuple[Phrase, ...] = ()


class SearchEngine(NamedTuple):
    """How one database searches.

    Attributes:
        create: statements that lay the index beside ``recount_search``, which keep it up to date from then on.
        alone: the FROM clause of the index alone.
        source: the one that joins the index with ``recount_search`` as ``s``.
        condition: holds where the text meets the question, its only parameter.
        order: the column in whose falling order the newest rows come cheaply.
        phrase, all_of, one_of, but_not: a question in the engine's language.
    """

    create: tuple[str, ...]
    alone: str
    source: str
    condition: str
    order: str
    phrase: Callable[[Phrase], str]
    all_of: str
    one_of: str
    but_not: str

    def ask(self, question: Question) -> str:
        """Return a question in the engine's language."""
        text = _joined(self.all_of, [self._group(group) for group in question.groups])
        if question.without:
            text += self.but_not + _joined(self.one_of, [self.phrase(item) for item in question.without])
        return text

    def _group(self, ways: Sequence[Way]) -> str:
        return _joined(self.one_of, [_joined(self.all_of, [*map(self.phrase, way.phrases)]) for way in ways])


def _joined(mark: str, items: Sequence[str]) -> str:
    return "(" + mark.join(items) + ")"


def _fts5(phrase: Phrase) -> str:
    return '"' + " ".join(phrase.terms) + '"' + ("*" if phrase.is_prefix else "")


def _tsquery(phrase: Phrase) -> str:
    words = [f"'{term}'" for term in phrase.terms]
    return "(" + " <-> ".join(words) + (":*" if phrase.is_prefix else "") + ")"


_SQLITE = SearchEngine(
    create=(
        (
            "CREATE VIRTUAL TABLE recount_search_index USING fts5(words, content='recount_search', "
            "content_rowid='id', tokenize='ascii')"  # which takes every letter beyond ASCII for one of a word
        ),
        (
            "CREATE TRIGGER recount_search_added AFTER INSERT ON recount_search BEGIN "
            "INSERT INTO recount_search_index(rowid, words) VALUES (new.id, new.words); END"
        ),
        (
            "CREATE TRIGGER recount_search_removed AFTER DELETE ON recount_search BEGIN INSERT INTO "
            "recount_search_index(recount_search_index, rowid, words) VALUES ('delete', old.id, old.words); END"
        ),
        (
            "CREATE TRIGGER recount_search_changed AFTER UPDATE OF words ON recount_search BEGIN INSERT INTO "
            "recount_search_index(recount_search_index, rowid, words) VALUES ('delete', old.id, old.words); "
            "INSERT INTO recount_search_index(rowid, words) VALUES (new.id, new.words); END"
        ),
    ),
    alone="recount_search_index i",
    source="recount_search_index i CROSS JOIN recount_search s ON s.id = i.rowid",
    condition="i.words MATCH %s",
    order="i.rowid",
    phrase=_fts5,
    all_of=" AND ",
    one_of=" OR ",
    but_not=" NOT ",
)
_POSTGRESQL = SearchEngine(
    create=(
        # Not by to_tsvector, which reads numbers, hosts and tags out of a text, and whose letters are the locale's.
        (
            "CREATE FUNCTION recount_search_vector(words text) RETURNS tsvector "
            "LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT coalesce(pg_catalog.string_agg("
            "pg_catalog.quote_literal(word) || ':' || least(place, 16383), ' '), '')::tsvector "
            "FROM pg_catalog.unnest(pg_catalog.string_to_array(words, ' ')) "
            "WITH ORDINALITY AS listed(word, place) $$"
        ),
        (
            "ALTER TABLE recount_search ADD COLUMN vector tsvector "
            "GENERATED ALWAYS AS (recount_search_vector(words)) STORED"
        ),
        "CREATE INDEX recount_search_vector ON recount_search USING GIN (vector)",
    ),
    alone="recount_search s",
    source="recount_search s",
    condition="s.vector @@ %s::tsquery",
    order="s.id",
    phrase=_tsquery,
    all_of=" & ",
    one_of=" | ",
    but_not=" & !",
)
SEARCH_ENGINES = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
"""By the vendor's name, as Django knows it."""
