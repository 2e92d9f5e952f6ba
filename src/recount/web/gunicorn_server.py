"""gunicorn, run from Python with the few options that matter here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker

# A worker that hangs is ended; the longest page at 10^5 claims takes a tenth of it.
_TIMEOUT_SECONDS = 120
# An open connection costs no thread; one on which nothing was asked yet is closed after this too.
_KEPT_SECONDS = 30


class _Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """Takes a connection only while one of its threads is free, so that a request waits for whichever process is first.

    gunicorn's own takes all that come. With thirty people a process then kept requests waiting while another had
    threads to spare: one in twenty waited twice as long (benchmarks/review.md).
    """

    _busy = 0  # threads at work on a request, or with one waiting for them; the main thread alone counts

    def enqueue_req(self, conn: object) -> None:
        self._busy += 1
        super().enqueue_req(conn)
        if self._accepting:
            self.set_accept_enabled(enabled=True)

    def finish_request(self, conn: object, fs: object) -> None:
        self._busy -= 1
        super().finish_request(conn, fs)

    def set_accept_enabled(self, enabled: bool) -> None:  # noqa: FBT001 - as gunicorn calls it, before each wait
        super().set_accept_enabled(enabled and self._busy < self.cfg.threads)


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
        "worker_class": _Worker,
        "timeout": _TIMEOUT_SECONDS,
        "keepalive": _KEPT_SECONDS,
        "accesslog": None,
        "control_socket_disable": True,  # else it opens one in the home folder, which a service must not write
        "errorlog": "-",
        "limit_request_line": 8190,
    }
    _Server(make, settings).run()
