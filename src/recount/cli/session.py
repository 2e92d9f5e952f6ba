"""A verb's work on one store: settings read, store opened, scope known, all closed again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from recount.cli.terminal import say
from recount.errors import UsageError
from recount.pipeline import Runner, open_runner
from recount.pipeline.moments import is_inexact, read_as_of
from recount.settings import Settings, load_settings
from recount.store import Store, StoreReader, open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Settings, an open store, and what reads and codes reports."""

    settings: Settings
    store: Store
    runner: Runner


@contextmanager
def open_session(url: str | None, *, create: bool = False, reads: bool = False) -> Iterator[Session]:
    """Open the store named on the command line, or by the settings; only intake creates one.

    Args:
        create: make the store when there is none.
        reads: reports will be read or coded, so the processes that do it start now, while the store opens.
    """
    settings = load_settings(os.environ)
    with open_runner(settings, at_once=reads) as runner:
        store = open_store(url or settings.store, create=create)
        try:
            yield Session(settings=settings, store=store, runner=runner)
        finally:
            store.close()


@contextmanager
def open_record(url: str | None, as_of: str | None) -> Iterator[StoreReader]:
    """Open the store for reading: as it stands, or as known at the moment that ``--as-of`` gives.

    Raises:
        UsageError: the moment is none, has not come yet, or was before the record began.
    """
    with open_session(url) as session:
        record = read_as_of(session.store, as_of, now=datetime.now(UTC))
        if as_of is not None and record.status().log_entries == 0:
            first = next(iter(session.store.iter_log()), None)
            if first is None:
                raise UsageError(
                    "the record has no entry yet, so nothing was known on any day.",
                    next_move="Take reports in first: 'recount ingest FOLDER'.",
                )
            raise UsageError(
                f"nothing was known on {as_of}: the record begins on {first.at:%Y-%m-%d %H:%M} UTC.",
                next_move="Give a later day. It is the day on which the record knew, not that of a report.",
            )
        exact_from = record.history_exact_from()
        if exact_from is not None and is_inexact(record):
            say(
                f"The history of this record is exact from {exact_from:%Y-%m-%d %H:%M} UTC on; "
                "of the time before it holds each claim and incident as it was last written then."
            )
        yield record
