"""Records to files: the static site and the exports. Sees plain records only."""

from recount.publish.folder import MARKER
from recount.publish.front import Published, publish
from recount.publish.view import Method, RecordIndex, RecordView, Ruling, index_record

__all__ = ["MARKER", "Method", "Published", "RecordIndex", "RecordView", "Ruling", "index_record", "publish"]
