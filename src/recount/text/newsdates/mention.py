"""What the date layer returns: time expressions with their days, and a report's own date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from recount.model import DatePrecision, TimeInterval
from recount.text.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """One time expression.

    Attributes:
        span: where it stands, its preposition only where that changes its meaning ("since", "between").
        start: first day, ``None`` when open or not known.
        end: the day after the last one, ``None`` when open or not known.
        precision: UCDP date_prec.
        kind: "absolute" (day, month, year), "partial" (day and month), "month", "year", "weekday", "relative"
            ("yesterday", "last week"), "anaphoric" ("two days earlier"), "offset" ("a day after the truce":
            the day of what follows), "range", "since", "until", "duration" (a length, no days).
        words: the expression as it stands.
        is_future: whether the wording puts it after the report.
    """

    span: Span
    start: date | None
    end: date | None
    precision: DatePrecision
    kind: str
    words: str
    is_future: bool = False

    @property
    def last_day(self) -> date | None:
        """The last day inside, ``None`` when open or not known."""
        return None if self.end is None else self.end - timedelta(days=1)

    @property
    def is_resolved(self) -> bool:
        """Whether at least one end is known."""
        return self.start is not None or self.end is not None

    def to_interval(self, *, basis: str = "words") -> TimeInterval:
        """Return the days as a record's interval."""
        return TimeInterval(
            start=self.start, end=self.end, precision=self.precision, words=self.words, basis=basis
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDate:
    """The date a report's text gives for itself.

    Attributes:
        date: the day.
        span: where it stands.
        kind: "label" ("Last updated at …"), "dateline" ("CITY, Oct 13 (Agency)") or "head" (a date of its own
            near the beginning).
    """

    date: date
    span: Span
    kind: str
