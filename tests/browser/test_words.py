"""The words that a page marks are the words of the claim, as claims.jsonl gives them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import Any

import pytest
from playwright.sync_api import Page

from recount.publish.site.environment import visible
from tests.browser.sites import Site
from tests.browser.visiting import Visits

# Of every card: the claim, the words marked in its quotation, and the quotation whole.
CARDS = """cards => cards.map(card => ({
  id: card.id,
  marked: [...card.querySelectorAll('blockquote mark')]
    .filter(mark => mark.dataset.claims.split(' ').includes(card.id)).map(mark => mark.textContent).join(''),
  others: [...card.querySelectorAll('blockquote mark')]
    .filter(mark => !mark.dataset.claims.split(' ').includes(card.id)).length,
  quotation: card.querySelector('blockquote').textContent,
  seen: [...card.querySelectorAll('mark')].every(mark => mark.getClientRects().length
    && getComputedStyle(mark).backgroundColor !== getComputedStyle(document.body).backgroundColor),
}))"""


def cards(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.locator("article.claim").evaluate_all(CARDS)
    return found


@pytest.mark.parametrize("name", ["outward", "attacked"])
def test_every_page_marks_exactly_the_words_of_its_claims(
    visits: Visits, request: pytest.FixtureRequest, name: str
) -> None:
    site: Site = request.getfixturevalue(name)
    claims = {claim["id"]: claim for claim in site.lines("claims.jsonl")}
    of_page: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims.values():
        of_page[f"reports/{claim['report_id']}.html"].add(claim["id"])
        for incident_id in claim["incident_ids"]:
            of_page[f"incidents/{incident_id}.html"].add(claim["id"])
    page = visits.start(site)
    for path in (path for path in site.pages if "/" in path):
        page.goto(site.base + path)
        shown = cards(page)
        assert {card["id"] for card in shown} == of_page[path], path
        for card in shown:
            claim = claims[card["id"]]
            assert card["marked"] == visible(claim["count"]["words"]), (path, card["id"])
            assert card["others"] == 0
            assert card["seen"], (path, card["id"])
            quoted = visible(claim["quote"]["exact"])
            assert quoted in card["quotation"] or len(quoted) > 400, (path, card["id"])
    assert len(claims) >= 30


def test_a_whole_text_is_the_text_that_was_hashed_with_every_claim_marked(
    visits: Visits, sample: Site
) -> None:
    claims = sample.lines("claims.jsonl")
    page = visits.start(sample)
    for report in sample.rows("reports.csv"):
        page.goto(f"{sample.base}reports/{report['report_id']}.html")
        text = page.locator("div.text bdi").text_content() or ""
        assert hashlib.sha256(text.encode()).hexdigest() == report["text_sha256"]
        marks = page.locator("div.text mark").evaluate_all(
            "marks => marks.map(mark => [mark.dataset.claims, mark.textContent])"
        )
        for claim in (claim for claim in claims if claim["report_id"] == report["report_id"]):
            words = "".join(text for ids, text in marks if claim["id"] in ids.split())
            assert words == claim["count"]["words"]


def test_a_toll_leads_to_the_card_of_the_claim_that_sets_it(visits: Visits, sample: Site) -> None:
    page = visits.start(sample)
    for row in sample.incidents:
        page.goto(f"{sample.base}incidents/{row['incident_id']}.html")
        link = page.locator("table.toll a").first
        words = link.inner_text()
        link.click()
        assert page.locator("article.claim:target mark").first.inner_text() == words


def test_a_report_leads_to_its_claim_and_back(visits: Visits, sample: Site) -> None:
    page = visits.open(sample, sample.page_of("incident"))
    card = page.locator("article.claim").first
    claim_id = card.get_attribute("id")
    card.get_by_role("link", name="Report").click()
    assert "/reports/" in page.url
    assert page.locator("article.claim:target").get_attribute("id") == claim_id
    page.locator("article.claim:target ul.standing a").first.click()
    assert "/incidents/" in page.url
    assert page.locator("article.claim:target").get_attribute("id") == claim_id
