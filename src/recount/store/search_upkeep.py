"""When the search index follows the record: once, at the end of each transaction, and inside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from recount.store.search_facets import refresh_facets
from recount.store.search_index import (
    changed_claims,
    changed_incidents,
    forget_capture,
    incidents_holding,
    refresh_claims,
    refresh_incidents,
    refresh_reports,
    reindex,
)


class SearchUpkeep:
    """What of one store's index is to be made anew. Noting is cheap; the work is done for many records at once.

    Until then ``Store.search`` does not see what the open transaction wrote. Whoever holds a transaction of
    another making gets the work done at each note.
    """

    def __init__(self, alias: str, moment: Callable[[], datetime]) -> None:
        self._alias = alias
        self._moment = moment
        self._is_gathering = False
        self._reports: dict[str, None] = {}
        self._coded: dict[str, None] = {}
        self._has_incidents = False

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Do the work when the context is left, unless by an error."""
        self._is_gathering = True
        try:
            yield
            self._work()
        finally:
            self._is_gathering = False
            self._forget()

    def note_reports(self, report_ids: Iterable[str]) -> None:
        """Reports came in."""
        self._reports.update(dict.fromkeys(report_ids))
        self._work_unless_gathering()

    def note_claims(self, report_id: str) -> None:
        """Claims of a report were written or retired at the moment of the transaction."""
        self._coded[report_id] = None
        self._work_unless_gathering()

    def note_incidents(self) -> None:
        """Incidents or tolls were written or retired at the moment of the transaction."""
        self._has_incidents = True
        self._work_unless_gathering()

    def forget_capture(self, sha256: str) -> None:
        """Bytes were erased; what is indexed of them goes at once."""
        self._work()
        forget_capture(self._alias, sha256)

    def reindex(self) -> int:
        """Make the whole index anew; returns the number of its rows."""
        self._forget()
        return reindex(self._alias)

    def _work_unless_gathering(self) -> None:
        if not self._is_gathering:
            self._work()

    def _work(self) -> None:
        alias = self._alias
        if self._reports:
            refresh_reports(alias, list(self._reports))
        incidents: dict[str, None] = {}
        if self._coded:
            claims = changed_claims(alias, list(self._coded), self._moment())
            refresh_claims(alias, claims)
            incidents.update(dict.fromkeys(incidents_holding(alias, claims)))
        if self._has_incidents:
            changed, tolled = changed_incidents(alias, self._moment())
            incidents.update(dict.fromkeys(changed))
            refresh_facets(alias, tolled)
        refresh_incidents(alias, list(incidents))
        self._forget()

    def _forget(self) -> None:
        self._reports.clear()
        self._coded.clear()
        self._has_incidents = False
