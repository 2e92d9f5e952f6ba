"""A verb's work on one store: settings read, store opened, scope known, all closed again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from recount.pipeline import Runner, open_runner
from recount.settings import Settings, load_settings
from recount.store import Store, open_store


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
