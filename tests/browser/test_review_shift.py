"""A whole shift at a team's server: sign in, work, review each other, sign off, publish; the log tells it all."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from tests.browser.shift import Desk, command, decisions_of
from tests.browser.sites import run_recount
from tests.browser.visiting import Visits
from tests.web.serving import Server, add_people, serving

APRIL = Path(__file__).parents[3] / "shared" / "evals" / "fakes" / "incidents.reports.jsonl"
TUESDAY, THURSDAY = "11 October 2016", "13 October 2016"


@pytest.fixture
def office(demo: Path, tmp_path: Path) -> Iterator[Server]:
    """The bundled sample with a team."""
    store = str(shutil.copy(demo / "record.sqlite", tmp_path / "record.sqlite"))
    add_people(store)
    with serving(store, tmp_path) as running:
        yield running


def rows(archive: ZipFile, name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file of an archive."""
    (path,) = [item for item in archive.namelist() if item.endswith(f"data/{name}")]
    return list(csv.DictReader(io.StringIO(archive.read(path).decode("utf-8"))))


def published_toll(archive: ZipFile, incident: str) -> str:
    """Return the published words for all people killed in an incident."""
    (row,) = [
        row
        for row in rows(archive, "tolls.csv")
        if (row["incident_id"], row["harm"], row["status"]) == (incident, "killed", "all")
    ]
    return row["said"]


def work_on_claims(ana: Desk) -> None:
    """Take from the queue, accept, correct, take back, add and reject, each by keyboard."""
    page = ana.page
    ana.go("q", "/queue")
    ana.press("t")
    page.wait_for_url("**/reports/r_*")
    ana.press("a")
    ana.told("Kept.")
    expect(page.locator("article.claim.accepted")).to_have_count(1)

    # A slip: the figure for three days is no figure for Thursday. The page says what moved, both ways.
    ana.open_report("Bombing of eastern Aleppo goes into third day")
    ana.stand_on("13")
    ana.press("c")
    page.wait_for_url("**do=correct**")
    ana.press("Escape")
    ana.select_words("84")
    ana.write("Why", "The higher figure.")
    ana.press("Enter")
    ana.told("killed 13 → 84.")
    ana.stand_on("84")
    ana.press("u")
    page.wait_for_url("**do=undo**")
    ana.go_on_to(page.locator("form#form").get_by_label("Why"))
    ana.press("Control+A")
    page.keyboard.type("No: that is the figure for three days.")
    ana.press("Enter")
    ana.told("killed 84 → 13.")
    expect(
        page.locator("article.claim.rejected, article.claim.added, article.claim.corrected")
    ).to_have_count(0)

    # Missed by the machine: "counted 41".
    ana.open_report("A week of bombing in eastern Aleppo")
    ana.stand_on("25")
    ana.select_words("41")
    assert "do=add" in page.url
    expect(page.get_by_label("At least")).to_have_value("41")
    ana.write("Why", "Two bodies counted 41 for Tuesday.")
    ana.press("Enter")
    ana.told("Kept.")
    expect(page.locator("article.claim.added h3")).to_contain_text("41")

    # "Bodies were found under the rubble" counts nobody.
    ana.open_report("Why the toll of the Aleppo bombing went up")
    ana.press("k", "k", "k", "k", "k", "j", "j", "j")
    ana.press("r")
    page.wait_for_url("**do=reject**")
    page.keyboard.type("No number of people.")
    ana.press("Enter")
    expect(page.locator("article.claim.rejected")).to_have_count(1)


def merge_and_split(sami: Desk) -> tuple[str, str]:
    """Merge Thursday into Tuesday after a look, then split one quarter off; return the ids of both incidents."""
    page = sami.page
    merged = sami.open_incident(TUESDAY)
    expect(sami.killed).to_have_text("25–41")
    sami.press("m")
    page.wait_for_url("**/merge")
    sami.go_on_to(page.locator("a[data-row]", has_text=THURSDAY))
    sami.press("Enter")
    page.wait_for_url("**/merge?with=*")
    before, after = sami.foreseen()
    assert (before, after) == ("25–41", "13–41")
    sami.write("Reason", "This record counts the raids of those days as one.")
    sami.push("Merge")
    sami.told(f"Killed: {before} → {after}")
    expect(sami.killed).to_have_text(after)

    folds = page.locator("section.voice details:not([open]) > summary:visible")
    while folds.count():
        sami.go_on_to(folds.first)
        sami.press("Enter")
    for box in page.get_by_role("checkbox", name=re.compile(r"\b14\b")).all():
        sami.go_on_to(box)
        sami.press("Space")
    sami.push(re.compile("Split them off"))
    page.wait_for_url("**/split?claim=c_*")
    foreseen = sami.foreseen("A new incident")[1]
    sami.write("Reason", "One quarter, counted on its own.")
    sami.push("Split off")
    sami.told("One incident opened.")
    expect(sami.killed).to_have_text(after)
    quarter = sami.open_incident("al-Fardous")
    expect(sami.killed).to_have_text(foreseen)
    return merged, quarter


def grade(desk: Desk, incident: str) -> None:
    """Settle the grade of an incident."""
    page = desk.page
    page.goto(f"{desk.server.address}/incidents/{incident}")
    box = page.locator("section.grade", has=page.get_by_role("heading", name="Grading of an incident"))
    desk.go_on_to(box.get_by_label("Grade"))
    page.keyboard.type("Fair")
    desk.write("Reason", "Several bodies, no evidence of its own.", within=box)
    desk.push("Settle", within=box)
    expect(box.locator(".settled")).to_have_text("Fair")


