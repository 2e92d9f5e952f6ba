"""A report's text in segments: nothing is lost, nothing is doubled, and each mark covers its selector exactly."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.store.connect import configure_django
from recount.text.spans import Span
from recount.web.reports.marking import (
    BLOCK,
    Mark,
    block_at,
    blocks,
    hidden_in,
    places_of,
    runs,
    segments,
    trimmed,
)
from recount.web.reports.paper import SIGN_OF, Ink, inked

configure_django()  # the words of a state are translated

_ANY = st.text(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from("\u202e\u2066\u200b\u200d\x00\r\n<>&\"' \ud800👩🏽عربي"),
    ),
    min_size=1,
    max_size=120,
)


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(_ANY)
    marks = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        first = draw(st.integers(start, end - 1))
        last = draw(st.integers(first + 1, end))
        marks.append(Mark(claim_id=f"c_{number}", quote=Span(start, end), count=Span(first, last)))
    return text, marks


@given(texts_with_marks(), st.data())
def test_segments_joined_are_the_text_and_each_mark_covers_its_selector(
    made: tuple[str, list[Mark]], data: st.DataObject
) -> None:
    text, marks = made
    start = data.draw(st.integers(0, len(text)))
    shown = Span(start, data.draw(st.integers(start, len(text))))
    cut = segments(text, shown, marks)
    assert "".join(segment.text for segment in cut) == shown.of(text)
    for mark in marks:
        for name, span in (("counts", mark.count), ("quotes", mark.quote)):
            covered = [
                position
                for segment in cut
                if mark.claim_id in getattr(segment, name)
                for position in range(segment.start, segment.start + len(segment.text))
            ]
            clipped = range(max(span.start, shown.start), min(span.end, shown.end))
            assert covered == list(clipped)


@given(texts_with_marks())
def test_a_link_to_a_claim_stands_once_where_its_count_begins_and_once_where_it_ends(
    made: tuple[str, list[Mark]],
) -> None:
    text, marks = made
    cut = segments(text, Span(0, len(text)), marks)
    for mark in marks:
        begins = [segment.start for segment in cut if mark.claim_id in segment.first_of]
        ends = [segment.start + len(segment.text) for segment in cut if mark.claim_id in segment.last_of]
        assert (begins, ends) == ([mark.count.start], [mark.count.end])


@given(_ANY)
def test_runs_joined_are_the_text_and_a_sign_hides_nothing(text: str) -> None:
    found = list(runs(text))
    assert "".join(run.text for run in found) == text
    assert sum(run.length for run in found) == len(text)
    for run in found:
        assert not run.sign or len(set(run.text)) == 1
        assert run.sign or not hidden_in(run.text)


@dataclass
class Browser(HTMLParser):
    """Reads a page's text as ``report.js`` does: leaving out what is to be skipped, counting signs."""

    text: str = ""
    counts: dict[str, str] = field(default_factory=dict)
    _stack: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"span", "mark", "a"}
        named = dict(attrs)
        if "data-sign" in named and not self._is_skipped():
            self._add("\u2400" * int(named["data-sign"] or 0))
        self._stack.append((tag, named))

    def handle_endtag(self, tag: str) -> None:
        assert self._stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if not self._is_skipped() and not any("data-sign" in attrs for _, attrs in self._stack):
            self._add(data)

    def _is_skipped(self) -> bool:
        return any("data-skip" in attrs for _, attrs in self._stack)

    def _add(self, words: str) -> None:
        self.text += words
        for _, attrs in self._stack:
            for claim_id in (attrs.get("data-counts") or "").split():
                self.counts[claim_id] = self.counts.get(claim_id, "") + words


def _plain(text: str) -> str:
    return "".join("\u2400" * run.length if run.sign else run.text for run in runs(text))


