from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.text.language import CONFIDENCE_FLOOR, identify


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A bomb in the market of Sahr killed nine people on Thursday, the police said.", "en"),
        ("Une bombe a tué neuf personnes jeudi au marché de Sahr, selon la police.", "fr"),
        ("قتل تسعة أشخاص يوم الخميس في انفجار قنبلة في سوق صحر، بحسب الشرطة.", "ar"),
        ("BOMB KILLS NINE PEOPLE IN THE TOWN OF SAHR, THE POLICE SAID.", "en"),
    ],
)
def test_a_sentence_is_recognised(text: str, language: str) -> None:
    found, confidence = identify(text)
    assert found == language
    assert CONFIDENCE_FLOOR <= confidence <= 1


@pytest.mark.parametrize("text", ["", "Sahr", "23 12 2016", "!!! ??? ...", "9 dead"])
def test_a_text_too_short_to_say_is_undetermined(text: str) -> None:
    assert identify(text) == ("und", 0.0)


@given(st.text(max_size=100))
def test_no_text_breaks_it(text: str) -> None:
    language, confidence = identify(text)
    assert language
    assert 0 <= confidence <= 1


def test_a_lone_surrogate_does_not_break_it() -> None:
    assert identify("A bomb killed nine people in the town \ud800 of Sahr.")[0] == "en"
