from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from recount.text.normalise import normalise
from recount.text.wrapping import find_wraps

PROSE = (
    "A bomb in a crowded market in the town of Sahr killed nine people and wounded twelve more on Thursday, "
    "police and the town's only hospital said, and the toll was expected to rise as rescuers went on digging "
    "through what was left of the shops along the river road long after night had fallen over the province."
)


def test_wrapped_paragraphs_become_lines_again() -> None:
    wrapped = "\n\n".join(textwrap.fill(PROSE, 70) for _ in range(2))
    result = normalise(wrapped)
    assert result.text == f"{PROSE}\n\n{PROSE}"
    assert "wrapped_lines" in result.repairs


def test_a_word_broken_at_its_hyphen_is_joined() -> None:
    wrapped = textwrap.fill(PROSE.replace("river road", "river-side road " * 8), 60)
    assert "river-side" in wrapped.replace("\n", "")
    assert "river- side" not in normalise(wrapped).text


def test_an_indented_line_begins_a_paragraph() -> None:
    indented = textwrap.fill(PROSE, 70) + "\n   " + textwrap.fill(PROSE, 70)
    assert normalise(indented).text == f"{PROSE}\n{PROSE}"


def test_lines_that_are_paragraphs_stay() -> None:
    lines = "Bomb kills nine in Sahr\nShare\nA bomb fell on the town of Sahr.\nNine died.\nTwo fled.\nEnd"
    assert list(find_wraps(lines)) == []
    assert list(find_wraps("\n".join([PROSE] * 8))) == []


@given(st.integers(45, 120), st.integers(2, 4))
def test_any_width_is_recognised(width: int, times: int) -> None:
    text = " ".join([PROSE] * times)
    assert normalise(textwrap.fill(text, width)).text == text
