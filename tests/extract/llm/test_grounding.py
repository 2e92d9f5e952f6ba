"""Whatever a model says: nothing but words of the report, read again, comes through, and nothing breaks."""

from __future__ import annotations

import contextlib
import json

from hypothesis import given
from hypothesis import strategies as st

from recount.extract.anchor import anchor_proposal
from recount.extract.llm.ground import Grounder
from recount.extract.llm.passages import cut_passages
from recount.extract.llm.request import AnswerMalformed, Suggestion, read_answer
from recount.model import Harm, Rejection
from tests.extract.llm.server import completion
from tests.extract.scenes import read

TEXT = (
    "Shelling killed 12 civilians, three of them children, in Drell. Wounds kept at least 30 or\t 40 residents in "
    "Varda clinic.\n\nRebels lost 1,200 fighters and claimed 12. A man, his wife and two sons are missing; deaths of "
    "soldiers were denied. 12 died. No casualties."
)
READING = read(TEXT)
WORDS = st.one_of(
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, 60)).map(lambda cut: TEXT[cut[0] : cut[0] + cut[1]]),
    st.sampled_from(
        ["12", "1", "30", "two sons", "A man, his wife and two sons", "deaths", "residents", "900", " "]
    ),
    st.text(max_size=8),
)
SUGGESTIONS = st.lists(
    st.builds(Suggestion, quote=WORDS, count=WORDS, harm=st.sampled_from([*map(str, Harm), "sad"])),
    max_size=8,
)


@given(SUGGESTIONS)
def test_what_comes_through_is_anchored_and_the_rest_is_counted(suggestions: list[Suggestion]) -> None:
    (passage,) = cut_passages(READING)
    grounder = Grounder(READING, "llm:m")
    grounder.take(passage, suggestions)
    for proposal in grounder.proposals:
        assert not isinstance(anchor_proposal(READING.report, proposal), Rejection)
        assert proposal.proposer == "llm:m"
    counts = [(proposal.quantity.span, proposal.harm) for proposal in grounder.proposals]
    assert len(set(counts)) == len(counts)
    assert len(grounder.proposals) + len(grounder.rejections) <= len(suggestions)
    assert all(rejection.words for rejection in grounder.rejections)


def test_the_whole_text_as_a_quote_gives_the_figures_in_it() -> None:
    (passage,) = cut_passages(READING)
    grounder = Grounder(READING, "llm:m")
    given = [("12", "killed"), ("three", "killed"), ("1,200 fighters", "killed"), ("two sons", "missing")]
    grounder.take(passage, [Suggestion(quote=TEXT, count=count, harm=harm) for count, harm in given])
    found = {(READING.words(one.quantity.span), one.harm.value) for one in grounder.proposals}
    assert {("12", "killed"), ("three", "killed"), ("1,200", "killed")} <= found


def test_a_number_is_no_part_of_another() -> None:
    (passage,) = cut_passages(READING)
    assert list(passage.find("200")) == []
    assert list(passage.find("1")) == []
    assert len(list(passage.find("12"))) == 3
    assert [READING.words(span) for span in passage.find("30 or 40")] == ["30 or\t 40"]


@given(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(completion)))
def test_any_bytes_are_an_answer_or_are_said_to_be_none(data: bytes) -> None:
    with contextlib.suppress(AnswerMalformed):
        read_answer(data)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["figures", "quote", "count", "harm", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(JSON)
def test_any_value_is_an_answer_or_is_said_to_be_none(value: object) -> None:
    with contextlib.suppress(AnswerMalformed):
        found = read_answer(completion(json.dumps(value)))
        assert all(isinstance(item, Suggestion) for item in found)
