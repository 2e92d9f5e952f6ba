"""Moments as people write them: a day stands for its end, in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from recount.errors import UsageError
from recount.store import Store, StoreReader


def parse_moment(text: str, *, now: datetime) -> datetime:
    """Read the moment of "as known on": a day ("2016-10-14": its end in UTC), or an ISO time.

    A time without an offset is taken as UTC. The day of ``now`` may be named although it has not ended.

    Raises:
        UsageError: it is neither, or has not come yet.
    """
    moment = _read(text.strip())
    if moment is None:
        raise UsageError(
            f"{text[:40]!r} is neither a day nor a time.",
            next_move="Write it as 2016-10-14, or as 2016-10-14T09:30:00+00:00.",
        )
    has_come = moment <= now or (moment.time() == time.max and moment.date() == now.astimezone(UTC).date())
    if not has_come:
        raise UsageError(
            f"{text.strip()} has not come yet.", next_move="Give a day or a time that has passed, in UTC."
        )
    return moment


def read_as_of(store: Store, text: str | None, *, now: datetime) -> StoreReader:
    """Return a record as it was known at a moment that a person wrote; as it stands when none is given.

    Raises:
        UsageError: as ``parse_moment``.
    """
    return store if text is None else store.as_of(parse_moment(text, now=now))


def is_inexact(record: StoreReader) -> bool:
    """Whether a record is looked at as of a moment before its history is exact."""
    exact_from = record.history_exact_from()
    return record.known_at is not None and exact_from is not None and record.known_at < exact_from


def _read(text: str) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(text), time.max, tzinfo=UTC)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
