"""Triggers that keep the log append-only in the database itself; whoever drops them is caught by the chain.

SQLite's INSERT OR REPLACE walks past BEFORE UPDATE and BEFORE DELETE triggers; the INSERT guard ("seq must be
the next one") closes that way. On PostgreSQL TRUNCATE and INSERT … ON CONFLICT DO UPDATE are caught by the
statement trigger, and both triggers also fire where ordinary ones are switched off (ALWAYS).
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

# The table is named through the trigger, not the search path, which is empty while a backup is restored.
POSTGRESQL_GUARDS = (
    """CREATE FUNCTION recount_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE FUNCTION recount_log_next() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE next_seq bigint;
    BEGIN
        EXECUTE format('SELECT COALESCE(MAX(seq), 0) + 1 FROM %I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME)
        INTO next_seq;
        IF NEW.seq <> next_seq THEN
            RAISE EXCEPTION 'the log is append-only: seq must be the next one'
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER recount_log_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON recount_log
    FOR EACH STATEMENT EXECUTE FUNCTION recount_log_refuse()""",
    """CREATE TRIGGER recount_log_next_only BEFORE INSERT ON recount_log
    FOR EACH ROW EXECUTE FUNCTION recount_log_next()""",
    "ALTER TABLE recount_log ENABLE ALWAYS TRIGGER recount_log_no_change",
    "ALTER TABLE recount_log ENABLE ALWAYS TRIGGER recount_log_next_only",
)

GUARDS = {"sqlite": SQLITE_GUARDS, "postgresql": POSTGRESQL_GUARDS}
"""By Django's name of the database."""
