"""Everything a user can meet has its entry in the documentation, and the documentation names nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from recount import errors
from recount.cli.main import app
from recount.codebook.codelists import load_codelists
from recount.codebook.conventions import get_convention, list_conventions
from recount.codebook.date_conventions import list_date_conventions, load_date_convention
from recount.gazetteer.userfile import KINDS
from recount.ingest.formats.fields import FIELDS
from recount.link.features import FEATURES
from recount.model import DecisionKind, RecordScope
from recount.publish.exports import EXPORTERS, load_tables
from recount.reconcile import POLICIES
from recount.reconcile.integrity import RULES
from recount.reconcile.policies import Policy
from recount.review.replacement import CORRECTABLE
from recount.settings import PREFIX, SETTINGS
from tests.docs.pages import DOCS, ROOT, Page, load_page, load_pages

NO_SETTINGS = {"RECOUNT_BUILD_WITHOUT_FRONTEND", "TEST_CHROMIUM"}  # read by hatch_build.py, by tests
_VARIABLE = re.compile(rf"{PREFIX}[A-Z_]+")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
_VERB = re.compile(r"(?:^|[\s/;(])recount ([a-z]+)\b([^|;&>]*)")
_TARGET = re.compile(r"(?:^|\s)make ([a-z]+)\b")
_PLACE_COLUMNS = {"name", "kind", "lat", "lon", "country", "parents", "names", "aliases", "native_name", "id"}


@cache
def verbs() -> dict[str, TyperCommand]:
    root = get_command(app)
    assert isinstance(root, TyperGroup)
    return {name: verb for name, verb in root.commands.items() if isinstance(verb, TyperCommand)}


def options_of(verb: TyperCommand) -> set[str]:
    """Return the options that ``--help`` shows."""
    shown = (parameter for parameter in verb.params if not getattr(parameter, "hidden", False))
    return {name for parameter in shown for name in parameter.opts if name.startswith("--")}


def section(page: Page, heading: str) -> str:
    """Return what stands under a heading of the second level."""
    parts = re.split(r"^## (.+)$", page.text, flags=re.M)
    found = {title.strip(): body for title, body in zip(parts[1::2], parts[2::2], strict=True)}
    assert heading in found, f"{page.name} has no heading {heading!r}"
    return found[heading]


def first_cells(text: str) -> set[str]:
    return {cell.strip("` ") for cell in re.findall(r"^\| ([^|]+) \|", text, re.M)}


def named_in_cells(page: Page) -> set[str]:
    """Return every name in backquotes in the first cell of a row of a table."""
    rows = re.findall(r"^\| ([^|]+) \|", page.text, re.M)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def page(name: str) -> Page:
    return load_page(DOCS / name)


def test_generated_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, DOCS / "generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", verbs())
def test_a_command_has_its_entry_with_every_option(name: str) -> None:
    text = section(page("commands.md"), f"recount {name}")
    assert options_of(verbs()[name]) == set(_OPTION.findall("\n".join(first_cells(text))))


def test_settings_scope_keys_and_exit_codes_have_their_entries() -> None:
    commands = page("commands.md")
    assert {item.variable for item in SETTINGS} <= first_cells(section(commands, "Settings"))
    assert {field.name for field in fields(RecordScope)} <= first_cells(section(commands, "Scope file"))
    assert {"0", "1", "2", "3"} <= first_cells(section(commands, "Exit codes"))


@pytest.mark.parametrize("name", load_codelists())
def test_a_code_list_has_its_entry_with_every_code(name: str) -> None:
    known = load_codelists()[name]
    text = section(page("codebook.md"), f"{known.label} (`{known.name}`)")
    assert {code.code for code in known.codes} <= first_cells(text)
    assert known.about in text
    assert known.source in text


@pytest.mark.parametrize("name", list_conventions())
def test_a_convention_has_its_entry_with_every_word(name: str) -> None:
    convention = get_convention(name)
    text = section(page("codebook.md"), f"Convention `{name}`, version {convention.version}")
    assert {*convention.words, *convention.forms, *convention.bounds} <= first_cells(text)


@pytest.mark.parametrize("name", list_date_conventions())
def test_a_date_convention_has_its_entry_with_every_expression(name: str) -> None:
    text = section(page("codebook.md"), f"Date convention `{name}`")
    assert set(load_date_convention(name).expressions) <= first_cells(text)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_a_policy_has_its_entry(policy: Policy) -> None:
    text = section(page("codebook.md"), f"Policy `{policy.name}`, version {policy.version}")
    assert policy.explanation in text


def test_a_feature_of_linking_has_its_entry() -> None:
    assert {feature.name for feature in FEATURES} <= first_cells(section(page("codebook.md"), "Linking"))


def test_a_rule_of_integrity_has_its_entry() -> None:
    text = page("integrity.md").text
    assert {rule.code for rule in RULES} <= first_cells(text)
    assert all(rule.explanation in text for rule in RULES)


def test_an_exported_file_has_its_entry() -> None:
    named = page("exports.md").table_cells
    assert {*(exporter.name for exporter in EXPORTERS), "datapackage.json", "README.txt"} <= named


@pytest.mark.parametrize("name", load_tables())
def test_an_exported_column_has_its_entry(name: str) -> None:
    text = section(page("exports.md"), f"{name}.csv")
    assert {column.name for column in load_tables()[name].columns} <= first_cells(text)


def test_an_error_code_has_its_entry() -> None:
    known = [item for item in vars(errors).values() if isinstance(item, type)]
    codes = {item.code for item in known if issubclass(item, errors.RecountError)}
    assert codes <= page("errors.md").table_cells
    assert len(codes) >= 13


def test_what_can_be_decided_and_corrected_has_its_entry() -> None:
    named = named_in_cells(page("how-to/decide.md"))
    assert {kind.value for kind in DecisionKind} <= named
    assert set(CORRECTABLE) <= named


def test_what_a_place_file_may_hold_has_its_entry() -> None:
    named = named_in_cells(page("how-to/place-files.md"))
    assert named >= KINDS
    assert named >= _PLACE_COLUMNS


def test_what_a_report_may_come_with_has_its_entry() -> None:
    assert set(FIELDS) <= named_in_cells(page("how-to/code-a-folder.md"))


def code_of(page: Page) -> Iterator[str]:
    """Yield all code of a page, the lines of one command joined."""
    yield from page.code_spans
    for block in page.blocks:
        yield from block.text.replace("\\\n", " ").splitlines()


def wrong_commands(page: Page) -> list[str]:
    """Return the commands and options that a page names and Recount does not have."""
    found = []
    for line in code_of(page):
        for name, rest in _VERB.findall(line):
            if name not in verbs():
                found.append(f"recount {name}")
                continue
            known = options_of(verbs()[name]) | {"--help"}
            found += [f"recount {name} {option}" for option in _OPTION.findall(rest) if option not in known]
    return found


@pytest.mark.parametrize("page", load_pages(), ids=lambda page: page.name)
def test_pages_name_commands_settings_and_targets_that_exist(page: Page) -> None:
    assert wrong_commands(page) == []
    variables = set(_VARIABLE.findall(page.text)) - NO_SETTINGS
    assert variables <= {item.variable for item in SETTINGS}
    targets = {name for line in code_of(page) for name in _TARGET.findall(line)}
    assert targets <= set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


def test_a_wrong_command_and_a_wrong_option_are_found(tmp_path: Path) -> None:
    planted = tmp_path / "planted.md"
    planted.write_text("# P\n\n`recount cod x`, `recount code --sit y` and `recount code --site y`.\n")
    assert wrong_commands(load_page(planted)) == ["recount cod", "recount code --sit"]
