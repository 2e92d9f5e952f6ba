from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.ingest.formats.encoding import decode, known_encoding

ENGLISH = "Sahr’s mayor said nine people died – “all civilians” – and that the toll would rise. " * 3
ARABIC = "قتل تسعة أشخاص يوم الخميس في انفجار قنبلة في سوق المدينة، بحسب الشرطة وعمال الإنقاذ. " * 6


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "utf-8-sig"])
def test_unicode_with_a_mark_is_read_without_a_warning(encoding: str) -> None:
    decoded = decode(ENGLISH.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.warnings) == (ENGLISH, ())


def test_a_declared_encoding_is_used() -> None:
    decoded = decode(ARABIC.encode("cp1256"), declared="windows-1256")
    assert decoded is not None
    assert (decoded.text, decoded.warnings) == (ARABIC, ())


def test_a_page_that_declares_latin_1_is_read_as_windows_1252() -> None:
    decoded = decode(ENGLISH.encode("cp1252"), declared="iso-8859-1")
    assert decoded is not None
    assert decoded.text == ENGLISH


def test_a_declared_encoding_that_does_not_fit_gives_way() -> None:
    decoded = decode(ENGLISH.encode("utf-8"), declared="ascii-7")
    assert decoded is not None
    assert decoded.text == ENGLISH


@pytest.mark.parametrize(("text", "encoding"), [(ENGLISH, "cp1252"), (ARABIC, "cp1256")])
def test_an_undeclared_encoding_is_guessed_with_a_warning(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text
    assert encoding in decoded.warnings[0]


def test_broken_utf_8_keeps_what_is_sound_and_warns() -> None:
    data = ENGLISH.encode("utf-8").replace("–".encode(), b"\xe2\x80", 1)
    decoded = decode(data)
    assert decoded is not None
    assert "“all civilians”" in decoded.text
    assert "faulty bytes" in decoded.warnings[0]


def test_text_cut_in_the_middle_of_a_character_is_read() -> None:
    decoded = decode(ARABIC.encode("utf-8")[:-3])
    assert decoded is not None
    assert decoded.text.startswith("قتل تسعة")


def test_noise_is_no_text() -> None:
    assert decode(bytes(range(1, 32)) * 10) is None


@pytest.mark.parametrize("name", ["", "nonsense", "base64", "rot13", "hex", "\x00"])
def test_a_name_that_is_no_text_encoding_is_not_known(name: str) -> None:
    assert known_encoding(name) is None


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "cp1256", "utf-16", "x"]))
def test_no_bytes_break_it(data: bytes, declared: str | None) -> None:
    decoded = decode(data, declared=declared)
    assert decoded is None or not any("\ud800" <= char <= "\udfff" for char in decoded.text)


def test_every_mark_is_removed() -> None:
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        decoded = decode(mark + ("x" if mark == codecs.BOM_UTF8 else "").encode())
        assert decoded is not None
        assert "\ufeff" not in decoded.text
