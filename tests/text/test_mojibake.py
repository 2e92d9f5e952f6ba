from __future__ import annotations

from recount.text.mojibake import find_mojibake
from recount.text.offsets import apply_edits


def repaired(text: str) -> str:
    return apply_edits(text, list(find_mojibake(text)))[0]


def test_quotes_around_a_word_are_repaired_where_they_stand() -> None:
    edits = list(find_mojibake("He said â€œSahrâ€\x9d."))
    assert [(edit.start, edit.end, edit.words) for edit in edits] == [(8, 11, "“"), (15, 18, "”")]


def test_a_windows_apostrophe_read_as_a_control_is_repaired() -> None:
    assert repaired("Sahr\x92s dead") == "Sahr’s dead"


def test_a_repair_that_would_lose_a_character_is_not_made() -> None:
    assert "\ufffd" not in repaired("الÙ Ù\x81ت")


def test_sound_text_is_left_alone() -> None:
    for text in ("São Tarvik", "été à Orva", "قتل تسعة", "plain"):
        assert repaired(text) == text
