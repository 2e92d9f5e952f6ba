"""Records to files: the static site and the exports. Sees plain records only."""

from recount.publish.front import Published, publish
from recount.publish.view import (
    Grade,
    GradedTotal,
    Method,
    RecordedStep,
    RecordIndex,
    RecordView,
    Ruling,
    index_record,
)

__all__ = [
    "Grade",
    "GradedTotal",
    "Method",
    "Published",
    "RecordIndex",
    "RecordView",
    "RecordedStep",
    "Ruling",
    "index_record",
    "publish",
]
