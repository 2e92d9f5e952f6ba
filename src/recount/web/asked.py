"""Reading what a page's address asks for; what makes no sense there is said, and asks for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

_Code = TypeVar("_Code", bound=StrEnum)
_MOST_DIGITS = 18
_LONGEST = 200


@dataclass(slots=True)
class Asked:
    """The values of an address, read one by one.

    Attributes:
        values: of another address than the request's own, where one is asked.
        problems: what was not understood, in words.
    """

    request: HttpRequest
    values: QueryDict | None = None
    problems: list[str] = field(default_factory=list)

    def text(self, name: str) -> str | None:
        """Return a text, ``None`` when nothing is asked."""
        values = self.request.GET if self.values is None else self.values
        value = values.get(name, "").replace("\x00", "").strip()[:_LONGEST]
        return value or None

    def day(self, name: str) -> date | None:
        """Return a day."""
        value = self.text(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self._refuse(value, _("a day, such as 2016-10-13"))
            return None

    def number(self, name: str) -> int | None:
        """Return a whole number of 0 or more."""
        value = self.text(name)
        if value is None:
            return None
        if value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS:
            return int(value)
        self._refuse(value, _("a number"))
        return None

    def code(self, name: str, codes: type[_Code]) -> _Code | None:
        """Return one of some codes."""
        value = self.one_of(name, [code.value for code in codes])
        return None if value is None else codes(value)

    def one_of(self, name: str, values: Iterable[str]) -> str | None:
        """Return one of some texts."""
        value, known = self.text(name), list(values)
        if value is None or value in known:
            return value
        self._refuse(value, _("one of: %(values)s") % {"values": ", ".join(known)})
        return None

    def _refuse(self, value: str, wanted: str) -> None:
        words = _("“%(value)s” was left out: it is not %(wanted)s.")
        self.problems.append(words % {"value": value, "wanted": wanted})
