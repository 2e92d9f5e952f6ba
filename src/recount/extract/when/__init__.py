"""The day of the harm, for each figure of a report."""

from recount.extract.when.choose import find_when
from recount.extract.when.cues import any_of
from recount.extract.when.shared import matching_statement

__all__ = ["any_of", "find_when", "matching_statement"]
