"""The static site: one folder of pages that opens without a network, a server or a script."""

from __future__ import annotations

from collections.abc import Iterator

from recount.publish.site.about import data_pages, method_pages
from recount.publish.site.context import Sentences, Site
from recount.publish.site.files import asset_files
from recount.publish.site.incident import incident_pages
from recount.publish.site.listings import (
    aggregate_pages,
    index_pages,
    refusal_pages,
    report_list_pages,
    source_pages,
)
from recount.publish.site.mapping import map_pages
from recount.publish.site.report import report_pages
from recount.publish.site.timeline import timeline_pages
from recount.publish.view import RecordIndex

__all__ = ["PAGES", "TEXT_PAGES", "build_site"]

PAGES = (
    index_pages,
    map_pages,
    timeline_pages,
    aggregate_pages,
    source_pages,
    report_list_pages,
    refusal_pages,
    method_pages,
    data_pages,
)
TEXT_PAGES = (incident_pages, report_pages)  # these also show words of reports


def build_site(record: RecordIndex, *, full_text: bool = False) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site: its path inside the folder, and its content.

    Args:
        record: what is published.
        full_text: also show whole texts and the names of reviewers.

    Raises:
        PublishError: the package lacks its assets.
    """
    site, sentences = Site(record=record, full_text=full_text), Sentences()
    yield from asset_files().items()
    for build in PAGES:
        yield from build(site)
    for build_text in TEXT_PAGES:
        yield from build_text(site, sentences)
