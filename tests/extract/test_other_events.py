from __future__ import annotations

import pytest

from recount.extract.other_events import is_of_other_event
from recount.text.spans import Span


def judged(text: str, cause: str, figure: str, *, is_subject: bool) -> bool:
    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    return is_of_other_event(text, 0, span(cause), span(figure), "en", is_subject=is_subject)


@pytest.mark.parametrize(
    ("text", "cause", "figure", "is_subject"),
    [
        (
            "Just days after a regime raid a woman was killed in Drell.",
            "regime raid",
            "a woman was killed",
            True,
        ),
        (
            "At least 19 people were killed in Drell, hours after a gas attack.",
            "gas attack",
            "19 people were killed",
            True,
        ),
        (
            "The raids were carried out by rebels in revenge for the death of five guards.",
            "raids were carried out by rebels",
            "death of five",
            False,
        ),
        ("Rebels shelled Drell in response to a bomb that killed 12.", "Rebels shelled", "killed 12", False),
        ("Days after a Redland army raid a mine killed five.", "raid", "a mine killed five", True),
        # another clause follows the time
        ("Hours after jets bombed Drell, a mine in Oskra killed five.", "jets bombed", "killed five", False),
    ],
)
def test_an_attack_that_gives_a_time_or_a_reason_is_another_event(
    text: str,
    cause: str,
    figure: str,
    is_subject: bool,  # noqa: FBT001 - a parameter of the table
) -> None:
    assert judged(text, cause, figure, is_subject=is_subject)


@pytest.mark.parametrize(
    ("text", "cause", "figure", "is_subject"),
    [
        # whose subject the attack is, or which a clause goes on about
        ("It came a day after a regime raid killed 12 people.", "regime raid", "killed 12", False),
        (
            "Days after a regime raid that left 12 people dead, aid came.",
            "regime raid",
            "12 people dead",
            True,
        ),
        # who die later die of it
        ("Two people died days after the regime raid on Drell.", "regime raid", "Two people died", True),
        # a reason is told, and then what the attack did
        ("Raids in response to the attack killed 40 people.", "Raids", "killed 40 people", False),
        (
            "Jets hit Drell to avenge a bomb, and 12 people were killed.",
            "Jets hit",
            "12 people were killed",
            True,
        ),
        # the time is that of something else
        ("Days after the truce rebels shot 12 people dead.", "rebels shot", "12 people dead", True),
        # no time stands before it
        ("After a regime raid 12 people were killed.", "regime raid", "12 people were killed", True),
        ("A regime raid killed 12 people.", "regime raid", "killed 12", False),
    ],
)
def test_an_attack_of_the_figures_own_clause_is_its_own(
    text: str,
    cause: str,
    figure: str,
    is_subject: bool,  # noqa: FBT001 - a parameter of the table
) -> None:
    assert not judged(text, cause, figure, is_subject=is_subject)


def test_a_row_of_words_that_fit_in_two_ways_is_read_at_once() -> None:
    text = f"Days after {'A The ' * 20}x raid a mine killed five."
    assert not judged(text, "raid", "a mine killed five", is_subject=True)
    text = f"Raids in revenge for {'A The ' * 5000}x killed five."
    assert not judged(text, "Raids", "killed five", is_subject=True)
