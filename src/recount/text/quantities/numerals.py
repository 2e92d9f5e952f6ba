"""Numerals: digits and number words to integers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recount.text.quantities.patterns import SPACE, WORD_END, WORD_START, any_of

GREATEST = 10**10
"""No count of people is greater: there are fewer people. What is greater is no number here (``unread``)."""
_GROUP = 3  # digits between two separators of thousands
_ONE = ""  # stands for a one that is implied: "a hundred", "dozen"
_TOKEN = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral read from a text.

    Attributes:
        value: the number.
        end: where the numeral ends.
        unit: what its last word multiplies by ("3 million": 1000000), 1 when it has none.
        digits: whether it is written in digits.
    """

    value: int
    end: int
    unit: int
    digits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerals:
    """The number words of a language and the patterns that find them.

    Attributes:
        small, tens, hundred, scales, groups: words to values, by the part they play in a numeral.
        ones: words that mean one before a hundred, scale or group ("a").
        fractions: phrases that take a part, as (over, under), of the group or scale after them.
        tails: phrases after a number that add a part of its unit ("and a half").
        joiners: words inside a numeral ("and").
        bare: hundred, scale and group words that mean one of themselves.
        suffixes: letters glued to digits.
        digits_source, words_source: patterns without groups.
        digits: pattern with the groups ``whole``, ``part``, ``suffix`` and ``scale``.
        tail: pattern of a tail and the scale after it (groups ``tail``, ``scale``).
        further: pattern of scales that go on after a whole numeral, which makes it greater than any count.
        words: pattern of number words; how many of them make one numeral is for ``read_words``.
    """

    small: Mapping[str, int]
    tens: Mapping[str, int]
    hundred: Mapping[str, int]
    scales: Mapping[str, int]
    groups: Mapping[str, int]
    ones: frozenset[str]
    fractions: Mapping[str, tuple[int, int]]
    tails: Mapping[str, tuple[int, int]]
    joiners: frozenset[str]
    bare: frozenset[str]
    suffixes: Mapping[str, int]
    digits_source: str
    words_source: str
    digits: re.Pattern[str]
    words: re.Pattern[str]
    tail: re.Pattern[str]
    further: re.Pattern[str]

    @property
    def units(self) -> dict[str, int]:
        """Words that multiply the number before them."""
        return {**self.hundred, **self.scales, **self.groups}

    def read(self, folded: str, start: int) -> Number | None:
        """Read the numeral at ``start``; ``None`` when it is no whole number of people."""
        number = self.read_any(folded, start)
        return number if number is not None and number.value <= GREATEST else None

    def read_any(self, folded: str, start: int) -> Number | None:
        """Read the numeral at ``start``, however great; one too great has any value above ``GREATEST``."""
        is_digit = start < len(folded) and folded[start].isdecimal()
        number = self.read_digits(folded, start) if is_digit else self.read_words(folded, start)
        if number is None:
            return None
        further = self.further.match(folded, number.end)
        if further is not None:  # "two million million"
            return Number(GREATEST + 1, further.end(), number.unit, digits=number.digits)
        tail = self.tail.match(folded, number.end)
        return number if tail is None else self._with_tail(number, tail)

    def _with_tail(self, number: Number, tail: re.Match[str]) -> Number | None:
        """Add the part that a tail names; without a scale it is no whole number ("two and a half")."""
        over, under = self.tails[" ".join(tail["tail"].split())]
        unit = self.scales.get(tail["scale"] or "", 1)
        whole = number.value * unit
        part, left = divmod((unit if unit > 1 else number.unit) * over, under)
        if left or (tail["scale"] and number.unit > 1):
            return None
        return Number(whole + part, tail.end(), max(unit, number.unit), digits=number.digits)

    def read_digits(self, folded: str, start: int) -> Number | None:
        """Read the digits at ``start``; ``None`` for a decimal that is not a whole number of people."""
        found = self.digits.match(folded, start)
        if found is None:
            return None
        whole, part = "".join(char for char in found["whole"] if char.isdecimal()), found["part"]
        unit = self.suffixes.get(found["suffix"] or "", 1) * self.units.get(found["scale"] or "", 1)
        if (
            part is not None
            and unit == 1
            and len(part) == _GROUP
            and 0 < len(whole) <= _GROUP
            and whole[0] != "0"
        ):
            whole, part = whole + part, None  # "1.500": no part of a person has three decimals
        if len(whole) > len(str(GREATEST)):
            return Number(GREATEST + 1, found.end(), 1, digits=True)
        value = int(whole) * unit
        if part:
            extra, left = divmod(int(part) * unit, 10 ** len(part))
            if left or unit == 1:
                return None
            value += extra
        return Number(value, found.end(), unit, digits=True)

    def read_words(self, folded: str, start: int) -> Number | None:
        """Read the longest numeral in words at ``start``."""
        found = self.words.match(folded, start)
        if found is None:
            return None
        tokens = [(match.group(), match.end()) for match in _TOKEN.finditer(folded, start, found.end())]
        words = [word for word, _ in tokens]
        value, used = self._read(words)
        if not used:
            return None
        return Number(value, tokens[used - 1][1], self.units.get(words[used - 1], 1), digits=False)

    def _read(self, words: Sequence[str]) -> tuple[int, int]:
        """Return the value of the longest numeral at the head of ``words`` and how many words it takes."""
        for size in range(len(words) - 1, 0, -1):
            if (part := self.fractions.get(" ".join(words[:size]))) and words[size] in self.units:
                value, left = divmod(self.units[words[size]] * part[0], part[1])
                return (0, 0) if left else (value, size + 1)
        if words[0] in self.ones:
            return self._sum([_ONE, *words[1:]]) if len(words) > 1 and words[1] in self.units else (0, 0)
        if words[0] in self.bare:
            value, used = self._sum([_ONE, *words])
            return value, used - 1
        return self._sum(words)

    def _sum(self, words: Sequence[str]) -> tuple[int, int]:
        """Add up the parts of a numeral, scales descending ("two thousand | five hundred and six")."""
        total, at, ceiling = 0, 0, GREATEST
        while at < len(words):
            joined = at + (words[at] in self.joiners)
            part, used = self._below_thousand(words, joined)
            after = joined + used
            unit = self.scales.get(words[after], 1) if after < len(words) else 1
            if not used or unit >= ceiling or (joined > at and unit == 1 and part >= 100):
                break
            total, at, ceiling = total + part * unit, after + (unit > 1), unit
            if unit == 1:
                break
        if 0 < total < 100 and at < len(words) and words[at] in self.groups:
            return total * self.groups[words[at]], at + 1
        return total, at

    def _below_thousand(self, words: Sequence[str], at: int) -> tuple[int, int]:
        value, used = self._below_hundred(words, at)
        after = at + used
        if not used or after >= len(words) or words[after] not in self.hundred:
            return value, used
        joined = after + 1 + (after + 1 < len(words) and words[after + 1] in self.joiners)
        rest, more = self._below_hundred(words, joined)
        if joined + more < len(words) and words[joined + more] in self.hundred:
            rest, more = 0, 0  # "one hundred and two hundred" is two numerals
        return value * 100 + rest, (joined + more if more else after + 1) - at

    def _below_hundred(self, words: Sequence[str], at: int) -> tuple[int, int]:
        if at >= len(words):
            return 0, 0
        word = words[at]
        if word in self.tens:
            unit = self.small.get(words[at + 1], 0) if at + 1 < len(words) else 0
            return (self.tens[word] + unit, 2) if 0 < unit < 10 else (self.tens[word], 1)
        if word in self.small:
            return self.small[word], 1
        return (1, 1) if word == _ONE else (0, 0)


