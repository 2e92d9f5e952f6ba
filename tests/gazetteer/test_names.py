from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.gazetteer.names import likeness, name_key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("al-Marwa", "Al Marwa"),
        ("Café-sur-Lac", "cafe sur lac"),
        ("Ma'arat Sendiya", "Maarat Sendiya"),
        ("Beit Qorr", "BEIT QORR"),
    ],
)
def test_case_marks_spaces_and_apostrophes_make_no_difference(first: str, second: str) -> None:
    assert name_key(first).folded == name_key(second).folded


def test_articles_are_left_out_of_the_bare_key_only() -> None:
    key = name_key("ash-Shadira")
    assert (key.folded, key.bare) == ("ashshadira", "shadira")
    assert name_key("The Marwa").bare == name_key("al-Marwa").bare == name_key("Marwa").bare


def test_a_name_that_is_only_an_article_keeps_it() -> None:
    assert name_key("The").bare == "the"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("al-Kasseba", "Qassiba"),
        ("Kafr Zorana", "Kafar Zurana"),
        ("Deir Ezzumar", "Dayr az-Zumar"),
        ("Tel Shawqa", "Tall Shauka"),
        ("Sulaymaneh", "Suleimaniya"),
        ("حلب", "Halab"),
    ],
)
def test_transliterations_of_one_name_share_their_consonants(first: str, second: str) -> None:
    assert name_key(first).skeleton == name_key(second).skeleton


def test_names_with_other_consonants_keep_apart() -> None:
    assert name_key("Marwa").skeleton != name_key("Marqa").skeleton


def test_a_name_with_one_consonant_is_told_by_its_whole_sound() -> None:
    assert name_key("Fuwa").skeleton != name_key("Fa'i").skeleton


def test_spellings_of_one_sound_are_more_alike_than_other_names() -> None:
    near = likeness(name_key("Kefr Zeyta").sound, name_key("Kafr Zita").sound)
    far = likeness(name_key("Kefr Zeyta").sound, name_key("Kufra Azuto").sound)
    assert near > 0.85 > far


@given(st.text(max_size=40))
def test_keys_are_ascii_and_do_not_depend_on_case_or_outer_space(name: str) -> None:
    key = name_key(name)
    assert all(part.isascii() for part in key)
    assert name_key(f"  {name} ") == key
    assert name_key(key.folded).folded == key.folded
