"""Empty stores, on both databases; and limits so small that what happens beyond them is tried too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from recount.ingest import syndication
from recount.link import blocking, grouping
from recount.pipeline import bordering, copying, grounding, regrouping
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


@pytest.fixture(scope="module", params=["whole pieces", "what can be reached"])
def small_limits(request: pytest.FixtureRequest) -> Iterator[None]:
    """Blocks and passages become too common after a few groups; pieces are large after a few, or never."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (blocking, regrouping, grounding):
            patch.setattr(module, "LARGEST_BLOCK", 3)
        for module in (syndication, copying):
            patch.setattr(module, "MOST_HOLDERS", 4)
        if request.param == "what can be reached":
            patch.setattr(bordering, "FEWEST_GROUPS", 0)
            for module in (grouping, bordering):
                patch.setattr(module, "LARGEST_TABLE", 6)
        yield
