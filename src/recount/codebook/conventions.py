"""Conventions: named tables that turn words into numbers ("dozens" is 24 or more).

A convention is data (``data/conventions/*.yml``). Words are kept forever beside the numbers a convention
gives them, so a record can be read again under another one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from recount.codebook.resources import load_yaml
from recount.errors import CodebookError

Interval = tuple[int | None, int | None]

FORMS = frozenset({"bare_plural", "none_stated", "singular", "zero"})
BOUNDS = frozenset({"exact", "at_least", "more_than", "up_to", "fewer_than", "nearly", "about", "between"})
_FOLDER = "data/conventions"
_RULE = re.compile(r"N([+-]\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """One table.

    Attributes:
        name: as settings and records name it.
        version: raised whenever a number of the table changes.
        source: where the table comes from.
        reason: why it reads the words so.
        words: class of vague words to ``(low, high)``; ``None`` is an open end.
        forms: count without a numeral ("bare_plural", "none_stated", "singular", "zero") to ``(low, high)``.
        bounds: what stands around a number to the steps added to its ends; ``None`` opens the end.
        borrowed: words, forms and bounds for which the body has no rule; they are read as ``literal`` reads them.
        dates: the date convention that goes with it.
    """

    name: str
    version: int
    source: str
    reason: str
    words: Mapping[str, Interval]
    forms: Mapping[str, Interval]
    bounds: Mapping[str, Interval]
    borrowed: frozenset[str]
    dates: str

    def bounded(self, bound: str, low: int | None, high: int | None) -> Interval:
        """Return the ends of "at least N", "nearly N" … for N between ``low`` and ``high``."""
        low_step, high_step = self.bounds[bound]
        return _stepped(low, low_step), _stepped(high, high_step)


def _stepped(end: int | None, step: int | None) -> int | None:
    return None if end is None or step is None else max(0, end + step)


def list_conventions() -> tuple[str, ...]:
    """Return the names of the conventions that travel in the package, in alphabetical order."""
    folder = resources.files("recount.codebook").joinpath(_FOLDER)
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(".yml") for name in names if name.endswith(".yml")))


@cache
def get_convention(name: str) -> Convention:
    """Return a convention by name.

    Raises:
        CodebookError: no convention has this name, or its file is malformed.
    """
    if name not in list_conventions():
        raise CodebookError(
            f"convention {name!r} is unknown.", next_move=f"Use one of: {', '.join(list_conventions())}."
        )
    return parse_convention(load_yaml("recount.codebook", f"{_FOLDER}/{name}.yml"))


def parse_convention(entry: object) -> Convention:
    """Build a convention from the content of its file.

    Raises:
        CodebookError: a part is missing, is not of the right shape, or an end makes no sense.
    """
    match entry:
        case {
            "name": str(name),
            "version": int(version),
            "source": str(source),
            "reason": str(reason),
            "words": dict(words),
            "forms": dict(forms),
            "bounds": dict(bounds),
            "borrowed": list(borrowed),
            "dates": str(dates),
        }:
            pass
        case _:
            raise _malformed(
                "a convention",
                "name, version, source, reason, words, forms, bounds, borrowed and dates are needed",
            )
    _check_keys(name, "forms", forms, FORMS)
    _check_keys(name, "bounds", bounds, BOUNDS)
    if odd := {str(key) for key in borrowed}.difference(words, forms, bounds):
        raise _malformed(
            f"convention {name!r}", f"it borrows {', '.join(sorted(odd))}, which it does not read"
        )
    return Convention(
        name=name,
        version=version,
        source=source,
        reason=reason,
        words={str(word): _parse_interval(name, word, ends) for word, ends in words.items()},
        forms={str(form): _parse_interval(name, form, ends) for form, ends in forms.items()},
        bounds={str(bound): _parse_steps(name, bound, ends) for bound, ends in bounds.items()},
        borrowed=frozenset(map(str, borrowed)),
        dates=dates,
    )


def _check_keys(name: str, part: str, table: Mapping[Any, Any], wanted: frozenset[str]) -> None:
    if set(table) != wanted:
        odd = ", ".join(sorted(str(key) for key in set(table) ^ wanted))
        raise _malformed(f"convention {name!r}", f"{part} lacks or should not have: {odd}")


def _parse_interval(name: str, word: object, ends: object) -> Interval:
    match ends:
        case [int() | None as low, int() | None as high] if not (
            isinstance(low, bool) or isinstance(high, bool)
        ):
            if (low is None or low >= 0) and (low is None or high is None or low <= high):
                return low, high
    raise _malformed(f"convention {name!r}", f"{word!r} is not [low, high] with 0 ≤ low ≤ high: {ends!r}")


def _parse_steps(name: str, bound: object, ends: object) -> Interval:
    match ends:
        case [str() | None as low, str() | None as high]:
            return _parse_step(name, bound, low), _parse_step(name, bound, high)
    raise _malformed(f"convention {name!r}", f"{bound!r} is not a pair of rules: {ends!r}")


def _parse_step(name: str, bound: object, rule: str | None) -> int | None:
    if rule is None:
        return None
    parsed = _RULE.fullmatch(rule)
    if parsed is None:
        raise _malformed(f"convention {name!r}", f"{bound!r} has a rule that is not N, N+1 …: {rule!r}")
    return int(parsed.group(1) or 0)


def _malformed(what: str, why: str) -> CodebookError:
    return CodebookError(f"{what} is malformed: {why}.", next_move="Correct the file.")
