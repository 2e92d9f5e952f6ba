"""From bytes to text: which encoding, found in a fixed order, and never in silence when it was a guess.

Byte order mark; declared encoding; UTF-8; UTF-8 with faults; a one-byte encoding by charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = frozenset({"ascii", "iso8859-1", "cp1252"})  # pages that declare the first two are in the third
_CANDIDATES = [
    *("cp1252", "cp1256", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1257", "iso8859_6", "koi8_r"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
]
_SAMPLE = 65_536
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_FEW_HIGH = 0.1  # share of bytes above ASCII up to which a text is in a Western language
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.005  # of the code points; text has none


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Decoded text, the encoding, and what to warn of."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str | None = None) -> Decoded | None:
    """Decode bytes, ``None`` when no encoding gives text.

    Args:
        data: of one report or of the head of a file.
        declared: encoding that the bytes or their carrier state; one that Python does not know is ignored.
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _try(data[len(mark) :], marked) or _replaced(data[len(mark) :], marked)
    if declared and (encoding := known_encoding(declared)) and (found := _try(data, encoding)):
        return found
    return _try(data, "utf-8") or _faulty_utf8(data) or _guessed(data)


def known_encoding(name: str) -> str | None:
    """Return Python's name of an encoding, ``None`` when there is none; Western ones are all Windows-1252."""
    try:
        found = codecs.lookup(name.strip())
        "".encode(found.name)
    except (LookupError, ValueError):
        return None
    return "cp1252" if found.name in _WESTERN else found.name


def _try(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        return None
    return Decoded(text=text, encoding=encoding) if is_text(text) else None


def is_text(text: str) -> bool:
    """Whether a decoded text holds so few control characters that it can be text."""
    return len(_CONTROL.findall(text)) <= _MOST_CONTROLS * len(text)


def _replaced(data: bytes, encoding: str) -> Decoded | None:
    text = data.decode(encoding, "replace")
    count = text.count("\ufffd")
    warning = f"{count} faulty bytes of {encoding} were replaced"
    return Decoded(text=text, encoding=encoding, warnings=(warning,)) if is_text(text) else None


def _faulty_utf8(data: bytes) -> Decoded | None:
    """Decode as UTF-8 what is mostly UTF-8: more sound sequences than faults."""
    sound = len(_MULTIBYTE.findall(data))
    faults = len(_HIGH.findall(_MULTIBYTE.sub(b"", data)))
    return _replaced(data, "utf-8") if sound > faults else None


def _guessed(data: bytes) -> Decoded | None:
    """Decode in a one-byte or East Asian encoding; a text with few foreign bytes is in Windows-1252."""
    if len(_HIGH.findall(data)) <= _FEW_HIGH * len(data):
        encoding: str | None = "cp1252"
    else:
        encoding = _detected(data[:_SAMPLE])
    if encoding is None:
        return None
    found = _try(data, encoding) or _replaced(data, encoding)
    if found is None:
        return None
    warning = f"no encoding declared and not UTF-8: read as {encoding}"
    return Decoded(text=found.text, encoding=encoding, warnings=(warning, *found.warnings))


def _detected(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # 0.05 s to import, and rarely needed

    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    return None if best is None else best.encoding
