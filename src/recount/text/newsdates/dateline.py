"""A report's own date, as its text gives it.

Near the head a full date counts when it stands by itself: at the start of a line, after a label ("Last
updated at"), after an agency's name, or in a dateline ("CITY, Oct 13 (Agency) -"). A date inside a sentence
("on October 12"), or one that belongs to a picture, never does. Labels also count near the foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from recount.codebook.date_conventions import load_date_convention
from recount.text.newsdates.atoms import Atom, find_atoms
from recount.text.newsdates.context import Context
from recount.text.newsdates.days import one_day
from recount.text.newsdates.lexicon import Lexicon, load_lexicon
from recount.text.newsdates.mention import TextDate
from recount.text.newsdates.resolve import resolve
from recount.text.spans import Span

_HEAD = 600  # characters; a headline given twice and a standfirst fit
_FOOT = 300
_BEFORE = 90
_DATED = frozenset({"day_month_year", "numeric"})
_PLACE = re.compile(
    r"^[^\W\d_a-z][^a-z\d\n]{2,30}(?:[,/ ]+(?:[^\W\d_a-z]\w+)){0,3}[\s,]*(?:\([^()\n]{2,30}\))?[\s,–—-]*$"
)
_WORDS = re.compile(r"\w")
_CAPITALISED = re.compile(r"(?:^|[\s\"“(])[^\W\d_a-z][\w'’-]*[\s,.:|–—-]*$")
_BYLINE = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*[\s,/|&–—-]+){1,6}")  # "Tarvik, Norland | "
_OPENS = re.compile(r"[\s|/,)\].\d:–—-]*(?:[^\W\d_a-z]|\d|[\"“'(]|$)")


def find_text_date(text: str, published: date | None, *, language: str = "en") -> TextDate | None:
    """Return the date a report's text gives for itself, ``None`` when it gives none.

    Args:
        text: the report's text.
        published: its date by metadata; it completes a dateline without a year and settles a date whose order
            of day and month is open, and does nothing else.
        language: ISO 639-1 code.
    """
    lexicon = load_lexicon(language)
    if lexicon is None:
        return None
    for start, end, kinds in _zones(text):
        for atom in find_atoms(text[start:end], lexicon):
            kind = _kind(text[start:end], atom, lexicon)
            found = None if kind not in kinds else _date(atom, published, lexicon)
            if found is not None and kind is not None:
                return TextDate(date=found, span=Span(start + atom.core, start + atom.end), kind=kind)
    return None


def _zones(text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Where to look, and what counts there."""
    yield 0, min(len(text), _HEAD), frozenset({"label", "dateline", "head"})
    if len(text) > _HEAD:
        yield max(_HEAD, len(text) - _FOOT), len(text), frozenset({"label"})


def _kind(text: str, atom: Atom, lexicon: Lexicon) -> str | None:
    """How a date shows itself to be the report's own, ``None`` when it does not."""
    if atom.rule not in _DATED:
        return None
    words = lexicon.dateline
    before = text[max(0, atom.start - _BEFORE) : atom.start]
    line = before[before.rfind("\n") + 1 :]
    if words.label.search(line):
        return "label"
    if _PLACE.match(line) and words.dash.match(text, atom.end):
        return "dateline"
    if "year" not in atom.values or words.prose.search(line) or _is_caption(text, atom, line, lexicon):
        return None
    return "head" if _stands_alone(text, atom, line, lexicon) else None


def _stands_alone(text: str, atom: Atom, line: str, lexicon: Lexicon) -> bool:
    """Whether a date is no part of a sentence."""
    words = lexicon.dateline
    if words.agency.search(line) or words.clock.search(line) or words.follow.match(text, atom.end):
        return True
    if not _WORDS.search(line):
        return _OPENS.match(text, atom.end) is not None
    if _BYLINE.fullmatch(line) and not text[atom.end : atom.end + 40].split("\n", 1)[0].strip(" .\t"):
        return True
    has_weekday = (
        text[atom.core].isalpha() and text[atom.core : atom.core + 3].lower() in lexicon.short_weekdays
    )
    return has_weekday and _CAPITALISED.search(line) is not None and _OPENS.match(text, atom.end) is not None


def _is_caption(text: str, atom: Atom, line: str, lexicon: Lexicon) -> bool:
    """Whether the date stands in brackets, or in a line that speaks of a picture."""
    if line.count("(") > line.count(")"):
        return True
    rest = text[atom.end : text.find("\n", atom.end) if "\n" in text[atom.end :] else len(text)]
    return lexicon.dateline.caption.search(line) is not None and len(rest) < 40


def _date(atom: Atom, published: date | None, lexicon: Lexicon) -> date | None:
    context = Context(
        reference=published,
        anchor=None,
        is_future=False,
        convention=load_date_convention("literal"),
        lexicon=lexicon,
    )
    days = resolve(replace(atom, is_approximate=False), context)
    if days is None or days.first is None or days.last is None:
        return None
    if days == one_day(days.first):
        return days.first
    return published if published in {days.first, days.last} else None
