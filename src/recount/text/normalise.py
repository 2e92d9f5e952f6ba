"""One form for texts of every provenance, with a map back to the text exactly as received.

Repaired: lone surrogates, HTML entities left in the text, mojibake (UTF-8 read in a one-byte encoding),
control and invisible characters, soft hyphens, odd spaces and line ends, runs of spaces, hard-wrapped
lines; the result is in Unicode NFC. Every repair is position-mapped, so a span found in the normalised text
can be quoted from the text that came in.

Kept as written: typographic quotes and dashes. A record quotes what was published, the direction of a quote
tells where a sentence begins, and patterns can accept both forms; unifying them would change words for
nothing.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from recount.model import OffsetMap
from recount.text.mojibake import find_mojibake
from recount.text.offsets import Edit, apply_edits, compose, identity_map, to_received
from recount.text.wrapping import find_wraps

__all__ = ["NORMALISER", "Normalised", "normalise", "to_received"]

NORMALISER = "recount-normalise/1"
"""Name and version; a change of any rule changes the version."""

_Finder = Callable[[str], Iterator[Edit]]

_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")
_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_JOINERS = "\u200c\u200d"
_HIDDEN = re.compile(f"[{_CONTROL}{_INVISIBLE}{_JOINERS}]+")
_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\r\v\f\x1c-\x1e\x85\u2028\u2029"
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_ODD = re.compile(f"\r\n|[{_SPACES}{_LINE_ENDS}{_WIDE}{''.join(_LIGATURES)}]")
_BLANKS = re.compile(r"\A[ \n]+|[ \n]+\Z| +\n[ \n]*|\n[ \n]+| {2,}")
_NOT_ASCII_RUN = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_CLEAN = re.compile(r"[!-~]++(?:(?: |\n\n?)[!-~]++)*+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalised:
    """A text ready for reading.

    Attributes:
        text: in NFC, lines ended by ``\\n``, without invisible characters.
        offsets: from ``text`` to the text as received.
        repairs: names of the kinds of repair that were made, in the order of ``REPAIRS``.
    """

    text: str
    offsets: OffsetMap
    repairs: tuple[str, ...]


def normalise(received: str) -> Normalised:
    """Normalise a text. Any string is accepted, the empty one and lone surrogates included."""
    is_clean = _CLEAN.fullmatch(received) is not None and "&" not in received
    if is_clean and "\n" not in received.replace("\n\n", ""):
        return Normalised(text=received, offsets=identity_map(len(received)), repairs=())
    text, offsets = received, identity_map(len(received))
    repairs: list[str] = []
    for name, find in REPAIRS:
        edits = list(find(text))
        if edits:
            text, step = apply_edits(text, edits)
            offsets = compose(step, offsets)
            repairs.append(name)
    return Normalised(text=text, offsets=offsets, repairs=tuple(repairs))


def _find_surrogates(text: str) -> Iterator[Edit]:
    """Join pairs written as two code points; a lone half has no meaning and cannot be stored."""
    if text.isascii():
        return
    for match in _SURROGATES.finditer(text):
        pair = match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        yield Edit(match.start(), match.end(), pair if len(match[0]) == 2 else "\ufffd")


def _find_entities(text: str) -> Iterator[Edit]:
    if "&" not in text:
        return
    for match in _ENTITY.finditer(text):
        words = match[0]
        while (plain := html.unescape(words)) != words:
            words = plain
        if words != match[0] and not words.endswith(";"):
            yield Edit(match.start(), match.end(), words)


def _find_hidden(text: str) -> Iterator[Edit]:
    """Remove what prints nothing, but keep a joiner inside words of the scripts that need it."""
    for match in _HIDDEN.finditer(text):
        start, end = match.span()
        is_inside = _needs_joiner(text[start - 1 : start]) and _needs_joiner(text[end : end + 1])
        joiners = [char for char in match[0] if char in _JOINERS]
        words = joiners[0] if joiners and is_inside else ""
        if words != match[0]:
            yield Edit(start, end, words)


def _needs_joiner(char: str) -> bool:
    return char > "\u02ff" and not char.isspace()


def _find_odd(text: str) -> Iterator[Edit]:
    for match in _ODD.finditer(text):
        yield Edit(match.start(), match.end(), _plain(match[0]))


def _plain(odd: str) -> str:
    if odd in _LIGATURES:
        return _LIGATURES[odd]
    if "\uff10" <= odd <= "\uff5a":
        return chr(ord(odd) - 0xFEE0)
    return "\n" if odd[0] in "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029" else " "


def _find_blanks(text: str) -> Iterator[Edit]:
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        if start == 0 or end == len(text):
            words = ""
        else:
            words = "\n\n" if match[0].count("\n") > 1 else "\n" if "\n" in match[0] else " "
        if words != match[0]:
            yield Edit(start, end, words)


def _find_decomposed(text: str) -> Iterator[Edit]:
    if unicodedata.is_normalized("NFC", text):
        return
    for match in _NOT_ASCII_RUN.finditer(text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            yield Edit(match.start(), match.end(), composed)


REPAIRS: tuple[tuple[str, _Finder], ...] = (
    ("surrogates", _find_surrogates),
    ("entities", _find_entities),
    ("mojibake", find_mojibake),
    ("hidden", _find_hidden),
    ("odd_characters", _find_odd),
    (
        "wrapped_lines",
        find_wraps,
    ),  # before blanks, which tell the width of a line and the start of a paragraph
    ("blanks", _find_blanks),
    ("composition", _find_decomposed),
)
"""Each repair by name, in the order they are made; each sees the outcome of the one before."""
