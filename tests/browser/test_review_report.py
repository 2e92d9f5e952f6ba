"""The report page in a browser: everything an analyst does on a claim, by keyboard alone; hostile text inert."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.sites import Site, run_recount
from tests.browser.visiting import Scheme, Visits, until
from tests.web.people import PASSWORD
from tests.web.serving import Server, add_people, serving

STRIKE = (
    "Air strike on Tarvane kills 84\n\n"
    "💥💥 An air strike killed at least 84 civilians in Tarvane on Tuesday, the Belmar Monitor said.\n\n"
    "The Coastal Wire reported that 40 people were wounded 👩🏽\u200d🚒 in the same strike. ضربة جوية. Of the porters "
    "9 never came home, and 17 tents burned.\n\n"
    "Rescuers said 21 people were killed in Osk on Monday."
)
ARABIC = "غارة جوية على تارفان\n\nقتل 12 مدنيا في غارة جوية على تارفان يوم الثلاثاء. وأصيب 30 آخرون."
QUIET = (
    "Shelling killed 31 people and injured 8 in Lissan on Friday, medics said. "
    "By evening 33 boats lay in the harbour."
)
HOSTILE = (
    "<script>window.recountOwned=1;alert(1)</script> An air strike killed 7 people in Velm on Tuesday. "
    '"><img src=x onerror="window.recountOwned=1"> \u202egnorw\u202c '
    + "q" * 60_000
    + "\n\nOn Monday 6 people were killed in Osk."
)


def _lines() -> str:
    reports = [
        {"id": "strike", "outlet": "Coastal Post", "title": "Air strike on Tarvane kills 84", "text": STRIKE},
        {"id": "quiet", "outlet": "Harbour Post", "title": "Shelling of Lissan", "text": QUIET},
        {"id": "arabic", "outlet": "Arabic Post", "title": "غارة", "text": ARABIC, "language": "ar"},
        {
            "id": "hostile",
            "outlet": "</title><script>window.recountOwned=1</script>",
            "title": "\u202eno",
            "text": HOSTILE,
        },
    ]
    common = {"published": "2021-05-07", "language": "en"}
    return "".join(json.dumps(common | report) + "\n" for report in reports)


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("review")
    (folder / "reports.jsonl").write_text(_lines(), encoding="utf-8")
    store = str(folder / "record.sqlite")
    run_recount(["code", str(folder / "reports.jsonl"), "--store", store, "--site", str(folder / "site")])
    add_people(store)
    with serving(store, folder) as running:
        yield running


@pytest.fixture
def desk(review: Server, visits: Visits) -> Page:
    """A page signed in as an analyst."""
    return _signed_in(review, visits)


def _signed_in(
    review: Server,
    visits: Visits,
    *,
    size: tuple[int, int] = (1366, 850),
    scheme: Scheme = "light",
    inject: Path | None = None,
) -> Page:
    site = Site(folder=Path(), base=review.address + "/")
    page = visits.start(site, size=size, scheme=scheme, inject=inject)
    page.goto(f"{review.address}/account/login/")
    page.get_by_label("Username").fill("ana")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{review.address}/")
    return page


def _open(page: Page, review: Server, name: str) -> None:
    page.goto(f"{review.address}/reports?outlet={name}")
    page.locator("table.reports a[data-row]").click()
    page.wait_for_url("**/reports/r_*")


def _card(words: str) -> str:
    return f'article.claim:has(h3:has-text("{words}"))'


def _expect_refusal(visits: Visits) -> None:
    """Take the one refused form off the list of faults; the browser notes it twice."""
    refused = [fault for fault in visits.faults if "422" in fault]
    assert refused
    visits.faults[:] = [fault for fault in visits.faults if fault not in refused]


def _select(page: Page, words: str) -> None:
    """Select words of the text with the mouse's means: a range over the text nodes that hold them."""
    page.evaluate(
        """words => {
          const paper = document.getElementById('paper');
          const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            const picked = window.getSelection();
            picked.removeAllRanges();
            picked.addRange(range);
            return;
          }
          throw new Error('no such words');
        }""",
        words,
    )


