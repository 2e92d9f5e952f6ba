from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recount.text.offsets import Edit, apply_edits, compose, identity_map, to_received


@st.composite
def edited(draw: st.DrawFn, text: str) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return [Edit(start, end, draw(st.text("xyz", max_size=3))) for start, end in pairs]


def test_a_deleted_character_belongs_to_no_span_around_it() -> None:
    text, offsets = apply_edits("ab-cd", [Edit(2, 3, "")])
    assert text == "abcd"
    assert to_received(offsets, 0, 2) == (0, 2)
    assert to_received(offsets, 2, 4) == (3, 5)
    assert to_received(offsets, 1, 3) == (1, 4)


def test_a_replaced_stretch_of_another_length_is_quoted_whole() -> None:
    text, offsets = apply_edits("say &amp; go", [Edit(4, 9, "&")])
    assert text == "say & go"
    assert to_received(offsets, 4, 5) == (4, 9)
    assert to_received(offsets, 6, 8) == (10, 12)


def test_replacing_character_by_character_adds_no_pair() -> None:
    _, offsets = apply_edits("a\u00a0b\u00a0c", [Edit(1, 2, " "), Edit(3, 4, " ")])
    assert offsets == identity_map(5)


@given(st.data(), st.text("abcdef", max_size=20))
def test_two_rounds_of_edits_compose(data: st.DataObject, text: str) -> None:
    middle, earlier = apply_edits(text, data.draw(edited(text)))
    final, later = apply_edits(middle, data.draw(edited(middle)))
    both = compose(later, earlier)
    assert (both.normalised[0], both.received[0]) == (0, 0)
    assert (both.normalised[-1], both.received[-1]) == (len(final), len(text))
    assert list(both.normalised) == sorted(both.normalised)
    assert list(both.received) == sorted(both.received)


@given(st.data(), st.text("abcdef", min_size=1, max_size=20))
def test_every_span_of_an_edited_text_maps_into_the_text_before(data: st.DataObject, text: str) -> None:
    edits = data.draw(edited(text))
    final, offsets = apply_edits(text, edits)
    start = data.draw(st.integers(0, len(final)))
    end = data.draw(st.integers(start, len(final)))
    first, last = to_received(offsets, start, end)
    assert 0 <= first <= last <= len(text)
    kept = {index for index in range(len(text)) if not any(e.start <= index < e.end for e in edits)}
    if final[start:end] and all(char in "abcdef" for char in final[start:end]):
        assert "".join(text[index] for index in range(first, last) if index in kept) == final[start:end]
