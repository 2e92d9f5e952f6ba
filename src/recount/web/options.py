"""How the application is served: one frozen object, built by the command line or from the environment."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from django.conf import settings

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
LOCAL_NAME = "local"
"""The account of the one person who works without set-up and gives no name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """How one server runs.

    Attributes:
        store: URL of the record.
        hosts: names under which it may be reached; a request under another name is refused.
        is_local: one person on this machine, without accounts; only ever on loopback.
        local_name: whose rulings those of the one person are; the account is made when there is none.
        is_secure: people reach it over TLS (a proxy in front): cookies are then never sent without.
        proxies: how many proxies stand in front and name the caller's address; 0 trusts no header.
        secret: signs sessions; a server of several processes needs the same one in all.
        entry: local only: the secret in the address that lets the one person in.
    """

    store: str
    hosts: tuple[str, ...] = LOOPBACK
    is_local: bool = False
    local_name: str = LOCAL_NAME
    is_secure: bool = False
    proxies: int = 0
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(48), repr=False)
    entry: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)


def served() -> ServerOptions:
    """Return how this process was asked to serve (``start.prepare``)."""
    options: ServerOptions = getattr(settings, "RECOUNT")  # noqa: B009 - no attribute of Django's own settings
    return options
