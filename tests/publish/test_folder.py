from pathlib import Path

import pytest

from recount.errors import PublishError
from recount.model import PUBLISHED
from recount.publish.folder import write_folder

FILES = {PUBLISHED: b"{}", "index.html": b"one", "data/claims.csv": b"x"}


def test_a_folder_is_written_with_its_subfolders(tmp_path: Path) -> None:
    out = tmp_path / "new" / "site"
    write_folder(out, (FILES).items())
    assert (out / "data" / "claims.csv").read_bytes() == b"x"
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_an_earlier_publication_is_replaced_as_a_whole(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_folder(out, (FILES | {"old.html": b""}).items())
    write_folder(out, (FILES | {"index.html": b"two"}).items())
    assert (out / "index.html").read_bytes() == b"two"
    assert not (out / "old.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match="nothing was changed"):
        write_folder(tmp_path, (FILES).items())
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    out = tmp_path / "empty"
    out.mkdir()
    write_folder(out, (FILES).items())
    assert (out / PUBLISHED).is_file()


def test_a_file_or_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("file", "link"):
        with pytest.raises(PublishError, match="not a folder"):
            write_folder(tmp_path / name, (FILES).items())


def test_a_failure_leaves_the_old_folder(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_folder(out, (FILES).items())
    with pytest.raises(PublishError, match="cannot be written"):
        write_folder(out, (FILES | {"index.html/below": b""}).items())
    assert (out / "index.html").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
