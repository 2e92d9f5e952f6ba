"""From a draft to a report: normalise, recognise the language, divide, date; or refuse."""

from __future__ import annotations

import re
from datetime import date, timedelta

from recount.ingest.dateline import contradiction, read_text_date
from recount.ingest.options import Draft, Ingested, IngestOptions
from recount.ingest.refusal import refuse, visible
from recount.ingest.segments import find_segments
from recount.model import Capture, Rejection, RejectionReason, Report, report_id, sha256_hex
from recount.text.language import identify
from recount.text.normalise import NORMALISER, Normalised, normalise

EARLIEST = date(1800, 1, 1)
"""No report that is read here is older; an earlier date is a slip of the pen ("0216-10-13")."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_REPAIRED = {"mojibake": "broken characters were repaired", "entities": "HTML entities were resolved"}


def assemble(draft: Draft, options: IngestOptions) -> Ingested | Rejection:
    """Build the report of a draft, or refuse it."""
    received = _SURROGATE.sub(
        "\ufffd", draft.text
    )  # position for position: a lone surrogate cannot be stored
    normalised = normalise(received)
    published = draft.published or options.published
    if not normalised.text:
        detail = "There is no text in it but white space. Check how it was captured."
        return refuse(RejectionReason.NO_TEXT, detail, origin=draft.origin, data=draft.data)
    language, confidence = _language(draft.language or options.language, normalised.text)
    found = find_segments(normalised.text, title=_plain(draft.title), language=language)
    text_date = read_text_date(normalised.text, found.segments, published=published, language=language)
    if text_date is not None and text_date < EARLIEST:
        text_date = None
    if (fault := _date_fault(published or text_date, options)) is not None:
        return refuse(*fault, origin=draft.origin, data=draft.data)
    warnings = [*map(visible, draft.warnings), *_repairs(normalised, has_surrogates=received != draft.text)]
    if text_date is not None and _is_future(text_date, options):
        warnings.append(f"the text is dated {text_date}, which is in the future; that date is not used")
        text_date = None
    if (warning := contradiction(text_date, published)) is not None:
        warnings.append(warning)
    capture = _capture(draft, options)
    outlet, url = _plain(draft.outlet or options.outlet), _plain(draft.url or options.url)
    report = Report(
        id=report_id(capture.sha256, outlet, url, published),
        external_id=_plain(draft.external_id),
        capture=capture,
        text=normalised.text,
        text_sha256=sha256_hex(normalised.text.encode("utf-8")),
        received_text=received,
        offsets=normalised.offsets,
        segments=found.segments,
        outlet=outlet,
        url=url,
        title=_plain(draft.title) or found.headline,
        language=language,
        language_confidence=confidence,
        published=published,
        text_date=text_date,
        dateline_place=found.dateline_place,
        agency_credits=found.agency_credits,
        normaliser=NORMALISER,
        warnings=tuple(warnings),
    )
    return Ingested(report=report, data=draft.data)


def _capture(draft: Draft, options: IngestOptions) -> Capture:
    return Capture(
        sha256=sha256_hex(draft.data),
        media_type=draft.media_type,
        size=len(draft.data),
        origin=visible(draft.origin),
        captured_at=options.captured_at,
    )


def _date_fault(day: date | None, options: IngestOptions) -> tuple[RejectionReason, str] | None:
    """Return why a report cannot be of a day, ``None`` when it can."""
    if day is not None and day < EARLIEST:
        detail = f"It is dated {day}, before {EARLIEST.year}. Correct the date and read it again."
        return RejectionReason.BAD_DATE, detail
    if day is not None and _is_future(day, options):
        detail = f"It is dated {day}, and today is {options.today}. Correct the date and read it again."
        return RejectionReason.DATE_IN_FUTURE, detail
    return None


def _is_future(day: date, options: IngestOptions) -> bool:
    """Whether a day lies beyond tomorrow; tomorrow is today in another time zone."""
    return day > options.today + timedelta(days=1)


def _language(given: str | None, text: str) -> tuple[str, float]:
    """Return the language given ("en" of "en-GB"), or the one recognised."""
    code = _LANGUAGE.match(given.strip().casefold()) if given else None
    return (code[0], 1.0) if code else identify(text)


def _repairs(normalised: Normalised, *, has_surrogates: bool) -> list[str]:
    warnings = [_REPAIRED[name] for name in normalised.repairs if name in _REPAIRED]
    if has_surrogates:
        warnings.append("characters that cannot be stored (lone surrogates) were replaced")
    return warnings


def _plain(value: str | None) -> str | None:
    """Return metadata in normal form, ``None`` when nothing is left."""
    return (normalise(value).text or None) if value else None
