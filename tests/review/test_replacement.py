"""The fields that a correction gives a claim."""

from __future__ import annotations

import json

import pytest

from recount.errors import DecisionError
from recount.review import replacement
from recount.review.replacement import CORRECTABLE, replacement_from_json

EXAMPLES = replacement._EXAMPLES


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_the_example_of_a_field_is_a_value_of_it(name: str) -> None:
    assert [field for field, _ in replacement_from_json({name: json.loads(EXAMPLES[name])})] == [name]


@pytest.mark.parametrize("name", sorted(set(CORRECTABLE) - {"count"}))
def test_a_value_that_does_not_fit_is_refused_with_the_form_it_has(name: str) -> None:
    with pytest.raises(DecisionError, match=f"replacement for {name} does not fit") as caught:
        replacement_from_json({name: {"no": ["such"]}})
    shown = EXAMPLES.get(name)
    assert shown is None or shown in (caught.value.next_move or "")
