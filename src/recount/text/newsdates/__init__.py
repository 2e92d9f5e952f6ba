"""News dates: time expressions in reports, and the date a report's text gives for itself."""

from recount.text.newsdates.dateline import find_text_date
from recount.text.newsdates.mention import DateMention, TextDate
from recount.text.newsdates.scan import find_dates

__all__ = ["DateMention", "TextDate", "find_dates", "find_text_date"]
