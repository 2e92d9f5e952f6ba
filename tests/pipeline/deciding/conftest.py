"""A small record on both databases: two attacks in invented places, told by four reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from recount.store import Store, open_store
from tests.pipeline.deciding.made import Record, fill
from tests.store.conftest import ENGINES, _copy, _databases, cluster, template, template_file

__all__ = ["cluster", "template", "template_file"]


@pytest.fixture(params=ENGINES)
def make_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Yield a function that gives the URL of a new empty store each time."""
    if request.param == "sqlite":
        yield lambda: _copy(request.getfixturevalue("template_file"), tmp_path)
        return
    name = request.getfixturevalue("template")
    yield from _databases(request.getfixturevalue("cluster"), name)


@pytest.fixture
def store(make_url: Callable[[], str]) -> Iterator[Store]:
    """Yield an empty store."""
    with closing(open_store(make_url())) as opened:
        yield opened


@pytest.fixture
def record(store: Store) -> Record:
    """Return the record, linked and reconciled."""
    return fill(store)
