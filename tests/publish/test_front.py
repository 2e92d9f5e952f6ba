import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from recount.errors import PublishError
from recount.model import PUBLISHED
from recount.publish import publish
from tests.publish import invented


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_site_and_exports_are_written(tmp_path: Path) -> None:
    result = publish(invented.view(), tmp_path / "site")
    written = contents(result.folder)
    assert set(written) == set(result.files)
    assert result.size == sum(map(len, written.values()))
    assert result.start.is_file()
    assert {"index.html", "data/claims.csv", "assets/site.css", "assets/vendor/LICENSES.txt"} <= set(written)
    assert json.loads(written[PUBLISHED])["title"] == "Violence in Belmar"


def test_publishing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    publish(invented.view(), tmp_path / "one")
    publish(invented.view(), tmp_path / "two")
    publish(invented.view(), tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_only_the_moment_differs_between_two_runs(tmp_path: Path) -> None:
    later = invented.view(generated_at=invented.MOMENT + timedelta(minutes=7))
    publish(invented.view(), tmp_path / "one")
    publish(later, tmp_path / "two")
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert one.keys() == two.keys()
    changed = {name for name in one if one[name] != two[name]}
    undo = [(b"08:37", b"08:30")]
    for name in changed:
        fixed = two[name]
        for after, before in undo:
            fixed = fixed.replace(after, before)
        assert fixed == one[name], name


def test_a_foreign_folder_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError) as caught:
        publish(invented.view(), tmp_path)
    assert caught.value.next_move == "Choose an empty or a new folder."
    assert contents(tmp_path) == {"notes.txt": b"mine"}


def test_text_that_is_no_unicode_does_not_stop_the_publication(tmp_path: Path) -> None:
    odd = replace(invented.FOURTH, title="half a pair \ud800", external_id="\ud800")
    view = invented.view(reports=(invented.FIRST, invented.SECOND, invented.THIRD, odd, invented.FIFTH))
    written = contents(publish(view, tmp_path / "site").folder)
    assert all(data.decode("utf-8") for name, data in written.items() if name.endswith((".html", ".csv")))
