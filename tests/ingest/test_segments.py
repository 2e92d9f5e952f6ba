from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.ingest import Segmentation, find_segments
from recount.model import SegmentKind

HEADLINE = "Bomb kills nine in Sahr market"
BODY = "A bomb in the market of Sahr killed nine people on Thursday, police said. Twelve others were wounded."
REPORT = f"{HEADLINE}\n\n{BODY}"


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    found = find_segments(text, title=title)
    return [(segment.kind.value, text[segment.start : segment.end].strip()) for segment in found.segments]


def of_kind(text: str, kind: SegmentKind) -> list[str]:
    return [words for found, words in kinds(text) if found == kind.value]


def test_a_first_line_above_a_blank_line_is_the_headline() -> None:
    assert kinds(REPORT) == [("headline", HEADLINE), ("body", BODY)]
    assert find_segments(REPORT).headline == HEADLINE


def test_a_first_paragraph_of_running_text_is_no_headline() -> None:
    assert kinds(f"{BODY}\n\nTwo fled.")[0][0] == "body"


def test_a_title_given_beside_the_text_is_its_headline_when_the_text_begins_with_it() -> None:
    assert kinds(f"{HEADLINE}\n{BODY}", title=HEADLINE)[0] == ("headline", HEADLINE)


@pytest.mark.parametrize(
    "stamp",
    [
        "Thu Oct 13 2016",
        "13-10-2016",
        "13.10.2016",
        "Published October 13 2016",
        "Date of publication 13 October 2016",
        "Last updated at Oct 132016",
        "Thursday 13 October 2016 18:11",
        "Thu 13 Oct 2016 at 0914",
        "Thu Oct 13 2016 190703",
        "2016-10-13",
    ],
)
def test_a_stamped_date_and_the_repeated_headline_are_set_apart(stamp: str) -> None:
    text = f"{HEADLINE}\n\n{stamp} {HEADLINE}. {BODY}"
    assert kinds(text) == [
        ("headline", HEADLINE),
        ("furniture", stamp),
        ("repeated", f"{HEADLINE}."),
        ("body", BODY),
    ]


def test_a_count_after_a_stamp_is_left_to_the_text() -> None:
    text = f"{HEADLINE}\n\n13.10.2016 120 people were killed in Sahr, police said."
    assert kinds(text)[-1] == ("body", "120 people were killed in Sahr, police said.")


def test_a_sentence_that_opens_with_a_date_is_no_stamp() -> None:
    assert kinds(f"{HEADLINE}\n\n13 October 2016 was the day when nine people died.")[1][0] == "body"


def test_the_headline_and_the_agency_before_the_text_without_any_stop() -> None:
    text = f"{HEADLINE}\n\n{HEADLINE} AFP Thursday 13 Oct 2016 {BODY}"
    found = find_segments(text)
    assert [words for _, words in kinds(text)] == [HEADLINE, HEADLINE, "AFP Thursday 13 Oct 2016", BODY]
    assert found.agency_credits == ("AFP",)


def test_a_sentence_that_begins_like_the_headline_and_goes_on_is_text() -> None:
    assert of_kind(f"{HEADLINE}\n\n{HEADLINE} as rescuers arrive.", SegmentKind.REPEATED) == []


@pytest.mark.parametrize(
    ("dateline", "place", "agencies"),
    [
        ("ORVA (Reuters) -", "ORVA", ("Reuters",)),
        ("ORVA, Oct 13 (AFP) —", "ORVA", ("AFP",)),
        ("ORVA, Norland (AP) —", "ORVA, Norland", ("AP",)),
        ("Orva, SANA –", "Orva", ("SANA",)),
        ("ORVA —", "ORVA", ()),
        ("Afp -", None, ("Afp",)),
        ("Oct 13 (Reuters) -", None, ("Reuters",)),
        ("4 March (Upper Press) —", None, ("Upper Press",)),
        ("ORVA, Norland, Oct 12 (Upper Press) -", "ORVA, Norland", ("Upper Press",)),
    ],
)
def test_a_dateline_gives_place_and_agency(
    dateline: str, place: str | None, agencies: tuple[str, ...]
) -> None:
    found = find_segments(f"{HEADLINE}\n\n{dateline} {BODY}")
    assert (found.dateline_place, found.agency_credits) == (place, agencies)
    assert kinds(f"{HEADLINE}\n\n{dateline} {BODY}")[-1] == ("body", BODY)


def test_a_party_in_capitals_is_no_place() -> None:
    assert find_segments(f"{HEADLINE}\n\n13-10-2016 ISIS Fighters were killed.").dateline_place is None


def test_a_dateline_after_a_summary_makes_the_summary_a_standfirst() -> None:
    text = f"{HEADLINE}\n\n13.10.2016 Nine people died in Sahr. ORVA (Sputnik) {BODY}"
    assert ("standfirst", "Nine people died in Sahr.") in kinds(text)
    assert find_segments(text).dateline_place == "ORVA"


