"""Reading: pieces to reports, each under the protection of a runner; what is stopped is a counted refusal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recount.ingest import Ingested, Piece, read_piece
from recount.model import Rejection, sha256_hex
from recount.pipeline.runner import IN_PROCESS, Runner, Stopped


def read_items(
    items: Iterable[Piece | Rejection], runner: Runner = IN_PROCESS
) -> Iterator[Ingested | Rejection]:
    """Yield a report or a rejection for each piece, in order; rejections pass through."""
    for item, read in runner.map(read_item, items):
        yield stopped_piece(item, read, "ingest") if isinstance(read, Stopped) else read


def read_item(item: Piece | Rejection) -> Ingested | Rejection:
    """Read a piece; a rejection stays what it is."""
    return item if isinstance(item, Rejection) else read_piece(item)


def stopped_piece(item: Piece | Rejection, stopped: Stopped, stage: str) -> Rejection:
    """Return the refusal of a piece whose reading was stopped."""
    if isinstance(item, Rejection):
        return item
    return Rejection(
        stage=stage,
        reason=stopped.reason,
        detail=stopped.detail,
        origin=item.origin,
        capture_sha256=sha256_hex(item.data),
    )
