"""Refusals of this room: each one counted, with the hash of the bytes it concerns."""

from __future__ import annotations

from recount.model import Rejection, RejectionReason, sha256_hex

STAGE = "ingest"


def refuse(reason: RejectionReason, detail: str, *, origin: str, data: bytes | None) -> Rejection:
    """Return the rejection of some bytes; ``None`` when they could not be had."""
    return Rejection(
        stage=STAGE,
        reason=reason,
        detail=visible(detail),
        origin=visible(origin),
        capture_sha256=None if data is None else sha256_hex(data),
    )


def refuse_too_large(max_bytes: int, *, origin: str) -> Rejection:
    """Return the rejection of a report longer than allowed; its bytes are not kept and not hashed."""
    return refuse(
        RejectionReason.TOO_LARGE,
        f"One report may have {max_bytes:,} bytes and this one has more: split the file into reports, "
        "one a line (JSON Lines), or raise the limit.",
        origin=origin,
        data=None,
    )


def visible(text: str) -> str:
    """Return a text with its lone surrogates written out, as they cannot be stored.

    They come from file names in no encoding; the byte FF becomes ``\\udcff``. Not replaced,
    so that two files whose names differ in such a byte stay apart.
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
