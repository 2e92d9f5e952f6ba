"""Rows of the list of work as HTML. By hand: fifty of them by a template took two thirds of the time of the page.

Everything goes through ``format_html``, which escapes what is no markup of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from threading import Lock

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recount.web.work.entries import Entry

_NOTHING = SafeString("")
_REMEMBERED = 4000  # rows kept as HTML, some 1 kB each
_printed: dict[tuple[object, Entry], SafeString] = {}
_turn = Lock()


class RowPrinter:
    """Prints rows in the reader's language.

    Args:
        may_assign: whether rows can be marked, to be assigned.
        may_take: whether an item that nobody holds can be taken.
    """

    def __init__(self, *, may_assign: bool, may_take: bool) -> None:
        self._may_assign, self._may_take = may_assign, may_take
        self._key = (get_language() or "", may_assign, may_take)
        self._marked, self._mark, self._take = _("Marked"), _("Mark"), _("take it")
        self._figure, self._why, self._day_outlet = _("Figure"), _("Why"), _("Day, outlet")
        self._who, self._for, self._undated = _("Who"), _("for"), _("not dated")

    def all(self, entries: Iterable[Entry]) -> SafeString:
        """Return the rows of some items."""
        return mark_safe("\n".join([self.row(entry) for entry in entries]))  # noqa: S308 - each is made below

    def row(self, entry: Entry) -> SafeString:
        """Return one row; one that says what it said before is not made again."""
        key = (self._key, entry)
        known = _printed.get(key)
        if known is None:
            known = self._row(entry)
            with _turn:
                while len(_printed) >= _REMEMBERED:
                    del _printed[next(iter(_printed))]
                _printed[key] = known
        return known

    def _row(self, entry: Entry) -> SafeString:
        return format_html(
            "<tr>{}{}"
            '<td class="figure" data-label="{}"><bdi>{}</bdi></td>'
            '<td data-label="{}"><ul class="tags">{}</ul></td>'
            '<td data-label="{}">{}{}</td>'
            '<td data-label="{}">{}{}</td></tr>',
            self._checkbox(entry),
            self._title(entry),
            *(self._figure, entry.figure),
            *(self._why, _reasons(entry)),
            *(self._day_outlet, self._day(entry.day)),
            format_html("<br><bdi>{}</bdi>", entry.outlet) if entry.outlet else "",
            *(self._who, self._given(entry), self._held(entry)),
        )

    def _checkbox(self, entry: Entry) -> SafeString:
        if not self._may_assign:
            return _NOTHING
        return format_html(
            '<td class="mark" data-label="{}"><input type="checkbox" form="assign" name="item" value="{}" '
            'data-mark aria-label="{} {}"></td>',
            *(self._marked, entry.id, self._mark, entry.title),
        )

    def _title(self, entry: Entry) -> SafeString:
        title = format_html("<bdi>{}</bdi>", entry.title)
        if entry.opens:
            title = format_html('<a data-row href="{}">{}</a>', entry.opens, title)
        return format_html(
            '<th scope="row" data-label="{}">{}<br><span class="note">{}</span></th>',
            *(entry.kind, title, entry.kind),
        )

    def _day(self, day: date | None) -> SafeString | str:
        if day is None:
            return self._undated
        return format_html('<time datetime="{}">{}</time>', day.isoformat(), date_format(day, "j M Y"))

    def _given(self, entry: Entry) -> SafeString:
        return format_html("{} <bdi>{}</bdi>", self._for, entry.assignee) if entry.assignee else _NOTHING

    def _held(self, entry: Entry) -> SafeString:
        if entry.held_by and entry.held_until:
            words = _("held until %(until)s UTC by") % {"until": f"{entry.held_until:%H:%M}"}
            return format_html('<div class="held">{} <bdi>{}</bdi></div>', words, entry.held_by)
        if not self._may_take:
            return _NOTHING
        return format_html(
            '<button class="plain" form="take" name="item" value="{}">{}<span class="unseen"> {}</span></button>',
            *(entry.id, self._take, entry.title),
        )


def _reasons(entry: Entry) -> SafeString:
    """Return why an item is on the list; the first reason is the weightiest."""
    classes = (SafeString(' class="strong"'), *[_NOTHING] * len(entry.reasons))
    return format_html_join("", "<li{}>{}</li>", zip(classes, entry.reasons, strict=False))
