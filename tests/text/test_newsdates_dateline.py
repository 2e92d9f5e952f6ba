"""The date a report's text gives for itself."""

from __future__ import annotations

from datetime import date

import pytest

from recount.text.newsdates import find_text_date

PUBLISHED = date(2016, 10, 14)
DAY = date(2016, 10, 13)


@pytest.mark.parametrize(
    "text",
    [
        "Raids on Tarvik\n\nTARVIK, Oct 13 (Agency) - Jets hit the town.",
        "TARVIK, Norland, October 13, 2016 (AFP) - Jets hit the town.",
        "TARVIK (13 October 2016) – The commissioner spoke.",
        "Tarvik, 13 October 2016 (SANA) Two people were killed.",
        "Raids on Tarvik\n\nPublished: 13 October 2016 14:09 GMT\n\nJets hit the town.",
        "Raids on Tarvik\nUpdated 3:14 PM ET, Thu October 13, 2016\nJets hit the town.",
        "Raids on Tarvik | The Paper\n\nLast updated at Oct 132016 TARVIK Jets hit the town.",
        "Raids on Tarvik\n\nPosted on October 13 2016 by A Writer Jets hit the town.",
        "Raids on Tarvik\n\nDate of publication 13 October 2016 Jets hit the town.",
        "Raids on Tarvik\n\nPublished October 13 2016 People inspect the damage.",
        "Raids on Tarvik\n\nThu Oct 13 2016 More than ten people were killed.",
        "Raids on Tarvik\n\nThu 13 Oct 2016 at 0914 Jets hit the town.",
        "Raids on Tarvik\n\nThursday 13 October 2016 20:22 Raids on Tarvik. Jets hit the town.",
        "Raids on Tarvik\n\n13 Oct 2016 Jets hit the town.",
        "Raids on Tarvik\n\n13-10-2016 Jets hit the town.",
        "Raids on Tarvik\n\n13.10.2016(updated 2042 13.10.2016) Get short URL Jets hit the town.",
        "Raids on Tarvik\n\nRaids on Tarvik Norland 1449 13.10.2016Get short URL Jets hit the town.",
        "Raids on Tarvik\n\nRaids on Tarvik kill five AFP Thursday 13 Oct 2016 Jets hit the town.",
        "Raids on Tarvik\n\n2016-10-13\nJets hit the town.",
        "Tarvik, Norland | 13 October 2016\nJets hit the town.",
        "Raids on Tarvik\n\nJets hit the town.\n\n" + "More text. " * 80 + "\n\nLast updated: 13 Oct 2016",
    ],
)
def test_a_date_that_stands_by_itself_is_the_reports_own(text: str) -> None:
    found = find_text_date(text, PUBLISHED)
    assert found is not None
    assert found.date == DAY
    assert "13" in found.span.of(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jets hit the town on October 12, 2016.",
        "On October 12, 2016 jets hit the town.",
        "October 12, 2016 was the deadliest day of the year.",
        "Jets hit the town. (File photo: the market of Tarvik, Norland, October 12, 2016.)",
        "File photo: the market of Tarvik, October 12, 2016\n\nJets hit the town.",
        "Residents walk in Tarvik October 12, 2016. REUTERS/A Photographer\n\nJets hit the town.",
        "The raids of 12 October 2016 killed ten.",
        "Oct 13 Jets hit the town.",
        "Jets hit the town on Thursday.",
        "Raids on Tarvik\n\n" + "More text. " * 80 + "The raid of 13 October 2016 killed ten.",
    ],
)
def test_dates_in_sentences_and_of_pictures_are_not(text: str) -> None:
    assert find_text_date(text, PUBLISHED) is None


def test_a_dateline_comes_before_a_caption_date() -> None:
    text = "Raids\n\n13 Oct 2016 Jets hit the town.\n\nSmoke over Tarvik, October 11, 2016. (Agency photo)"
    found = find_text_date(text, None)
    assert found is not None
    assert found.date == DAY


def test_a_dateline_without_a_year_needs_the_publication_date() -> None:
    text = "TARVIK, Dec 31 (Agency) - Jets hit the town."
    assert find_text_date(text, None) is None
    found = find_text_date(text, date(2017, 1, 1))
    assert found is not None
    assert (found.date, found.kind) == (date(2016, 12, 31), "dateline")


def test_the_texts_date_is_given_even_where_metadata_contradicts_it() -> None:
    found = find_text_date("Raids\n\nPublished 13 October 2016 Jets hit the town.", date(2011, 1, 1))
    assert found is not None
    assert found.date == DAY


def test_an_order_of_day_and_month_left_open_is_settled_by_metadata_or_not_at_all() -> None:
    text = "Raids\n\n10/11/2016\nJets hit the town."
    assert find_text_date(text, date(2016, 12, 1)) is None
    found = find_text_date(text, date(2016, 10, 11))
    assert found is not None
    assert found.date == date(2016, 10, 11)


def test_a_language_without_a_lexicon_has_no_dateline() -> None:
    assert find_text_date("Raids\n\n13 Oct 2016 Jets", PUBLISHED, language="xx") is None
