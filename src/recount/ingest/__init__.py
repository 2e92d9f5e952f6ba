"""Reading what comes in: bytes to reports, with a rejection for everything that is none.

``read_path`` reads a file or a folder, ``read_stream`` a stream, ``read_bytes`` bytes; all yield ``Ingested``
(a report and its exact bytes) or ``Rejection``, in the order of the input. ``split_path`` and
``split_stream`` only split: what they yield, ``read_piece`` reads, here or in a process that can be ended.
``find_copies`` finds reports that are copies of one wire story.
"""

from typing import TYPE_CHECKING

from recount.loading import load_on_use

if TYPE_CHECKING:
    from recount.ingest.options import DEFAULT_MAX_BYTES, Ingested, IngestOptions
    from recount.ingest.pieces import Piece, read_piece
    from recount.ingest.reader import read_bytes, read_path, read_stream, split_path, split_stream
    from recount.ingest.segments import Segmentation, find_segments
    from recount.ingest.syndication import (
        DEFAULT_THRESHOLD,
        LEAST_SHARED,
        MOST_HOLDERS,
        CopyPair,
        containment,
        copies_among,
        find_copies,
        sketch,
        sketch_report,
    )

__all__ = [
    "DEFAULT_MAX_BYTES",
    "DEFAULT_THRESHOLD",
    "LEAST_SHARED",
    "MOST_HOLDERS",
    "CopyPair",
    "IngestOptions",
    "Ingested",
    "Piece",
    "Segmentation",
    "containment",
    "copies_among",
    "find_copies",
    "find_segments",
    "read_bytes",
    "read_path",
    "read_piece",
    "read_stream",
    "sketch",
    "sketch_report",
    "split_path",
    "split_stream",
]

_HOMES = {
    "options": ("DEFAULT_MAX_BYTES", "IngestOptions", "Ingested"),
    "pieces": ("Piece", "read_piece"),
    "reader": ("read_bytes", "read_path", "read_stream", "split_path", "split_stream"),
    "segments": ("Segmentation", "find_segments"),
    "syndication": (
        "CopyPair",
        "DEFAULT_THRESHOLD",
        "LEAST_SHARED",
        "MOST_HOLDERS",
        "containment",
        "copies_among",
        "find_copies",
        "sketch",
        "sketch_report",
    ),
}

__getattr__ = load_on_use(__name__, _HOMES)
