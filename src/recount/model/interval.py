"""Time as an interval with a precision, never a bare date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from recount.model.codes import DatePrecision

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeInterval:
    """A half-open interval of days ``[start, end)`` with UCDP's date_prec.

    Attributes:
        start: first day, ``None`` when not known.
        end: the day after the last one, ``None`` when not known.
        precision: UCDP GED date_prec (``DatePrecision``).
        words: the time expression as written, ``None`` when carried from elsewhere in the report.
        basis: how the interval was found ("words", "carried", "report_date", "none").
    """

    start: date | None = None
    end: date | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN
    words: str | None = None
    basis: str = "none"

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"empty interval: {self.start} to {self.end}")

    @classmethod
    def of_days(cls, first: date | None, last: date | None, **fields: object) -> TimeInterval:
        """Build from a first and a last day, both included; the precision follows from the length."""
        end = None if last is None else last + _DAY
        fields.setdefault("precision", precision_of(first, last))
        return cls(start=first, end=end, **fields)  # type: ignore[arg-type]

    @property
    def last_day(self) -> date | None:
        """The last day inside the interval."""
        return None if self.end is None else self.end - _DAY

    @property
    def is_known(self) -> bool:
        """Whether at least one end is known."""
        return self.start is not None or self.end is not None

    def gap_days(self, other: TimeInterval) -> int | None:
        """Days between two intervals, 0 when they share a day, ``None`` when either has an open end."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return None
        return max(0, (other.start - self.end).days + 1, (self.start - other.end).days + 1)


def precision_of(first: date | None, last: date | None) -> DatePrecision:
    """Return UCDP's date_prec for an interval of days, both ends included (GED codebook 19.1)."""
    if first is None or last is None:
        return DatePrecision.UNKNOWN
    length = (last - first).days + 1
    if length <= 1:
        return DatePrecision.DAY
    if length <= 6:
        return DatePrecision.DAYS_2_TO_6
    if length == 7:
        return DatePrecision.WEEK
    return DatePrecision.MONTH if length <= 31 else DatePrecision.YEAR