def build_numerals(entry: Mapping[str, Any]) -> Numerals:
    """Build the numerals of a language from its data (``numerals`` in ``data/<language>/quantities.yml``)."""
    entry = {**entry, "small": {**entry["small"], **_written_together(entry)}}
    multipliers = [*entry["hundred"], *entry["scales"], *entry["groups"]]
    digits, words = _digits_source(entry, named=False), _words_source(entry, multipliers)
    return Numerals(
        small=entry["small"],
        tens=entry["tens"],
        hundred=entry["hundred"],
        scales=entry["scales"],
        groups=entry["groups"],
        ones=frozenset(entry["articles"]),
        fractions={phrase: (part[0], part[1]) for phrase, part in entry["fractions"].items()},
        tails={phrase: (part[0], part[1]) for phrase, part in entry["tails"].items()},
        joiners=frozenset(entry["joiners"]),
        bare=frozenset(entry["bare"]),
        suffixes=entry["suffixes"],
        digits_source=digits,
        words_source=words,
        digits=re.compile(_digits_source(entry, named=True)),
        words=re.compile(words),
        tail=re.compile(
            f"{SPACE}(?P<tail>{any_of(entry['tails'])})(?:{SPACE}(?P<scale>{any_of(entry['scales'])}))?"
        ),
        further=re.compile(rf"(?:(?:{SPACE}|-){any_of(entry['scales'])})+"),
    )


