"""Mojibake: UTF-8 that was read in a one-byte encoding ("â€™" for "’"), repaired piece by piece.

ftfy decides what is broken and what it should be. It is asked about single words, so that a sound word
beside a broken one stays as it is and every repair has its place; a repair that would lose a character is
not made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recount.text.offsets import Edit

_SUSPECT = re.compile(r"[^ \t\r\n]*[^\x00-\x7f][^ \t\r\n]* ?")
_ASCII_RUN = re.compile(r"([\x00-\x7f]+)")
_C1 = re.compile("[\x80-\x9f]")
_LEFT_OVER = "\ufffd"


def find_mojibake(text: str) -> Iterator[Edit]:
    """Yield the repairs of a text, in order."""
    if text.isascii():
        return
    import ftfy  # 0.1 s to import, and most texts do not need it
    from ftfy.badness import is_bad

    if not is_bad(text) and _C1.search(text) is None:
        return
    for suspect in _SUSPECT.finditer(text):
        fixed = ftfy.fix_encoding(suspect[0])
        fixed = _C1.sub(_windows_character, fixed)
        if fixed != suspect[0] and fixed.count(_LEFT_OVER) <= suspect[0].count(_LEFT_OVER):
            yield from _differences(suspect.start(), suspect[0], fixed)


def _windows_character(match: re.Match[str]) -> str:
    """Read a C1 control as Windows-1252, as browsers do; the five undefined ones stay."""
    return match[0].encode("latin-1").decode("cp1252", "ignore") or match[0]


def _differences(start: int, broken: str, fixed: str) -> Iterator[Edit]:
    """Yield edits around the ASCII characters that both forms share."""
    before, after = _ASCII_RUN.split(broken), _ASCII_RUN.split(fixed)
    if before[1::2] != after[1::2]:
        before, after = [broken], [fixed]
    for old, new in zip(before, after, strict=True):
        if old != new:
            yield Edit(start, start + len(old), new)
        start += len(old)
