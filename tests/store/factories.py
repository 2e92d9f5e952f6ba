"""Records for the store's tests: small, invented, valid."""

from __future__ import annotations

from datetime import UTC, date, datetime

from recount.model import (
    Attribution,
    Capture,
    Claim,
    Count,
    Decision,
    DecisionKind,
    Harm,
    Incident,
    IncidentKind,
    OffsetMap,
    Report,
    Scope,
    Selector,
    Speaker,
    TimeInterval,
    Toll,
    claim_id,
    content_id,
    report_id,
    sha256_hex,
)

NOON = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)


def make_report(
    text: str, *, outlet: str = "Varda Post", published: date | None = date(2031, 5, 4)
) -> Report:
    """Return a report whose captured bytes are ``text`` in UTF-8."""
    data = text.encode()
    return Report(
        id=report_id(sha256_hex(data), outlet, None, published),
        capture=Capture(
            sha256=sha256_hex(data),
            media_type="text/plain",
            size=len(data),
            origin="test.txt",
            captured_at=NOON,
        ),
        text=text,
        text_sha256=sha256_hex(data),
        received_text=text,
        offsets=OffsetMap(normalised=(0, len(text)), received=(0, len(text))),
        outlet=outlet,
        language="en",
        published=published,
    )


def make_claim(report: Report, words: str, number: int, harm: Harm = Harm.KILLED) -> Claim:
    """Return a claim anchored on the first occurrence of ``words``."""
    start = report.text.index(words)
    end = start + len(words)
    return Claim(
        id=claim_id(report.id, start, end, harm),
        report_id=report.id,
        quote=Selector.at(report.text, start, len(report.text)),
        count_selector=Selector.at(report.text, start, end),
        count=Count(low=number, high=number, words=words),
        harm=harm,
        attribution=Attribution(speakers=(Speaker(name="a rescue official"),), basis="credit"),
        extractor="test/1",
    )


def make_incident(claim: Claim, day: date = date(2031, 5, 4)) -> Incident:
    """Return an incident that holds one claim."""
    return Incident(
        id=content_id("i", claim.id),
        kind=IncidentKind.INCIDENT,
        label="Varda, 4 May 2031",
        scope=Scope.INCIDENT,
        when=TimeInterval.of_days(day, day),
        claim_ids=(claim.id,),
        main_report_ids=(claim.report_id,),
    )


def make_toll(incident: Incident, low: int, high: int) -> Toll:
    """Return a toll of the killed."""
    return Toll(incident_id=incident.id, harm=Harm.KILLED, status=None, low=low, high=high)


def make_decision(reason: str) -> Decision:
    """Return a note."""
    return Decision(
        id=content_id("d", reason),
        kind=DecisionKind.NOTE,
        reviewer="analyst-1",
        reason=reason,
        decided_at=NOON,
    )
