"""What stands in a folder that Recount published."""

from __future__ import annotations

PUBLISHED = "published-by-recount.json"
"""The file by which such a folder is known: it may be written anew, and is never read as reports."""
