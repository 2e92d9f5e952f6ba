"""Rules on days: when the harm was done, when it was reported, and how exactly both are known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from recount.model import DatePrecision, Modality, TimeInterval, precision_of
from recount.reconcile.integrity.record import Notice, Record
from recount.reconcile.integrity.where import at_claim, at_incident, at_report

LONG_DAYS = 7  # an incident is one moment; a week allows for what is dated by its week only
CONTRADICTION_DAYS = 2  # a text printed in the evening of one day is published on the next
OLD = timedelta(days=365)


def harm_after_its_report(record: Record) -> Iterator[Notice]:
    """What a report says has happened, happened on the report's day or before."""
    for claim in record.claims.values():
        report = record.reports.get(claim.report_id)
        day = report.reference_date if report else None
        if day and claim.when.start and claim.when.start > day and claim.modality is Modality.ASSERTED:
            yield at_claim(claim), f"harm of {claim.when.start} in a report of {day}"


def days_differ_from_precision(record: Record) -> Iterator[Notice]:
    """The precision of a date is not finer than the span of its days; "the past week" may touch eight."""
    for claim in record.claims.values():
        when = claim.when
        is_long = when.start is not None and when.last_day is not None and when.start < when.last_day
        shortest = when.start + timedelta(days=1) if is_long and when.start else when.start
        coarsest = precision_of(shortest, when.last_day)
        if DatePrecision.UNKNOWN < when.precision < coarsest:
            yield (
                at_claim(claim),
                f"{_days(when)}, with a precision of {int(when.precision)} for {int(coarsest)}",
            )


def precision_without_days(record: Record) -> Iterator[Notice]:
    """A date known to the day or the week has both its ends."""
    for claim in record.claims.values():
        when = claim.when
        if when.precision in {DatePrecision.DAY, DatePrecision.WEEK} and not (when.start and when.end):
            yield at_claim(claim), f"{_days(when)}, with a precision of {int(when.precision)}"


def report_from_the_future(record: Record) -> Iterator[Notice]:
    """A report is dated on the day it was taken in, or before; a day is left for time zones."""
    for report in record.reports.values():
        day, taken = report.reference_date, report.capture.captured_at.date()
        if day and day > taken + timedelta(days=1):
            yield at_report(report), f"dated {day}, and taken in on {taken}"


def metadata_contradict_the_text(record: Record) -> Iterator[Notice]:
    """The publication day that came with a report is that of its dateline; the text's own day is used."""
    for report in record.reports.values():
        given, own = report.published, report.text_date
        if given and own and abs((given - own).days) > CONTRADICTION_DAYS:
            yield at_report(report), f"published {given} by its metadata, {own} by its text"


def report_without_a_day(record: Record) -> Iterator[Notice]:
    """Every report with figures has a day: without one, "on Tuesday" has none, and nothing can supersede."""
    for report in record.reports.values():
        if report.reference_date is None and record.claims_of_report.get(report.id):
            yield at_report(report), "it has no day, by text or by metadata"


def figure_outside_the_days(record: Record) -> Iterator[Notice]:
    """A figure that counts in a toll is of the incident's own days; a day is left for the night between."""
    for incident in record.incidents:
        tolls = record.tolls_of.get(incident.id, ())
        used = {claim.id: claim for toll in tolls if toll.status is None for claim in record.used_by(toll)}
        for claim in used.values():
            if (claim.when.gap_days(incident.when) or 0) > 1:
                what = (
                    f"it counts {at_claim(claim)} of {_days(claim.when)}, and is dated {_days(incident.when)}"
                )
                yield at_incident(incident), what


def incident_without_a_day(record: Record) -> Iterator[Notice]:
    """Every incident has a first and a last day, however far apart."""
    for incident in record.single():
        if incident.when.start is None or incident.when.end is None:
            yield at_incident(incident), f"dated {_days(incident.when)}"


def incident_longer_than_a_week(record: Record) -> Iterator[Notice]:
    """An incident is one moment: what lasts longer than a week is an aggregate, or several incidents.

    A date that is known by its month or year only is not meant.
    """
    for incident in record.single():
        start, last, end = incident.when.start, incident.when.last_day, incident.when.end
        if start and last and end and (last - start).days >= LONG_DAYS and not start.day == end.day == 1:
            yield at_incident(incident), f"dated {_days(incident.when)}"


def main_story_of_long_ago(record: Record) -> Iterator[Notice]:
    """News is of its days: harm of a year before is background, seldom a report's main story."""
    for incident in record.single():
        last = incident.when.last_day
        for report_id in incident.main_report_ids if last else ():
            report = record.reports.get(report_id)
            day = report.reference_date if report else None
            if report and day and last and day - last > OLD:
                yield at_incident(incident), f"main story of {at_report(report)} of {day}, dated {last}"


def incident_outside_the_period(record: Record) -> Iterator[Notice]:
    """An incident lies in the period that the record covers."""
    first, final = record.scope.period_start, record.scope.period_end
    for incident in record.single():
        start, last = incident.when.start, incident.when.last_day
        before = first is not None and last is not None and last < first
        after = final is not None and start is not None and start > final
        if before or after:
            yield at_incident(incident), f"dated {_days(incident.when)}, of a record from {first} to {final}"


def _days(when: TimeInterval) -> str:
    if when.start is None and when.end is None:
        return "no day"
    if when.start == when.last_day:
        return str(when.start)
    return f"{when.start or 'open'} to {when.last_day or 'open'}"
