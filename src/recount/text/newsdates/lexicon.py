"""A language's words of time (``data/<language>/dates.yml``), compiled once.

Patterns are read as they stand in the file, with a space for white space and ``{name}`` for the lists and
fragments named there. Each is filed under the words it can begin with, so that a text costs a look-up a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

from recount.codebook.resources import load_yaml
from recount.text.late import late

SPACE = r"(?:(?:[^\S\n]|\n(?!\s*\n)){1,4})"
_SEP = rf"(?:{SPACE}?,{SPACE}?|{SPACE})"
_PLACEHOLDER = re.compile(r"\{([a-z][a-z_0-9]*)\}")
_YEAR = r"(?P<{}>(?:1[89]|20)\d\d)(?!\d)"
_DAY = r"(?P<{}>0?[1-9]|[12]\d|3[01])(?!\d)"
PARTS = ("early", "mid", "late")


@dataclass(frozen=True)  # no slots, here and below: patterns are kept where they are compiled
class Form:
    """One way to write a time.

    Attributes:
        rule: name of the rule that makes days of it.
        name: of a fixed expression, empty otherwise.
        sources: of the patterns.
        pattern: matched at a word.
        needs: must match the words before, when given.
        guard: must not match the words after, when given.
        lead: where it matches the words before, the guard does not hold.
    """

    rule: str
    name: str
    sources: Mapping[str, str]
    pattern = late("pattern")

    @cached_property
    def needs(self) -> re.Pattern[str] | None:
        """What must match the words before."""
        return _given(self.sources.get("needs"))

    @cached_property
    def guard(self) -> re.Pattern[str] | None:
        """What must not match the words after."""
        return _given(self.sources.get("guard"))

    @cached_property
    def lead(self) -> re.Pattern[str] | None:
        """What before it leaves no doubt."""
        return _given(self.sources.get("lead"))


def _given(source: str | None) -> re.Pattern[str] | None:
    return None if source is None else re.compile(source)


@dataclass(frozen=True)
class Dateline:
    """Patterns for the words around a report's own date: each at the end of the words before, or after it."""

    sources: Mapping[str, str]
    label = late("label")
    prose = late("prose")
    caption = late("caption")
    agency = late("agency")
    clock = late("clock")
    dash = late("dash")
    follow = late("follow")


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """All that the date layer knows of one language.

    Patterns named ``before_…`` are matched against the words that stand before a date, the others against
    those between two dates or in the clause.
    """

    forms: Mapping[str, tuple[Form, ...]]
    digit_forms: tuple[Form, ...]
    months: Mapping[str, int]
    cue_months: frozenset[str]
    weekdays: Mapping[str, int]
    short_weekdays: frozenset[str]
    numbers: Mapping[str, int]
    vague_numbers: Mapping[str, str]
    units: Mapping[str, str]
    steps: Mapping[str, int]
    edges: Mapping[str, str]
    ranks: Mapping[str, int]
    after_words: frozenset[str]
    clause_words: frozenset[str]
    sources: Mapping[str, str]
    dateline: Dateline
    before_part = late("before_part")
    before_around = late("before_around")
    before_since = late("before_since")
    before_until = late("before_until")
    before_range = late("before_range")
    before_no_date = late("before_no_date")
    range_join = late("range_join")
    plain_join = late("plain_join")
    outlasting_join = late("outlasting_join")
    before_outlasting = late("before_outlasting")
    since = late("since")
    before_since_adverb = late("before_since_adverb")
    before_clause_date = late("before_clause_date")
    tense = late("tense")
    clause_openers = late("clause_openers")
    place_named = late("place_named")
    body_named = late("body_named")
    before_body = late("before_body")


@cache
def load_lexicon(language: str) -> Lexicon | None:
    """Return the lexicon of a language, ``None`` when there is none."""
    if not resources.files("recount.text").joinpath(f"data/{language}/dates.yml").is_file():
        return None
    return _compile(load_yaml("recount.text", f"data/{language}/dates.yml"))


