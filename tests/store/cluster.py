"""A PostgreSQL server of the tests' own: made by initdb, started by pg_ctl, as an ordinary user, on loopback.

It sorts by ICU's rules for English, not by bytes as SQLite does, so that an order left to the database shows.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

OLDEST = 15
OWNER, PASSWORD = "record_owner", "p@ss/wörd#1"
INSTALL = "apt-get update && apt-get install --no-install-recommends postgresql"
MISSING = f"PostgreSQL {OLDEST} or newer is not installed. Install it with: {INSTALL}"
_ATTEMPTS = 5
_DEBIAN = Path("/usr/lib/postgresql")  # Debian keeps initdb and pg_ctl off the PATH


def find_binaries() -> Path | None:
    """Return the folder that holds initdb and pg_ctl, the newest version's."""
    on_path = shutil.which("initdb")
    folders = [] if on_path is None else [Path(on_path).resolve().parent]
    folders += _DEBIAN.glob("*/bin")
    versions = [(_version(folder), folder) for folder in folders if (folder / "initdb").exists()]
    version, folder = max(versions, default=(0, Path()))
    return folder if version >= OLDEST else None


def _version(folder: Path) -> int:
    shown = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True, check=True)
    match = re.search(r"\d+", shown.stdout)
    return int(match[0]) if match else 0


def _ordinary_user() -> dict[str, Any]:
    """Return how to run as one: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    users = {user.pw_name for user in pwd.getpwall()}
    name = "postgres" if "postgres" in users else "nobody"
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """A running server."""

    binaries: Path
    folder: Path
    port: int
    fsync: str

    @classmethod
    def start(cls, binaries: Path, *, fsync: str = "off") -> Cluster:
        """Make a server and start it; no test cuts the power, hence without ``fsync`` unless asked for."""
        # Not below pytest's own folder, which another user may not enter. Short: a socket's path is limited.
        folder = Path(tempfile.mkdtemp(prefix="recount-pg-"))
        user = _ordinary_user()
        password_file = folder / "password"
        password_file.write_text(PASSWORD + "\n", encoding="utf-8")
        if user:
            shutil.chown(folder, user["user"])
            shutil.chown(password_file, user["user"])
        locale = ("--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8", "--encoding=UTF8")
        access = ("--auth=scram-sha-256", f"--username={OWNER}", f"--pwfile={password_file}")
        _run(folder, binaries / "initdb", f"--pgdata={folder / 'data'}", "--no-sync", *locale, *access)
        for _ in range(_ATTEMPTS):  # another process may take the port between our look and the start
            cluster = cls(binaries=binaries, folder=folder, port=_free_port(), fsync=fsync)
            with suppress(subprocess.CalledProcessError):
                cluster.resume()
                return cluster
        raise RuntimeError(f"PostgreSQL does not start; {folder / 'log'} says why.")

    def resume(self) -> None:
        """Start the server, which was made or paused before."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": self.folder,
            "max_connections": 60,
            "fsync": self.fsync,
        }
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._pg_ctl("start", "--wait", f"--options={options}", f"--log={self.folder / 'log'}")

    def pause(self) -> None:
        """Stop the server at once, without goodbyes to its clients."""
        self._pg_ctl("stop", "--wait", "--mode=immediate")

    def remove(self) -> None:
        """Stop the server and delete it."""
        self.pause()
        shutil.rmtree(self.folder)

    def url(self, database: str, *, user: str = OWNER, password: str = PASSWORD) -> str:
        """Return the URL of one database."""
        escaped = password.replace("@", "%40").replace("/", "%2F").replace("#", "%23")
        return f"postgresql://{user}:{escaped}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str, *names: str, database: str = "postgres") -> None:
        """Run one statement as the owner; each ``{}`` stands for a name."""
        query = sql.SQL(statement).format(*map(sql.Identifier, names))
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(query)

    def _pg_ctl(self, *arguments: str) -> None:
        _run(self.folder, self.binaries / "pg_ctl", f"--pgdata={self.folder / 'data'}", *arguments)


def _run(folder: Path, *command: str | Path) -> None:
    # To a file, not a pipe: the server would hold the pipe open, and reading it would never end.
    with (folder / "output").open("ab") as output:
        subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=True,
            **_ordinary_user(),
        )  # fmt: skip


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
