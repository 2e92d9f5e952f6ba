"""The pages as a browser and a reader get them."""

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from posixpath import dirname, normpath
from posixpath import join as join_path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html  # type: ignore[import-untyped]

from recount.model import DecisionKind
from recount.publish import index_record
from recount.publish.exports import write_exports
from recount.publish.site import build_site
from recount.publish.site.environment import visible
from tests.publish import invented
from tests.publish.invented import FIRST, HOSTILE, THIRD

RECORD = index_record(invented.view())
SITE = dict(build_site(RECORD))
INTERNAL = dict(build_site(RECORD, full_text=True))
# The exports are written beside the pages by the front door.
DATA = {"data/README.txt", "data/datapackage.json"}
PAGES = sorted(path for path in SITE if path.endswith(".html"))
REPORT_PAGES = [path for path in PAGES if path.startswith("reports/")]


@cache
def page(path: str, *, internal: bool = False) -> html.HtmlElement:
    return html.document_fromstring((INTERNAL if internal else SITE)[path].decode("utf-8"))


def text(path: str, *, internal: bool = False) -> str:
    return " ".join(page(path, internal=internal).find("body").text_content().split())


def card(path: str, claim_id: str) -> html.HtmlElement:
    return page(path).get_element_by_id(claim_id)


def marked(element: html.HtmlElement, claim_id: str) -> str:
    marks = element.iter("mark")
    return "".join(mark.text_content() for mark in marks if claim_id in mark.get("data-claims").split())


def test_every_incident_and_every_report_has_its_page() -> None:
    assert sum(path.startswith("incidents/") for path in PAGES) == len(RECORD.view.incidents)
    assert len(REPORT_PAGES) == len(RECORD.view.reports)


def test_no_id_leads_out_of_the_folder() -> None:
    assert all(normpath(path) == path and not path.startswith(("/", "..")) for path in SITE)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_refers_to_no_other_host(path: str) -> None:
    for element in page(path).iter():
        for name in ("href", "src", "action", "srcset", "poster", "data", "cite", "formaction"):
            target = urlsplit(element.get(name) or "")
            assert not target.scheme, f"{name}={element.get(name)}"
            assert not target.netloc, f"{name}={element.get(name)}"


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere(path: str) -> None:
    for element in page(path).iter():
        target = element.get("href") or element.get("src")
        if not target:
            continue
        parts = urlsplit(target)
        found = normpath(join_path(dirname(path), unquote(parts.path))) if parts.path else path
        assert found in SITE or found.startswith("data/"), target
        if parts.fragment:
            assert page(found).get_element_by_id(parts.fragment, None) is not None, target


