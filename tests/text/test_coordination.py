from __future__ import annotations

import pytest

from recount.text.coordination import is_coordinated


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        (" and the ", True),
        (", and ", True),
        (" as well as ", True),
        (" & ", True),
        (" of the ", False),
        (", spokesman for the ", False),
        (", ", False),
        ("", False),
        (" andante ", False),
    ],
)
def test_two_are_told_from_a_person_and_their_body(between: str, *, expected: bool) -> None:
    assert is_coordinated(between) is expected


def test_a_language_without_rules_joins_nothing() -> None:
    assert not is_coordinated(" and ", language="xx")
