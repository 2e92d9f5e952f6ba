from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.text.normalise import normalise, to_received

DIRTY = st.text(
    alphabet=st.sampled_from(
        [*"ab &;#39é’“”.\n\r\t \u00a0\u200b\u200c\u00ad\ufeff\u2028\ud800\udc00\x00\x85\x92", "â", "€", "™"]
    ),
    max_size=80,
)
ANY = DIRTY | st.text(st.characters(), max_size=80)


@pytest.mark.parametrize(
    ("received", "expected", "repair"),
    [
        ("Sahrâ€™s dead", "Sahr’s dead", "mojibake"),
        ("Sahr\u00a0fell", "Sahr fell", "odd_characters"),
        ("nine\r\ndied", "nine\ndied", "odd_characters"),
        ("hos\u00adpi\u200btal", "hospital", "hidden"),
        ("\u202enine\u202c died", "nine died", "hidden"),
        ("nine &amp; two&nbsp;more", "nine & two more", "entities"),
        ("nine  died \n\n\n\n two", "nine died\n\ntwo", "blanks"),
        ("cafe\u0301", "café", "composition"),
        ("\ufb01ve １３ people", "five 13 people", "odd_characters"),
        ("nine \ud83d\ude00 died \ud800", "nine \U0001f600 died \ufffd", "surrogates"),
    ],
)
def test_each_fault_is_repaired_and_named(received: str, expected: str, repair: str) -> None:
    result = normalise(received)
    assert result.text == expected
    assert repair in result.repairs


def test_a_clean_text_maps_onto_itself() -> None:
    text = "Bomb kills nine in Sahr\n\nA bomb fell. It was loud."
    result = normalise(text)
    assert (result.text, result.repairs) == (text, ())
    assert to_received(result.offsets, 5, 15) == (5, 15)


def test_typographic_quotes_and_dashes_stay_as_published() -> None:
    text = "“Sahr’s fall” – or ‘not’ — is over…"
    assert normalise(text).text == text


def test_foreign_words_beside_mojibake_stay() -> None:
    assert normalise("Château d’Orva: Sahrâ€™s").text == "Château d’Orva: Sahr’s"


def test_a_joiner_inside_a_persian_word_stays() -> None:
    assert normalise("می\u200cشود").text == "می\u200cشود"
    assert normalise("Sa\u200chr").text == "Sahr"


def test_a_figure_found_in_repaired_text_is_quoted_as_it_came() -> None:
    received = "\ufeffSahrâ€™s&nbsp;hospital:  at\u00a0least&#32;84\u00ad killed"
    result = normalise(received)
    start = result.text.index("at least 84")
    first, last = to_received(result.offsets, start, start + len("at least 84"))
    assert received[first:last] == "at\u00a0least&#32;84"


@given(ANY)
def test_any_string_is_normalised_and_can_be_stored(received: str) -> None:
    result = normalise(received)
    result.text.encode("utf-8")
    assert unicodedata.is_normalized("NFC", result.text)
    assert result.text == result.text.strip(" \n")
    assert not set(result.text) & set("\r\t\u00a0\u200b\u00ad\ufeff\x00\u2028")


@given(ANY)
def test_the_map_is_monotone_and_joins_both_ends(received: str) -> None:
    result = normalise(received)
    offsets = result.offsets
    assert (offsets.normalised[0], offsets.received[0]) == (0, 0)
    assert (offsets.normalised[-1], offsets.received[-1]) == (len(result.text), len(received))
    length = len(result.text)
    spans = [to_received(offsets, index, index + 1) for index in range(length)]
    for (start, end), (next_start, next_end) in pairwise(spans):
        assert start <= next_start
        assert end <= next_end
    assert to_received(offsets, length, length) == (len(received), len(received))


@given(ANY)
def test_unchanged_characters_are_quoted_as_they_came(received: str) -> None:
    result = normalise(received)
    for index, char in enumerate(result.text):
        if char.isascii() and char.isalpha() and "&" not in received:
            start, end = to_received(result.offsets, index, index + 1)
            assert char in received[start:end]


@given(st.text(alphabet="ab .é’\n\u00a0\u200b\u00ad\r", max_size=60))
def test_normalising_twice_changes_nothing_more(received: str) -> None:
    once = normalise(received).text
    assert normalise(once).text == once


@given(st.text(alphabet="ABCabc,.'-", min_size=1, max_size=60))
def test_clean_text_is_not_touched(received: str) -> None:
    result = normalise(received)
    assert (result.text, result.repairs) == (received, ())
    assert to_received(result.offsets, 0, len(received)) == (0, len(received))


def test_a_large_dirty_text_takes_time_in_proportion() -> None:
    began = time.process_time()
    normalise("Sahr\u00a0fell.  \r\n" * 20_000 + " " * 100_000 + "é" * 50_000)
    assert time.process_time() - began < 10
