"""Atoms: the single time expressions of a text ("4 April", "Thursday", "last week"), not yet resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recount.text.newsdates.lexicon import PARTS, Form, Lexicon

_WORD = re.compile(r"[^\W\d_]+|\d+")
_BEFORE = 48  # characters looked at before a date; the longest lead ("the first weeks of the") has 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """One time expression as read, not yet placed in the calendar.

    Attributes:
        start, end: where it stands, with "early", "late" and the like.
        core: where the pattern itself begins.
        rule: which rule of ``resolve`` makes days of it.
        name: of a fixed expression.
        values: what the pattern found, by group name.
        part: "early", "mid", "late" or empty.
        is_approximate: whether "around" stands before it.
    """

    start: int
    end: int
    core: int
    rule: str
    name: str
    values: Mapping[str, str]
    part: str = ""
    is_approximate: bool = False


def find_atoms(text: str, lexicon: Lexicon) -> list[Atom]:
    """Return the time expressions of a text, in order."""
    return list(_iter_atoms(text, lexicon))


def window_before(text: str, position: int) -> str:
    """Return the words before a position, as far as leads may reach."""
    return text[max(0, position - _BEFORE) : position]


def _iter_atoms(text: str, lexicon: Lexicon) -> Iterator[Atom]:
    forms_of, digit_forms, done = lexicon.forms, lexicon.digit_forms, 0
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter whose lower case is longer would move all that follows
        lowered = text
    for word in _WORD.finditer(lowered):
        token = word[0]
        forms = forms_of.get(token) or (digit_forms if token[0].isdigit() else None)
        if forms is None:
            continue
        start = word.start()
        if start < done or (start and text[start - 1] in "_$€£#@"):
            continue
        found = _longest(text, start, forms, lexicon)
        if found is None:
            continue
        form, match = found
        done = match.end()
        if form.rule != "weekday" or not lexicon.before_no_date.search(window_before(text, start)):
            yield _with_lead(text, _atom(start, done, form.rule, match, form.name), lexicon)


def _longest(
    text: str, start: int, forms: tuple[Form, ...], lexicon: Lexicon
) -> tuple[Form, re.Match[str]] | None:
    best: tuple[Form, re.Match[str]] | None = None
    for form in forms:
        match = form.pattern.match(text, start)
        if match is None or (best is not None and match.end() <= best[1].end()):
            continue
        if form.guard is not None and form.guard.match(text, match.end()) and not _is_day(text, form, match):
            continue
        if form.needs is None or _has_cue(text, start, form, match, lexicon):
            best = (form, match)
    return best


def _is_day(text: str, form: Form, match: re.Match[str]) -> bool:
    """Whether the number is a day and no count of what follows: day, month and year are there, or the weekday, or
    "on" stands before ("on April 7 gunmen killed …")."""
    found = match.groupdict()
    if "day" in found and (found.get("year") is not None or match.start("month") > match.start()):
        return True
    return form.lead is not None and form.lead.search(window_before(text, match.start())) is not None


def _has_cue(text: str, start: int, form: Form, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether the words before allow the form; only months that are also other words need one."""
    if form.rule == "month" and match["month"].lower() not in lexicon.cue_months:
        return True
    return form.needs is None or form.needs.search(window_before(text, start)) is not None


def _atom(start: int, end: int, rule: str, match: re.Match[str], name: str = "") -> Atom:
    values = {key: value.lower() for key, value in match.groupdict().items() if value is not None}
    return Atom(start=start, end=end, core=start, rule=rule, name=name, values=values)


def _with_lead(text: str, atom: Atom, lexicon: Lexicon) -> Atom:
    """Add "early", "late", "around" that stand before."""
    window = window_before(text, atom.start)
    lead = lexicon.before_part.search(window)
    if lead is not None:
        part = next(name for name in PARTS if lead[name])
        start = atom.start - len(window) + lead.start()
        return Atom(
            start=start,
            end=atom.end,
            core=atom.core,
            rule=atom.rule,
            name=atom.name,
            values=atom.values,
            part=part,
        )
    around = lexicon.before_around.search(window)
    if around is None:
        return atom
    return Atom(
        start=atom.start - len(window) + around.start(),
        end=atom.end,
        core=atom.core,
        rule=atom.rule,
        name=atom.name,
        values=atom.values,
        is_approximate=True,
    )
