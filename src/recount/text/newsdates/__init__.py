"""News dates: time expressions in reports, and the date a report's text gives for itself."""

from typing import TYPE_CHECKING

from recount.loading import load_on_use

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

__getattr__ = load_on_use(__name__, _HOMES)
