"""What hangs together, kept beside the record: written by linking, read to find what a new report touches.

Numbers and bodies are the linker's; the store only keeps and finds them. Callers hold a transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter

from django.db.models import Max

from recount.store.bulk import Bulk
from recount.store.models import LogRow
from recount.store.neighbourhood_types import Doubt, GroupRecord

_MARK = "linked_through"
_GROUP = ("number", "report_id", "incident_id", "cover", "body")
_SAID = ("report_id", "month", "place", "around")
_SEAT = ("place", "month", "around", "reports")
_MADE_BY_LINKING = ("group", "block", "crowd", "tie", "surrounding", "seat", "former", "doubt")


class Neighbourhood:
    """The tables of linking of one store."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._bulk = Bulk(alias)

    @property
    def bulk(self) -> Bulk:
        """The rows themselves; for checks that nothing fell behind."""
        return self._bulk

    def mark(self) -> str | None:
        """Return what the last run of linking left: how far it read, and by which rules."""
        rows = self._bulk.select("recount_meta", ("value",), "key", [_MARK])
        return next((str(value) for (value,) in rows), None)

    def set_mark(self, value: str | None) -> None:
        """Say how far linking has come; ``None``: nothing here is to be relied on."""
        if value is None:
            self._bulk.delete_in("recount_meta", "key", [_MARK])
        else:
            row = (_MARK, value)
            self._bulk.upsert("recount_meta", ("key", "value"), "key", "value = excluded.value", [row])

    def last_seq(self) -> int:
        """Return the number of the last entry of the log."""
        return LogRow.objects.using(self._alias).aggregate(top=Max("seq"))["top"] or 0

    def log_bodies(self, seqs: Sequence[int]) -> list[str | None]:
        """Return the bodies of some entries of the log; ``None`` for one that was erased."""
        rows = self._bulk.select("recount_log_body", ("seq", "body"), "seq", seqs)
        return [body for _, body in sorted(rows, key=itemgetter(0))]

    def clear(self) -> None:
        """Take away all that linking keeps, except what reports share in words."""
        for table in _MADE_BY_LINKING:
            self._bulk.clear(f"recount_{table}")

    def groups(self, numbers: Iterable[int]) -> list[GroupRecord]:
        """Return some groups."""
        return self._groups("number", numbers)

    def homes(self, numbers: Iterable[int]) -> list[tuple[str, str]]:
        """Return report and incident of some groups."""
        rows = self._bulk.select("recount_group", ("report_id", "incident_id"), "number", numbers)
        return [(report_id, incident_id) for report_id, incident_id in rows]

    def groups_of_reports(self, report_ids: Iterable[str]) -> list[GroupRecord]:
        """Return the groups of some reports."""
        return self._groups("report_id", report_ids)

    def groups_of_incidents(self, incident_ids: Iterable[str]) -> list[GroupRecord]:
        """Return the groups of some incidents."""
        return self._groups("incident_id", incident_ids)

    def groups_covering(self, covers: Iterable[int]) -> list[GroupRecord]:
        """Return the totals that cover the same."""
        return self._groups("cover", covers)

    def put_groups(self, groups: Iterable[GroupRecord]) -> None:
        """Keep groups; those with the same numbers are to be taken away before."""
        rows = ((one.number, one.report_id, one.incident_id, one.cover, one.body) for one in groups)
        self._bulk.insert("recount_group", _GROUP, rows)

    def move_groups(self, incident_of: Mapping[int, str]) -> None:
        """Say in which incidents groups stand."""
        self._bulk.update(
            "recount_group", "incident_id", "number", ((name, key) for key, name in incident_of.items())
        )

    def take_groups(self, numbers: Iterable[int]) -> None:
        """Take groups away."""
        self._bulk.delete_in("recount_group", "number", numbers)

    def members(self, blocks: Iterable[int]) -> dict[int, list[int]]:
        """Return the groups of some blocks."""
        found: dict[int, list[int]] = defaultdict(list)
        for block, group in self._bulk.select("recount_block", ("block", "group"), "block", blocks):
            found[block].append(group)
        return found

    def sizes(self, blocks: Iterable[int]) -> dict[int, int]:
        """Return how many groups some blocks have."""
        return self._bulk.count_in("recount_block", "block", blocks)

    def put_members(self, rows: Iterable[tuple[int, int]]) -> None:
        """Put groups into blocks, from (block, group) pairs."""
        self._bulk.insert("recount_block", ("block", "group"), rows)

    def take_members(self, rows: Iterable[tuple[int, int]]) -> None:
        """Take groups out of blocks."""
        self._bulk.delete("recount_block", ("block", "group"), rows)

    def crowded(self, blocks: Iterable[int]) -> set[int]:
        """Return those of some blocks that are too common."""
        return {block for (block,) in self._bulk.select("recount_crowd", ("block",), "block", blocks)}

    def put_crowded(self, blocks: Iterable[int]) -> None:
        """Say that blocks are too common."""
        self._bulk.insert("recount_crowd", ("block",), ((block,) for block in blocks))

    def take_crowded(self, blocks: Iterable[int]) -> None:
        """Say that blocks are not too common any more."""
        self._bulk.delete_in("recount_crowd", "block", blocks)

    def ties(self, numbers: Iterable[int]) -> dict[tuple[int, int], float]:
        """Return the scores of all pairs with one of some groups."""
        rows = self._bulk.select_ends("recount_tie", ("one", "two", "score"), numbers)
        return {(one, two): score for one, two, score in rows}

    def put_ties(self, rows: Iterable[tuple[int, int, float]]) -> None:
        """Keep the scores of pairs, the smaller number first."""
        self._bulk.insert("recount_tie", ("one", "two", "score"), rows)

    def take_ties(self, numbers: Iterable[int]) -> None:
        """Take the ties of some groups away."""
        self._bulk.delete_ends("recount_tie", numbers)

    def surroundings_of(self, report_ids: Iterable[str]) -> list[tuple[str, str, str, str]]:
        """Return what some reports say of places: (report, month, place, around)."""
        rows = self._bulk.select("recount_surrounding", _SAID, "report_id", report_ids)
        return [(report, month, place, around) for report, month, place, around in rows]

    def seats(self, places: Iterable[str], months: Collection[str]) -> dict[tuple[str, str, str], int]:
        """Return how many reports of some months say what of some places: by (place, month, around).

        An empty ``around`` counts the reports in which the place encloses any other.
        """
        rows = self._bulk.select("recount_seat", ("place", "month", "around", "reports"), "place", places)
        return {(place, month, around): reports for place, month, around, reports in rows if month in months}

    def put_seats(self, counts: Mapping[tuple[str, str, str], int]) -> None:
        """Set such counts; those of 0 are taken away."""
        self._bulk.delete("recount_seat", _SEAT[:3], counts)
        rows = ((*seat, count) for seat, count in counts.items() if count > 0)
        self._bulk.insert("recount_seat", _SEAT, rows)

    def put_surroundings(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """Keep what reports say of places."""
        self._bulk.insert("recount_surrounding", _SAID, rows)

    def take_surroundings(self, report_ids: Iterable[str]) -> None:
        """Take away what some reports say of places."""
        self._bulk.delete_in("recount_surrounding", "report_id", report_ids)

    def heirs(self, former: Iterable[str]) -> set[str]:
        """Return the live incidents that had one of some ids before."""
        rows = self._bulk.select("recount_former", ("incident_id",), "former", former)
        return {incident_id for (incident_id,) in rows}

    def former(self, incident_ids: Iterable[str]) -> set[str]:
        """Return the ids that some live incidents had before."""
        rows = self._bulk.select("recount_former", ("former",), "incident_id", incident_ids)
        return {former for (former,) in rows}

    def put_former(self, rows: Iterable[tuple[str, str]]) -> None:
        """Keep ids that incidents had before, from (former id, incident) pairs."""
        self._bulk.insert("recount_former", ("former", "incident_id"), rows)

    def take_former(self, incident_ids: Iterable[str]) -> None:
        """Forget the former ids of some incidents."""
        self._bulk.delete_in("recount_former", "incident_id", incident_ids)

    def doubts(self, incident_ids: Iterable[str] | None = None) -> list[Doubt]:
        """Return the pairs of incidents that may be one, the likeliest first: all, or those with some."""
        columns = ("one", "two", "score", "body")
        if incident_ids is None:
            found = {Doubt(*row) for row in self._bulk.select_all("recount_doubt", columns)}
        else:
            rows = self._bulk.select_ends("recount_doubt", columns, incident_ids)
            found = {Doubt(*row) for row in rows}
        return sorted(found, key=lambda doubt: (-doubt.score, doubt.one, doubt.two))

    def put_doubts(self, doubts: Iterable[Doubt]) -> None:
        """Keep pairs of incidents that may be one."""
        rows = ((one.one, one.two, one.score, one.body) for one in doubts)
        self._bulk.insert("recount_doubt", ("one", "two", "score", "body"), rows)

    def take_doubts(self, incident_ids: Iterable[str]) -> None:
        """Take away the doubts about some incidents."""
        self._bulk.delete_ends("recount_doubt", incident_ids)

    def _groups(self, where: str, values: Iterable[object]) -> list[GroupRecord]:
        return [GroupRecord(*row) for row in self._bulk.select("recount_group", _GROUP, where, values)]
