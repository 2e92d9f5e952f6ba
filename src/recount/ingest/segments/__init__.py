"""What each stretch of a text is; ``find.find_segments`` is the way in."""

from recount.ingest.segments.find import Segmentation, find_segments

__all__ = ["Segmentation", "find_segments"]
