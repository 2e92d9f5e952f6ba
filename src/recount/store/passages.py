"""Which reports share their words: hashes of passages, and the pairs that carry one story.

A report never changes, so nothing here is ever taken away.
"""

from __future__ import annotations

from collections.abc import Iterable

from recount.store.bulk import Bulk
from recount.store.neighbourhood_models import SketchRow


class Passages:
    """The tables of copies of one store."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._bulk = Bulk(alias)

    def clear(self) -> None:
        """Take all away."""
        for table in ("sketch", "passage", "copy"):
            self._bulk.clear(f"recount_{table}")

    def sketched(self, numbers: Iterable[int]) -> dict[int, tuple[str, bytes]]:
        """Return report and hashes of some sketches, by number."""
        rows = self._bulk.select("recount_sketch", ("number", "report_id", "hashes"), "number", numbers)
        return {number: (report_id, bytes(hashes)) for number, report_id, hashes in rows}

    def report_ids(self) -> set[str]:
        """Return the reports that were sketched."""
        return {report_id for (report_id,) in self._bulk.select_all("recount_sketch", ("report_id",))}

    def count(self) -> int:
        """Return how many reports were sketched."""
        return SketchRow.objects.using(self._alias).count()

    def put_sketches(self, rows: Iterable[tuple[int, str, bytes]]) -> None:
        """Keep sketches: number, report, hashes."""
        self._bulk.insert("recount_sketch", ("number", "report_id", "hashes"), rows)

    def put_passages(self, rows: Iterable[tuple[int, int]]) -> None:
        """Keep which report holds which hash, from (hash, number of the report) pairs."""
        self._bulk.insert("recount_passage", ("hash", "report"), rows)

    def holders(self, hashes: Iterable[int]) -> dict[int, list[int]]:
        """Return the reports that hold some hashes, by number."""
        found: dict[int, list[int]] = {}
        for value, report in self._bulk.select("recount_passage", ("hash", "report"), "hash", hashes):
            found.setdefault(value, []).append(report)
        return found

    def copies(self, report_ids: Iterable[str] | None = None) -> dict[tuple[str, str], float]:
        """Return the pairs of reports that carry one story with their containment: all, or those with some."""
        columns = ("one", "two", "containment")
        if report_ids is None:
            return {(one, two): share for one, two, share in self._bulk.select_all("recount_copy", columns)}
        rows = self._bulk.select_ends("recount_copy", columns, report_ids)
        return {(one, two): share for one, two, share in rows}

    def put_copies(self, rows: Iterable[tuple[str, str, float]]) -> None:
        """Keep pairs of reports that carry one story."""
        self._bulk.insert("recount_copy", ("one", "two", "containment"), rows)

    def take_copies(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take pairs away that share nothing but what many reports hold."""
        self._bulk.delete("recount_copy", ("one", "two"), pairs)
