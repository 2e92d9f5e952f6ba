"""Modality of a word of harm in a parsed sentence."""

from __future__ import annotations

import pytest

from recount.extract.grammar.lexicon import load_lexicon
from recount.extract.parse import parse_sentences
from recount.extract.syntax.harms import find_harms
from recount.extract.syntax.modality import modality_of
from recount.model import Modality
from recount.text.spans import Span


def modality(text: str) -> Modality:
    parse = parse_sentences(text, [Span(0, len(text))], language="en")[0]
    assert parse is not None
    lexicon = load_lexicon("en")
    word = next(iter(find_harms(parse, lexicon)))
    return modality_of(parse, word.token, lexicon)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor was killed on Monday.", Modality.ASSERTED),
        ("The mayor was not killed.", Modality.DENIED),
        ("The mayor could be killed.", Modality.HYPOTHETICAL),
        ("They tried to kill the mayor.", Modality.HYPOTHETICAL),
        ("They denied killing the mayor.", Modality.DENIED),
        ("If the mayor is killed, the talks will end.", Modality.HYPOTHETICAL),
        ("The plot to murder the mayor was known.", Modality.HYPOTHETICAL),
        ("They condemned the murder of the mayor.", Modality.ASSERTED),
    ],
)
def test_modality_is_read_from_the_words_around(text: str, expected: Modality) -> None:
    assert modality(text) is expected
