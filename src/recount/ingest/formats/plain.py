"""Plain text: one report a file."""

from __future__ import annotations

from recount.ingest.formats.encoding import decode
from recount.ingest.options import Draft
from recount.ingest.refusal import refuse
from recount.model import Rejection, RejectionReason

MEDIA_TYPE = "text/plain"


def read_plain(data: bytes, *, origin: str) -> Draft | Rejection:
    """Decode a text file."""
    decoded = decode(data)
    if decoded is None:
        detail = "The bytes are text in no known encoding. Save the file as UTF-8."
        return refuse(RejectionReason.UNDECODABLE, detail, origin=origin, data=data)
    return Draft(
        data=data, media_type=MEDIA_TYPE, origin=origin, text=decoded.text, warnings=decoded.warnings
    )
