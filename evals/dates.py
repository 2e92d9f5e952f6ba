"""Measure the date layer on time expressions with gold values.

    python evals/dates.py PATH [--errors N]

PATH is a folder that holds ``meantime_en`` (MEANTIME, Fondazione Bruno Kessler and others, CC BY 4.0:
English Wikinews with the values of time expressions) and ``recognizers_specs`` (Microsoft Recognizers-Text,
MIT: cases with a reference date). Only what the date layer is for is counted: dates, not clock times, sets or
durations. A value agrees when first and last day agree, both cut at the report day.
"""

from __future__ import annotations

import argparse
import calendar
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from recount.text.newsdates import DateMention, find_dates

_TOKEN = re.compile(r'<token[^>]*t_id="(\d+)"[^>]*>([^<]*)</token>')
_TIMEX = re.compile(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_ANCHOR = re.compile(r't_id="(\d+)"')
_SENTENCE = re.compile(r'sentence="(\d+)" t_id="(\d+)"')
_WEEKDAY = re.compile(r"(?i)^(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?(?: \w+)?$")
_MONTH = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\d[/.]\d")
_FUTURE = re.compile(
    r"(?i)\b(?:will|i'll|next|schedule|let's|meet|meeting|set up|within|from now|please|cortana)\b"
)
Days = tuple[date, date]


@dataclass(frozen=True)
class Case:
    """A text with one gold expression."""

    text: str
    start: int
    end: int
    reference: date
    candidates: tuple[Days, ...]

    @property
    def words(self) -> str:
        """The expression."""
        return self.text[self.start : self.end]

    @property
    def kind(self) -> str:
        """What it looks like."""
        if _WEEKDAY.match(self.words):
            return "weekday"
        if re.search(r"\d{1,2}\D+\d{4}|\d{4}-\d\d-\d\d", self.words):
            return "full date"
        if re.fullmatch(r"\D*\d{4}\D*", self.words):
            return "year or month of a year"
        return "day or month without year" if _MONTH.search(self.words) else "relative"


def value_days(value: str) -> Days | None:
    """Return the days of a TIMEX3 value, ``None`` for one that names none."""
    if match := re.match(r"(\d{4})-(\d\d)-(\d\d)(?!\d)", value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := re.fullmatch(r"(\d{4})-(\d\d)(?:-XX)?", value):
        year, month = int(match[1]), int(match[2])
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if match := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday, monday + timedelta(days=6)
    if match := re.fullmatch(r"(\d{4})", value):
        return date(int(value), 1, 1), date(int(value), 12, 31)
    return None


def meantime_cases(folder: Path) -> Iterator[Case]:
    """Yield the dates of MEANTIME, each with its document's creation time."""
    for path in sorted(folder.rglob("intra-doc_annotation/*/*.xml")):
        source = path.read_text(encoding="utf-8")
        text, places = _detokenise(source)
        markables = list(_TIMEX.finditer(source))
        reference = _creation_time(markables)
        if reference is None:
            continue
        for found in markables:
            attributes = dict(_ATTRIBUTE.findall(found[1]))
            days = value_days(attributes.get("value", ""))
            anchors = [places[token] for token in _ANCHOR.findall(found[2])]
            if attributes["functionInDocument"] != "NONE" or days is None or not anchors:
                continue
            case = Case(text, anchors[0][0], anchors[-1][1], reference, (days,))
            if attributes["type"] == "DATE" and not _contradicts_itself(case):
                yield case


def _contradicts_itself(case: Case) -> bool:
    """Whether the gold value of a weekday is another weekday."""
    name = _WEEKDAY.match(case.words)
    return name is not None and f"{case.candidates[0][0]:%A}".lower() not in case.words.lower()


def _creation_time(markables: list[re.Match[str]]) -> date | None:
    for found in markables:
        attributes = dict(_ATTRIBUTE.findall(found[1]))
        if attributes["functionInDocument"] == "CREATION_TIME":
            days = value_days(attributes["value"])
            if days is not None:
                return days[0]
    return None


def _detokenise(source: str) -> tuple[str, dict[str, tuple[int, int]]]:
    text, places = "", {}
    sentence_of = {token: sentence for sentence, token in _SENTENCE.findall(source)}
    last_sentence = "0"
    for token, word in _TOKEN.findall(source):
        if sentence_of[token] != last_sentence:
            text, last_sentence = text + "\n\n", sentence_of[token]
        elif text and word not in {",", ".", ";", ":", "'s", ")", "%", "?", "!"} and text[-1] not in "(\n$":
            text += " "
        places[token] = (len(text), len(text) + len(word))
        text += word
    return text, places


def recognizer_cases(folder: Path) -> Iterator[Case]:
    """Yield the dates of the Recognizers specifications, without those that arrange the future."""
    for entry in json.loads((folder / "DateTime_English/DateTimeModel.json").read_text(encoding="utf-8-sig")):
        context = entry.get("Context", {}).get("ReferenceDateTime")
        for result in entry.get("Results", []):
            if context is None or result.get("TypeName") not in {"datetimeV2.date", "datetimeV2.daterange"}:
                continue
            candidates = tuple(_candidates(result))
            past = context is not None and any(
                first <= date.fromisoformat(context[:10]) for first, _ in candidates
            )
            if past and not _FUTURE.search(entry["Input"]):
                reference = date.fromisoformat(context[:10])
                yield Case(entry["Input"], result["Start"], result["End"] + 1, reference, candidates)


def _candidates(result: dict[str, Any]) -> Iterator[Days]:
    for value in (result.get("Resolution") or {}).get("values", []):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value.get("value", "")):
            day = date.fromisoformat(value["value"])
            yield day, day
        elif "start" in value and "end" in value:
            last = date.fromisoformat(value["end"]) - timedelta(days=1)
            yield date.fromisoformat(value["start"]), last


def judge(case: Case) -> tuple[str, DateMention | None]:
    """Return "right", "wrong" or "missed", with the mention that was judged."""
    for mention in find_dates(case.text, case.reference):
        if mention.span.start < case.end and case.start < mention.span.end:
            return (
                "right" if any(_agree(mention, days, case) for days in case.candidates) else "wrong"
            ), mention
    return "missed", None


def _agree(mention: DateMention, days: Days, case: Case) -> bool:
    first, last = days
    if first <= case.reference < last and not mention.is_future:
        last = case.reference
    if mention.kind == "since":
        return mention.start == first
    if mention.kind == "until":
        return mention.last_day == last
    if mention.kind == "range":
        return first in {mention.start, mention.last_day} or last == mention.last_day
    return (mention.start, mention.last_day) == (first, last)


def report(title: str, cases: list[Case], errors: int) -> None:
    """Print the figures of one collection."""
    outcomes: dict[str, Counter[str]] = {}
    for case in cases:
        outcome, mention = judge(case)
        outcomes.setdefault(case.kind, Counter())[outcome] += 1
        if outcome != "right" and errors > 0:
            errors -= 1
            got = None if mention is None else (mention.words, mention.start, mention.last_day, mention.kind)
            around = case.text[max(0, case.start - 70) : case.end + 40].replace("\n", " ")
            print(f"  {outcome}: {case.words!r} {case.reference} gold {case.candidates} got {got} | {around}")
    print(f"{title}: {len(cases)} dates")
    print(f"  {'kind':26} {'n':>4} {'found':>6} {'right':>6} {'of all':>7} {'of found':>9}")
    for kind in sorted(outcomes):
        _print_row(kind, outcomes[kind])
    _print_row("all kinds", sum(outcomes.values(), Counter()))


def _print_row(kind: str, counts: Counter[str]) -> None:
    """Print how many were found, and how many values are right, of all and of those found."""
    total, right = counts.total(), counts["right"]
    found = total - counts["missed"]
    of_all, of_found = right / max(1, total), right / max(1, found)
    print(f"  {kind:26} {total:4} {found:6} {right:6} {of_all:7.3f} {of_found:9.3f}")


def main() -> int:
    """Run the measurement."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each collection")
    arguments = parser.parse_args()
    collections = {"meantime_en": meantime_cases, "recognizers_specs": recognizer_cases}
    missing = [name for name in collections if not (arguments.path / name).is_dir()]
    for name in missing:
        print(f"not found: {arguments.path / name}; nothing measured there.")
    for name, read in collections.items():
        if name not in missing:
            report(name, list(read(arguments.path / name)), arguments.errors)
    return 1 if len(missing) == len(collections) else 0


if __name__ == "__main__":
    sys.exit(main())
