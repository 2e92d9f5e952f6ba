"""Triggers that keep the log append-only in the database itself.

SQLite's INSERT OR REPLACE walks past BEFORE UPDATE and BEFORE DELETE triggers; the INSERT guard ("seq must be
the next one") closes that way. Whoever drops the triggers is caught by the hash chain.
"""

from __future__ import annotations

SQLITE_GUARDS = (
    """CREATE TRIGGER recount_log_no_update BEFORE UPDATE ON recount_log
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER recount_log_no_delete BEFORE DELETE ON recount_log
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER recount_log_next_only BEFORE INSERT ON recount_log
    WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM recount_log)
    BEGIN SELECT RAISE(ABORT, 'the log is append-only: seq must be the next one'); END""",
)
SQLITE_UNGUARD = (
    "DROP TRIGGER IF EXISTS recount_log_no_update",
    "DROP TRIGGER IF EXISTS recount_log_no_delete",
    "DROP TRIGGER IF EXISTS recount_log_next_only",
)
