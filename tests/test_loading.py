"""Packages whose names are loaded when they are first used give each of them, and nothing else."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import recount

SOURCE = Path(recount.__file__).parent
LATE = sorted(
    ".".join(("recount", *path.parent.relative_to(SOURCE).parts))
    for path in SOURCE.rglob("__init__.py")
    if "load_on_use(" in path.read_text(encoding="utf-8")
)


def test_there_are_such_packages() -> None:
    assert {"recount.extract", "recount.pipeline"} <= set(LATE)


@pytest.mark.parametrize("name", LATE)
def test_every_name_of_a_package_has_a_home(name: str) -> None:
    package = import_module(name)
    given = {one for names in package._HOMES.values() for one in names}
    assert given == set(getattr(package, "__all__", given))
    assert all(getattr(package, one) is not None for one in given)


@pytest.mark.parametrize("name", LATE)
def test_another_name_is_refused(name: str) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = import_module(name).nothing
