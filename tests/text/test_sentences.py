from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.text.sentences import LONGEST, split_sentences


def split(text: str, *breaks: int) -> list[str]:
    return [sentence.span.of(text) for sentence in split_sentences(text, breaks=breaks)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb fell on Sahr. Nine people died.", ["A bomb fell on Sahr.", "Nine people died."]),
        ("Gen. Omar Tarvik spoke. He left.", ["Gen. Omar Tarvik spoke.", "He left."]),
        ("The U.S. Air Force struck Sahr.", ["The U.S. Air Force struck Sahr."]),
        ("They flew to the U.S. The raid failed.", ["They flew to the U.S.", "The raid failed."]),
        ("It fell at 5 a.m. Monday near Sahr.", ["It fell at 5 a.m. Monday near Sahr."]),
        ("It fell at 5 a.m. The town slept.", ["It fell at 5 a.m.", "The town slept."]),
        ("J. R. Tarvik said so. St. Mary fell.", ["J. R. Tarvik said so.", "St. Mary fell."]),
        ("Order No. 12 came. No. They stayed.", ["Order No. 12 came.", "No.", "They stayed."]),
        ("On Sept. 4 it rained. It hit 3.5 tons.", ["On Sept. 4 it rained.", "It hit 3.5 tons."]),
        ("ORVA, D.C. - The army said so.", ["ORVA, D.C. - The army said so."]),
        ("SAHR (Agency) - Nine died. Two fled.", ["SAHR (Agency) - Nine died.", "Two fled."]),
        ("Who did it? Nobody knows! Really.", ["Who did it?", "Nobody knows!", "Really."]),
        ("It was 2016. 13 people died.", ["It was 2016.", "13 people died."]),
        ("1. Sahr was hit", ["1. Sahr was hit"]),
        ("GEN. TARVIK DIED. THE U.S. ARMY LEFT.", ["GEN. TARVIK DIED.", "THE U.S. ARMY LEFT."]),
    ],
)
def test_a_stop_ends_a_sentence_only_where_one_ends(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_closing_quote_stays_and_an_opening_quote_goes_on() -> None:
    assert split('He said: "Nine died." "Two fled," she said.') == [
        'He said: "Nine died."',
        '"Two fled," she said.',
    ]
    assert split("He said: “Nine died.” She left.") == ["He said: “Nine died.”", "She left."]
    assert split("Sahr burned. (File photo.) Orva did not.") == [
        "Sahr burned.",
        "(File photo.)",
        "Orva did not.",
    ]


def test_a_quoted_question_goes_on_in_lower_case() -> None:
    assert split('"Why Sahr?" asked the mayor. Nobody knew.') == [
        '"Why Sahr?" asked the mayor.',
        "Nobody knew.",
    ]


def test_sentences_glued_without_a_space_are_told_apart_but_addresses_are_not() -> None:
    assert split("The army said.The rebels fled.") == ["The army said.", "The rebels fled."]
    assert split("See www.sahr.Example and go.") == ["See www.sahr.Example and go."]


def test_a_quote_glued_to_a_stop_opens_or_closes_by_what_stands_before() -> None:
    assert split('He left."But we stayed" she said.') == ["He left.", '"But we stayed" she said.']
    assert split('She said "we stayed."But he left.') == ['She said "we stayed."', "But he left."]


def test_an_arabic_article_in_lower_case_begins_a_sentence() -> None:
    assert split("Sahr fell. al-Orva did not.") == ["Sahr fell.", "al-Orva did not."]


def test_a_text_without_capitals_is_still_split() -> None:
    assert split("sahr fell. nine died.") == ["sahr fell.", "nine died."]


def test_a_headline_needs_no_full_stop() -> None:
    sentences = split_sentences("Bomb kills nine in Sahr\n\nA bomb fell. It was loud.\nOrva was quiet.")
    assert [sentence.paragraph for sentence in sentences] == [0, 1, 1, 2]


def test_a_break_ends_a_sentence_but_begins_no_paragraph() -> None:
    text = "Bomb kills nine in Sahr A bomb fell on Sahr."
    sentences = split_sentences(text, breaks=(24, 24, 900, -3))
    assert [sentence.span.of(text) for sentence in sentences] == [
        "Bomb kills nine in Sahr",
        "A bomb fell on Sahr.",
    ]
    assert {sentence.paragraph for sentence in sentences} == {0}


def test_other_scripts_are_split_by_their_own_stops() -> None:
    assert len(split_sentences("قتل تسعة في صحر. هل انتهى؟ نعم.", language="ar")) == 3
    assert len(split_sentences("九人死亡。两人受伤。", language="zh")) == 2


texts = st.text(alphabet=st.sampled_from("Aab .!?\n\"'”()-1\u200b\ud800é"), max_size=60) | st.text(
    max_size=60
)


@given(texts, st.lists(st.integers(-2, 70), max_size=5))
def test_sentences_cover_all_that_is_not_white_space_in_order(text: str, breaks: list[int]) -> None:
    sentences = split_sentences(text, breaks=breaks)
    position = 0
    for sentence in sentences:
        span = sentence.span
        assert not text[position : span.start].strip()
        assert span.start < span.end
        assert span.of(text) == span.of(text).strip()
        assert not any(span.start < cut < span.end for cut in breaks)
        position = span.end
    assert not text[position:].strip()
    numbers = [sentence.paragraph for sentence in sentences]
    assert numbers == sorted(numbers)


def test_a_long_run_of_stops_and_spaces_costs_no_more_than_it_should() -> None:
    began = time.process_time()
    split_sentences("A b. " * 20_000 + "." * 50_000 + " " * 50_000)
    assert time.process_time() - began < 5


RUN_ON = (
    "and a shell killed {} people in Sahr while others looked for shelter in the school near the road north"
)


@pytest.mark.parametrize(("joiner", "ends"), [(", ", ","), (" ", "north")])
def test_what_runs_on_without_end_is_cut_at_a_pause_or_between_words(joiner: str, ends: str) -> None:
    text = joiner.join(RUN_ON.format(number) for number in range(10, 60))
    parts = split(text)
    assert len(parts) > 1
    assert all(len(part.split()) <= LONGEST for part in parts)
    assert " ".join(parts) == text
    assert ends == "north" or all(part.endswith(ends) for part in parts[:-1])


def test_a_sentence_as_long_as_any_in_the_news_is_not_cut() -> None:
    text = " ".join(RUN_ON.format(number) for number in range(10, 19)) + "."
    assert 150 < len(text.split()) < LONGEST
    assert split(text) == [text]


def test_a_long_word_is_not_cut() -> None:
    assert len(split(f"At least {'9' * 5000} people were killed in Sahr.")) == 1
    assert len(split("x" * 20_000)) == 1


def test_a_break_inside_what_runs_on_is_kept() -> None:
    text = " ".join(RUN_ON.format(number) for number in range(10, 60))
    at = text.index("killed 20")
    assert any(part.startswith("killed 20") for part in split(text, at))
