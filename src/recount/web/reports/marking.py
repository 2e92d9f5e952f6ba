"""A report's text cut into segments: joined they give the text exactly, and each mark covers its selector exactly.

Positions count Unicode code points of the report's normalised text, as selectors do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from recount.model import Claim
from recount.text.spans import Span

BLOCK = 20_000  # code points shown at once; a browser lays that out in a blink, whatever stands in it
_SLACK = 1_000  # how far before a block's end a line or a word may end it

# What reorders words, and what is not seen at all. A line end stays, and so do the joiners, which scripts need.
_SIGNS = re.compile(
    "([\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]|[\ud800-\udfff])\\1*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where one claim stands."""

    claim_id: str
    quote: Span
    count: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text without a border inside.

    Attributes:
        start: of its first code point in the whole text.
        counts: claims whose count covers it; ``quotes``: claims whose quote does.
        first_of: claims whose count begins here, so that a link to the words has a place.
        last_of: claims whose count ends here.
        is_chosen: inside the words a person has chosen.
    """

    start: int
    text: str
    counts: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    first_of: tuple[str, ...] = ()
    last_of: tuple[str, ...] = ()
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Part of a segment: words, or one character that is not seen, so many times.

    Attributes:
        sign: how that character is shown ("⟨U+202E⟩"); empty for words.
        length: in code points.
    """

    text: str
    sign: str = ""
    length: int = 0


def mark_of(claim: Claim) -> Mark:
    """Return where a claim stands."""
    return Mark(
        claim_id=claim.id,
        quote=Span(claim.quote.start, claim.quote.end),
        count=Span(claim.count_selector.start, claim.count_selector.end),
    )


def segments(
    text: str, shown: Span, marks: Sequence[Mark], chosen: Span | None = None
) -> tuple[Segment, ...]:
    """Cut ``text`` inside ``shown`` at every border of a mark; marks are clipped to what is shown."""
    starts: dict[int, list[_Layer]] = {}
    ends: dict[int, list[_Layer]] = {}
    for mark in marks:
        for layer in (_Layer(mark.claim_id, mark.quote), _Layer(mark.claim_id, mark.count, is_count=True)):
            if layer.span.overlaps(shown):
                starts.setdefault(max(layer.span.start, shown.start), []).append(layer)
                ends.setdefault(min(layer.span.end, shown.end), []).append(layer)
    borders = {shown.start, shown.end, *starts, *ends}
    if chosen is not None:
        borders.update(at for at in (chosen.start, chosen.end) if shown.start < at < shown.end)
    counts: dict[str, Span] = {}
    quotes: dict[str, Span] = {}
    found = []
    for start, end in pairwise(sorted(borders)):
        for layer in ends.get(start, ()):
            (counts if layer.is_count else quotes).pop(layer.claim_id, None)
        for layer in starts.get(start, ()):
            (counts if layer.is_count else quotes)[layer.claim_id] = layer.span
        found.append(
            Segment(
                start=start,
                text=text[start:end],
                counts=tuple(counts),
                quotes=tuple(quotes),
                first_of=tuple(key for key, span in counts.items() if span.start == start),
                last_of=tuple(key for key, span in counts.items() if span.end == end),
                is_chosen=chosen is not None and chosen.contains(Span(start, end)),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Layer:
    """The quote or the count of one claim."""

    claim_id: str
    span: Span
    is_count: bool = False


def runs(text: str) -> Iterator[Run]:
    """Yield the runs of a text; characters that are not seen get a sign."""
    at = 0
    for found in _SIGNS.finditer(text):
        if found.start() > at:
            yield Run(text=text[at : found.start()], length=found.start() - at)
        length = len(found[0])
        number = f" ×{length}" if length > 1 else ""
        yield Run(text=found[0], sign=f"⟨U+{ord(found[1]):04X}{number}⟩", length=length)
        at = found.end()
    if at < len(text):
        yield Run(text=text[at:], length=len(text) - at)


def hidden_in(text: str) -> dict[str, int]:
    """Return how often each character that is not seen stands in a text, by its code point ("U+202E")."""
    counts: dict[str, int] = {}
    for found in _SIGNS.finditer(text):
        name = f"U+{ord(found[1]):04X}"
        counts[name] = counts.get(name, 0) + len(found[0])
    return counts


def blocks(text: str, size: int = BLOCK) -> tuple[Span, ...]:
    """Cut a text into blocks that are shown one at a time; each ends at a line or a word where it can."""
    found: list[Span] = []
    start = 0
    while len(text) - start > size + _SLACK:
        least, most = start + max(size - _SLACK, 1), start + size
        end = text.rfind("\n", least, most) + 1
        end = end or text.rfind(" ", least, most) + 1 or most
        found.append(Span(start, end))
        start = end
    found.append(Span(start, len(text)))
    return tuple(found)


def block_at(cut: Sequence[Span], position: int) -> int:
    """Return the number of the block that holds a position; the last one for any beyond the end."""
    return next((number for number, span in enumerate(cut) if position < span.end), len(cut) - 1)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return a selection without white space at its ends; ``None`` when nothing of the text is left."""
    start, end = max(0, start), min(len(text), end)
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    right = len(words) - len(words.rstrip())
    return Span(start + left, end - right) if start + left < end - right else None


def places_of(text: str, words: str, limit: int = 50) -> list[int]:
    """Return where words stand in a text, at most ``limit`` places."""
    found: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0 and len(found) < limit:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def in_block(marks: Iterable[Mark], block: Span) -> list[Mark]:
    """Return the marks whose count begins in a block."""
    return [mark for mark in marks if block.start <= mark.count.start < block.end]
