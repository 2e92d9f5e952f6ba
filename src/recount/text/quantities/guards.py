"""Guards: numbers that count no people (dates, ages, measures, money, names with numbers) are not emitted.

Data: ``text/data/<language>/quantity_guards.yml`` and the guard lists of ``quantities.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from recount.codebook.resources import load_yaml
from recount.model import CountKind
from recount.text.quantities.expression import Expression
from recount.text.quantities.lexicon import Lexicon, load_lexicon
from recount.text.quantities.patterns import SPACE, WORD_END, WORD_START, any_of

Entry = Mapping[str, Any]

_YEAR = r"(?:19|20)\d\d(?!\d)"
_PREVIOUS_WORDS = re.compile(r"(?:(\S+)\s+)?(\S+)[\s-]+\Z")
_DASH = "[-‐‑–—]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guards:
    """Compiled guards of a language.

    Attributes:
        scan: a guarded stretch (group ``skip``) or a count expression, whichever comes first.
        month: a month that is a common word too, to look up its capital.
        capital: first words of designators that need a capital.
        units: a measure after a number.
        hyphen: a letter and a hyphen: before a number they make it part of a name ("T-72", "mid-2012").
        joined: what glued to a number makes it part of a longer word.
        year: a bare year.
        year_after: words before a year.
        counted: words after a number that make it a count although it looks like a year.
        not_before, zero_not_before: vague word, or zero, to what after it unmakes the count.
        not_after: word to the words before it that unmake the count.
        needs_after: word to what must stand after it for a count.
    """

    scan: re.Pattern[str]
    month: re.Pattern[str]
    capital: re.Pattern[str]
    units: re.Pattern[str]
    hyphen: re.Pattern[str]
    joined: re.Pattern[str]
    year: re.Pattern[str]
    year_after: frozenset[str]
    counted: re.Pattern[str]
    not_before: Mapping[str, re.Pattern[str]]
    zero_not_before: re.Pattern[str]
    not_after: Mapping[str, frozenset[str]]
    needs_after: Mapping[str, re.Pattern[str]]


@cache
def load_guards(language: str) -> Guards:
    """Return the guards of a language.

    Raises:
        CodebookError: the language has no data.
    """
    guard: Entry = load_yaml("recount.text", f"data/{language}/quantity_guards.yml")
    words: Entry = load_yaml("recount.text", f"data/{language}/quantities.yml")
    lexicon = load_lexicon(language)
    number = f"(?:{lexicon.numerals.digits_source}|{lexicon.numerals.words_source})"
    counted = f"{SPACE}{any_of(words['count_nouns'])}"
    skip = "|".join((*_dates(guard, counted), *_figures(guard), *_ages(guard, number), *_names(guard)))
    return Guards(
        scan=re.compile(
            rf"{WORD_START}(?=\d|{_first_words(guard, lexicon)})"
            f"(?:(?P<skip>{skip})|{lexicon.expression_source})"
        ),
        month=re.compile(WORD_START + any_of(guard["months_also_words"])),
        capital=re.compile(any_of(guard["capital_designators"])),
        units=_units(guard),
        hyphen=re.compile(r"[^\W\d_][-‐‑]"),
        joined=re.compile(rf"{_DASH}(?=\d)|[-‐‑](?=[^\W\d_])"),
        year=re.compile(_YEAR),
        year_after=frozenset(guard["year_after"]),
        counted=re.compile(counted),
        not_before={
            word: re.compile(f"(?:{SPACE}|-){any_of(after)}") for word, after in words["not_before"].items()
        },
        zero_not_before=re.compile(f"(?:{SPACE}|-){any_of(words['zero_not_before'])}"),
        not_after={word: frozenset(before) for word, before in words["not_after"].items()},
        needs_after={
            word: re.compile(f"{SPACE}(?:{any_of(after['words'])}|{after['pattern']}{WORD_END})")
            for word, after in words["needs_after"].items()
        },
    )


def _first_words(guard: Entry, lexicon: Lexicon) -> str:
    """Pattern of the words at which a search is worth its cost; all others fail at once."""
    lists = (
        "months",
        "month_only_after",
        "money_before",
        "age_before",
        "age_ranges",
        "age_nouns",
        "designators",
    )
    phrases = [words for name in (*lists, "capital_designators", "number_signs") for words in guard[name]]
    first = {*lexicon.first_words, *(words.split()[0] for words in phrases)}
    signs = {words for words in first if not words[-1].isalnum()}
    return f"(?:{any_of(first - signs)}|{any_of(signs)})"


def _dates(guard: Entry, counted: str) -> tuple[str, ...]:
    month, suffix = any_of(guard["months"]), f"(?:{any_of(guard['ordinal_suffixes'])})?"
    day = rf"(?:3[01]|[12]\d|0?[1-9]){suffix}{WORD_END}(?![,.:/]\d)"
    to = rf"(?:\s?{_DASH}\s?|{SPACE}{any_of(guard['date_joiners'])}{SPACE})"
    year = rf"(?:,?(?:{SPACE}|{_DASH}){_YEAR})?"
    gap = rf"\.?,?(?:{SPACE}|{_DASH})"
    return (
        rf"{any_of(guard['month_only_after'])}{SPACE}{month}{year}",
        rf"{month}{gap}{day}(?:{to}{day}(?!{counted}))?{year}",
        rf"{month}{gap}{_YEAR}",
        rf"{day}(?:{to}{day})?(?:{SPACE}|{_DASH})(?:{any_of(guard['date_links'])}{SPACE})?{month}{year}",
        r"\d{1,4}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)\d{2,4}(?!\d)",
        rf"{_YEAR}\s?[-–/]\s?(?:\d\d){{1,2}}(?!\d)",
    )


def _figures(guard: Entry) -> tuple[str, ...]:
    """Times, fractions, telephone numbers, money."""
    money = "|".join(re.escape(sign) for sign in guard["money_before"])
    return (
        r"\d{1,2}:\d\d(?::\d\d)?",
        r"\d+(?:-\d+){2,}",
        r"(?:\d+[\s-])?\d+/\d+",
        rf"(?:{money})\s?\d[\d.,]*(?:\s?{any_of(guard['money_scales'])})?",
    )


def _ages(guard: Entry, number: str) -> tuple[str, ...]:
    bound = f"(?:{any_of(guard['age_bounds'])}{SPACE})?"
    to = rf"(?:\s?{_DASH}\s?|{SPACE}{any_of(guard['age_joiners'])}{SPACE})"
    done = rf"(?=\s*(?:[.,;:)\"”]|\Z)|{SPACE}{any_of(guard['age_done'])})"
    last = f",?{SPACE}{any_of(guard['date_joiners'])}{SPACE}{number}"
    end = f"(?:{to}{number}|(?:,{SPACE}{number}){{0,4}}{last}{done})?"
    return (
        f"{any_of(guard['age_ranges'])}{SPACE}{number}{last}",
        f"{any_of(guard['age_before'])}{SPACE}{bound}{number}{end}",
        f"{any_of(guard['age_nouns'])}{SPACE}{any_of(guard['age_under'])}{SPACE}{number}",
    )


def _names(guard: Entry) -> tuple[str, ...]:
    """Names that end in a number: "Resolution 2254", "Brigade 61"."""
    named = any_of([*guard["designators"], *guard["capital_designators"]])
    number_sign = f"(?:{any_of(guard['number_signs'])}{SPACE}?)?"
    return (
        rf"{named}{SPACE}{number_sign}\d+",
        rf"{any_of(guard['number_signs'])}\s?\d+",
    )


def _units(guard: Entry) -> re.Pattern[str]:
    """A unit, perhaps with "of" and adjectives between ("two more days", "hundreds of square kilometres")."""
    unit = any_of(word for words in guard["units"].values() for word in words)
    between = any_of([*guard["unit_links"], *guard["unit_adjectives"]])
    return re.compile(f"(?:{SPACE}{between}){{0,3}}(?:{SPACE}|-)?{unit}{WORD_END}")


def is_guarded(guards: Guards, folded: str, found: Expression) -> bool:
    """Whether the surroundings of an expression say that it counts no people."""
    if found.broken or guards.units.match(folded, found.end) or guards.units.match(folded, found.core_end):
        return True
    if found.kind is CountKind.ZERO:
        return guards.zero_not_before.match(folded, found.end) is not None
    if found.core_start > 1 and guards.hyphen.match(folded, found.core_start - 2):
        return True
    if guards.joined.match(folded, found.core_end):
        return found.end == found.core_end
    if (
        found.kind is CountKind.DIGITS
        and folded[found.core_start] == "0"
        and found.core_end > found.core_start + 1
    ):
        return True  # "016" is part of a page's furniture
    if found.kind is CountKind.DIGITS:
        return _is_year(guards, folded, found)
    return _is_idiom(guards, folded, found)


def _is_year(guards: Guards, folded: str, found: Expression) -> bool:
    """Whether four digits are a year.

    Between 1900 and 2099 they are, unless qualified, or before a word for people, or round (2000);
    right after "in", "since" … they always are.
    """
    core = folded[found.core_start : found.core_end]
    if not guards.year.fullmatch(core):
        return False
    if found.start == found.core_start and _before(guards.year_after, folded, found.core_start):
        return True
    if found.qualified or guards.counted.match(folded, found.core_end):
        return False
    return not core.endswith("00")


def _is_idiom(guards: Guards, folded: str, found: Expression) -> bool:
    """Whether a vague word or a one is part of a phrase that counts nothing ("some time", "how many")."""
    core = " ".join(folded[found.core_start : found.core_end].split())
    if (unmade := guards.not_before.get(core)) and unmade.match(folded, found.end):
        return True
    if (needed := guards.needs_after.get(core)) and not needed.match(folded, found.end):
        return True
    before = guards.not_after.get(core)
    return before is not None and _before(before, folded, found.start)


def _before(words: frozenset[str], folded: str, position: int) -> bool:
    """Whether one of ``words`` (one or two words each) stands right before a position."""
    found = _PREVIOUS_WORDS.search(folded[max(0, position - 40) : position])
    if found is None:
        return False
    previous, last = found.group(1), found.group(2)
    return last in words or f"{previous} {last}" in words


def skip_end(guards: Guards, text: str, folded: str, start: int) -> int | None:
    """Return where the guarded stretch at ``start`` ends; ``None`` when there is none."""
    found = guards.scan.match(folded, start)
    if found is None or found.lastgroup != "skip" or is_false_skip(guards, text, folded, start, found.end()):
        return None
    return found.end()


def is_false_skip(guards: Guards, text: str, folded: str, start: int, end: int) -> bool:
    """Whether a guarded stretch is none because a word in it names a month or a unit only with a capital.

    "25 may have died", "in camp 30 people".
    """
    named = guards.capital.match(folded, start)
    if named is not None:
        return text[start].islower()
    return any(text[month.start()].islower() for month in guards.month.finditer(folded, start, end))
