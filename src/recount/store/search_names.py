"""Names that live claims use, counted; and which of them one that is asked for may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connections
from django.db.models import Q

from recount.store.search_models import NameRow
from recount.store.search_spellings import LEAST_LIKENESS, PART, Spelling, alikeness, keys_of, name_rows

_LEAST_CONSONANTS = 2
_CHUNK = 200
_MOST_NAMES = 400


class NameMatch(NamedTuple):
    """A spelling that may be meant, and how like the typed one it is, 0 to 1."""

    name: str
    role: str
    likeness: float


def count_names(alias: str, added: Iterable[Spelling], removed: Iterable[str]) -> list[str]:
    """Count names that claims began to use, and ids of names they no longer use.

    Returns the ids of those that came to be or ceased, in order, for the index.
    """
    rows = {row[0]: row for spelling in added for row in name_rows(spelling)}
    raise_by = Counter(row[0] for spelling in added for row in name_rows(spelling))
    raise_by.subtract(Counter(removed))
    known = set(_known(alias, list(raise_by)))
    fresh = [key for key, by in raise_by.items() if by > 0 and key not in known]
    NameRow.objects.using(alias).bulk_create(
        [_name_row(rows[key], raise_by[key]) for key in fresh], batch_size=_CHUNK
    )
    changes = [(by, key) for key, by in raise_by.items() if by and key in known]
    with connections[alias].cursor() as cursor:
        cursor.executemany("UPDATE recount_name SET uses = uses + %s WHERE id = %s", changes)
    gone = _drop_unused(alias, [key for by, key in changes if by < 0])
    return [*fresh, *gone]


def _name_row(row: tuple[str, str, str, str, str, str], uses: int) -> NameRow:
    key, role, name, same_as, sound, skeleton = row
    return NameRow(id=key, role=role, name=name, same_as=same_as, sound=sound, skeleton=skeleton, uses=uses)


def _known(alias: str, ids: Sequence[str]) -> Iterable[str]:
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        yield from NameRow.objects.using(alias).filter(id__in=chunk).values_list("id", flat=True)


def _drop_unused(alias: str, ids: Sequence[str]) -> list[str]:
    gone: list[str] = []
    for start in range(0, len(ids), _CHUNK):
        unused = NameRow.objects.using(alias).filter(id__in=ids[start : start + _CHUNK], uses__lte=0)
        gone += unused.values_list("id", flat=True)
        unused.delete()
    return gone


def match_names(alias: str, typed: Iterable[str]) -> dict[str, list[NameMatch]]:
    """Return the spellings that each typed name may stand for, itself included, the most alike first."""
    keys = {name: keys_of(name) for name in typed}
    skeletons = {key.skeleton for key in keys.values() if len(key.skeleton) >= _LEAST_CONSONANTS}
    rows = list(NameRow.objects.using(alias).filter(skeleton__in=skeletons).order_by("-uses")[:_MOST_NAMES])
    found: dict[str, list[NameMatch]] = {}
    for name, key in keys.items():
        alike = [
            (row, alikeness(name, row.name, key, row.sound)) for row in rows if row.skeleton == key.skeleton
        ]
        near = [(row, value) for row, value in alike if value]
        known = _known_as(alias, {row.same_as for row, _ in near if row.same_as})
        matches = [NameMatch(row.name, row.role, value) for row, value in near]
        matches += [NameMatch(row.name, row.role, LEAST_LIKENESS) for row in known]
        found[name] = sorted(dict.fromkeys(matches), key=lambda match: -match.likeness)
    return found


def _known_as(alias: str, meanings: set[str]) -> list[NameRow]:
    if not meanings:
        return []
    rows = NameRow.objects.using(alias).filter(~Q(role=PART), same_as__in=meanings)
    return list(rows.order_by("-uses", "id")[:_MOST_NAMES])
