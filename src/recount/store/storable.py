"""Text that a database can hold, the same on both engines.

PostgreSQL holds no NUL in a text, and neither engine holds a lone surrogate (half a character). Records are
stored as JSON, where a NUL is an escape sequence and harmless; reading in (``ingest``) replaces lone
surrogates. What still has one is refused here, so that both engines refuse alike.
"""

from __future__ import annotations

from recount.errors import StoreError
from recount.model import dump_json

_NUL, _NUL_SYMBOL = "\x00", "\u2400"


def storable_json(record: object) -> str:
    """Return a record as JSON; raises ``StoreError`` when a text in it has a lone surrogate."""
    try:
        return dump_json(record)
    except UnicodeEncodeError as error:
        raise _refusal(error.object, type(record).__name__) from error


def storable_text(text: str, what: str) -> str:
    """Return a text that is stored, and hashed, exactly as it is; raises ``StoreError`` when it cannot be.

    Args:
        what: names it in the message ("the name of the reviewer").
    """
    if _NUL in text or not _is_encodable(text):
        raise _refusal(text, what)
    return text


def shown_text(text: str) -> str:
    """Return a text for a column beside the record, with a NUL made visible; the record keeps it as it is."""
    return text.replace(_NUL, _NUL_SYMBOL)


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _refusal(text: str, what: str) -> StoreError:
    return StoreError(
        f"a text of {what} holds a character that cannot be stored: {text[:80]!a}.",
        next_move="Correct the text, or the encoding in which it was read, and try again.",
    )
