"""A snippet of a long text is what it would be if all of it were read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recount.store import search_snippet
from recount.store.search_engines import Phrase, Question, Way

_WORDS = ("market", "tower", "bridge", "gate", "mill", "ford")
_texts = st.lists(st.sampled_from((*_WORDS, *("stone",) * 30)), min_size=200, max_size=900).map(" ".join)
_phrases = st.lists(
    st.builds(Phrase, st.lists(st.sampled_from(_WORDS), min_size=1, max_size=2).map(tuple), st.booleans()),
    min_size=1,
    max_size=4,
)


def whole(text: str, question: Question) -> object:
    """Return the snippet that is found by reading all of a text."""
    first_look, search_snippet._FIRST_LOOK = search_snippet._FIRST_LOOK, len(text) + 1
    try:
        return search_snippet.snippet(text, question)
    finally:
        search_snippet._FIRST_LOOK = first_look


@given(_texts, _phrases)
def test_a_text_that_is_not_read_to_its_end_shows_the_same(text: str, phrases: list[Phrase]) -> None:
    question = Question(tuple((Way((phrase,)),) for phrase in phrases))
    first_look, search_snippet._FIRST_LOOK = search_snippet._FIRST_LOOK, 400
    try:
        found = search_snippet.snippet(text, question)
    finally:
        search_snippet._FIRST_LOOK = first_look
    assert found == whole(text, question)
