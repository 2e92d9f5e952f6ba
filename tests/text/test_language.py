from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.text.language import CONFIDENCE_FLOOR, SAMPLE_LENGTH, identify


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


PLAIN = "A bomb in the market of Sahr killed nine people on Thursday, and the police said that it was a car."


def loads_the_model(*texts: str) -> bool:
    """Whether a process that identifies the texts loads the model of all languages, or numpy."""
    code = (
        "import sys; from recount.text.language import identify\n"
        f"for text in {texts!r}: identify(text)\n"
        "print('py3langid' in sys.modules or 'numpy' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return result.stdout.strip() == "True"


def test_plain_english_is_recognised_without_the_model() -> None:
    assert not loads_the_model(PLAIN, PLAIN * 9, "9 dead", "")
    assert identify(PLAIN) == ("en", 1.0)


def test_what_is_not_plain_is_left_to_the_model() -> None:
    assert loads_the_model("Une bombe a tué neuf personnes jeudi au marché de Sahr, selon la police.")


FRENCH = "Une bombe a tué neuf personnes jeudi au marché de la ville, selon la police locale. "
GERMAN = "Eine Bombe hat am Donnerstag auf dem Markt neun Menschen in den Tod gerissen, so die Polizei. "
DUTCH = "Een bom doodde donderdag negen mensen in de markt van de stad, was te horen of te lezen. "


@pytest.mark.parametrize("foreign", [FRENCH, GERMAN, DUTCH], ids=["fr", "de", "nl"])
@pytest.mark.parametrize(
    "quoted",
    [
        "The Lord of the Rings: The Return of the King and the Others",
        "Office of the High Commissioner for Human Rights of the United Nations",
        "this is not about them, they said",
    ],
)
def test_english_names_and_words_in_another_language_do_not_make_it_english(
    foreign: str, quoted: str
) -> None:
    for text in (foreign + quoted, quoted + ". " + foreign, foreign + quoted + ". " + foreign):
        assert identify(text) != ("en", 1.0)


def test_a_text_in_two_scripts_is_not_beyond_doubt() -> None:
    assert identify(PLAIN + " قتل تسعة أشخاص في انفجار قنبلة.")[1] < 1


def test_names_do_not_weigh() -> None:
    names = " ".join(f"Sahr{letter} Varda Drell Ossom" for letter in "abcdefghij").replace("Sahra", "Sahr")
    assert identify("The police said that it was a bomb in the market and not a car. " + names) == ("en", 1.0)


def test_only_the_beginning_is_looked_at() -> None:
    assert identify(PLAIN * 5 + FRENCH * 20) == ("en", 1.0)
    assert len(PLAIN * 5) >= SAMPLE_LENGTH
