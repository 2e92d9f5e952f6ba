"""A served record for the tests of a module: the bundled sample, on either database, with a team."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from recount.pipeline import toll_store
from recount.store import Store, open_store
from tests.browser.sites import run_recount
from tests.store.cluster import MISSING, Cluster, find_binaries
from tests.web.serving import Server, Visitor, add_people, serving

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "src/recount/sample"
ENGINES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def coded_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bundled sample, coded, with the accounts of the tests; to copy, never to change."""
    folder = tmp_path_factory.mktemp("sample")
    path = folder / "record.sqlite"
    options = ("--scope", str(SAMPLE / "record.toml"), "--store", str(path), "--site", str(folder / "site"))
    run_recount(["code", str(SAMPLE / "reports"), *options])
    add_people(str(path))
    return path


@pytest.fixture(scope="session")
def web_cluster() -> Iterator[Cluster]:
    """Yield a PostgreSQL server; without one a developer's tests are skipped and CI's fail."""
    binaries = find_binaries()
    if binaries is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    running = Cluster.start(binaries)
    yield running
    running.remove()


@pytest.fixture(scope="module", params=ENGINES)
def record_url(
    request: pytest.FixtureRequest, coded_sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Yield the URL of a copy of the coded sample for the tests of one module."""
    if request.param == "sqlite":
        yield str(shutil.copy(coded_sample, tmp_path_factory.mktemp("record") / "record.sqlite"))
        return
    cluster: Cluster = request.getfixturevalue("web_cluster")
    name = f"web_{abs(hash(request.node.nodeid)) % 10**9}"
    cluster.execute("CREATE DATABASE {}", name)
    with closing(open_store(str(coded_sample))) as source, closing(open_store(cluster.url(name))) as target:
        copy_record(source, target)
    add_people(cluster.url(name))
    yield cluster.url(name)
    cluster.execute("DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture(scope="module")
def server(record_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Yield a running server over a copy of the sample, the same for the tests of one module."""
    with serving(record_url, tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def sign_in(server: Server) -> Callable[[str], Visitor]:
    """Return a function that gives a visitor signed in by name; asked again, the same one."""
    known: dict[str, Visitor] = {}

    def find(name: str) -> Visitor:
        if name not in known:
            known[name] = Visitor(server)
            assert known[name].sign_in(name).status == 302
        return known[name]

    return find


def copy_record(source: Store, target: Store) -> None:
    """Copy reports, claims and scope from one store into an empty one, and link them there."""
    with target.transaction():
        target.put_scope(source.get_scope(), "tests")
        target.put_place_files(source.get_place_files(), "tests")
        reports = list(source.iter_reports())
        target.add_intake([(report, source.get_capture(report.capture.sha256)) for report in reports])
        for report in reports:
            target.put_claims(report.id, list(source.iter_claims(report.id)), (), "tests")
    toll_store(target)
