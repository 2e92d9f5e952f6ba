"""The words that stand in the index, to help where a question has one that does not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db import connections
from rapidfuzz import fuzz, process

from recount.store.search_engines import SEARCH_ENGINES, Phrase, Question, Way
from recount.store.search_models import SearchWordRow
from recount.text.searching import unfronted

_BEGINNING = 2
_CHUNK = 400
_MOST_CANDIDATES = 5000
MOST_ALIKE = 6
LEAST_ALIKE = 75
"""Of 100, by ``rapidfuzz.fuzz.ratio``: one wrong letter in four to eight, two in more."""


def note_words(alias: str, words: Collection[str]) -> None:
    """Note words that stand in the index."""
    connection = connections[alias]
    ordered = sorted(words)  # in one order, so that two writers do not wait for each other in a circle
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "INSERT INTO recount_search_word (word, beginning) SELECT word, left(word, %s) "
                "FROM unnest(%s::text[]) AS word ON CONFLICT DO NOTHING",
                [_BEGINNING, ordered],
            )
        else:
            cursor.executemany(
                "INSERT OR IGNORE INTO recount_search_word (word, beginning) VALUES (%s, %s)",
                [(word, word[:_BEGINNING]) for word in ordered],
            )


def forget_words(alias: str, words: Iterable[str]) -> None:
    """Drop words of an erased text that stand nowhere else."""
    connection = connections[alias]
    engine = SEARCH_ENGINES[connection.vendor]
    query = f"SELECT 1 FROM {engine.source} WHERE {engine.condition} LIMIT 1"  # noqa: S608 - no values in it
    gone: list[str] = []
    with connection.cursor() as cursor:
        for word in sorted(words):
            cursor.execute(query, [engine.ask(Question(((Way((Phrase((word,)),)),),)))])
            if cursor.fetchone() is None:
                gone.append(word)
    for start in range(0, len(gone), _CHUNK):
        SearchWordRow.objects.using(alias).filter(word__in=gone[start : start + _CHUNK]).delete()


def known_words(alias: str, words: Sequence[str]) -> set[str]:
    """Return those of some words that stand in the index."""
    rows = SearchWordRow.objects.using(alias).filter(word__in=words)
    return set(rows.values_list("word", flat=True))


def similar_words(alias: str, word: str) -> list[str]:
    """Return words of the index that are spelled much like this one, or are it without what stands in front."""
    rows = SearchWordRow.objects.using(alias).filter(beginning=word[:_BEGINNING]).exclude(word=word)
    candidates = list(rows.values_list("word", flat=True)[:_MOST_CANDIDATES])
    found = process.extract(word, candidates, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=MOST_ALIKE)
    bare = sorted(known_words(alias, unfronted(word))) if unfronted(word) else []
    return [*bare, *(name for name, _, _ in found)]