def test_a_shift_on_one_report_by_keyboard_alone(desk: Page, review: Server, visits: Visits) -> None:
    page = desk
    _open(page, review, "Coastal")
    current = page.locator("article.claim[aria-current]")
    expect(current).to_contain_text("84 killed")

    # The first is accepted; the page goes on to the next that asks for a ruling, and says what moved.
    page.keyboard.press("a")
    expect(page.locator("ul.messages")).to_contain_text("Kept.")
    expect(current).to_contain_text("84 or more killed")
    expect(page.locator(_card("84 killed"))).to_contain_text("accepted")

    # Up and down.
    page.keyboard.press("j")
    expect(current).to_contain_text("40 injured")
    page.keyboard.press("k")
    expect(current).to_contain_text("84 or more killed")
    page.keyboard.press("j")

    # Corrected: the words are selected anew on the text by keyboard, the number follows them.
    page.keyboard.press("c")
    page.wait_for_url("**do=correct**")
    expect(page.get_by_label("Words of the number")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(page.locator("#mode")).to_be_visible()
    expect(page.locator("#selected-words")).to_have_text("40")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#selected-words")).to_have_text("40 people")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Words of the number")).to_have_value("40 people")
    expect(page.get_by_label("At least")).to_have_value("40")
    page.get_by_label("At least").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("39")
    expect(page.locator("#reading-said")).to_contain_text("Not in the words")
    page.get_by_label("Why").focus()
    page.keyboard.type("Counted by hand.")
    page.keyboard.press("Enter")
    expect(page.locator("form#form [role=alert]").first).to_contain_text("give 40, not")
    _expect_refusal(visits)
    page.get_by_label("At least").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("40")
    page.get_by_label("At most").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("40")
    page.get_by_label("Status").focus()
    page.keyboard.type("Civ")
    page.get_by_label("Why").focus()
    page.keyboard.press("Enter")
    expect(page.locator(_card("40 injured"))).to_contain_text("corrected")

    # Rejected, with a reason.
    expect(current).to_contain_text("21 killed")
    page.keyboard.press("r")
    page.wait_for_url("**do=reject**")
    page.keyboard.type("Another town.")
    page.keyboard.press("Enter")
    expect(page.locator(_card("21 killed"))).to_contain_text("rejected")
    expect(page.locator("ul.messages")).to_contain_text("killed 6–21 → 6.")
    expect(page.locator("ul.messages")).to_be_in_viewport()

    # Taken back.
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(current).to_contain_text("21 killed")
    page.keyboard.press("u")
    page.wait_for_url("**do=undo**")
    expect(page.locator("form#form")).to_contain_text("Takes back: Reject")
    page.get_by_label("Why").focus()
    page.keyboard.press("Enter")
    expect(page.locator("ul.messages")).to_contain_text("killed 6 → 6–21.")
    expect(page.locator(_card("21 killed"))).to_contain_text("suggestion of the machine")
    expect(page.locator(_card("21 killed"))).to_contain_text("Another town.")


def test_a_missed_claim_is_added_from_words_selected_by_keyboard(desk: Page, review: Server) -> None:
    page = desk
    _open(page, review, "Coastal")
    page.locator(_card("40 injured")).focus()
    page.keyboard.press("s")
    page.keyboard.press("ArrowDown")
    for _ in range(30):
        if page.evaluate("() => getSelection().toString()") == "9":
            break
        page.keyboard.press("ArrowRight")
    expect(page.locator("#selected-words")).to_have_text("9")
    expect(page.locator("#selected-said")).to_contain_text("9")
    page.keyboard.press("Enter")
    page.wait_for_url("**do=add**")
    expect(page.get_by_label("Words of the number")).to_have_value("9")
    expect(page.get_by_label("At least")).to_have_value("9")
    expect(page.locator("#paper .chosen")).to_have_text("9")
    page.get_by_label("Why").focus()
    page.keyboard.type("The porters died.")
    page.keyboard.press("Enter")
    expect(page.locator("ul.messages")).to_contain_text("Kept.")
    added = page.locator(_card("9 "))
    expect(added).to_contain_text("added by a person")
    marked = page.locator("#paper mark.added")
    expect(marked).to_have_text("9")


@pytest.mark.parametrize(
    ("name", "words", "whole"),
    [
        ("Coastal", "wounded", STRIKE),
        ("Coastal", "ضربة", STRIKE),
        ("Coastal", "17", STRIKE),
        ("Arabic", "30", ARABIC),
        ("Arabic", "الثلاثاء", ARABIC),
    ],
)
def test_selected_words_are_the_words_at_their_place(
    desk: Page, review: Server, name: str, words: str, whole: str
) -> None:
    _open(desk, review, name)
    with desk.expect_response("**/reading?**") as answer:
        _select(desk, words)
    said = answer.value.json()
    assert said["words"] == words
    assert whole[said["start"] : said["end"]] == words


def test_arabic_text_runs_from_right_to_left(desk: Page, review: Server) -> None:
    _open(desk, review, "Arabic")
    paper = desk.locator("#paper")
    expect(paper).to_have_attribute("dir", "rtl")
    expect(paper).to_have_attribute("lang", "ar")
    assert paper.evaluate("item => getComputedStyle(item).direction") == "rtl"


def test_hostile_text_is_words_and_long_text_comes_in_parts(desk: Page, review: Server) -> None:
    page = desk
    page.goto(f"{review.address}/reports?outlet=script")
    page.locator("table.reports a[data-row]").click()
    expect(page.locator("#paper")).to_contain_text("<script>window.recountOwned=1;alert(1)</script>")
    assert page.locator("main img, main script, #paper script").count() == 0
    expect(page.locator("nav.parts a")).to_have_count(3)
    assert len(page.locator("#paper").inner_text()) < 25_000
    last = page.locator("nav.parts a").last
    last.click()
    expect(page.locator("#paper mark")).to_have_text("6")
    with page.expect_response("**/reading?**") as answer:
        _select(page, "Monday")
    assert answer.value.json()["words"] == "Monday"
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    claim = page.locator("article.claim").first.get_attribute("id")
    page.goto(f"{page.url.partition('?')[0]}#{claim}")
    expect(page.locator("article.claim[aria-current]")).to_contain_text("6 killed")


def test_keys_rest_in_fields_with_modifiers_and_when_switched_off(desk: Page, review: Server) -> None:
    page = desk
    _open(page, review, "Coastal")
    address = page.url
    page.keyboard.press("Alt+c")
    page.keyboard.press("Control+Shift+c")
    page.locator("h1").click()
    assert page.url == address
    page.goto(f"{address}?do=reject")
    page.get_by_label("Why is it no claim").fill("")
    page.keyboard.type("accrn")
    expect(page.get_by_label("Why is it no claim")).to_have_value("accrn")
    page.goto(f"{review.address}/preferences")
    page.get_by_label("Single keys").uncheck()
    page.get_by_role("button", name="Keep").click()
    page.goto(address)
    page.keyboard.press("c")
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    assert page.url == address
    expect(page.locator("article.claim[aria-current]")).to_have_count(1)


SLOW_PICTURE = """addEventListener('DOMContentLoaded', () => {
  const slow = document.createElement('img');
  slow.src = '/slow.png';
  document.body.append(slow);
});"""


def _decisions(page: Page) -> list[str]:
    """Return the addresses of rulings sent from now on; it grows."""
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if asked.url.endswith("/decide") else None)
    return sent