def test_photo_credits_yield_nothing_and_what_stands_above_them_is_a_standfirst() -> None:
    summary = "Nine people died on Thursday. Four of them were children."
    credit = "Photo by: Reuters (Archive)"
    text = f"{HEADLINE}\n\n{summary}\n\n{credit}\n{credit}\n\n{BODY}"
    assert kinds(text) == [
        ("headline", HEADLINE),
        ("standfirst", summary),
        ("credit", credit),
        ("credit", credit),
        ("body", BODY),
    ]
    assert find_segments(text).agency_credits == ()


def test_a_line_that_ends_in_a_photo_note_is_a_caption_and_is_read() -> None:
    caption = "Up to 300 people are trapped in Sahr. (File photo by AFP, October 11, 2016)"
    text = f"{HEADLINE}\n\n{BODY}\n\n{caption}\n\n“The toll rose,” he added."
    assert of_kind(text, SegmentKind.CAPTION) == [caption]


def test_agencies_between_two_sentences_make_the_sentence_before_a_caption() -> None:
    caption = "Smoke rises over Sahr on October 12 2016. (Reuters and Agencies)"
    text = f"{HEADLINE}\n\n13 Oct 2016 Nine people died. {caption} {BODY}"
    assert of_kind(text, SegmentKind.CAPTION) == [caption]
    assert of_kind(text, SegmentKind.STANDFIRST) == ["Nine people died."]


def test_an_agency_named_inside_a_sentence_is_no_photo_credit() -> None:
    text = f"{HEADLINE}\n\nThe state news agency (SANA) said nine people died. {BODY}"
    assert of_kind(text, SegmentKind.CAPTION) == []


@pytest.mark.parametrize(
    "tail",
    [
        "Our Standards: The Thomson Reuters Trust Principles.",
        "Copyright 2016 Norland Times. Terms of Use Privacy Policy",
        "Follow us on Instagram. SUBSCRIBE to our channel",
        "Read Also",
        "Related News Orva votes | Army kills 16 in Tarvik | Weather",
        "Tags bombing market Sahr",
    ],
)
def test_what_a_page_puts_after_the_text_is_furniture(tail: str) -> None:
    assert kinds(f"{HEADLINE}\n\n{BODY} {BODY.replace('nine', 'ten')} {tail}")[-1] == ("furniture", tail)


def test_links_to_other_reports_that_running_text_follows_hide_nothing() -> None:
    more = (
        "Nine more people were killed in the village of Orva when a second bomb went off on the same evening."
    )
    text = f"{HEADLINE}\n\n{BODY}\n\nRelated news\n\nArmy leaves Tarvik\n\n{more}"
    assert more in [words for kind, words in kinds(text) if kind == "body"][-1]


@pytest.mark.parametrize(
    ("credit", "agencies"),
    [
        ("Reporting by Ada Tarvik; Editing by Bo Orva", ()),
        ("(Writing by Ada Tarvik in Orva)", ()),
        ("Source TRTWorld and agencies", ("TRTWorld", "agencies")),
        ("Agencies contributed to this report.", ("Agencies",)),
        ("- REUTERS", ("REUTERS",)),
        ("--AFP", ("AFP",)),
        ("(AFP)", ("AFP",)),
    ],
)
def test_credits_at_the_end_are_set_apart_and_agencies_noted(credit: str, agencies: tuple[str, ...]) -> None:
    text = f"{HEADLINE}\n\n{BODY} {credit}"
    assert kinds(text)[-1] == ("credit", credit)
    assert find_segments(text).agency_credits == agencies


@pytest.mark.parametrize(
    "mark", ["218-11", "SSH 11", "MRKDBA", "Tarvik/Ossom", "R. Tarvik / Ossom", "Ada Tarvik"]
)
def test_initials_and_numbers_at_the_end_are_set_apart(mark: str) -> None:
    assert kinds(f"{HEADLINE}\n\n{BODY} {mark}")[-1] == ("credit", mark)


@pytest.mark.parametrize("last", ["12 killed", "Nine Dead", "Three were wounded", "120 people fled"])
def test_a_short_ending_that_tells_of_harm_is_kept(last: str) -> None:
    assert kinds(f"{HEADLINE}\n\n{BODY} {last}")[-1][0] == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Share",
        "Advertisement",
        "Read more: Army kills 16 in Tarvik",
        "Tags: Sahr, market",
        "All rights reserved",
    ],
)
def test_lines_of_the_page_are_furniture_wherever_they_stand(line: str) -> None:
    assert ("furniture", line) in kinds(f"{HEADLINE}\n\n{BODY}\n\n{line}\n\nTwo people fled to Orva.")


def test_a_sentence_said_twice_is_read_once() -> None:
    text = f"{HEADLINE}\n\n{BODY} {BODY.split('. ')[0]}. The market burned."
    assert of_kind(text, SegmentKind.REPEATED) == [BODY.split(". ")[0] + "."]


