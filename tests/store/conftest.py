"""One behaviour test, every back end: tests take ``store`` and do not know which database it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from recount.store import Store, open_store


@pytest.fixture(params=["sqlite"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    assert request.param == "sqlite"
    return f"sqlite:///{tmp_path / 'record.sqlite'}"


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    opened = open_store(store_url)
    yield opened
    opened.close()
