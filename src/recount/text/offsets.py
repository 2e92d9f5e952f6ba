"""Offset maps: where a stretch of edited text stood in the text before the edits.

A map is a list of pairs at which both texts are in step (``recount.model.OffsetMap``). Between two pairs
either both stretches have one length, and then every position has its counterpart, or they have not, and
then only the two ends have one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from recount.model import OffsetMap


class Edit(NamedTuple):
    """Replace the code points ``[start, end)``."""

    start: int
    end: int
    words: str


def identity_map(length: int) -> OffsetMap:
    """Return the map of a text that was not changed."""
    return OffsetMap(normalised=(0, length), received=(0, length))


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap]:
    """Return the edited text and the map from it to ``text``.

    Args:
        text: the text to edit.
        edits: in order, without overlap.
    """
    pieces: list[str] = []
    after, before = [0], [0]
    position = length = 0
    for edit in edits:
        pieces += (text[position : edit.start], edit.words)
        if len(edit.words) == edit.end - edit.start:
            length += edit.end - position
        else:
            for new, old in (
                (edit.start - position, edit.start),
                (len(edit.words), edit.end),
            ):
                length += new
                after.append(length)
                before.append(old)
        position = edit.end
    pieces.append(text[position:])
    edited = "".join(pieces)
    after.append(len(edited))
    before.append(len(text))
    return edited, _compact(zip(after, before, strict=True))


def compose(later: OffsetMap, earlier: OffsetMap) -> OffsetMap:
    """Return the map of two rounds of edits, ``later`` made on the outcome of ``earlier``."""
    points = {
        (normalised, received)
        for normalised, middle in zip(later.normalised, later.received, strict=True)
        for received in _images(middle, earlier.normalised, earlier.received)
    }
    points.update(
        (normalised, received)
        for middle, received in zip(earlier.normalised, earlier.received, strict=True)
        for normalised in _images(middle, later.received, later.normalised)
    )
    return _compact(sorted(points))


def to_received(offsets: OffsetMap, start: int, end: int) -> tuple[int, int]:
    """Return where the normalised span ``[start, end)`` stood in the text as received.

    A span that begins or ends inside a stretch whose length was changed is widened to that stretch. Deleted
    characters belong to no span, but a span around them includes them.
    """
    normalised, received = offsets.normalised, offsets.received
    index = bisect_right(normalised, start) - 1
    first = received[index]
    if _in_step(offsets, index):
        first += start - normalised[index]
    if end <= start:
        return first, first
    index = bisect_right(normalised, end - 1) - 1
    last = received[index] + end - normalised[index] if _in_step(offsets, index) else received[index + 1]
    return first, last


def _in_step(offsets: OffsetMap, index: int) -> bool:
    if index + 1 == len(offsets.normalised):
        return True
    length = offsets.normalised[index + 1] - offsets.normalised[index]
    return length == offsets.received[index + 1] - offsets.received[index]


def _images(position: int, from_: Sequence[int], to: Sequence[int]) -> tuple[int, ...]:
    """Return the counterparts of a position: none inside an unequal stretch, several where text was
    deleted."""
    index = bisect_right(from_, position) - 1
    if from_[index] == position:
        images = [to[index]]
        while index > 0 and from_[index - 1] == position:
            index -= 1
            images.append(to[index])
        return tuple(images)
    if from_[index + 1] - from_[index] == to[index + 1] - to[index]:
        return (to[index] + position - from_[index],)
    return ()


def _compact(points: Iterable[tuple[int, int]]) -> OffsetMap:
    """Drop the pairs that say nothing: repeats, and those between two stretches in step."""
    kept: list[tuple[int, int]] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) >= 2 and _steps(kept[-2], kept[-1]) and _steps(kept[-1], point):
            kept.pop()
        kept.append(point)
    if len(kept) == 1:
        kept.append(kept[0])
    return OffsetMap(normalised=tuple(n for n, _ in kept), received=tuple(r for _, r in kept))


def _steps(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return second[0] - first[0] == second[1] - first[1]
