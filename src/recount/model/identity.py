"""Identifiers made from content, so that a re-run writes the same rows."""

from __future__ import annotations

import hashlib

_LENGTH = 20  # 80 bits: a collision among 10^9 rows is less likely than 10^-6


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def content_id(prefix: str, *parts: object) -> str:
    """Return ``prefix_<hash>`` over the parts, each one length-prefixed so that no two lists collide.

    ``None`` and the empty string are told apart.
    """
    digest = hashlib.sha256()
    for part in parts:
        data = b"\x00" if part is None else b"\x01" + str(part).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return f"{prefix}_{digest.hexdigest()[:_LENGTH]}"