@given(texts_with_marks(), st.sampled_from(sorted(SIGN_OF)))
def test_the_page_holds_the_text_exactly_and_marks_the_counts_exactly(
    made: tuple[str, list[Mark]], state: str
) -> None:
    text, marks = made
    ink = Ink(
        states={mark.claim_id: state for mark in marks},
        numbers={mark.claim_id: number for number, mark in enumerate(marks, 1)},
    )
    page = Browser()
    page.feed(str(inked(segments(text, Span(0, len(text)), marks), ink)))
    page.close()
    assert page.text == _plain(text)
    assert page.counts == {mark.claim_id: _plain(mark.count.of(text)) for mark in marks}


@given(_ANY.map(lambda text: text * 40), st.integers(20, 400))
def test_blocks_joined_are_the_text_and_none_is_much_longer_than_asked(text: str, size: int) -> None:
    cut = blocks(text, size)
    assert "".join(span.of(text) for span in cut) == text
    assert all(span.start < span.end for span in cut)
    assert all(cut[block_at(cut, span.start)] == span for span in cut)


def test_a_block_ends_at_a_line_or_a_word() -> None:
    text = ("word " * 300 + "\n") * 40
    cut = blocks(text)
    assert len(cut) > 1
    assert all(text[span.end - 1] == "\n" for span in cut)
    words = "word " * 20_000
    assert all(words[span.end - 1] == " " for span in blocks(words))


@pytest.mark.parametrize("text", ["q" * 5_000_000, "\n" * 5_000_000, "\u202e" * 5_000_000, "13 " * 1_700_000])
def test_five_million_characters_are_cut_in_no_time_whatever_they_are(text: str) -> None:
    began = time.process_time()
    cut = blocks(text)
    last = cut[len(cut) // 2]
    ink = Ink(states={}, numbers={})
    page = str(inked(segments(text, last, []), ink))
    assert time.process_time() - began < 2.0
    assert len(page) < 4 * BLOCK
    assert sum(span.end - span.start for span in cut) == len(text)


def test_thousands_of_claims_in_one_block_are_marked_in_no_time() -> None:
    text = "12 " * 7_000
    marks = [
        Mark(claim_id=f"c_{at}", quote=Span(at, at + 3), count=Span(at, at + 2)) for at in range(0, 21_000, 3)
    ]
    began = time.process_time()
    assert len(segments(text, Span(0, len(text)), marks)) == 2 * len(marks)
    assert time.process_time() - began < 2.0


def test_what_reorders_or_hides_words_is_shown_by_its_code_point() -> None:
    assert [run.sign for run in runs("a\u202eb\x00\x00\x00c\u200bd\ufeff") if run.sign] == [
        "⟨U+202E⟩",
        "⟨U+0000 ×3⟩",
        "⟨U+200B⟩",
        "⟨U+FEFF⟩",
    ]


def test_joiners_stay_because_scripts_and_signs_need_them() -> None:
    assert [run.text for run in runs("می\u200cخواهم 👩🏽\u200d🚒")] == ["می\u200cخواهم 👩🏽\u200d🚒"]


def test_a_script_in_a_text_is_words() -> None:
    text = "<script>alert(1)</script>"
    mark = Mark(claim_id="c_1", quote=Span(0, len(text)), count=Span(3, 9))
    page = str(inked(segments(text, Span(0, len(text)), [mark]), Ink(states={}, numbers={"c_1": 1})))
    assert "<script" not in page
    assert "&lt;s" in page


@given(_ANY, st.integers(-5, 200), st.integers(-5, 200))
def test_a_selection_loses_only_white_space_at_its_ends(text: str, start: int, end: int) -> None:
    span = trimmed(text, start, end)
    if span is None:
        assert not text[max(0, start) : max(0, end)].strip()
    else:
        assert span.of(text) == text[max(0, start) : end].strip()


def test_words_are_found_wherever_they_stand() -> None:
    assert places_of("13 and 13 and 131", "13") == [0, 7, 14]
    assert places_of("none", "") == []
