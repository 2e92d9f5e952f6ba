"""Every key of the pages: one table, shown on the page of keys and words, so that keys and help cannot differ.

How a page uses one: the element that the key stands for carries ``data-key="t"`` (several keys after each other:
``data-key="g q"``), and ``static/recount/keys.js`` presses it; a page's own script may do the same for keys that
need more. A page with a list gives the links of its rows ``data-row``; j and k move between them. Keys rest
while a field is being written in, and can be switched off under Display (WCAG 2.1.4).

To add the keys of a page: one more ``Section`` in ``SECTIONS``, below. Keys of one letter only; capitals count
as keys of their own. A test looks for two meanings of one key on one page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as later

Words = str | Promise

GO: Final[Mapping[str, str]] = {
    "home": "g h",
    "queue": "g q",
    "reports": "g r",
    "incidents": "g i",
    "map": "g m",
    "sources": "g s",
    "search": "g f",
    "publishing": "g p",
    "audit": "g l",
    "people": "g u",
    "help": "?",
}
"""Route to the keys that go there, from everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key, or several pressed after each other ("g q"), and what it does."""

    press: str
    does: Words

    @property
    def strokes(self) -> list[str]:
        """The keys one by one, in order."""
        return self.press.split(" ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The keys of one page.

    Attributes:
        name: of the page's route, or "everywhere" or "lists".
    """

    name: str
    title: Words
    keys: tuple[Key, ...]


EVERYWHERE = Section(
    name="everywhere",
    title=later("On every page"),
    keys=(
        Key(press="g h", does=later("go to the first page")),
        Key(press="g q", does=later("go to the queue")),
        Key(press="g r", does=later("go to the reports")),
        Key(press="g i", does=later("go to the incidents")),
        Key(press="g m", does=later("go to map and timeline")),
        Key(press="g s", does=later("go to the sources")),
        Key(press="g f", does=later("go to search")),
        Key(press="g p", does=later("go to publishing")),
        Key(press="g l", does=later("go to the log")),
        Key(press="g u", does=later("go to the people")),
        Key(press="?", does=later("show keys and words")),
        Key(press="/", does=later("write in the page's search field")),
        Key(press="Escape", does=later("leave the field, so that keys work again")),
    ),
)

LISTS = Section(
    name="lists",
    title=later("In lists"),
    keys=(
        Key(press="j", does=later("next row")),
        Key(press="k", does=later("row before")),
        Key(press="Enter", does=later("open the row")),
        Key(press="]", does=later("next page of the list")),
        Key(press="[", does=later("page before")),
    ),
)

QUEUE = Section(
    name="queue",
    title=later("In the queue"),
    keys=(
        Key(press="t", does=later("take the next item: it is yours and opens")),
        Key(press="x", does=later("mark the row, or take the mark away")),
        Key(press="m", does=later("assign what is marked to me")),
        Key(press="u", does=later("assign what is marked to nobody")),
    ),
)

REPORT = Section(
    name="report",
    title=later("On a report"),
    keys=(
        Key(press="j", does=later("next claim; in the list of claims also ↓")),
        Key(press="k", does=later("claim before; in the list of claims also ↑")),
        Key(press="a", does=later("accept the claim")),
        Key(press="c", does=later("correct it")),
        Key(press="r", does=later("reject it, with a reason")),
        Key(press="n", does=later("write a note on it")),
        Key(press="s", does=later("select words: ← → go by words, with Shift they select, Enter uses them")),
        Key(press="m", does=later("add a missed claim, from the selected words")),
        Key(press="w", does=later("use the selected words in the open form")),
        Key(press="p", does=later("split the claim into parts")),
        Key(press="l", does=later("relate it to another claim")),
        Key(press="u", does=later("take back the last ruling on it, or your own last one on this report")),
        Key(press="o", does=later("show the claim’s place in the text")),
        Key(press="Enter", does=later("next claim without a ruling; when there is none, next in the queue")),
    ),
)

INCIDENT = Section(
    name="incident",
    title=later("On an incident"),
    keys=(
        Key(press="h", does=later("show its history")),
        Key(press="m", does=later("merge it with another incident")),
        Key(press="n", does=later("write a note")),
    ),
)

SECTIONS: Final[tuple[Section, ...]] = (EVERYWHERE, LISTS, QUEUE, REPORT, INCIDENT)
