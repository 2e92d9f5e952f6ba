"""The archive of all that is published: as it is made in one process, and in a process of its own."""

from __future__ import annotations

import hashlib
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recount.errors import PublishError
from recount.pipeline.packing import Order, pack, pack_apart
from recount.store import open_store

NOW = datetime(2031, 5, 7, 9, 30, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    path = str(tmp_path / "record.sqlite")
    open_store(path).close()
    return path


def test_the_same_record_gives_the_same_bytes(url: str, tmp_path: Path) -> None:
    with closing(open_store(url)) as store:
        one = pack(store, Order(url=url, target=str(tmp_path / "one.zip")), now=NOW)
        two = pack(store, Order(url=url, target=str(tmp_path / "two.zip")), now=NOW)
    assert one == two
    data = (tmp_path / "one.zip").read_bytes()
    assert (one.sha256, one.size) == (hashlib.sha256(data).hexdigest(), len(data))
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        names = archive.namelist()
    assert len(names) == one.files
    assert {name.partition("/")[0] for name in names} == {"recount-2031-05-07"}


def test_nothing_is_left_beside_the_archive(url: str, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    with closing(open_store(url)) as store:
        pack(store, Order(url=url, target=str(tmp_path / "one.zip")), now=NOW)
    assert set(tmp_path.iterdir()) - before == {tmp_path / "one.zip"}


def test_a_process_of_its_own_packs_the_record(url: str, tmp_path: Path) -> None:
    target = tmp_path / "apart.zip"
    packed = pack_apart(Order(url=url, target=str(target), as_of=datetime.now(UTC).isoformat()))
    assert packed.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()


def test_what_goes_wrong_there_is_told_here(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"nowhere\.sqlite"):
        pack_apart(Order(url=str(tmp_path / "nowhere.sqlite"), target=str(tmp_path / "x.zip")))
    assert list(tmp_path.iterdir()) == []
