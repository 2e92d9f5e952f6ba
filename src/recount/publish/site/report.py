"""The page of one report: its claims, its refusals, its hashes; in the internal profile, its whole text."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from recount.model import Report
from recount.publish.excerpt import pieces
from recount.publish.site.claims import card
from recount.publish.site.context import Sentences, Site, names, report_path
from recount.publish.site.environment import isolated, shortened
from recount.publish.site.listings import Page, report_title
from recount.text.spans import Span

Fact = tuple[str, Markup | str | None]


def report_pages(site: Site, sentences: Sentences) -> Iterator[Page]:
    """Yield the page of every report."""
    for report in site.record.view.reports:
        path = report_path(report)
        claims = site.record.claims_of_report.get(report.id, ())
        yield (
            path,
            site.render(
                "report.html",
                path,
                report_title(site, report),
                report=report,
                byline=_byline(site, report),
                coded=site.record.is_coded(report),
                cards=[card(site, sentences, claim) for claim in claims],
                pieces=pieces(report.text, Span(0, len(report.text)), claims) if site.full_text else (),
                refusals=site.record.rejections_of_report.get(report.id, ()),
                incidents=site.record.incidents_of_report.get(report.id, ()),
                facts=_facts(site, report),
            ),
        )


def _byline(site: Site, report: Report) -> Markup:
    outlet = isolated(report.outlet) if report.outlet else site.texts("unknown")
    dated = report.reference_date
    return Markup("{}, {}").format(
        outlet, site.wording.day(dated) if dated else site.wording.text("date", "unknown")
    )


def _facts(site: Site, report: Report) -> list[tuple[Markup, Markup | str]]:
    found = (*_published(site, report), *_read(site, report))
    return [(site.texts(f"report.{key}"), value) for key, value in found if value]


def _published(site: Site, report: Report) -> tuple[Fact, ...]:
    """What its publisher says of it. The address is text, not a link: no page leads to another host."""
    day, title = site.wording.day, report.title or ""
    return (
        ("headline", isolated(title) if shortened(title) != title else None),
        ("outlet", isolated(report.outlet) if report.outlet else site.texts("unknown")),
        (
            "url",
            Markup('<code class="address">{}</code>').format(isolated(report.url)) if report.url else None,
        ),
        ("published", day(report.published) if report.published else site.texts("unknown")),
        ("text_date", day(report.text_date) if report.text_date else site.texts("not_stated")),
        ("read_against", site.texts(f"report.date_basis_{report.date_basis.value}")),
        ("dateline", isolated(report.dateline_place) if report.dateline_place else None),
        ("credits", Markup(", ").join(names(report.agency_credits))),
        ("language", report.language),
    )


def _read(site: Site, report: Report) -> tuple[Fact, ...]:
    """What was captured and read."""
    code, capture = Markup("<code>{}</code>"), report.capture
    size = site.texts("report.capture_value", size=site.wording.number(capture.size), type=capture.media_type)
    return (
        ("capture", size),
        ("sha256", code.format(capture.sha256)),
        ("text_sha256", code.format(report.text_sha256)),
        ("normaliser", report.normaliser),
        ("id", code.format(report.id)),
        ("external_id", code.format(isolated(report.external_id)) if report.external_id else None),
    )
