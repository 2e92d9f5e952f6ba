"""A snippet of a long text is what it would be if all of it were read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recount.store import search_snippet
from recount.store.search_engines import Phrase, Question, Way
from recount.store.search_types import Piece
from recount.text.searching import terms_of

_WORDS = ("market", "tower", "bridge", "gate", "mill", "ford")
_texts = st.lists(st.sampled_from((*_WORDS, *("stone",) * 30)), min_size=200, max_size=900).map(" ".join)
_phrases = st.lists(
    st.builds(Phrase, st.lists(st.sampled_from(_WORDS), min_size=1, max_size=2).map(tuple), st.booleans()),
    min_size=1,
    max_size=4,
)


def looking(looks: tuple[int, ...], text: str, question: Question) -> tuple[Piece, ...]:
    """Return the snippet that is found by looking at so much of a text at first; by none, all of it is read."""
    before, search_snippet._LOOKS = search_snippet._LOOKS, looks
    try:
        return search_snippet.snippet(text, question)
    finally:
        search_snippet._LOOKS = before


@given(_texts, _phrases)
def test_a_text_that_is_not_read_to_its_end_shows_the_same(text: str, phrases: list[Phrase]) -> None:
    question = Question(tuple((Way((phrase,)),) for phrase in phrases))
    assert looking((400, 900), text, question) == looking((), text, question)


@given(_texts, _phrases, st.integers(min_value=300, max_value=2000))
def test_the_beginning_of_a_text_and_its_terms_give_the_same_or_nothing(
    text: str, phrases: list[Phrase], length: int
) -> None:
    question = Question(tuple((Way((phrase,)),) for phrase in phrases))
    before, search_snippet._LOOKS = search_snippet._LOOKS, (400, 900)
    try:
        found = search_snippet.early_snippet(text[:length], " ".join(terms_of(text)), question)
    finally:
        search_snippet._LOOKS = before
    assert found in {None, looking((), text, question)}


def test_the_beginning_is_enough_where_it_shows_all_that_stands_anywhere() -> None:
    text = "the market " + "stone " * 900 + "the market again"
    question = Question(((Way((Phrase(("market",)),)),),))
    found = search_snippet.early_snippet(text[:2000], " ".join(terms_of(text)), question)
    assert found == search_snippet.snippet(text, question)
    assert found is not None
    assert [piece.text for piece in found if piece.is_match] == ["market"]