def last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the last match inside ``[start, end)``."""
    found = None
    for match in pattern.finditer(text, start, end):
        found = match
    return found


def words_pattern(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; a space is white space."""
    ordered = sorted({str(word) for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(word.replace(" ", SPACE) for word in ordered) + ")"


def _flags(pattern: str) -> str:
    return f"(?i){pattern}"


def _before(words: Iterable[str], links: str = "") -> str:
    return _flags(rf"(?<!\w){words_pattern(words)}{links}[\s\-–]*$")


def _capitalised(words: Iterable[str]) -> str:
    """Words that count only with a capital."""
    return "(?-i:" + "|".join(f"{word.capitalize()}|{word.upper()}" for word in words) + ")"


def _macros(data: Mapping[str, Any]) -> dict[str, str]:
    plain = [month for month in data["months"] if month not in data["months_also_words"]]
    capital = [*data["months_also_words"], *data["month_abbreviations"]]
    month = f"(?:{words_pattern(plain)}|{_capitalised(capital)})(?![^\\W\\d_])"
    short = _capitalised(data["weekday_abbreviations"])
    weekday = words_pattern(data["weekdays"])
    number = words_pattern([*data["numbers"], *data["vague_numbers"]])
    macros = {
        "sep": _SEP,
        "month": f"(?P<month>{month})",
        "month2": f"(?P<month2>{month})",
        "weekday": f"(?P<weekday>{weekday})",
        "any_weekday": f"(?:(?:{weekday}|{short})(?!\\w))",
        "day": _DAY.format("day"),
        "day2": _DAY.format("day2"),
        "year": _YEAR.format("year"),
        "year2": _YEAR.format("year2"),
        "n": rf"(?P<n>\d{{1,3}}(?![\d.,]\d)|{number}\b)",
        "unit": f"(?P<unit>{words_pattern(data['units'])})",
        "season": words_pattern(data["seasons"]),
        "daypart": words_pattern(data["dayparts"]),
        "possessive": "(?:" + "|".join(data["possessives"]) + ")",
    }
    return macros | dict(data["fragments"])


def _expand(pattern: str, macros: Mapping[str, str]) -> str:
    """Put lists and fragments in place of their names; spaces of the file become white space."""
    spaced = pattern.replace(" ", SPACE)
    return _PLACEHOLDER.sub(
        lambda found: _expand(macros[found[1]], macros) if found[1] not in _FINISHED else macros[found[1]],
        spaced,
    )


# Macros made here, in which every space is already what it should be.
_FINISHED = frozenset(
    {
        "sep", "month", "month2", "weekday", "any_weekday", "day", "day2", "year", "year2", "n", "unit",
        "season", "daypart", "possessive",
    }
)  # fmt: skip


def _starts(first: Iterable[str], data: Mapping[str, Any]) -> Iterable[str]:
    """Return the lower-case words a form can begin with; "@digits" stays."""
    lists = {
        "@month": [*data["months"], *data["month_abbreviations"]],
        "@weekday": [
            *data["weekdays"],
            *data["weekday_abbreviations"],
            *(f"{day}s" for day in data["weekdays"]),
        ],
        "@number": [*data["numbers"], *data["vague_numbers"]],
        "@unit": list(data["units"]),
        "@season": list(data["seasons"]),
    }
    for name in first:
        for word in lists.get(name, [name]):
            yield str(word).split()[0]


def _compile_forms(data: Mapping[str, Any]) -> dict[str, tuple[Form, ...]]:
    macros = _macros(data)
    filed: dict[str, list[Form]] = {}
    for entry in data["forms"]:
        sources = {"pattern": _flags(_expand(entry["pattern"], macros))}
        if "needs" in entry:
            sources["needs"] = _before(data[entry["needs"]])
        if "guard" in entry:
            sources["guard"] = _flags(rf"[\s-]*{words_pattern(data[entry['guard']])}(?!\w)")
            sources["lead"] = _before(data["day_leads"])
        form = Form(rule=entry["rule"], name=entry.get("name", ""), sources=sources)
        for word in dict.fromkeys(_starts(entry["first"], data)):
            filed.setdefault(word, []).append(form)
    return {word: tuple(forms) for word, forms in filed.items()}


def _tense(data: Mapping[str, Any]) -> str:
    past_modal, future, past = (
        words_pattern(data[name]) for name in ("past_modal_cues", "future_cues", "past_cues")
    )
    tail = str(data["future_tail"]).replace(" ", SPACE)
    return _flags(rf"(?<!\w)(?:{past_modal}|(?P<future>{future}){tail}|{past})(?!\w)")


def _compile(data: Mapping[str, Any]) -> Lexicon:
    filed = _compile_forms(data)
    links = rf"(?:{SPACE}(?:{words_pattern(data['date_links'])}))*"
    part_links = rf"(?:{SPACE}(?:{words_pattern(data['part_links'])}))*"
    parts = "|".join(f"(?P<{part}>{words_pattern(data['parts'][part])})" for part in PARTS)
    return Lexicon(
        forms={word: forms for word, forms in filed.items() if word != "@digits"},
        digit_forms=filed.get("@digits", ()),
        months=dict(data["months"]) | dict(data["month_abbreviations"]),
        cue_months=frozenset(data["months_also_words"]) | frozenset(data["month_abbreviations"]),
        weekdays=dict(data["weekdays"]) | dict(data["weekday_abbreviations"]),
        short_weekdays=frozenset(day[:3] for day in data["weekdays"]),
        numbers=dict(data["numbers"]),
        vague_numbers=dict(data["vague_numbers"]),
        units=dict(data["units"]),
        steps=dict(data["steps"]),
        edges=dict(data["edges"]),
        ranks=dict(data["ranks"]),
        clause_words=frozenset(data["clause_words"]),
        after_words=frozenset(data["after_words"]),
        sources={
            "place_named": rf"{SPACE}{_capitalised(data['places_named_by_days'])}(?!\w)",
            "body_named": rf"{SPACE}{_capitalised(data['bodies_named_by_days'])}(?!\w)",
            "before_body": _before(data["articles"]),
            "before_part": _flags(rf"(?<!\w)(?:{parts}){part_links}[\s\-–]*$"),
            "before_around": _before(data["around"], rf"(?:{SPACE}the)?"),
            "before_since": _before(data["since"], links),
            "before_until": _before(data["until"], links),
            "before_range": _before(data["range_leads"], links),
            "before_no_date": _before(data["no_date_leads"]),
            "range_join": _flags(rf"[\s,]*{words_pattern(data['range_joins'])}{links}\s*"),
            "plain_join": _flags(rf"[\s,]*{words_pattern(data['plain_joins'])}\s*"),
            "outlasting_join": _flags(rf"[\s,]*{words_pattern(data['outlasting_joins'])}\s*"),
            "before_outlasting": _flags(rf"(?<!\w){words_pattern(data['outlasting_begins'])}(?!\w)[^.;,]*$"),
            "since": _flags(rf"(?<!\w){words_pattern(data['since'])}(?!\w)"),
            "before_since_adverb": _before(data["since_no_clause"]),
            "before_clause_date": _before(data["clause_date_leads"]),
            "tense": _tense(data),
            "clause_openers": _flags(rf"(?<!\w){words_pattern(data['clause_openers'])}(?!\w)"),
        },
        dateline=_dateline(data["dateline"]),
    )


def _dateline(data: Mapping[str, Any]) -> Dateline:
    agencies, times = words_pattern(data["agencies"]), words_pattern(data["time_words"])
    sources = {
        "label": _flags(
            rf"(?<!\w){words_pattern(data['labels'])}\s*:?\s*(?:[\d:.,|/]+\s*|{times}\b\.?,?\s*)*[\s,(|:–-]*$"
        ),
        "prose": _flags(rf"(?<!\w){words_pattern(data['prose_leads'])}[\s\-–]*$"),
        "caption": _flags(rf"(?<!\w){words_pattern(data['caption_words'])}"),
        "agency": _flags(rf"(?<!\w){agencies}[\s,|()–-]*$"),
        "clock": _flags(rf"(?<![\d.,-])\d{{1,2}}[:.h]?\d\d(?:\s*{times})?[\s,|(–-]*$"),
        "dash": _flags(r"[\s,]*(?:\([^()\n]{2,30}\)|\))?\s*[-–—:]"),
        "follow": _flags(
            rf"[\s|,(]*(?:\d{{1,2}}[:.h]?\d\d(?!\d)|{agencies}(?!\w)|{words_pattern(data['follow_words'])}(?!\w))"
        ),
    }
    return Dateline(sources)
