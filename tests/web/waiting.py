"""An application with a slow page, served as the review application is: ``python -m tests.web.waiting PORT FOLDER``."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from recount.web.gunicorn_server import run_gunicorn

WORKERS, THREADS = 2, 1


def main(port: str, folder: str) -> None:
    """Serve until ended; a slow page says in a file that it began, and is answered once there is another file."""
    began, go_on = Path(folder) / "began", Path(folder) / "go-on"

    def answer(
        environ: dict[str, str], start: Callable[[str, list[tuple[str, str]]], object]
    ) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/slow":
            began.touch()
            while not go_on.exists():
                time.sleep(0.01)
        start("200 OK", [("Content-Length", "0")])
        return [b""]

    run_gunicorn(lambda: answer, bind=f"127.0.0.1:{port}", workers=WORKERS, threads=THREADS)


if __name__ == "__main__":
    main(*sys.argv[1:])
