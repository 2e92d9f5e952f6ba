"""The work of ``review`` and ``invite``."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from recount.cli.terminal import say
from recount.errors import SettingsError, UsageError
from recount.review.roles import Role
from recount.settings import load_settings
from recount.store import open_store

THREADS = 4
_SECRET_BYTES = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamOptions:
    """How a team reaches the server."""

    hosts: tuple[str, ...]
    bind: str
    workers: int
    proxies: int
    is_secure: bool


def review_alone(store: str | None, port: int, reviewer: str | None = None) -> None:
    """Serve one person on this machine until interrupted."""
    from recount.web.options import LOCAL_NAME, ServerOptions
    from recount.web.server import serve_local

    settings = load_settings(os.environ)
    name = (reviewer or settings.reviewer or "").strip() or LOCAL_NAME
    options = ServerOptions(store=store or settings.store, is_local=True, local_name=name)
    with suppress(KeyboardInterrupt):
        serve_local(options, port, _say_where)
    say("review ended; every decision made is in the record.")


def review_as_team(store: str | None, team: TeamOptions) -> None:
    """Serve a team until interrupted.

    Raises:
        UsageError: no host name was given.
        SettingsError: there is no secret to sign sessions with.
    """
    from recount.web.options import ServerOptions
    from recount.web.server import serve_team

    if not team.hosts:
        raise UsageError(
            "a team's server needs the name under which people reach it.", next_move="Give it with --host."
        )
    settings = load_settings(os.environ)
    options = ServerOptions(
        store=store or settings.store,
        hosts=team.hosts,
        is_secure=team.is_secure,
        proxies=team.proxies,
        secret=read_secret(settings.secret_file),
    )
    say(f"serving {', '.join(team.hosts)} at {team.bind}; stop with Ctrl-C.")
    serve_team(options, bind=team.bind, workers=team.workers, threads=THREADS)


def read_secret(name: str) -> str:
    """Return the secret that signs sessions, from a file that only its owner may read; made when not there.

    Raises:
        SettingsError: the file cannot be read, or others may read it.
    """
    path = Path(name)
    try:
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(_SECRET_BYTES), encoding="ascii")
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise SettingsError(f"others may read {path}.", next_move=f"Run: chmod 600 {path}")
        secret = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} cannot be read: {error}.", next_move="Set RECOUNT_SECRET_FILE to a file of your own."
        ) from error
    if len(secret) < _SECRET_BYTES:
        raise SettingsError(f"{path} holds no secret.", next_move="Delete it; it is made anew.")
    return secret


def invite(store: str | None, role: str, base: str) -> None:
    """Print an invitation: how the first administrator gets in, and whoever lost a password.

    Raises:
        UsageError: there is no such role.
    """
    if role not in list(Role):
        raise UsageError(f"there is no role {role!r}.", next_move=f"Use one of: {', '.join(Role)}.")
    opened = open_store(store or load_settings(os.environ).store, create=False)
    try:
        from recount.store.accounts import Accounts
        from recount.store.sql import SqlStore

        assert isinstance(opened, SqlStore)  # noqa: S101 - the only kind there is; narrows the type
        secret = Accounts(opened).invite(role, actor="command line")
    finally:
        opened.close()
    say(f"{base.rstrip('/')}/join/{secret}")
    say("It works once, for seven days, and is not shown again.")


def _say_where(address: str) -> None:
    say(f"open {address}")
    say("Only this machine can reach it. Stop with Ctrl-C.")
