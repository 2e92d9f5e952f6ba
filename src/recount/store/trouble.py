"""Errors of the two databases, in plain words with the next move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import Error, OperationalError

from recount.errors import StoreError

_T = TypeVar("_T")

_AGAIN = "What was not finished was not kept; run it again."
_BUSY = "Another program kept writing to it. Run this again when that is done."
_FULL = f"Free some disk space. {_AGAIN}"
_NOT_ALLOWED = "Check that you may read and write the file and its folder."
_SQLITE_MOVES = {
    "SQLITE_BUSY": _BUSY,
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR": f"Check the disk and its free space. {_AGAIN}",
    "SQLITE_READONLY": _NOT_ALLOWED,
    "SQLITE_CANTOPEN": _NOT_ALLOWED,
    "SQLITE_PERM": _NOT_ALLOWED,
    "SQLITE_CORRUPT": "The file is damaged. Go back to a copy of it, and check the disk.",
    "SQLITE_NOTADB": "Give another path for the store.",
}
_SQLSTATE_MOVES = {
    "25006": "The server takes no writes (it may be a standby). Give the URL of the primary.",
    "42501": "Ask the owner of the database for the right; after an upgrade its owner must open it once.",
    "53100": _FULL,
    "53300": "Try again when others have closed their connections, or raise max_connections on the server.",
    "55P03": f"{_BUSY} The server's pg_stat_activity shows who that is.",
}
_UNREACHABLE = "Check host and port, and that the server runs and can be reached from here (try: pg_isready)."
_UNKNOWN = "Nothing was changed. If it happens again, report it with these words."
# libpq gives no code for a connection that did not come about, only words. In another language none of these
# is found, and the words are shown all the same.
_CONNECTION_MOVES = (
    ("password authentication failed", "Check user and password (in the URL, ~/.pgpass or PGPASSWORD)."),
    ("no password supplied", "Give the password in the URL, in ~/.pgpass or in PGPASSWORD."),
    ("authentication failed|pg_hba", "Check user and password, and whom the server's pg_hba.conf lets in."),
    ("role .* does not exist", "Check the user; a new one is made with: createuser --pwprompt USER"),
    ("database .* does not exist", "Check the name; a new one is made with: createdb --owner=USER NAME"),
    ("too many", _SQLSTATE_MOVES["53300"]),
    ("starting up|shutting down", "Wait until the server runs, then try again."),
    ("invalid .* value|bad value|unrecognized|SSL", "Check the parameters in the URL."),
    ("closed the connection|connection is lost|connection is closed", _AGAIN),
)


@contextmanager
def plain_errors(url: str) -> Iterator[None]:
    """Turn what the database raises into a ``StoreError``; ``url`` is shown, so it holds no password."""
    try:
        yield
    except Error as error:
        words = str(error).strip().partition("\n")[0].rstrip(". ")
        next_move = _next_move(error, words)
        raise StoreError(f"the store {url} cannot be used: {words}.", next_move=next_move) from error


def iter_plainly(items: Iterator[_T], url: str) -> Iterator[_T]:
    """Yield items that are read from the database as they are asked for; errors as in ``plain_errors``."""
    with plain_errors(url):
        yield from items


def _next_move(error: BaseException, words: str) -> str:
    cause: BaseException | None = error
    while cause is not None:
        sqlite_name, sqlstate = getattr(cause, "sqlite_errorname", None), getattr(cause, "sqlstate", None)
        if sqlite_name is not None:
            primary = "_".join(str(sqlite_name).split("_")[:2])  # SQLITE_BUSY_SNAPSHOT is a SQLITE_BUSY
            return _SQLITE_MOVES.get(primary, _AGAIN)
        if sqlstate is not None:
            return _SQLSTATE_MOVES.get(str(sqlstate), _AGAIN)
        cause = cause.__cause__ or cause.__context__
    known = next((move for clue, move in _CONNECTION_MOVES if re.search(clue, words)), None)
    return known or (_UNREACHABLE if isinstance(error, OperationalError) else _UNKNOWN)
