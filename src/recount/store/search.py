"""Searching the record: a question is parsed, widened by other spellings, asked, and what was found is shown.

What may be many is bounded: up to ``MOST_RANKED`` rows are compared with each other and come best first; of
more, the newest come first. Counting stops at ``MOST_COUNTED``, as far as the page lets anybody go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connections
from django.db.models.expressions import RawSQL

from recount.store.search_engines import SEARCH_ENGINES, Phrase, Question, Way
from recount.store.search_facets import find_marks
from recount.store.search_hits import Found, show
from recount.store.search_query import Clause, parse_query
from recount.store.search_tags import SearchFilter, ways_of
from recount.store.search_types import KINDS, MarkFilter, MarkPage, SearchPage
from recount.store.search_widen import Widened, widen
from recount.store.storable import shown_text

MOST_RANKED = 500
MOST_COUNTED = 2000
MOST_SHOWN = 200
_KIND_WEIGHTS = {"name": 1.3, "incident": 1.2, "claim": 1.0, "report": 1.0}
# A term that stands twice counts less than twice, and one in a long text less than in a short one: BM25's
# shape with its usual constants. There is no weight for rare terms: every term must stand anyway.
_SATURATION, _LENGTH_SHARE, _USUAL_LENGTH = 1.2, 0.5, 100


class _Row(NamedTuple):
    id: int
    kind: str
    record_id: str
    day: date | str | None


def search(alias: str, query: str, wanted: SearchFilter, *, limit: int, offset: int) -> SearchPage:
    """Return one page of what is found for a question; an empty one for a question without a word."""
    clauses = parse_query(query)
    positive = [clause for clause in clauses if not clause.is_negative]
    if not positive or limit <= 0 or any(kind not in KINDS for kind in wanted.kinds):
        return SearchPage(query=query)
    page, widened = SearchPage(query=query), Widened()
    for widely in (False, True):  # more widely only when nothing was found
        widened = widen(alias, positive, widely=widely)
        question = Question(widened.groups, _without(clauses))
        page = _page(alias, query, question, wanted, (min(limit, MOST_SHOWN), max(offset, 0)))
        if page.total:
            break
    return SearchPage(
        query=query,
        hits=page.hits,
        total=page.total,
        total_is_floor=page.total_is_floor,
        also_tried=widened.also_tried,
    )


def find_incidents(alias: str, wanted: MarkFilter, *, limit: int, offset: int) -> MarkPage:
    """Return one page of the incidents a map or a timeline is to show."""
    if not wanted.query.strip():
        return find_marks(alias, wanted, None, limit=limit, offset=offset)
    clauses = parse_query(wanted.query)
    positive = [clause for clause in clauses if not clause.is_negative]
    incidents = SearchFilter(kinds=("incident",))
    for widely in (False, True) if positive else ():
        question = Question(widen(alias, positive, widely=widely).groups, _without(clauses))
        if _rows(alias, question, incidents, 1, 0):
            engine = SEARCH_ENGINES[connections[alias].vendor]
            found = f"SELECT s.record_id FROM {engine.source} WHERE {engine.condition}"  # noqa: S608
            ids = RawSQL(found, [engine.ask(_tagged(question, incidents))])  # noqa: S611 - values are bound
            return find_marks(alias, wanted, ids, limit=limit, offset=offset)
    return MarkPage()


def _without(clauses: Iterable[Clause]) -> tuple[Phrase, ...]:
    return tuple(Phrase(clause.terms, clause.is_prefix) for clause in clauses if clause.is_negative)


def _page(
    alias: str, query: str, question: Question, wanted: SearchFilter, bounds: tuple[int, int]
) -> SearchPage:
    limit, offset = bounds
    rows = _rows(alias, question, wanted, MOST_RANKED + 1, 0)
    if len(rows) <= MOST_RANKED:
        ranked = _ranked(alias, question, rows)
        hits = show(alias, question, ranked[offset : offset + limit])
        return SearchPage(query=query, hits=hits, total=len(ranked))
    counted = _count(alias, question, wanted)
    total, is_floor = min(counted, MOST_COUNTED), counted > MOST_COUNTED
    if offset + limit > len(rows):
        rows, offset = _rows(alias, question, wanted, limit, offset) if is_floor or offset < total else [], 0
    rows = rows[offset : offset + limit]
    newest = [Found(row.kind, row.record_id, row.id, 0.0) for row in rows]
    hits = show(alias, question, _once(newest))
    return SearchPage(query=query, hits=hits, total=total, total_is_floor=is_floor)


def _ranked(alias: str, question: Question, rows: Sequence[_Row]) -> list[Found]:
    words = _words_of(alias, [row.id for row in rows])
    scored = [
        (_score(words.get(row.id, ""), question) * _KIND_WEIGHTS[row.kind], str(row.day or ""), row)
        for row in rows
    ]
    scored.sort(key=lambda item: item[2].record_id)
    scored.sort(key=lambda item: (item[0], item[1]), reverse=True)
    return _once([Found(row.kind, row.record_id, row.id, score) for score, _, row in scored])


def _score(words: str, question: Question) -> float:
    """Return how much of a text is what was asked for."""
    padded = f" {words} "
    length = 1 - _LENGTH_SHARE + _LENGTH_SHARE * padded.count(" ") / _USUAL_LENGTH
    total = 0.0
    for group in question.groups:
        best = max(way.weight * _times(padded, way) for way in group)
        total += best / (best + _SATURATION * length)
    return round(total / len(question.groups), 4)


def _times(padded: str, way: Way) -> int:
    texts = (" " + " ".join(phrase.terms) + ("" if phrase.is_prefix else " ") for phrase in way.phrases)
    return min(padded.count(text) for text in texts)


def _once(found: Iterable[Found]) -> list[Found]:
    """Return the best part of each record only."""
    return list({(item.kind, item.record_id): item for item in reversed(list(found))}.values())[::-1]


def _rows(alias: str, question: Question, wanted: SearchFilter, limit: int, offset: int) -> list[_Row]:
    connection = connections[alias]
    engine = SEARCH_ENGINES[connection.vendor]
    where, values = _where(wanted)
    statement = (
        f"SELECT s.id, s.kind, s.record_id, s.day FROM {engine.source} WHERE {engine.condition}{where} "  # noqa: S608
        f"ORDER BY {engine.order} DESC LIMIT %s OFFSET %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [engine.ask(_tagged(question, wanted)), *values, limit, offset])
        return [_Row(*row) for row in cursor.fetchall()]


def _count(alias: str, question: Question, wanted: SearchFilter) -> int:
    """Return how many rows there are, one more than ``MOST_COUNTED`` at most; parts of a very long report count by
    themselves."""
    connection = connections[alias]
    engine = SEARCH_ENGINES[connection.vendor]
    where, values = _where(wanted)
    source = engine.source if where else engine.alone
    statement = (
        f"SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {engine.condition}{where} LIMIT %s) AS found"  # noqa: S608
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [engine.ask(_tagged(question, wanted)), *values, MOST_COUNTED + 1])
        return int(cursor.fetchone()[0])


def _tagged(question: Question, wanted: SearchFilter) -> Question:
    outlet = None if wanted.outlet is None else _as_stored(wanted.outlet)
    tags = ways_of(wanted._replace(outlet=outlet))
    return Question((*question.groups, *tags), question.without)


def _where(wanted: SearchFilter) -> tuple[str, list[str]]:
    """Return the rest of a filter: tags tell months apart, not days."""
    days = [(" AND s.day >= %s", wanted.since), (" AND s.day <= %s", wanted.until)]
    asked = [(condition, day.isoformat()) for condition, day in days if day is not None]
    return "".join(condition for condition, _ in asked), [day for _, day in asked]


def _as_stored(outlet: str) -> str:
    """Return an outlet as its column holds it; one that cannot be stored is none that anybody has."""
    return shown_text(outlet.encode("utf-8", "replace").decode("utf-8"))


def _words_of(alias: str, ids: Sequence[int]) -> dict[int, str]:
    if not ids:
        return {}
    marks = ", ".join(["%s"] * len(ids))
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT id, words FROM recount_search WHERE id IN ({marks})", list(ids))  # noqa: S608
        return dict(cursor.fetchall())
