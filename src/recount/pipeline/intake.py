"""Intake: what ``ingest`` reads goes into the store in whole batches, so that a stop loses at most one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from recount.ingest import Ingested
from recount.model import Rejection, Report
from recount.store import Intake, Store

BATCH_REPORTS = 200
BATCH_BYTES = 16_000_000  # bounds memory when reports are large

OnItem = Callable[[], None]


def _nothing() -> None:
    """Report no progress."""


def take_in(store: Store, items: Iterable[Ingested | Rejection], on_item: OnItem = _nothing) -> Intake:
    """Keep every report and every refusal of a stream; what the store already has changes nothing.

    Args:
        on_item: called once for each item read, for progress.
    """
    total = Intake()
    reports: list[tuple[Report, bytes]] = []
    rejections: list[Rejection] = []
    size = 0
    for item in items:
        if isinstance(item, Rejection):
            rejections.append(item)
        else:
            reports.append((item.report, item.data))
            size += len(item.data)
        on_item()
        if len(reports) + len(rejections) >= BATCH_REPORTS or size >= BATCH_BYTES:
            total += store.add_intake(reports, rejections)
            reports, rejections, size = [], [], 0
    if reports or rejections:
        total += store.add_intake(reports, rejections)
    return total
