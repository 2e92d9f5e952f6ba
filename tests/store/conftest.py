"""One behaviour test, every back end: tests take ``store`` and do not know which database it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from recount.store import Store, open_store
from tests.store.cluster import MISSING, Cluster, find_binaries
from tests.store.outside import Outside

ENGINES = ("sqlite", "postgresql")
_TEMPLATE = "recount_template"
_numbers = count(1)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Yield a PostgreSQL server; without one a developer's tests are skipped and CI's fail."""
    binaries = find_binaries()
    if binaries is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    running = Cluster.start(binaries)
    yield running
    running.remove()


@pytest.fixture(scope="session")
def template(cluster: Cluster) -> str:
    """Return the name of a database with an empty store, to copy: quicker than to migrate for each test."""
    cluster.execute("CREATE DATABASE {}", _TEMPLATE)
    open_store(cluster.url(_TEMPLATE)).close()
    return _TEMPLATE


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with an empty store, to copy."""
    path = tmp_path_factory.mktemp("template") / "record.sqlite"
    open_store(str(path)).close()
    return path


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Return the name of the back end."""
    return str(request.param)


@pytest.fixture
def make_url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """Yield a function that gives the URL of a new empty store each time."""
    if engine == "sqlite":
        yield lambda: _copy(request.getfixturevalue("template_file"), tmp_path)
        return
    template = request.getfixturevalue("template")
    yield from _databases(request.getfixturevalue("cluster"), template)


@pytest.fixture
def store_url(make_url: Callable[[], str]) -> str:
    """Return the URL of an empty store."""
    return make_url()


@pytest.fixture
def empty_url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the URL of a database without any table."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    for make in _databases(request.getfixturevalue("cluster"), "template0"):
        yield make()


def _copy(template_file: Path, folder: Path) -> str:
    return f"sqlite:///{shutil.copy(template_file, folder / f'record_{next(_numbers)}.sqlite')}"


def _databases(cluster: Cluster, template: str) -> Iterator[Callable[[], str]]:
    names: list[str] = []

    def _make() -> str:
        names.append(f"record_{next(_numbers)}")
        cluster.execute("CREATE DATABASE {} TEMPLATE {}", names[-1], template)
        return cluster.url(names[-1])

    yield _make
    for name in names:
        cluster.execute("DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """Yield an empty store."""
    with closing(open_store(store_url)) as opened:
        yield opened


@pytest.fixture
def outside(store: Store, store_url: str) -> Iterator[Outside]:
    """Yield somebody who goes to the store's database directly."""
    assert store.url
    with closing(Outside(store_url)) as someone:
        yield someone