@pytest.mark.parametrize("path", PAGES)
def test_ids_are_unique(path: str) -> None:
    counted = Counter(element.get("id") for element in page(path).iter() if element.get("id"))
    assert [key for key, number in counted.items() if number > 1] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_allows_nothing_but_its_own_files(path: str) -> None:
    metas = page(path).xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    assert len(metas) == 1
    policy = dict(part.strip().split(" ", 1) for part in metas[0].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in metas[0]
    for element in page(path).iter():
        assert element.tag not in {"style", "iframe", "object", "embed", "img", "video", "audio", "base"}
        assert element.tag != "script" or (element.get("src") and not element.text)
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_what_its_figures_are(path: str) -> None:
    said = " ".join(page(path).xpath('//aside[@class="caveat"]')[0].text_content().split())
    assert (
        "Read by a program. Of the 11 claims in this record, 1 reviewed by a person; the others not." in said
    )
    assert "as reported by the sources named, and are likely incomplete" in said
    assert "convention literal" in said
    assert "policy range" in said
    assert "9 May 2031, 08:30 UTC" in said
    assert "Places: the invented gazetteer, CC BY 4.0." in text(path)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_used_without_seeing_it(path: str) -> None:
    tree = page(path)
    assert tree.get("lang") == "en"
    assert tree.get("dir") == "ltr"
    assert tree.find(".//title").text
    assert [len(tree.findall(f".//{tag}")) for tag in ("main", "nav", "h1")] == [1, 1, 1]
    first_link = tree.xpath("//body//a")[0]
    assert first_link.get("href") == "#main"
    for table in tree.iter("table"):
        assert table.find("caption") is not None
        assert all(cell.get("scope") in {"col", "row"} for cell in table.iter("th"))
        for row in table.find("tbody"):
            assert len(row.findall("th")) == 1
    for element in tree.iter("input", "select"):
        assert element.getparent().tag == "label"
    levels = [int(element.tag[1]) for element in tree.iter("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_claim_of_an_incident_stands_with_its_words_marked() -> None:
    path = "incidents/i_tarvane.html"
    for claim in RECORD.claims_of(invented.TARVANE_INCIDENT):
        shown = card(path, claim.id)
        assert marked(shown, claim.id) == claim.count.words
        assert claim.quote.exact in shown.find("blockquote").text_content()


def test_every_claim_of_the_record_stands_on_the_page_of_its_report() -> None:
    for claim in RECORD.view.claims:
        shown = card(f"reports/{claim.report_id}.html", claim.id)
        assert marked(shown, claim.id) == visible(claim.count.words)


def test_a_claim_says_speaker_carrier_outlet_and_date() -> None:
    said = card("incidents/i_tarvane.html", invented.PART_ONE.id).find_class("said")[0].text_content()
    assert "said by Ilo Menk, carried by the Coastal Wire, in Tarvane Daily, 7 May 2031" in said


def test_a_toll_links_the_claims_that_set_its_ends() -> None:
    row = page("incidents/i_osk.html").xpath("//table[contains(@class,'toll')]/tbody/tr")[0]
    assert "25–41" in row.text_content()
    assert row.xpath(".//a/@href") == [f"#{invented.MARKET.id}", f"#{invented.RIVAL.id}"]


def test_an_excluded_claim_gives_its_reason() -> None:
    shown = card("incidents/i_tarvane.html", invented.CHILDREN.id).text_content()
    assert "Set aside: a part of another figure" in shown
    assert "by a rule of the codebook; the text does not say it" in shown


def test_open_and_vague_ends_are_said() -> None:
    said = text("incidents/i_tarvane.html")
    assert "81 to 84 or more" in said
    assert "“Dozens” (24 or more)" in said
    assert "81 to 84 or more" in text("index.html")
    assert "up to 300,000 trapped" in text("aggregates.html")


def test_an_approximate_toll_says_so() -> None:
    assert "about 60" in text("index.html")


def test_parts_are_checked_against_their_whole() -> None:
    said = text("incidents/i_tarvane.html")
    assert "13 + 71 = 84: consistent" in said
    assert "consistency, not corroboration" in said


def test_originators_are_counted_apart_from_outlets() -> None:
    said = text("incidents/i_tarvane.html")
    assert "2 originators: the Belmar Monitor, Tarvane Daily, in its own words" in said
    assert "1 outlet: Tarvane Daily" in said


def test_history_gives_each_step_with_its_reason_by_reports_and_as_recorded() -> None:
    history = page("incidents/i_osk.html").xpath("//section[@aria-labelledby='history']//tbody/tr")
    assert [[cell.text_content() for cell in row] for row in history] == [
        ["8 May 2031", "25", "25", "first report"],
        ["9 May 2031", "25–41", "41", "bodies were recovered"],
        ["8 May 2031, 20:15 UTC", "25", "25", "first recorded"],
        ["9 May 2031, 07:00 UTC", "25–41", "41", "a person ruled and new claims"],
    ]


def test_a_toll_that_is_no_more_is_said_to_be_none() -> None:
    gone = replace(invented.STEPS[1], toll=None, claim_ids=(), reasons=("no_longer",))
    pages = dict(build_site(index_record(invented.view(steps=(invented.STEPS[0], gone)))))
    said = html.document_fromstring(pages["incidents/i_osk.html"].decode()).text_content()
    assert "none any more" in said
    assert "counted no longer" in said


def test_every_page_says_as_of_when_the_record_is_shown_and_none_when_it_is_as_it_stands() -> None:
    day = datetime(2031, 5, 8, 23, 59, 59, 999999, tzinfo=UTC)
    shown = dict(build_site(index_record(invented.view(known_at=day, exact_from=invented.MOMENT))))
    for path in PAGES:
        [said] = html.document_fromstring(shown[path].decode()).find_class("known")
        assert said.text_content().startswith("As known on 8 May 2031. This is the record as it was then"), (
            path
        )
        assert "exact from 9 May 2031, 08:30 UTC on" in said.text_content()
        assert not page(path).find_class("known")
    moment = dict(build_site(index_record(invented.view(known_at=invented.MOMENT))))
    assert "As known on 9 May 2031, 08:30 UTC." in moment["index.html"].decode()
    assert "exact from" not in moment["index.html"].decode()


def test_settled_grades_stand_on_the_page_of_the_incident_and_on_the_card_of_the_claim() -> None:
    said = text("incidents/i_osk.html")
    assert "Fair (Two or more credible sources, with likely or confirmed actions" in said
    assert "Settled on 9 May 2031: Own <inquiry>." in said
    assert "Usually reliable" in card("incidents/i_osk.html", invented.MARKET.id).text_content()
    assert "Settled by R. Secret on 9 May 2031" in text("incidents/i_osk.html", internal=True)
    assert not page("incidents/i_tarvane.html").xpath("//section[@aria-labelledby='grades']")


def test_the_front_page_sums_graded_incidents_only_lows_and_highs_apart() -> None:
    rows = page("index.html").xpath("//section[@aria-labelledby='totals']//tbody/tr")
    assert [[cell.text_content() for cell in row] for row in rows] == [
        ["Killed", "Confirmed and Fair", "25", "41", "1 incident"],
        ["Injured", "Confirmed and Fair", "", "", "no incident"],
    ]
    assert "2 incidents have no settled grade and are in no total." in text("index.html")
    plain = dict(build_site(index_record(invented.view(totals=(), grades=()))))
    assert b"totals" not in plain["index.html"]


def test_a_withdrawn_report_is_shown_with_the_reason_and_its_claims_as_out() -> None:
    view = invented.view()
    left = tuple(item for item in view.claims if item.report_id != invented.SECOND.id)
    out = tuple(item for item in view.claims if item.report_id == invented.SECOND.id)
    changed = invented.view(claims=left, rejected=out, withdrawn=((invented.SECOND.id, "Made up."),))
    pages = dict(build_site(index_record(changed)))
    said = html.document_fromstring(pages[f"reports/{invented.SECOND.id}.html"].decode()).text_content()
    assert "This report was withdrawn, and its claims count no longer: Made up." in said
    body = html.document_fromstring(pages["incidents/i_osk.html"].decode())
    assert "its report was withdrawn" in body.get_element_by_id(invented.MARKET.id).text_content()


def test_an_aggregate_is_on_its_own_page_and_on_no_list_of_incidents() -> None:
    for path in ("index.html", "map.html", "timeline.html"):
        assert "Tarvane, campaign" not in text(path)
    assert "Tarvane, campaign" in text("aggregates.html")
    assert "never added to incidents" in text("incidents/a_siege.html")


def test_refusals_are_listed_and_counted() -> None:
    said = text("refusals.html")
    for detail in ("The report is in German.", "The file is empty.", "The number is not in the words."):
        assert detail in said
    assert "Read, and found to hold no claim: 1 report. Kept without being coded: 1 report." in said


def test_a_report_says_whether_it_was_read() -> None:
    assert "no claim was found" in text(f"reports/{invented.FOURTH.id}.html")
    assert "was not read for claims" in text(f"reports/{invented.FIFTH.id}.html")


def test_whole_texts_and_reviewers_stay_inside() -> None:
    for path, data in SITE.items():
        assert b"R. Secret" not in data, path
        assert b"river festival" not in data, path
    assert "R. Secret" in text("incidents/i_osk.html", internal=True)
    assert "river festival" in text(f"reports/{invented.FOURTH.id}.html", internal=True)
    assert "Do not pass it on" in text("index.html", internal=True)
    assert "Corrected on 9 May 2031: The ministry counts two days <together>." in text("incidents/i_osk.html")


def test_the_whole_text_marks_every_claim() -> None:
    tree = page(f"reports/{FIRST.id}.html", internal=True)
    whole = tree.find_class("text")[0]
    assert whole.text_content() == FIRST.text
    for claim in RECORD.claims_of_report[FIRST.id]:
        assert marked(whole, claim.id) == claim.count.words


def test_hostile_words_are_shown_and_do_nothing() -> None:
    path = f"reports/{THIRD.id}.html"
    raw = SITE[path].decode("utf-8")
    assert "<script>alert" not in raw
    assert "&lt;script&gt;alert" in raw
    assert HOSTILE[:28] in text(path)  # as text
    assert not any(
        ord(char) in range(0x202A, 0x202F) for data in SITE.values() for char in data.decode("latin-1")
    )
    assert "⟨U+202E⟩gnorw⟨U+202C⟩" in text(path)


@pytest.mark.parametrize("path", [name for name in SITE if name.endswith((".html", "points.js"))])
def test_no_character_reorders_what_a_reader_sees(path: str) -> None:
    assert not [
        char for char in SITE[path].decode("utf-8") if char in "\u202a\u202b\u202c\u202d\u202e\x00\x1b"
    ]


def test_report_words_have_a_direction_and_a_language_of_their_own() -> None:
    for quote in page(f"reports/{FIRST.id}.html").iter("blockquote"):
        (words,) = quote
        assert (words.tag, words.get("dir"), words.get("lang")) == ("bdi", "auto", "en")


def test_the_map_holds_earned_points_only_and_lists_the_others() -> None:
    points = SITE["assets/points.js"].decode("ascii")
    assert "Osk" in points
    assert "-75.25" in points
    assert "Belmar <script>" not in points
    assert "no statement on the status" in text("map.html")
    listed = page("map.html").xpath("//table")
    assert [len(table.findall("tbody/tr")) for table in listed] == [2, 1]


def test_points_cannot_end_their_script() -> None:
    place = replace(invented.TARVANE, name="</script>")
    incident = replace(invented.TARVANE_INCIDENT, label="</script>\u2028 ü", places=(place,))
    files = dict(build_site(index_record(invented.view(incidents=(incident,), tolls=()))))
    assert files["assets/points.js"].isascii()


def test_the_timeline_is_drawn_without_a_script() -> None:
    tree = page("timeline.html")
    drawing = tree.find(".//svg")
    targets = {link.get("href") for link in drawing.iter("a")}
    assert targets == {"incidents/i_tarvane.html", "incidents/i_osk.html"}
    assert len(drawing.find_class("open")) == 2  # one arrow: its stem and its head


def test_an_end_left_open_has_an_arrow_on_its_side() -> None:
    changed = (replace(invented.TOLLS[0], low=None), *invented.TOLLS[1:])
    files = dict(build_site(index_record(invented.view(tolls=changed))))
    drawing = html.document_fromstring(files["timeline.html"].decode()).find(".//svg")
    assert len(drawing.xpath(".//polyline[@class='open']")) == 2  # up to, and more


def test_a_headline_that_never_ends_is_cut_in_lists_and_whole_on_its_page() -> None:
    long = replace(FIRST, title="w" * 5000)
    files = dict(build_site(index_record(invented.view(reports=(long, *RECORD.view.reports[1:])))))
    assert b"w" * 300 not in files["reports.html"]
    assert b"w" * 240 + "…".encode() in files["reports.html"]
    assert b"w" * 5000 in files[f"reports/{FIRST.id}.html"]


def test_an_empty_record_has_pages_too() -> None:
    record = index_record(
        invented.view(reports=(), claims=(), incidents=(), tolls=(), rejections=(), rulings=(), log_head="")
    )
    files = dict(build_site(record))
    assert b"No incident has been recorded yet." in files["index.html"]
    assert b"This record holds no claim." in files["index.html"]


def test_the_same_view_gives_the_same_bytes() -> None:
    assert dict(build_site(index_record(invented.view()))) == SITE


def test_assets_name_no_other_host() -> None:
    for name in ("assets/site.css", "assets/site.js", "assets/map.js"):
        assert b"http" not in SITE[name]
        assert b"//" not in SITE[name].replace(b"// ", b"")


def test_a_rejected_claim_stays_with_its_ruling_and_counts_nowhere() -> None:
    ruling = replace(invented.RULINGS[0], claim_id=invented.TRAPPED.id, kind=DecisionKind.REJECT, changes=())
    claims = tuple(claim for claim in RECORD.view.claims if claim is not invented.TRAPPED)
    record = index_record(
        invented.view(claims=claims, rejected=(invented.TRAPPED,), rulings=(ruling,), incidents=(), tolls=())
    )
    files = dict(build_site(record))
    report = html.document_fromstring(files[f"reports/{FIRST.id}.html"].decode())
    shown = report.get_element_by_id(invented.TRAPPED.id).text_content()
    assert "Rejected by a person" in shown
    assert "Rejected on 9 May 2031: The ministry counts two days <together>." in shown
    assert "in no incident" not in shown
    refusals = html.document_fromstring(files["refusals.html"].decode())
    assert f"reports/{FIRST.id}.html#{invented.TRAPPED.id}" in refusals.xpath("//li/a/@href")
    row = next(
        row
        for row in csv.DictReader(io.StringIO(write_exports(record)["claims.csv"].decode(), newline=""))
        if row["claim_id"] == invented.TRAPPED.id
    )
    assert (row["toll_use"], row["reviewed"], row["incident_ids"]) == ("rejected", "true", "")
