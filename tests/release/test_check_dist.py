"""The check of the built archives finds what should not be there and what is missing."""

from __future__ import annotations

import tarfile
import zipfile
from email.message import Message
from io import BytesIO
from pathlib import Path

import pytest

from tests.release.check_dist import (
    ALLOWED,
    SDIST,
    main,
    metadata_faults,
    name_faults,
    sdist_faults,
    sources,
    wheel_faults,
)

VERSION = "0.1.0"


def make_sdist(folder: Path, names: set[str]) -> Path:
    path = folder / f"recount_record-{VERSION}.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name in sorted(names):
            archive.addfile(tarfile.TarInfo(f"recount_record-{VERSION}/{name}"), BytesIO())
    return path


@pytest.mark.parametrize(
    "name",
    [
        "recount/model/claim.py",
        "recount/extract/data/en/harm.yml",
        "recount/publish/assets/vendor/leaflet/images/layers-2x.png",
        "recount/sample/reports/wire.jsonl",
        "INFO/licenses/NOTICE",
    ],
)
def test_what_a_wheel_needs_is_allowed(name: str) -> None:
    assert name_faults([name], ALLOWED) == []


@pytest.mark.parametrize(
    "name",
    [
        "tests/test_shape.py",
        "recount/tests/test_shape.py",
        "recount/model/__pycache__/claim.cpython-311.pyc",
        "recount/publish/assets/vendor/node_modules/leaflet/leaflet.js",
        "recount/publish/assets/vendor/.npmrc",
        "recount/gazetteer/world.sqlite.123.draft",
        "recount/extract/data/en/harm.yml.orig",
        "recount/conftest.py",
        "requirements/core.txt",
        "docs/index.md",
        "secrets.txt",
        "recount/notes.txt",
    ],
)
def test_what_a_wheel_does_not_need_is_found(name: str) -> None:
    assert name_faults([name], ALLOWED) == [f"not needed: {name}"]


def test_everything_in_the_source_tree_of_the_package_may_travel() -> None:
    assert name_faults(sources(), ALLOWED) == []


def test_a_source_distribution_is_complete_and_has_nothing_else(tmp_path: Path) -> None:
    whole = {*SDIST, *(f"src/{name}" for name in sources())}
    assert sdist_faults(make_sdist(tmp_path, whole)) == []
    changed = (whole | {"tests/test_shape.py"}) - {"src/recount/py.typed"}
    assert sdist_faults(make_sdist(tmp_path, changed)) == [
        "missing: src/recount/py.typed",
        "not needed: tests/test_shape.py",
    ]


def test_a_wheel_that_lacks_everything_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / f"recount_record-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"recount_record-{VERSION}.dist-info/METADATA", "Name: other\n\n")
        archive.writestr(f"recount_record-{VERSION}.dist-info/entry_points.txt", "")
        archive.writestr("recount/gazetteer/world.sqlite", "no database")
        archive.writestr("notes.txt", "")
    faults = wheel_faults(path)
    assert "not needed: notes.txt" in faults
    assert "missing: recount/py.typed" in faults
    assert "missing: recount/publish/assets/vendor/LICENSES.txt" in faults
    assert "missing: INFO/licenses/LICENSE" in faults
    assert "the command recount is not among the entry points" in faults
    assert "world.sqlite is no SQLite file" in faults
    assert "no licence of leaflet in LICENSES.txt" in faults
    assert any(fault.startswith("Name is 'other'") for fault in faults)


def test_metadata_that_differ_from_the_project_are_found() -> None:
    about = Message()
    about["Requires-Python"] = ">=3.8"
    about["Requires-Dist"] = "django"
    about["Requires-Dist"] = "psycopg ; extra == 'postgresql'"
    faults = metadata_faults(about, "recount_record-9-py3-none-any.whl")
    assert "Requires-Python is '>=3.8', not '>=3.11'" in faults
    assert "Requires-Dist is ['django']" in faults
    assert any("is not named after the version" in fault for fault in faults)


def test_a_folder_without_archives_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(tmp_path, rebuild=False) == 1
    assert "run make wheel" in capsys.readouterr().out
