"""The pages that list: incidents, totals, reports, sources, and what was not coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from recount.codebook.codelists import load_codelists
from recount.model import Rejection, Report
from recount.publish.roles import ROLES, list_roles
from recount.publish.site.context import Site, report_path
from recount.publish.site.environment import isolated, shortened
from recount.publish.site.rows import IncidentRow, incident_rows
from recount.publish.view import GradedTotal

GRADING = "grading_incident"  # the code list whose grades choose what is summed
Page = tuple[str, bytes]


def index_pages(site: Site) -> Iterator[Page]:
    """Yield the list of incidents, the front page."""
    rows = incident_rows(site, site.record.incidents)
    used = {row.means for row in rows}
    means = [(code.code, code.label) for code in load_codelists()["means"].codes if code.code in used]
    yield (
        "index.html",
        site.render(
            "index.html",
            "index.html",
            site.record.view.scope.title,
            rows=rows,
            years=sorted({row.year for row in rows if row.year}),
            means=means,
            summary=_summary(site, rows),
            totals=[_total_row(site, total) for total in site.record.view.totals],
            ungraded=_ungraded(site),
        ),
    )


def _summary(site: Site, rows: list[IncidentRow]) -> Markup:
    say, counted = site.texts, site.wording.counted
    counts = {
        "incidents": counted("incidents", len(rows)),
        "reports": counted("reports", len(site.record.report)),
    }
    firsts = [row.incident.when.start for row in rows if row.incident.when.start]
    lasts = [row.incident.when.last_day for row in rows if row.incident.when.last_day]
    if not firsts or not lasts:
        return say("index.count_undated", **counts)
    return say(
        "index.count", first=site.wording.day(min(firsts)), last=site.wording.day(max(lasts)), **counts
    )


def _total_row(site: Site, total: GradedTotal) -> dict[str, Any]:
    number, high = site.wording.number, site.wording.number(total.high)
    is_open = total.high_open and total.incidents
    return {
        "harm": site.wording.label("harm", total.harm.value),
        "grades": site.wording.listed(site.wording.label(GRADING, grade) for grade in total.grades),
        "is_headline": total.is_headline,
        "low": number(total.low) if total.incidents else "",
        "high": ""
        if not total.incidents
        else site.wording.text("number", "open").format(low=high)
        if is_open
        else high,
        "incidents": site.wording.counted("incidents", total.incidents),
    }


def _ungraded(site: Site) -> Markup:
    left = sum(site.record.grade(incident.id, GRADING) is None for incident in site.record.incidents)
    if not left:
        return site.texts("index.totals_all")
    return site.texts.counted("index.totals_ungraded", left, all=site.wording.number(left))


def aggregate_pages(site: Site) -> Iterator[Page]:
    """Yield the list of totals over periods and areas."""
    rows = incident_rows(site, site.record.aggregates)
    path = "aggregates.html"
    yield path, site.render("aggregates.html", path, site.texts("aggregates.title"), rows=rows)


def report_list_pages(site: Site) -> Iterator[Page]:
    """Yield the list of all reports."""
    path = "reports.html"
    reports = sorted(site.record.view.reports, key=_by_date)
    rows = [_report_row(site, report) for report in reports]
    yield path, site.render("reports.html", path, site.texts("reports.title"), rows=rows)


def _by_date(report: Report) -> tuple[str, str]:
    return (report.reference_date.isoformat() if report.reference_date else "9999", report.id)


def _report_row(site: Site, report: Report) -> dict[str, Any]:
    claims = site.record.claims_of_report.get(report.id, ())
    reviewed = sum(claim.id in site.record.reviewed for claim in claims)
    coded = site.record.is_coded(report)
    dated = report.reference_date
    return {
        "time_key": _by_date(report)[0],
        "date": site.wording.day(dated) if dated else site.wording.text("date", "unknown"),
        "outlet": isolated(report.outlet) if report.outlet else site.texts("unknown"),
        "path": report_path(report),
        "title": report_title(site, report),
        "language": report.language,
        "claims": site.wording.number(len(claims)) if coded else site.texts("reports.not_coded"),
        "claims_key": len(claims) if coded else -1,
        "reviewed": reviewed,
        "review": site.wording.text("reviewed").format(done=reviewed, all=len(claims)) if claims else "",
    }


def report_title(site: Site, report: Report) -> Markup:
    """Return a report's headline, or that it has none; the page of the report gives a very long one whole."""
    return isolated(shortened(report.title)) if report.title else site.texts("report.untitled")


def source_pages(site: Site) -> Iterator[Page]:
    """Yield the page of sources, by role."""
    path, entries = "sources.html", list_roles(site.record)
    groups = [(role, [entry for entry in entries if entry.role == role]) for role in ROLES]
    yield path, site.render("sources.html", path, site.texts("sources.title"), groups=groups)


def refusal_pages(site: Site) -> Iterator[Page]:
    """Yield the page of what was not coded: refusals, claims in no incident, reports without a claim."""
    path, record = "refusals.html", site.record
    unplaced = [claim for claim in record.view.claims if claim.id not in record.incident_of]
    yield (
        path,
        site.render(
            "refusals.html",
            path,
            site.texts("refusals.title"),
            summary=_refusal_summary(site),
            rows=[_refusal_row(site, item) for item in record.view.rejections],
            unplaced=[_claim_line(site, claim.id) for claim in unplaced],
            rejected=[_claim_line(site, claim.id) for claim in record.view.rejected],
            no_claim=_without_claims(site),
        ),
    )


def _refusal_summary(site: Site) -> list[dict[str, Any]]:
    codes = {code.code: code for code in load_codelists()["rejection_reason"].codes}
    counted = Counter((item.stage, item.reason.value) for item in site.record.view.rejections)
    return [
        {
            "stage": stage,
            "reason": codes[reason].label,
            "definition": codes[reason].definition,
            "number": site.wording.number(number),
        }
        for (stage, reason), number in sorted(
            counted.items(), key=lambda item: (item[0][0], -item[1], item[0])
        )
    ]


def _refusal_row(site: Site, item: Rejection) -> dict[str, Any]:
    report = site.record.report.get(item.report_id or "")
    return {
        "reason": site.wording.label("rejection_reason", item.reason.value),
        "origin": isolated(item.origin or (report.outlet if report else None) or site.texts.get("unknown")),
        "path": report_path(report) if report else None,
        "detail": isolated(item.detail),
        "words": isolated(item.words) if item.words else "",
    }


def _claim_line(site: Site, claim_id: str) -> Markup:
    claim = site.record.claim[claim_id]
    report = site.record.report[claim.report_id]
    counts = site.texts(
        "claim.counts",
        figure=site.wording.count(claim.count),
        harm=site.wording.text("harm", claim.harm.value),
    )
    said = Markup(site.wording.said(claim, report, show=isolated))  # noqa: S704 - every name is escaped
    return Markup('<a href="{}">{}</a>: {}').format(site.claim_link(claim_id), counts, said)


def _without_claims(site: Site) -> Markup:
    record, counted = site.record, site.wording.counted
    uncoded = {report.id for report in record.view.reports if not record.is_coded(report)}
    empty = [
        report
        for report in record.view.reports
        if report.id not in uncoded and report.id not in record.claims_of_report
    ]
    link = Markup('<a href="reports.html">{}</a>').format(site.texts("refusals.no_claim_link"))
    return site.texts(
        "refusals.no_claim",
        read=counted("reports", len(empty)),
        uncoded=counted("reports", len(uncoded)),
        link=link,
    )
