"""Web pages: the text, title, date and site of a saved page, by trafilatura, without touching the network."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from recount.ingest.formats.encoding import decode
from recount.ingest.options import Draft
from recount.ingest.refusal import refuse
from recount.model import Rejection, RejectionReason

MEDIA_TYPE = "text/html"
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,40})", re.I
)
_HEAD = 4096  # bytes in which browsers look for a declared encoding, and more
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # what lxml refuses
_LINES = re.compile(r"\n\s*")
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2200-12-31"}
# Only dates that the page states as its own; a date beyond today is refused by us, with its reason.


def read_webpage(data: bytes, *, origin: str) -> Draft | Rejection:
    """Extract the text of a page; half a page is read as far as it goes."""
    declared = _DECLARED.search(data[:_HEAD])
    decoded = decode(data, declared=declared[1].decode("ascii") if declared else None)
    if decoded is None:
        detail = "The bytes are text in no known encoding. Save the page as UTF-8."
        return refuse(RejectionReason.UNDECODABLE, detail, origin=origin, data=data)
    page = _extract(_UNFIT.sub(" ", decoded.text))
    if page is None or not (page.text or "").strip():
        detail = "No running text was found in the page. Save the report's text as plain text."
        return refuse(RejectionReason.NO_TEXT, detail, origin=origin, data=data)
    title = (page.title or "").strip() or None
    return Draft(
        data=data,
        media_type=MEDIA_TYPE,
        origin=origin,
        text=_compose(title, page.text.strip()),
        title=title,
        outlet=page.sitename or None,
        url=page.url or None,
        published=date.fromisoformat(page.date) if page.date else None,
        warnings=decoded.warnings,
    )


def _extract(html: str) -> Any:  # noqa: ANN401 - trafilatura has no types
    """Return trafilatura's document, first for precision, then for recall; ``None`` when there is none."""
    import trafilatura  # 0.7 s to import

    for is_last in (False, True):
        page: Any = trafilatura.bare_extraction(
            html,
            favor_precision=not is_last,
            favor_recall=is_last,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=_DATES,
        )
        if page is not None and (page.text or "").strip():
            return page
    return None


def _compose(title: str | None, text: str) -> str:
    """Put the title above the text, once, and a blank line between paragraphs."""
    if title and text.startswith(title):
        text = text[len(title) :].lstrip()
    body = _LINES.sub("\n\n", text)
    return f"{title}\n\n{body}" if title else body
