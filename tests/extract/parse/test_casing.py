"""Case of words in sentences written in capitals."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recount.extract.parse.casing import as_printed, restore_case
from recount.text.spans import Span

LOWER = frozenset({"the", "murder", "of", "mayor", "was"})


def test_words_known_in_lower_case_are_put_so_and_others_become_names() -> None:
    words = ["THE", "MURDER", "OF", "MAYOR", "OSK", "HARRAN"]
    assert restore_case(words, LOWER) == ["The", "murder", "of", "mayor", "Osk", "Harran"]


def test_numbers_and_marks_stay_as_they_are() -> None:
    assert restore_case(["THE", "12", "--", "U.S.", "WAS"], LOWER) == ["The", "12", "--", "U.S.", "was"]


def test_a_clitic_is_put_in_lower_case() -> None:
    assert restore_case(["HARRAN", "'S", "MURDER"], LOWER) == ["Harran", "'s", "murder"]


@given(st.lists(st.text(min_size=1, max_size=8), max_size=12))
def test_no_word_changes_its_length(words: list[str]) -> None:
    assert [len(word) for word in restore_case(words, LOWER)] == [len(word) for word in words]


def test_a_text_is_put_in_print_where_it_is_in_capitals_and_keeps_its_offsets() -> None:
    text = "THE MURDER OF MAYOR HARRAN. The Mayor was 45."
    spans = [Span(0, 27), Span(28, len(text))]
    assert as_printed(text, spans, LOWER) == "the murder of mayor HARRAN. The Mayor was 45."
