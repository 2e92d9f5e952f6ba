"""Settings and the scope file: a malformed value is an error that names it, never a silent default."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recount.errors import SettingsError
from recount.model import RecordScope
from recount.settings import SETTINGS, load_settings, parse_scope, read_scope


def test_without_variables_the_defaults_of_the_table_hold() -> None:
    settings = load_settings({})
    for setting in SETTINGS:
        assert str(getattr(settings, setting.name)) == setting.default


def test_a_variable_sets_its_setting() -> None:
    assert load_settings({"RECOUNT_STORE": "other.sqlite", "HOME": "/x"}).store == "other.sqlite"


@pytest.mark.parametrize("value", ["", "0", "-1", "1e6", "ten", "１００"])
def test_a_number_that_is_none_is_an_error_with_the_variable(value: str) -> None:
    with pytest.raises(SettingsError, match="RECOUNT_MAX_REPORT_BYTES"):
        load_settings({"RECOUNT_MAX_REPORT_BYTES": value})


def test_a_misspelt_variable_is_an_error_that_lists_the_settings() -> None:
    with pytest.raises(SettingsError, match=r"RECOUNT_STROE is not a setting.*RECOUNT_STORE"):
        load_settings({"RECOUNT_STROE": "x"})


MODEL = {"RECOUNT_LLM_ENDPOINT": "http://127.0.0.1:8080/v1", "RECOUNT_LLM_MODEL": "m"}


def test_a_language_model_is_off_until_its_address_is_set() -> None:
    assert load_settings({}).llm() is None
    options = load_settings(MODEL).llm()
    assert options is not None
    assert (options.hosts, options.port, options.model) == (("127.0.0.1",), 8080, "m")
    assert options.timeout_seconds == 60


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("RECOUNT_LLM_ENDPOINT", "http://192.168.7.7:8080", "is not on this machine"),
        ("RECOUNT_LLM_MODEL", "", "RECOUNT_LLM_MODEL"),
        ("RECOUNT_LLM_TIMEOUT_SECONDS", "soon", "RECOUNT_LLM_TIMEOUT_SECONDS"),
        ("RECOUNT_LLM_TIMEOUT_SECONDS", "91", "raise RECOUNT_DEADLINE_SECONDS"),
    ],
)
def test_a_model_that_cannot_be_asked_is_an_error(variable: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        load_settings(MODEL | {variable: value})


def test_an_empty_scope_file_is_the_default_scope(tmp_path: Path) -> None:
    path = tmp_path / "record.toml"
    path.write_text("")
    assert read_scope(path).scope == RecordScope()


def test_a_scope_file_is_read_with_its_place_files_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "record.toml"
    path.write_text(
        'title = "Varda valley"\narea = ["Varda"]\nperiod_start = 2031-01-01\n'
        'convention = "ucdp"\ngazetteers = ["places.csv"]\n'
    )
    read = read_scope(path)
    assert read.scope.title == "Varda valley"
    assert read.scope.period_start == date(2031, 1, 1)
    assert read.scope.convention == "ucdp"
    assert read.gazetteers == (tmp_path / "places.csv",)


WRONG = {
    "titel = 'x'": "'titel' is not a key",
    "title = 3": "'title' must be a text",
    "area = 'Varda'": "'area' must be a list",
    "period_start = '2031-01-01'": "'period_start' must be a day",
    "period_start = 2031-01-01T00:00:00": "'period_start' must be a day",
    "convention = 'vote'": "convention 'vote' is not known",
    "policy = 'vote'": "policy 'vote' is not known",
    "period_start = 2031-02-01\nperiod_end = 2031-01-01": "ends before it starts",
    "title = ": "is not TOML",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_scope_file_is_an_error_that_says_where(tmp_path: Path, text: str) -> None:
    path = tmp_path / "record.toml"
    path.write_text(text)
    with pytest.raises(SettingsError) as caught:
        read_scope(path)
    assert WRONG[text] in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_scope_file_is_an_error_with_the_next_move(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Check the path"):
        read_scope(tmp_path / "none.toml")


def test_every_key_of_a_scope_can_be_given() -> None:
    raw = {
        "title": "x", "area": ["a"], "period_start": date(2031, 1, 1), "period_end": date(2031, 2, 1),
        "languages": ["en"], "inclusion": ["i"], "convention": "literal", "policy": "range",
        "gazetteers": ["g.csv"], "contact": "c",
    }  # fmt: skip
    scope = parse_scope(raw, "test")
    assert {name: getattr(scope, name) for name in raw} == {
        name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()
    }
