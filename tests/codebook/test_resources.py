"""The package's data files mean the same to every YAML reader."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from recount.codebook.resources import load_yaml

SOURCE = Path(__file__).parents[2] / "src" / "recount"
FILES = sorted(str(path.relative_to(SOURCE)) for path in SOURCE.rglob("data/**/*.yml"))


@pytest.mark.parametrize("name", FILES)
def test_a_file_reads_the_same_where_the_fast_reader_is_missing(name: str) -> None:
    room, path = name.split("/data/", 1)
    content = load_yaml(f"recount.{room.replace('/', '.')}", f"data/{path}")
    assert content
    assert yaml.safe_load((SOURCE / name).read_text(encoding="utf-8")) == content