def _correct(page: Page, review: Server, words: str) -> None:
    """Open the form that corrects one claim of the report about Lissan."""
    _open(page, review, "Harbour")
    claim = page.locator(_card(words)).get_attribute("data-claim")
    page.goto(f"{page.url.partition('?')[0]}?claim={claim}&do=correct#form")


def test_the_number_of_used_words_stands_in_the_form_at_once(desk: Page, review: Server) -> None:
    page = desk
    _correct(page, review, "31 killed")
    _select(page, "33")
    expect(page.locator("#selected-words")).to_have_text("33")
    # Whatever the server is asked after this is never answered.
    page.route("**/reading?**", lambda _: None)
    page.get_by_role("button", name="Use selected words").click()
    expect(page.get_by_label("At least")).to_have_value("33")
    page.get_by_label("Why").fill("So many boats, so many crews.")
    page.keyboard.press("Enter")
    expect(page.locator("ul.messages")).to_contain_text("killed 31 → 33.")


@pytest.mark.parametrize("answer", ["read", "garbled"])
def test_a_form_is_not_sent_before_its_number_is_read(desk: Page, review: Server, answer: str) -> None:
    page = desk
    held: list[Route] = []
    page.route("**/reading?**", lambda route: held.append(route))
    _correct(page, review, "8 injured")
    sent = _decisions(page)
    page.get_by_label("Status").select_option("Civilian" if answer == "read" else "Mixed")
    page.get_by_label("Why").fill("Read again.")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    until(page, lambda: held)
    page.wait_for_timeout(150)
    assert not sent
    if answer == "read":
        held[0].continue_()
    else:
        held[0].fulfill(body="no answer that can be read")
    expect(page.locator("ul.messages")).to_contain_text("Kept.")
    assert (len(held), len(sent)) == (1, 1)