def _written_together(entry: Mapping[str, Any]) -> dict[str, int]:
    """Tens and ones without the hyphen between them, as wires and scans have them ("thirtythree")."""
    return {
        f"{tens}{one}": value + ones
        for tens, value in entry["tens"].items()
        for one, ones in entry["small"].items()
        if ones < 10
    }


def _digits_source(entry: Mapping[str, Any], *, named: bool) -> str:
    """Grouped thousands, plain digits, a decimal part, a scale.

    A blank groups zeros ("300 000"), or what one number of people in a row is ("1 200 people"), not a list ("101 102
    and 103") nor two figures without a mark between ("kills 25 140 wounded"). A decimal comma stands before a scale
    only ("1,2 million").
    """

    def group(name: str, body: str) -> str:
        return f"(?P<{name}>{body})" if named else f"(?:{body})"

    apart = "".join(f"(?<!{word} )" for word in entry["ungrouped_after"])
    ends = rf"{any_of(entry['joiners'])} \d{{1,3}}\b(?! \d)|{any_of(entry['ungrouped_before'])}\b"
    marks = "".join(re.escape(mark) for mark in entry["separators"])
    whole = group(
        "whole",
        rf"\d{{1,3}}(?:[{marks}]\d{{3}})+(?!\d)|\d{{1,3}}(?:(?: 000)+|(?: \d{{3}}){{2,}})(?!\d)"
        rf"|(?<!\d ){apart}[1-9]\d{{0,2}} \d{{3}}(?= (?!{ends})[^\W\d_]|\Z)|\d+",
    )
    scales = any_of([*entry["hundred"], *entry["scales"], *entry["groups"]])
    comma = rf"{re.escape(entry['decimal_before_scale'])}(?=\d{{1,3}}{SPACE}{scales})"
    part = rf"(?:(?:{re.escape(entry['decimal'])}|{comma}){group('part', r'[0-9]{1,3}')})?"
    suffix, scale = group("suffix", any_of(entry["suffixes"])), group("scale", scales)
    start, end = r"(?<![^\W_])(?<!\d[.,:/])", rf"{WORD_END}(?![.,:/]\d)"
    return rf"{start}{whole}{part}(?:{suffix}|(?:{SPACE}|-){scale})?{end}"


def _words_source(entry: Mapping[str, Any], multipliers: list[str]) -> str:
    word = any_of([*entry["small"], *entry["tens"], *multipliers])
    opener = f"{any_of([*entry['articles'], *entry['fractions']])}{SPACE}{any_of(multipliers)}"
    single = any_of([*entry["small"], *entry["tens"], *entry["bare"]])
    joiner = f"(?:{any_of(entry['joiners'])}{SPACE})?"
    return f"{WORD_START}(?:{opener}|{single})(?:(?:{SPACE}|-){joiner}{word}){{0,9}}"
