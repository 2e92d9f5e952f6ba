"""News dates: time expressions in reports, and the date a report's text gives for itself."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recount.text.newsdates.dateline import find_text_date
    from recount.text.newsdates.mention import DateMention, TextDate
    from recount.text.newsdates.scan import find_dates

__all__ = ["DateMention", "TextDate", "find_dates", "find_text_date"]

_HOMES = {
    "dateline": ("find_text_date",),
    "mention": ("DateMention", "TextDate"),
    "scan": ("find_dates",),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
