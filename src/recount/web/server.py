"""Serving: one person on this machine, or a team behind a proxy that speaks TLS."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application
from django.db import connections

from recount.errors import SettingsError, UsageError
from recount.web.drafting import start_drafter
from recount.web.options import ServerOptions
from recount.web.start import prepare

Application = Callable[..., Any]
# A ruling speaks with the database dozens of times, and after each waits until the threads that make pages let it go
# on; at Python's usual 5 ms it would hold the turn of all who rule for that long each time.
_SWITCH_SECONDS = 0.0005
# Levels of politeness: all who move figures wait for the one whose ruling is linked, so linking goes before pages. The
# process that links is started before; one that has to be started again later is as polite as the rest.
_BEHIND_LINKING = 5


def application(options: ServerOptions) -> Application:
    """Return the application of one record."""
    prepare(options)
    sys.setswitchinterval(_SWITCH_SECONDS)
    return get_wsgi_application()


class _ThreadedServer(ThreadingMixIn, WSGIServer):
    """One thread a request; an open connection does not keep the program from ending."""

    daemon_threads = True


class _QuietHandler(WSGIRequestHandler):
    """Logs no request: addresses may name incidents and people."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Log nothing."""


def serve_local(options: ServerOptions, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve one person on this machine until interrupted.

    Args:
        port: 0 for any free one.
        on_ready: called with the address that lets the person in.

    Raises:
        UsageError: the port is taken.
    """
    app = application(options)
    try:
        server = make_server(
            "127.0.0.1", port, app, server_class=_ThreadedServer, handler_class=_QuietHandler
        )
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be used: {error.strerror}.", next_move="Give another one with --port."
        ) from error
    with server:
        on_ready(f"http://127.0.0.1:{server.server_port}/enter/{options.entry}")
        server.serve_forever()


def serve_team(options: ServerOptions, *, bind: str, workers: int, threads: int) -> None:
    """Serve a team by gunicorn, behind a proxy that speaks TLS, until interrupted.

    Raises:
        SettingsError: gunicorn does not run on this system.
    """
    if sys.platform == "win32":
        raise SettingsError(
            "a team's server does not run on Windows.",
            next_move="Run it on Linux or macOS, or in a container.",
        )
    from recount.web.gunicorn_server import run_gunicorn

    prepare(options)
    connections.close_all()  # a connection must not be shared with the processes that are forked now

    def make() -> Application:
        start_drafter(options.store)
        with suppress(OSError):  # where a service may not, pages and linking share alike
            os.nice(_BEHIND_LINKING)
        return application(options)

    run_gunicorn(make, bind=bind, workers=workers, threads=threads)
