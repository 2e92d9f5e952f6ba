"""Figures over annotated and read claims: found, credited, and every slot of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from annotated import Line

Pair = tuple[Line, Line]

VALUES = ("when", "means", "status", "modality", "carrier")
NAMES = ("places", "perpetrators")
TITLES = {"when": "dates"}


def measure(gold: Sequence[Line], read: Sequence[Line]) -> dict[str, float]:
    """Return the figures, rounded to three places.

    ``exact_f1``: same harm and interval, on overlapping words. ``words``: of all annotated claims, those found
    with the very words. ``source_f1``: exact, with the same speakers. ``relation_f1``: edges of the same type
    between the same claims. A slot with one value is right on so many of all annotated claims, a claim not
    found counting as wrong; names are F1.
    """
    pairs = pair(gold, read)
    figures = {
        "exact_f1": f1(len(pairs), len(gold), len(read)),
        "words": ratio(sum(one.words == other.words for one, other in pairs), len(gold)),
        "source_f1": f1(sum(is_credited(*both) for both in pairs), len(gold), len(read)),
        "relation_f1": relations(gold, read, pairs),
    }
    return figures | {TITLES.get(slot, slot): slot_figure(slot, gold, pairs) for slot in VALUES + NAMES}


def pair(gold: Sequence[Line], read: Sequence[Line]) -> list[Pair]:
    """Return annotated claims with the read claims that match them, each used once."""
    by_report: dict[str, list[Line]] = defaultdict(list)
    for line in read:
        by_report[line.report].append(line)
    pairs: list[Pair] = []
    for line in gold:
        fitting = [other for other in by_report[line.report] if is_same(line, other)]
        if fitting:
            best = min(fitting, key=lambda other: (abs(other.start - line.start), other.number))
            by_report[line.report].remove(best)
            pairs.append((line, best))
    return pairs


def is_same(one: Line, other: Line) -> bool:
    """Whether two claims say the same of the same words."""
    overlap = one.start < other.end and other.start < one.end
    return overlap and (one.harm, one.low, one.high) == (other.harm, other.low, other.high)


def is_credited(one: Line, other: Line) -> bool:
    """Whether the speakers agree, one to one."""
    agreed = same_names(one.speakers, other.speakers)
    return "speakers" in one.unscored or len(one.speakers) == len(other.speakers) == agreed


def same_names(ones: frozenset[str], others: frozenset[str]) -> int:
    """Return how many names of two sets agree; the words of one may be part of the other's ("the Varda Monitor")."""
    left, hits = set(others), 0
    for name in sorted(ones, key=len, reverse=True):
        words = set(name.split())
        match = next(
            (other for other in sorted(left) if words <= set(other.split()) or set(other.split()) <= words),
            None,
        )
        if match is not None:
            left.remove(match)
            hits += 1
    return hits


def relations(gold: Sequence[Line], read: Sequence[Line], pairs: Sequence[Pair]) -> float:
    """Return F1 over edges; a claim that is not found takes its edges with it."""
    number = {(one.report, one.number): other.number for one, other in pairs}
    wanted = sum(line.relation is not None for line in gold)
    free = {(other.report, other.number) for one, other in pairs if "relation" in one.unscored}
    found = sum(line.relation is not None and (line.report, line.number) not in free for line in read)
    hits = 0
    for one, other in pairs:
        if one.relation is not None and other.relation is not None:
            kind, target = one.relation
            hits += other.relation == (kind, number.get((one.report, target)))
    return f1(hits, wanted, found)


def slot_figure(slot: str, gold: Sequence[Line], pairs: Sequence[Pair]) -> float:
    """Return the figure of one slot."""
    scored = sum(slot not in line.unscored for line in gold)
    both = [pair for pair in pairs if slot not in pair[0].unscored]
    if slot in VALUES:
        return ratio(sum(has_same(slot, *pair) for pair in both), scored)
    wanted = sum(len(getattr(line, slot)) for line in gold)
    hits = sum(same_names(getattr(one, slot), getattr(other, slot)) for one, other in both)
    return f1(hits, wanted, sum(len(getattr(other, slot)) for _, other in both))


def has_same(slot: str, one: Line, other: Line) -> bool:
    """Whether a slot holds the same."""
    if slot in NAMES:
        ones, others = getattr(one, slot), getattr(other, slot)
        return len(ones) == len(others) == same_names(ones, others)
    if slot == "carrier":
        return plain_carrier(one) == plain_carrier(other)
    return bool(getattr(one, slot) == getattr(other, slot))


def plain_carrier(line: Line) -> str:
    """Return a carrier's name without case and article."""
    return (line.carrier or "").casefold().removeprefix("the ")


def f1(hits: int, wanted: int, found: int) -> float:
    """Return F1."""
    return ratio(2 * hits, wanted + found)


def ratio(part: int, whole: int) -> float:
    """Return a share, 1 of nothing."""
    return round(part / whole, 3) if whole else 1.0


def differences(gold: Sequence[Line], read: Sequence[Line]) -> Iterator[tuple[str, Line, str]]:
    """Yield what differs: "missed", "spurious" or the slot, the claim, and what was read."""
    pairs = pair(gold, read)
    found, used = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
    number = {(one.report, one.number): other.number for one, other in pairs}
    for line in gold:
        if id(line) not in found:
            yield "missed", line, ""
    for line in read:
        if id(line) not in used:
            yield "spurious", line, ""
    for one, other in pairs:
        if one.words != other.words:
            yield "words", one, other.words
        if not is_credited(one, other):
            yield "source", one, ", ".join(sorted(other.speakers))
        for slot in VALUES + NAMES:
            if slot not in one.unscored and not has_same(slot, one, other):
                yield slot, one, _shown(getattr(other, slot))
        wanted = one.relation and (one.relation[0], number.get((one.report, one.relation[1])))
        if "relation" not in one.unscored and wanted != other.relation:
            yield "relation", one, _shown(other.relation)


def _shown(value: object) -> str:
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