RULED = (
    ("accept", "ana"), ("correct", "ana"), ("note", "ana"), ("add", "ana"), ("reject", "ana"),
    ("merge", "sami"), ("split", "sami"), ("grade", "sami"), ("second_review", "lena"), ("sign_off", "lena"),
)  # fmt: skip
"""Every ruling of the shift. A note that names another ruling takes it back."""
REASONS = (
    ("ana", "Two bodies counted 41 for Tuesday."),
    ("sami", "This record counts the raids of those days as one."),
    ("sami", "One quarter, counted on its own."),
    ("sami", "Several bodies, no evidence of its own."),
    ("lena", "Read every claim again."),
)
"""What the log says of the merged incident, by whom."""


def check_log(lena: Desk, incident: str, target: Path) -> None:
    """The log tells every step with who and why: the page, its file and the command; its chain holds."""
    ruled = [(entry["actor"], json.loads(entry["body"])) for entry in decisions_of(lena.server)]
    assert [(body["kind"], body["reviewer"]) for _, body in ruled] == [*RULED]
    assert all(actor == body["reviewer"] for actor, body in ruled)
    told = lena.take_out_log(incident, target)
    bodies = [
        (entry["actor"], json.loads(entry["body"])) for entry in told if entry.get("kind") == "decision"
    ]
    for actor, reason in REASONS:
        assert (actor, reason) in {(who, body["reason"]) for who, body in bodies}
        entry = lena.page.locator("ol.log > li", has_text=reason).first
        expect(entry.locator("strong").first).to_have_text(actor)
    lena.page.goto(f"{lena.server.address}/audit")
    lena.push("Recompute the chain")
    expect(lena.page.locator("main")).to_contain_text("The chain holds")
    expect(lena.page.locator("ol.log")).to_contain_text(re.compile("export|taken out|Export", re.IGNORECASE))
    assert ": 0 broken, 0 erased on purpose." in command(lena.server, "verify")


def test_a_whole_shift_on_the_sample(office: Server, visits: Visits, tmp_path: Path) -> None:
    work_on_claims(Desk.of("ana", office, visits))
    sami = Desk.of("sami", office, visits)
    merged, quarter = merge_and_split(sami)
    grade(sami, merged)
    lena = Desk.of("lena", office, visits)
    lena.sign_off(merged, "Read every claim again.")
    expect(lena.page.locator("p.review")).to_contain_text("Signed off: lena")

    archive = lena.publish(tmp_path / "out.zip")
    assert published_toll(archive, merged) == "13–41"
    assert published_toll(archive, quarter) == "14 or more"
    claims = {(row["outlet"], row["count_words"]): row for row in rows(archive, "claims.csv")}
    assert claims["Sample Weekly", "41"]["incident_ids"] == merged
    assert claims["Sample Rescue Bulletin", "bodies"]["toll_use"] == "rejected"
    assert claims["Sample Capital News", "13"]["incident_ids"] == merged
    assert ("Sample Capital News", "84") not in claims
    assert command(office, "tolls").count("13–41") == 1
    check_log(lena, merged, tmp_path / "log.jsonl")


@pytest.fixture
def april(tmp_path: Path) -> Iterator[Server]:
    """The April 2017 reports, where they lie beside this folder, with a team."""
    if not APRIL.is_file():
        pytest.skip("the reports of April 2017 are not beside this folder")
    store = str(tmp_path / "record.sqlite")
    run_recount(["code", str(APRIL), "--store", store, "--site", str(tmp_path / "site")])
    add_people(store)
    with serving(store, tmp_path) as running:
        yield running


def accept_from_queue(desk: Desk) -> None:
    """Take the next claim and accept it."""
    desk.page.goto(f"{desk.server.address}/queue?kind=claim")
    desk.press("t")
    desk.page.wait_for_url("**/reports/r_*")
    desk.press("a")
    desk.told("Kept.")


def merge_some_pair(desk: Desk) -> tuple[str, str]:
    """Merge the first two incidents whose preview moves a toll; return the id of what stays, and its toll."""
    page = desk.page
    page.goto(f"{desk.server.address}/incidents")
    links = [link.get_attribute("href") for link in page.locator("tbody a[data-row]").all()[:12]]
    for link in links:
        page.goto(f"{desk.server.address}{link}/merge")
        choices = [item.get_attribute("href") for item in page.locator("a[data-row]").all()[:2]]
        for choice in choices:
            page.goto(f"{desk.server.address}{link}/merge{choice}")
            title = page.locator("section[aria-labelledby=moved] h3").first
            is_own = title.locator("a").get_attribute("href") == link
            if (
                is_own
                and title.locator("xpath=following-sibling::*[1]").locator("tr", has_text="Killed").count()
            ):
                _, after = desk.foreseen()
                desk.write("Reason", "One attack under two names.")
                desk.push("Merge")
                desk.told("Killed")
                return desk.here, after
    raise AssertionError("no pair moves a toll")


def test_a_shorter_shift_on_the_reports_of_april_2017(april: Server, visits: Visits, tmp_path: Path) -> None:
    ana = Desk.of("ana", april, visits)
    for _ in range(5):
        accept_from_queue(ana)
    sami = Desk.of("sami", april, visits)
    merged, foreseen = merge_some_pair(sami)
    expect(sami.killed).to_have_text(foreseen)
    lena = Desk.of("lena", april, visits)
    lena.sign_off(merged, "Read every claim of both.")
    archive = lena.publish(tmp_path / "out.zip")
    assert published_toll(archive, merged) == foreseen
    ruled = [json.loads(entry["body"])["kind"] for entry in decisions_of(april)]
    assert ruled == [*["accept"] * 5, "merge", "second_review", "sign_off"]
    assert ": 0 broken, 0 erased on purpose." in command(april, "verify")