def test_a_short_sentence_said_twice_is_no_repetition() -> None:
    assert of_kind(f"{HEADLINE}\n\nNine died. {BODY} Nine died.", SegmentKind.REPEATED) == []


def test_a_summary_that_runs_into_its_own_repetition_is_parted_and_both_are_read() -> None:
    summary = "A bomb in the market of Sahr killed nine people on Thursday"
    text = f"{HEADLINE}\n\n{summary} {summary} a monitor said. The market burned."
    assert of_kind(text, SegmentKind.STANDFIRST) == [summary]
    assert of_kind(text, SegmentKind.BODY)[0].startswith(f"{summary} a monitor said.")


def test_a_language_without_rules_has_headline_and_repeats() -> None:
    text = "قتلى في صحر\n\n" + "قتل تسعة أشخاص في سوق صحر اليوم. " * 2
    found: Segmentation = find_segments(text.strip(), language="ar")
    assert [segment.kind.value for segment in found.segments] == ["headline", "body", "repeated"]


PIECES = st.sampled_from(
    [
        HEADLINE,
        BODY,
        "\n\n",
        "\n",
        " ",
        "(Reuters)",
        "AFP Thursday 13 Oct 2016",
        "Read Also",
        "Tags Sahr",
        "Photo by: AFP",
        "Reporting by Ada Tarvik",
        "(File photo)",
        "ORVA (AP) -",
        "218-11",
        "Nine died. ",
        "é\u200b",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_segments_cover_the_text_in_order_without_overlap(text: str) -> None:
    segments = find_segments(text).segments
    assert (segments[0].start if segments else 0) == 0
    assert (segments[-1].end if segments else len(text)) == len(text) or not text.strip()
    for first, second in pairwise(segments):
        assert first.end == second.start
        assert not text[second.start].isspace()


@given(st.lists(PIECES, max_size=10).map(" ".join))
def test_no_sentence_of_harm_becomes_a_credit(text: str) -> None:
    for words in of_kind(text, SegmentKind.CREDIT):
        assert "killed" not in words
        assert "died" not in words


LINKED = "Rebels Shell Market in Oskra Killing Nine Civilians - Reports"


def test_a_headline_of_another_report_between_two_sentences_is_set_apart() -> None:
    text = f"{REPORT} {LINKED} The police gave no names of the people killed."
    assert of_kind(text, SegmentKind.LINK) == [LINKED]
    assert of_kind(text, SegmentKind.BODY)[-1] == "The police gave no names of the people killed."


def test_a_photographer_and_a_dateline_are_no_part_of_a_linked_headline() -> None:
    text = f"{REPORT} REUTERS Adan Rill {LINKED} VELIM (Oskra Wire) The police gave no names."
    assert of_kind(text, SegmentKind.LINK) == [LINKED]
    assert of_kind(text, SegmentKind.CREDIT) == ["REUTERS Adan Rill"]


@pytest.mark.parametrize(
    "words",
    [
        "Members of the Oskra Fatal Injuries Board said nine had been Killed near the Square.",
        "The Oskra Province Killed in Action Register names nine.",
        "Rebels Shell Market in Oskra Killing Nine Civilians on the road that leads to the square.",
    ],
)
def test_capitals_that_do_not_end_before_another_sentence_are_no_linked_headline(words: str) -> None:
    assert of_kind(f"{REPORT} {words} He gave no names.", SegmentKind.LINK) == []


def test_a_linked_headline_may_begin_behind_the_initial_of_a_photographer() -> None:
    text = f"{REPORT} AP Photo Adan R. {LINKED} The police gave no names."
    assert of_kind(text, SegmentKind.LINK) == [LINKED]


@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_heading_on_a_line_of_its_own_is_the_reports_own(between: str) -> None:
    assert of_kind(f"{REPORT}{between}{LINKED}{between}The police gave no names.", SegmentKind.LINK) == []


def test_a_name_behind_an_abbreviation_opens_no_linked_headline() -> None:
    text = (
        f"{REPORT} So says Dr. Adan Rill of the Oskra Killed Persons Institute On Monday the army named nine."
    )
    assert of_kind(text, SegmentKind.LINK) == []


def test_the_headlines_listed_behind_a_count_of_shares_are_linked_ones() -> None:
    listed = "Nine Killed in Oskra Market Army Frees Two Villages Near Velim"
    found = kinds(f"{REPORT} ... 87 Related {listed} Tags army Oskra Velim")
    assert ("link", listed) in found
    assert ("furniture", "... 87 Related") in found


def test_headlines_listed_before_a_pages_own_matter_are_linked_ones() -> None:
    listed = "At least one killed during Velim protests Famine in Oskra worsens. "
    text = f"{REPORT} {BODY} Related News {listed}Follow us on Instagram. Copyright 2031 Oskra Wire"
    assert of_kind(text, SegmentKind.LINK) == [listed.strip()]
