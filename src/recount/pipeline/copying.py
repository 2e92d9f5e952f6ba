"""Copies of wire stories in a store: each report is sketched once, and met with what was sketched before."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from recount.ingest import (
    DEFAULT_THRESHOLD,
    LEAST_SHARED,
    MOST_HOLDERS,
    containment,
    copies_among,
    sketch_report,
)
from recount.link import Share, alone, number_of
from recount.model import Report
from recount.store import Store

Pair = tuple[str, str]
_MANY = 500  # reports that are new at once, from which on all are compared anew


def sketch_all(store: Store, reports: Mapping[str, Report], share: Share = alone) -> dict[Pair, float]:
    """Sketch the reports that were not, and return all pairs that carry one story (``find_copies``)."""
    known = store.passages.report_ids()
    new = [report for report_id, report in reports.items() if report_id not in known]
    if len(new) > _MANY or not known:
        _sketch_anew(store, list(reports.values()), share)
    else:
        sketch_new(store, new)
    return store.passages.copies()


def sketch_new(store: Store, reports: Iterable[Report]) -> set[str]:
    """Sketch new reports; return those that came to carry one story with another, or no more do."""
    changed: set[str] = set()
    for report in reports:
        number = number_of(report.id)
        if store.passages.sketched([number]):
            continue
        own = sketch_report(report)
        store.passages.put_sketches([(number, report.id, _pack(own))])
        if own:
            changed |= _meet(store, report.id, number, own)
    return changed


def _sketch_anew(store: Store, reports: Sequence[Report], share: Share) -> None:
    own = share(_sketches_of, reports)
    sketches = {report.id: found for report, found in zip(reports, own, strict=True)}
    numbers = {report_id: number_of(report_id) for report_id in sketches}
    store.passages.clear()
    rows = sorted((numbers[key], key) for key in sketches)
    store.passages.put_sketches((number, key, _pack(sketches[key])) for number, key in rows)
    uses: Counter[int] = Counter()
    kept = [
        (value, numbers[key]) for key in sorted(sketches) for value in sketches[key] if _is_kept(uses, value)
    ]
    kept.sort()  # a database that keeps rows in order is spared most of its work
    store.passages.put_passages(kept)
    found = copies_among(sketches)
    store.passages.put_copies((pair.report_id, pair.other_id, pair.containment) for pair in found)


def _sketches_of(reports: Sequence[Report]) -> list[frozenset[int]]:
    return list(map(sketch_report, reports))


def _is_kept(uses: Counter[int], value: int) -> bool:
    """Count a use; what more than ``MOST_HOLDERS`` hold says nothing, so no further holder is kept."""
    uses[value] += 1
    return uses[value] <= MOST_HOLDERS + 1


def _meet(store: Store, report_id: str, number: int, own: frozenset[int]) -> set[str]:
    """Compare a new sketch with those that share enough of it; return the reports of changed pairs."""
    holders = store.passages.holders(own)
    worn = [value for value, found in holders.items() if len(found) == MOST_HOLDERS]
    store.passages.put_passages(
        (value, number) for value in own if len(holders.get(value, ())) <= MOST_HOLDERS
    )
    changed = _wear(store, holders, worn)
    telling = (found for found in holders.values() if len(found) < MOST_HOLDERS)
    shared = Counter(chain.from_iterable(telling))
    near = [other for other, count in shared.items() if count >= LEAST_SHARED]
    pairs = [
        (min(report_id, other), max(report_id, other), share)
        for other, hashes in store.passages.sketched(near).values()
        if (share := containment(own, _unpack(hashes))) >= DEFAULT_THRESHOLD
    ]
    store.passages.put_copies((one, two, share) for one, two, share in pairs)
    return changed | {name for one, two, _ in pairs for name in (one, two)}


def _wear(store: Store, holders: Mapping[int, Sequence[int]], worn: Sequence[int]) -> set[str]:
    """Take away the pairs that share too little beside passages which too many reports now hold."""
    if not worn:
        return set()
    numbers = {number for value in worn for number in holders[value]}
    sketches = {name: _unpack(hashes) for name, hashes in store.passages.sketched(numbers).values()}
    gone: list[Pair] = []
    for one, two in store.passages.copies(sketches):
        if one in sketches and two in sketches:
            both = sketches[one] & sketches[two]
            known = store.passages.holders(both)
            telling = sum(len(found) <= MOST_HOLDERS for found in known.values())
            if telling < LEAST_SHARED:
                gone.append((one, two))
    store.passages.take_copies(gone)
    return {name for pair in gone for name in pair}


def _pack(sketch: Iterable[int]) -> bytes:
    return array("I", sorted(sketch)).tobytes()


def _unpack(data: bytes) -> frozenset[int]:
    return frozenset(array("I", data))
