"""Translations: every word of the pages has one, and the pages in Arabic run from right to left."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo, write_mo

from recount.codebook.codelists import load_codelists
from recount.codebook.resources import load_yaml
from tests.web.serving import Visitor

ROOT = Path(__file__).parents[2]


def load_messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("frontend_messages", ROOT / "frontend/messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


messages = load_messages()
CATALOGUES = messages.catalogues()


def texts_of(message: Message) -> list[str]:
    said = message.string or ""
    return [said] if isinstance(said, str) else list(said)


def key_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def wording_of(language: str) -> dict[str, set[str]]:
    """Return every fixed text of a wording by its path, as the names of what is filled in."""
    table = load_yaml("recount.publish", f"data/{language}/wording.yml")
    return {path: {name for _, name, _, _ in Formatter().parse(text) if name} for path, text in leaves(table)}


def leaves(node: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, f"{path}/{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from leaves(value, f"{path}/{number}")
    else:
        yield path, str(node)


def test_there_is_an_arabic_catalogue() -> None:
    assert "ar" in {path.parts[-3] for path in CATALOGUES}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_word_of_the_pages_is_translated(path: Path) -> None:
    assert messages.faults(path) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_translation_survives_compiling(path: Path) -> None:
    catalogue, compiled = messages.load(path), BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    read = {key_of(message): texts_of(message) for message in read_mo(compiled) if message.id}
    assert read == {key_of(message): texts_of(message) for message in catalogue if message.id}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_plural_has_all_forms_of_the_language(path: Path) -> None:
    catalogue = messages.load(path)
    plurals = [message for message in catalogue if message.pluralizable]
    assert plurals
    assert {len(message.string) for message in plurals} == {catalogue.num_plurals}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_direction_marks_are_closed(path: Path) -> None:
    for message in messages.load(path):
        for text in texts_of(message):
            opened = text.count("\u2066") + text.count("\u2068")
            assert opened == text.count("\u2069"), message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_keeps_what_is_filled_in(path: Path) -> None:
    slots = re.compile(r"%\(\w+\)s|\{\w+\}|</?\w+>")
    for message in messages.load(path):
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = {slot for text in ids for slot in slots.findall(text)}
        texts = texts_of(message)
        # The last form of a plural is said of hundreds: it keeps the number, which those of one and two may be.
        assert set(slots.findall(texts[-1])) == wanted, ids[0]
        assert {slot for text in texts for slot in slots.findall(text)} == wanted, ids[0]


@pytest.mark.parametrize("language", sorted(path.parts[-3] for path in CATALOGUES))
def test_figures_and_days_are_said_in_every_language_of_the_pages(language: str) -> None:
    wanted, found = wording_of("en"), wording_of(language)
    assert found.keys() == wanted.keys()
    extra = {path for path, names in found.items() if not names <= wanted[path]}
    assert extra == set()
    lost = {path for path, names in found.items() if wanted[path] - names and not path.endswith("/one")}
    assert lost == set()


def test_a_word_without_translation_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "ar/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Nowhere said"\nmsgstr "x"\n', encoding="utf-8")
    found = messages.faults(path)
    assert "missing: 'Reports'" in found
    assert "no longer used: 'Nowhere said'" in found


def test_the_pages_in_arabic_run_from_right_to_left(sign_in: Callable[[str], Visitor]) -> None:
    vera = sign_in("vera")
    assert '<html lang="en" dir="ltr"' in vera.get("/reports").text
    sent = {"language": "ar", "theme": "system", "batch": "20", "break_minutes": "45", "next": "/reports"}
    assert vera.post("/preferences", sent).status == 302
    page = vera.get("/reports").text
    assert '<html lang="ar" dir="rtl"' in page
    words = next(path for path in CATALOGUES if path.parts[-3] == "ar")
    assert f"<h1>{messages.load(words).get('Reports').string}</h1>" in page


def test_codes_are_labelled_and_defined_in_arabic(sign_in: Callable[[str], Visitor]) -> None:
    vera = sign_in("vera")
    english, words = vera.get("/help").text, messages.load(CATALOGUES[0])
    sent = {"language": "ar", "theme": "system", "batch": "20", "break_minutes": "45", "next": "/help"}
    assert vera.post("/preferences", sent).status == 302
    try:
        arabic = unescape(vera.get("/help").text)
        incident = re.findall(r"/incidents/i_\w+", vera.get("/incidents").text)[0]
        page = unescape(vera.get(incident).text)
    finally:
        vera.post("/preferences", sent | {"language": "en"})
    for name in messages.DEFINED_LISTS:
        codes = load_codelists()[name]
        for said in (codes.about, *(text for code in codes.codes for text in (code.label, code.definition))):
            if said and said in unescape(english):
                assert words.get(said).string in arabic
    for code in load_codelists()["grading_incident"].codes:
        assert words.get(code.definition).string in page
        assert code.definition not in page
