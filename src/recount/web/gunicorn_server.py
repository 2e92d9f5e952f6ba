"""gunicorn, run from Python with the few options that matter here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

# A worker that hangs is ended; the longest page at 10^5 claims takes a tenth of it.
_TIMEOUT_SECONDS = 120
# An open connection costs no thread; one on which nothing was asked yet is closed after this too.
_KEPT_SECONDS = 30


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    def __init__(self, make: Callable[[], Any], settings: dict[str, Any]) -> None:
        self._make, self._settings = make, settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:  # noqa: ANN401 - a WSGI application
        return self._make()


def run_gunicorn(make: Callable[[], Any], *, bind: str, workers: int, threads: int) -> None:
    """Serve until interrupted; requests are not logged, because addresses may name people."""
    settings = {
        "bind": bind,
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "timeout": _TIMEOUT_SECONDS,
        "keepalive": _KEPT_SECONDS,
        "accesslog": None,
        "control_socket_disable": True,  # else it opens one in the home folder, which a service must not write
        "errorlog": "-",
        "limit_request_line": 8190,
    }
    _Server(make, settings).run()
