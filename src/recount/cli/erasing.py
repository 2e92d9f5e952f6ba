"""The work of ``erase``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from recount.cli.terminal import say
from recount.errors import StoreError, UsageError
from recount.store import Store

_UNRULED = (
    "A decision without its body rules nothing any more, and one that it had replaced does again: rule again in other "
    "words, then run 'recount incidents'."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasable:
    """What is to be erased.

    Attributes:
        what: in words.
        sha256: of the captured bytes.
        entry: number of the log entry.
        is_ruling: whether the entry is a decision, which nobody can follow once it is erased.
        is_gone: whether it was erased before; the files may still hold it.
    """

    what: str
    sha256: str | None = None
    entry: int | None = None
    is_ruling: bool = False
    is_gone: bool = False


def thing_named(store: Store, *, report: str | None, entry: int | None) -> Erasable:
    """Return what the options name.

    Raises:
        UsageError: they name nothing, or two things.
        StoreError: it is not there.
    """
    if report is not None and entry is None:
        return _capture_of(store, report)
    if entry is not None and report is None:
        return _entry(store, entry)
    raise UsageError(
        "Say what to erase: a report's captured bytes or a log entry's body, one at a time.",
        next_move="Give --report ID or --entry NUMBER.",
    )


def _capture_of(store: Store, report_id: str) -> Erasable:
    sha256 = store.get_report(report_id).capture.sha256
    sharing = sum(report.capture.sha256 == sha256 for report in store.iter_reports())
    others = "" if sharing == 1 else f", from which {sharing} reports were read"
    return Erasable(
        what=f"the captured bytes of report {report_id} (SHA-256 {sha256[:12]}…){others}",
        sha256=sha256,
        is_gone=not _is_held(store, sha256),
    )


def _is_held(store: Store, sha256: str) -> bool:
    """Whether the bytes of a kept report are there; they are not once they were erased."""
    try:
        store.get_capture(sha256)
    except StoreError:
        return False
    return True


def _entry(store: Store, seq: int) -> Erasable:
    found = next((entry for entry in store.iter_log() if entry.seq == seq), None)
    if found is None:
        raise UsageError(f"The log has no entry {seq}.", next_move="See 'recount log' for its entries.")
    said = f"{found.kind}, {found.at:%Y-%m-%d %H:%M} UTC, by {found.actor}"
    return Erasable(
        what=f"the body of log entry {seq} ({said})",
        entry=seq,
        is_ruling=found.kind == "decision",
        is_gone=found.tombstone is not None,
    )


def erase_for_safety(store: Store, thing: Erasable, *, by: str, reason: str, is_meant: bool) -> None:
    """Erase it and rewrite the files that held it.

    Args:
        is_meant: else only say what would be erased.

    Raises:
        UsageError: nobody or no reason is given, or it is not meant.
        StoreError: the database's files could not be rewritten; the same command tries again.
    """
    if not by.strip():
        raise UsageError(
            "An erasure stands with who made it.", next_move="Give --reviewer or set RECOUNT_REVIEWER."
        )
    if not reason.strip():
        raise UsageError(
            "Whoever verifies the record later must see why something is missing.",
            next_move="Give --reason TEXT, without the names of those it protects.",
        )
    if not is_meant:
        raise UsageError(
            f"This would erase {thing.what} for good. {_UNRULED if thing.is_ruling else ''}".rstrip()
            + " Nothing was erased.",
            next_move="Repeat the command with --yes.",
        )
    if not thing.is_gone:
        _erase(store, thing, by=by, reason=reason.strip())
    try:
        store.scrub()
    except StoreError as error:
        raise StoreError(
            f"Erased, but not from the database's files: {error.message}", next_move=error.next_move
        ) from error
    done = "Erased before, and now not in the database's files" if thing.is_gone else "Erased"
    say(f"{done}: {thing.what}. The log says who and why; back-ups and what was published still hold it.")
    if thing.is_ruling:
        say(_UNRULED)


def _erase(store: Store, thing: Erasable, *, by: str, reason: str) -> None:
    now = datetime.now(UTC)
    if thing.sha256 is not None:
        store.erase_capture(thing.sha256, by, reason, now)
    elif thing.entry is not None:
        store.erase_body(thing.entry, by, reason, now)
