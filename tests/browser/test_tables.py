"""Filters and sorting of the list of incidents agree with incidents.csv."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.sites import Site
from tests.browser.visiting import Visits

Row = dict[str, str]


@pytest.fixture
def index(visits: Visits, crowded: Site) -> Page:
    return visits.open(crowded)


def shown(page: Page) -> list[str]:
    """The incidents of the rows that can be seen, in their order."""
    links = page.locator("table.filterable tbody tr:visible th a")
    targets: list[str] = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [target.removeprefix("incidents/").removesuffix(".html") for target in targets]


def ids(site: Site, holds: Callable[[Row], bool] = bool) -> set[str]:
    return {row["incident_id"] for row in site.incidents if holds(row)}


def button(page: Page, name: str) -> Locator:
    return page.locator("thead").get_by_role("button", name=name)


def test_every_incident_stands_in_the_list(index: Page, crowded: Site) -> None:
    found = shown(index)
    assert len(found) == len(set(found)) == len(crowded.incidents)
    assert set(found) == ids(crowded)
    expect(index.locator("output")).to_have_text(f"{len(found)} of {len(found)} shown")


def test_figures_in_the_list_are_those_of_the_file(index: Page, crowded: Site) -> None:
    for row in crowded.incidents:
        line = index.locator("tr").filter(has=index.locator(f"a[href='incidents/{row['incident_id']}.html']"))
        cells = line.locator("td").all_inner_texts()
        assert cells[2] == row["killed_words"]
        assert cells[3] == row["injured_words"]
        assert cells[6] == f"{row['reviewed_claims']} of {row['claims']} reviewed"


@pytest.mark.parametrize("field", ["year", "means"])
def test_a_choice_shows_what_the_file_says(index: Page, crowded: Site, field: str) -> None:
    def value(row: Row) -> str:
        return row["means"] if field == "means" else (row["date_start"] or row["date_end"])[:4]

    select = index.locator(f"select[name={field}]")
    choices = select.locator("option").evaluate_all("options => options.map(option => option.value)")
    assert set(choices) == {""} | {value(row) for row in crowded.incidents if value(row)}
    for choice in choices:
        select.select_option(choice)
        expected = ids(crowded, lambda row, wanted=choice: not wanted or value(row) == wanted)  # type: ignore[misc]
        assert set(shown(index)) == expected
        expect(index.locator("output")).to_have_text(f"{len(expected)} of {len(crowded.incidents)} shown")


def test_filters_hold_together_and_clear_together(index: Page, crowded: Site) -> None:
    index.get_by_label("Reviewed only").check()
    assert set(shown(index)) == ids(crowded, lambda row: row["reviewed_claims"] != "0")
    index.locator("select[name=means]").select_option("airstrike")
    index.get_by_role("searchbox").fill("ARVEL number")
    expected = ids(
        crowded,
        lambda row: row["reviewed_claims"] != "0" and row["means"] == "airstrike" and "Arvel" in row["label"],
    )
    assert set(shown(index)) == expected
    assert 0 < len(expected) < 10
    index.get_by_role("button", name="Clear").click()
    expect(index.locator("output")).to_contain_text(f"{len(crowded.incidents)} of")
    assert set(shown(index)) == ids(crowded)


def test_a_word_that_stands_nowhere_shows_nothing_and_says_so(index: Page, crowded: Site) -> None:
    index.get_by_role("searchbox").fill("no such <word> anywhere")
    assert shown(index) == []
    expect(index.locator("output")).to_have_text(f"0 of {len(crowded.incidents)} shown")


def figure(row: Row) -> int:
    """What a toll is sorted by: its high end, else its low end; below all when nothing is counted."""
    return int(row["killed_high"] or row["killed_low"] or -1)


def test_sorting_by_people_killed_follows_the_numbers(index: Page, crowded: Site) -> None:
    of = {row["incident_id"]: figure(row) for row in crowded.incidents}
    button(index, "Killed").click()
    assert [of[key] for key in shown(index)] == sorted(of.values())
    assert button(index, "Killed").locator("..").get_attribute("aria-sort") == "ascending"
    button(index, "Killed").click()
    assert [of[key] for key in shown(index)] == sorted(of.values(), reverse=True)
    assert button(index, "Killed").locator("..").get_attribute("aria-sort") == "descending"


def test_sorting_by_date_puts_unknown_dates_last_and_leaves_one_mark(index: Page, crowded: Site) -> None:
    of = {row["incident_id"]: row["date_start"] or row["date_end"] or "9999" for row in crowded.incidents}
    button(index, "Killed").click()
    button(index, "Date").click()
    assert [of[key] for key in shown(index)] == sorted(of.values())
    assert "9999" in of.values()
    assert index.locator("th[aria-sort]").count() == 1


def test_sorting_keeps_the_filter_and_the_filter_keeps_the_order(index: Page, crowded: Site) -> None:
    of = {row["incident_id"]: figure(row) for row in crowded.incidents}
    index.locator("select[name=means]").select_option("shelling")
    button(index, "Killed").click()
    assert [of[key] for key in shown(index)] == sorted(
        of[row["incident_id"]] for row in crowded.incidents if row["means"] == "shelling"
    )
    index.locator("select[name=means]").select_option("car_bomb")
    found = [of[key] for key in shown(index)]
    assert found == sorted(found)


@pytest.mark.parametrize("path", ["sources.html", "reports.html"])
def test_other_lists_sort_too(visits: Visits, crowded: Site, path: str) -> None:
    page = visits.open(crowded, path)
    table = page.locator("table.filterable").first
    rows = table.locator("tbody tr")
    before = rows.count()
    for header in table.locator("thead button").all():
        header.click()
        header.click()
    column = table.get_by_role("button", name="Claims")
    column.click()
    numbers = [int(text) for text in table.locator("td[data-label=Claims]").all_inner_texts()]
    assert numbers == sorted(numbers)
    assert rows.count() == before
