"""A verb's work on one store: settings read, store opened, scope known, all closed again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from recount.settings import Settings, load_settings
from recount.store import Store, open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Settings and an open store."""

    settings: Settings
    store: Store


@contextmanager
def open_session(url: str | None, *, create: bool = False) -> Iterator[Session]:
    """Open the store named on the command line, or by the settings; only intake creates one."""
    settings = load_settings(os.environ)
    store = open_store(url or settings.store, create=create)
    try:
        yield Session(settings=settings, store=store)
    finally:
        store.close()
