"""Reports and claims for tests of linking, reconciling and reviewing: invented places, invented bodies."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from recount.codebook.originators import Originators, index_sources
from recount.model import (
    Attribution,
    Capture,
    Claim,
    ClaimRelation,
    Count,
    CountKind,
    Harm,
    Incident,
    IncidentKind,
    OffsetMap,
    Place,
    RelationType,
    Report,
    Scope,
    Selector,
    Source,
    SourceKind,
    Speaker,
    TimeInterval,
    claim_id,
    content_id,
    sha256_hex,
)

DAY = date(2031, 3, 4)

TABLE: Originators = index_sources(
    [
        Source(
            id="watch",
            name="Tarvena Watch",
            kind=SourceKind.MONITOR,
            aliases=("the Watch", "TW", "Odo Marr"),
        ),
        Source(id="rescue", name="Morlund Rescue", kind=SourceKind.RESCUE, aliases=("rescue service",)),
        Source(id="rescue_north", name="Rescue North", kind=SourceKind.RESCUE, parent="rescue"),
        Source(id="agency", name="Norpress", kind=SourceKind.NEWS_AGENCY),
        Source(id="other_agency", name="Sudpress", kind=SourceKind.NEWS_AGENCY),
        Source(id="activists", name="activists", kind=SourceKind.UNNAMED, aliases=("local activists",)),
    ]
)


def made_report(text: str, *, day: date | None = DAY, outlet: str = "Herald", **fields: Any) -> Report:  # noqa: ANN401 - fields of the record
    """Make a report of an invented outlet."""
    data = text.encode("utf-8")
    return Report(
        id=content_id("r", text, outlet, day),
        capture=Capture(
            sha256=sha256_hex(data),
            media_type="text/plain",
            size=len(data),
            origin="test.txt",
            captured_at=datetime(2031, 4, 1, tzinfo=UTC),
        ),
        text=text,
        text_sha256=sha256_hex(data),
        received_text=text,
        offsets=OffsetMap(normalised=(0, len(text)), received=(0, len(text))),
        outlet=outlet,
        language="en",
        published=day,
        **fields,
    )


def made_claim(
    report: Report,
    words: str,
    low: int | None,
    high: int | None,
    *,
    harm: Harm = Harm.KILLED,
    by: tuple[str, ...] = (),
    **fields: Any,  # noqa: ANN401 - fields of the record
) -> Claim:
    """Make the claim whose count expression is the first occurrence of ``words``; the quote is its line."""
    start = report.text.index(words)
    end = start + len(words)
    line = report.text.rfind("\n", 0, start) + 1
    stop = report.text.find("\n", end)
    fields.setdefault("attribution", credited(*by))
    fields.setdefault("scope", Scope.INCIDENT)
    return Claim(
        id=claim_id(report.id, start, end, harm),
        report_id=report.id,
        quote=Selector.at(report.text, line, len(report.text) if stop < 0 else stop),
        count_selector=Selector.at(report.text, start, end),
        count=Count(low=low, high=high, words=words, kind=fields.pop("kind", CountKind.DIGITS)),
        harm=harm,
        **fields,
    )


def credited(*names: str, basis: str = "credit", carrier: str | None = None) -> Attribution:
    """Make an attribution to speakers by name; to nobody when there is none."""
    return Attribution(
        speakers=tuple(Speaker(name=name) for name in names),
        carrier=carrier,
        basis=basis if names else "own_voice",
    )


def said(number: int, by: str, *, day: date = DAY, outlet: str = "Herald") -> tuple[Report, Claim]:
    """Make a report in which one body gives one figure for the dead."""
    report = made_report(f"{by} said {number} people were killed in Quessa.", day=day, outlet=outlet)
    return report, made_claim(report, str(number), number, number, by=(by,))


def part_of(whole: Claim) -> ClaimRelation:
    """Make the relation of a part to its whole."""
    return ClaimRelation(type=RelationType.SUBSET_OF, to=whole.id, cue="including")


def related(kind: RelationType, other: Claim) -> ClaimRelation:
    """Make a relation of some type."""
    return ClaimRelation(type=kind, to=other.id)


def made_incident(*claims: Claim, scope: Scope = Scope.INCIDENT) -> Incident:
    """Make the incident these claims are about."""
    reports = tuple(dict.fromkeys(claim.report_id for claim in claims))
    return Incident(
        id="i_made",
        kind=IncidentKind.INCIDENT,
        label="Quessa, 4 March 2031",
        scope=scope,
        when=TimeInterval.of_days(DAY, DAY),
        claim_ids=tuple(claim.id for claim in claims),
        main_report_ids=reports,
    )


def places(*names: str) -> tuple[Place, ...]:
    """Make places the gazetteer does not know."""
    return tuple(Place(name=name) for name in names)


def on(first: date, last: date | None = None) -> TimeInterval:
    """Make an interval that the text states."""
    return TimeInterval.of_days(first, last or first, words="on that day", basis="words")