def test_what_is_typed_before_the_page_is_loaded_goes_to_the_field(desk: Page, review: Server) -> None:
    page = desk
    _open(page, review, "Coastal")
    claim = page.locator("article.claim").first.get_attribute("data-claim")
    held: list[Route] = []
    page.route("**/slow.png", lambda route: held.append(route))
    page.add_init_script(SLOW_PICTURE)
    page.goto(f"{page.url.partition('?')[0]}?claim={claim}&do=reject#form", wait_until="domcontentloaded")
    why = page.get_by_label("Why is it no claim")
    expect(why).to_be_focused()
    page.keyboard.type("a crowd, ")
    until(page, lambda: held)
    # Where the address's fragment takes the focus away, it is gone like this.
    page.evaluate("document.activeElement.blur()")
    page.keyboard.type("carrying no number")
    held[0].fulfill(status=200, content_type="image/png", body=b"")
    page.wait_for_load_state()
    page.keyboard.type(" at all.")
    expect(why).to_have_value("a crowd, carrying no number at all.")
    page.keyboard.press("Escape")
    expect(why).not_to_be_focused()


def test_a_covered_text_waits_until_it_is_asked_for(desk: Page, review: Server) -> None:
    page = desk
    page.goto(f"{review.address}/preferences")
    page.get_by_label("Keep the text of reports covered").check()
    page.get_by_role("button", name="Keep").click()
    page.goto(f"{review.address}/reports")
    expect(page.locator("table.reports")).not_to_contain_text("Air strike on Tarvane")
    page.goto(f"{review.address}/reports?outlet=Coastal")
    page.locator("table.reports a[data-row]").click()
    expect(page.locator("#paper")).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("civilians in Tarvane")
    page.get_by_role("link", name="Show the text").click()
    expect(page.locator("#paper")).to_contain_text("civilians in Tarvane")


def test_reading_works_without_javascript(plain_visits: Visits, review: Server) -> None:
    page = _signed_in(review, plain_visits)
    _open(page, review, "Coastal")
    expect(page.locator("#paper mark").first).to_be_visible()
    page.locator("#paper a.ref").nth(1).click()
    assert "#c_" in page.url
    closed = page.locator("article.claim:not([aria-current])").first
    closed.locator("summary").first.click()
    expect(closed.locator("details.more")).to_have_attribute("open", "")


VIOLATIONS = """() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})
  .then(found => found.violations.map(item => item.id + ': ' + item.nodes[0].html.slice(0, 120)))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1366, 850), (390, 844)])
def test_the_page_and_its_forms_are_accessible_and_fit_the_window(
    visits: Visits, review: Server, axe: Path, size: tuple[int, int], scheme: Scheme
) -> None:
    page = _signed_in(review, visits, size=size, scheme=scheme, inject=axe)
    _open(page, review, "Coastal")
    address = page.url
    shown = [address, *(f"{address}?do={do}" for do in ("correct", "part", "relate", "reject"))]
    for each in (f"{review.address}/reports", f"{address}?do=add&start=31&end=40", *shown):
        page.goto(each)
        page.evaluate("() => document.querySelectorAll('details').forEach(item => { item.open = true; })")
        assert page.evaluate(VIOLATIONS) == [], each
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), each
