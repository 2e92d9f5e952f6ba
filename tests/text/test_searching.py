"""Words in one form for searching: what is the same word, and what is not."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recount.gazetteer.names import name_key
from recount.text.searching import (
    LONGEST,
    find_tokens,
    fold,
    fold_start,
    fronted,
    is_stop,
    sounded,
    terms_of,
    unfronted,
)

SAME = [
    "hospital Hospitals HOSPITAL hospital's hospitals'",
    "child children Children's",
    "Syrias Syria's Syria’s Syria",
    "airstrike airstrikes air-strike air-strikes",
    "Ma'arat Ma’arat Maarat Maʿarat",
    "1,200 1200 ١٢٠٠ ١٬٢٠٠ １２００",
    "naive naïve NAÏVE",
    "غارة غارات الغارات غارتين والغارة بالغارات",
    "مدني مدنيين المدنيون والمدنيين بالمدنيين مدنيات",
    "مستشفى المستشفى مستشفيات للمستشفى",
    "طفل أطفال الأطفال اطفال الطفل",
    "قتيل قتلى القتلى",
    "مَدْرَسَة مدرسة المدرسة مدارس",
    "إدلب ادلب إدلـــب",
    "كلاسه الكلاسة الکلاسة",
]
DIFFERENT = ["killed wounded", "Homs Hama", "مدنيين مدن", "وزير زير", "كتاب باب", "12 120"]


@pytest.mark.parametrize("words", SAME)
def test_forms_of_one_word_have_the_same_terms(words: str) -> None:
    assert len({tuple(terms_of(word)) for word in words.split()}) == 1


@pytest.mark.parametrize("words", DIFFERENT)
def test_different_words_have_different_terms(words: str) -> None:
    assert len({tuple(terms_of(word)) for word in words.split()}) == len(words.split())


def test_terms_come_in_order_and_punctuation_is_none() -> None:
    assert terms_of("Shelling -- of (Varda): 7 dead!") == ["shell", "of", "varda", "7", "dead"]
    assert terms_of(" … ' ’ _ ") == []


@given(st.text())
def test_any_text_has_terms_that_are_letters_and_digits_only_and_tokens_that_stand_in_it(text: str) -> None:
    found = list(find_tokens(text))
    assert [term for token in found for term in token.terms] == terms_of(text)
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert all(term.isalnum() and len(term) <= LONGEST for term in token.terms)
    assert all(before.end <= after.start for before, after in pairwise(found))


@example("が0")
@example("\u0929a")
@given(st.text(alphabet=st.characters(categories=("L", "N", "Mn"))))
def test_the_form_of_unicode_makes_no_difference(text: str) -> None:
    forms = {tuple(terms_of(unicodedata.normalize(form, text))) for form in ("NFC", "NFD")}
    assert len(forms) == 1


@given(st.text())
def test_folding_is_done_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_beginning_is_folded_but_not_stemmed() -> None:
    assert fold_start("Hospitals") == "hospitals"
    assert fold_start("الكلا") == "كلا"


def test_what_is_written_onto_a_word_can_be_put_there_and_taken_off() -> None:
    assert "بحلب" in fronted("حلب")
    assert "حلب" in unfronted("بحلب")
    assert unfronted("دمشق") == ()
    assert fronted("aleppo") == () == unfronted("aleppo")


def test_words_that_say_too_little_are_known() -> None:
    assert is_stop("The")
    assert is_stop("في")
    assert not is_stop("hospital")


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("الكلاسة", "al-Kallaseh"),
        ("درعا", "Daraa"),
        ("معرة النعمان", "Ma'arrat al-Numan"),
        ("دير الزور", "Deir ez-Zor"),
        ("الغوطة", "Ghouta"),
        ("خان شيخون", "Khan Sheikhoun"),
        ("حمص", "Hims"),
        ("القصير", "Qusayr"),
        ("جيش الإسلام", "Jaysh al-Islam"),
    ],
)
def test_a_name_in_arabic_sounds_like_its_transliteration(native: str, latin: str) -> None:
    assert name_key(sounded(native)).skeleton == name_key(sounded(latin)).skeleton


def test_a_latin_name_is_left_as_it_is() -> None:
    assert sounded("Ma'arrat al-Numan") == "Ma'arrat al-Numan"
