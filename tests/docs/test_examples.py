"""The examples of the documentation do what their pages say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.examples import Command, commands_of, has_examples, matches, run_page
from tests.docs.pages import DOCS, Block, Page, load_page, load_pages

PAGES = [page for page in load_pages() if has_examples(page)]
WITH_EXAMPLES = {
    "docs/tutorial.md",
    "docs/how-to/back-up-and-verify.md",
    "docs/how-to/code-a-folder.md",
    "docs/how-to/decide.md",
    "docs/how-to/pipes-and-notebooks.md",
    "docs/how-to/place-files.md",
    "docs/how-to/publish-and-share.md",
    "docs/how-to/search.md",
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_answer_as_the_page_says(page: Page, tmp_path: Path) -> None:
    faults = [outcome.fault for outcome in run_page(page, tmp_path) if outcome.fault]
    assert not faults, "\n\n".join(faults)


def test_the_pages_that_teach_have_examples() -> None:
    assert {page.name for page in PAGES} >= WITH_EXAMPLES
    assert all(DOCS in page.path.parents for page in PAGES)


def test_an_answer_that_differs_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# P\n\n```console\n$ echo one\none\n$ echo two\nthree\n$ echo never\n```\n")
    outcomes = list(run_page(load_page(page), tmp_path))
    assert [bool(outcome.fault) for outcome in outcomes] == [False, True]
    assert "the page says:\nthree" in outcomes[-1].fault


def test_a_status_that_differs_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# P\n\n```console\n$ false\n```\n\n<!-- exit: 1 -->\n```console\n$ false\n```\n")
    assert [bool(outcome.fault) for outcome in run_page(load_page(page), tmp_path)] == [True]


def test_files_and_variables_last_through_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# P\n\n<!-- file: in/a.txt -->\n```text\nwords\n```\n\n"
        "```console\n$ export X=1\n$ cat in/a.txt && \\\n>   echo $X\nwords\n1\n```\n"
    )
    assert [outcome.fault for outcome in run_page(load_page(page), tmp_path)] == ["", ""]


def test_dots_stand_for_what_is_left_out() -> None:
    answer = ["3 reports kept.", "", "log head 1f2e", "done"]
    assert matches(answer, ["3 reports kept.", "…", "done"])
    assert matches(answer, ["… kept.", "", "log head …", "done"])
    assert matches(answer, ["…"])
    assert not matches(answer, ["3 reports kept.", "done"])
    assert not matches(answer, ["3 reports kept.", "…"][:1])
    assert not matches(answer, ["4 reports kept.", "…"])
    assert matches([], [])


def test_the_width_of_columns_does_not_matter() -> None:
    assert matches([" Toll     Outlets ", " ────── "], ["Toll Outlets", " ─── "])
    assert matches(["Orlava  Killed  13  Police  2"], ["Orlava … Killed … 13 … 2"])
    assert not matches(["25–41"], ["25 – 41"])


def test_commands_and_answers_are_told_apart() -> None:
    block = Block("console", "$ one\nanswer\n$ two \\\n>   three\n", line=10, exit=1)
    assert commands_of(block) == (
        Command("one", ("answer",), 0, 11),
        Command("two \\\n  three", (), 1, 13),
    )
    assert commands_of(Block("sh", "$ one\n", line=1)) == ()
    with pytest.raises(ValueError, match="begins with a command"):
        commands_of(Block("console", "answer\n", line=1))
