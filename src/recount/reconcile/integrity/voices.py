"""Rules on who says what: copies and dependent bodies are one voice, and every name stands in its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from recount.model import Claim, Report, Toll
from recount.reconcile.integrity.record import Notice, Record
from recount.reconcile.integrity.where import at_claim, at_report, at_toll, counted


def originator_counted_twice(record: Record) -> Iterator[Notice]:
    """A body and its office, its head or its other name are one originator."""
    for toll in record.tolls:
        roots: defaultdict[str, list[str]] = defaultdict(list)
        for key in toll.originators:
            roots[_root(record, key)].append(key)
        for keys in roots.values():
            if len(keys) > 1:
                yield at_toll(toll), f"{' and '.join(keys)} are one originator"


def _root(record: Record, key: str) -> str:
    source = record.originators.by_id.get(key) or record.originators.find(key)
    return record.originators.root_of(source.id) if source else key


def originator_and_its_source(record: Record) -> Iterator[Notice]:
    """A body that is known to take its figures from another does not corroborate it."""
    for toll in record.tolls:
        for key in toll.originators:
            source = record.originators.by_id.get(key)
            behind = {_root(record, other) for other in source.depends_on} if source else set()
            for other in sorted(behind.intersection(toll.originators)):
                yield at_toll(toll), f"{key} is known to take its figures from {other}"


def originators_not_of_its_claims(record: Record) -> Iterator[Notice]:
    """The originators of a toll are those of the claims it counts, no more and no fewer."""
    for toll in record.tolls:
        said = {voice for claim in record.used_by(toll) for voice in record.voices.get(claim.id, ())}
        if said and said != set(toll.originators):
            odd = ", ".join(sorted(said.symmetric_difference(toll.originators)))
            yield at_toll(toll), f"counted or left out though its claims say otherwise: {odd}"


def older_figure_still_counts(record: Record) -> Iterator[Notice]:
    """Of one originator only the newest day's figures count: an older one is history."""
    for toll in record.tolls:
        for voice, dated in _alone(record, toll).items():
            first, last = min(dated), max(dated)
            if first != last:
                older, newer = counted(dated[first].count), counted(dated[last].count)
                yield at_toll(toll), f"{voice}: {older} of {first} beside {newer} of {last}"


def _alone(record: Record, toll: Toll) -> dict[str, dict[date, Claim]]:
    """Return the figures that count, of each originator who stands alone behind them, by day."""
    found: defaultdict[str, dict[date, Claim]] = defaultdict(dict)
    for claim in record.used_by(toll):
        report, said = record.reports.get(claim.report_id), record.voices.get(claim.id, ())
        if report and report.reference_date and len(said) == 1:
            found[said[0]].setdefault(report.reference_date, claim)
    return found


def speaker_not_in_the_text(record: Record) -> Iterator[Notice]:
    """Whoever is credited with a figure stands, by that name, where the claim says."""
    for claim in record.claims.values():
        report = record.reports.get(claim.report_id)
        for speaker in claim.attribution.speakers if report else ():
            if report is None or speaker.start is None or speaker.end is None:
                continue
            if report.text[speaker.start : speaker.end] != speaker.name:
                yield at_claim(claim), f"{speaker.name!r} does not stand at {speaker.start} of its report"


def originator_not_in_the_table(record: Record) -> Iterator[Notice]:
    """The id of an originator is one of the table."""
    for claim in record.claims.values():
        for speaker in claim.attribution.speakers:
            if speaker.originator and speaker.originator not in record.originators.by_id:
                yield (
                    at_claim(claim),
                    f"{speaker.name!r} is {speaker.originator!r}, which the table does not have",
                )


def same_text_taken_in_twice(record: Record) -> Iterator[Notice]:
    """One text that two reports carry is one story: its figures are said once."""
    first: dict[str, Report] = {}
    for report in record.reports.values():
        other = first.setdefault(report.text_sha256, report)
        story = record.copy_of.get(report.id)
        if other is not report and report.text and (story is None or story != record.copy_of.get(other.id)):
            yield (
                at_report(report),
                f"its text is that of {at_report(other)}, and they are not held for copies",
            )


def address_with_two_texts(record: Record) -> Iterator[Notice]:
    """Two texts under one address are versions of one report; the later may correct the earlier."""
    first: dict[str, Report] = {}
    for report in record.reports.values():
        other = first.setdefault(report.url, report) if report.url else report
        if other.text_sha256 != report.text_sha256:
            yield at_report(report), f"{report.url} had another text in {at_report(other)}"


def report_without_a_publisher(record: Record) -> Iterator[Notice]:
    """Every report with figures names who published it; without that, copies cannot be told apart."""
    for report in record.reports.values():
        if not report.outlet and not report.url and record.claims_of_report.get(report.id):
            yield at_report(report), "neither outlet nor address is given"


def outlet_and_agency_of_one_story(record: Record) -> Iterator[Notice]:
    """An outlet that prints an agency's story says nothing of its own."""
    for toll in record.tolls:
        agencies = set(toll.originators)
        for claim in record.used_by(toll):
            report = record.reports.get(claim.report_id)
            if report is None or not any(
                voice.startswith("outlet:") for voice in record.voices.get(claim.id, ())
            ):
                continue
            for credit in report.agency_credits:
                source = record.originators.find(credit)
                if source and record.originators.root_of(source.id) in agencies:
                    yield at_toll(toll), f"{report.outlet} credits {credit}, and both are counted"
