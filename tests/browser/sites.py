"""Published folders to open, and what their own files say they must show."""

from __future__ import annotations

import csv
import functools
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from recount.publish import RecordView, publish

FIXED = ("index", "map", "timeline", "aggregates", "sources", "reports", "refusals", "method", "data")
KINDS = (*FIXED, "incident", "total", "report", "short report")
BUILD_SECONDS = 120


@dataclass(frozen=True)
class Site:
    """A published folder.

    Attributes:
        folder: where it lies.
        base: the address of the folder, ending in a slash.
    """

    folder: Path
    base: str

    @classmethod
    def at(cls, folder: Path) -> Site:
        """Return the site as it is opened from a folder, without a server."""
        return cls(folder=folder, base=folder.resolve().as_uri() + "/")

    @property
    def pages(self) -> list[str]:
        """Every page, by its path in the folder."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return the rows of a CSV file of the site."""
        with (self.folder / "data" / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def json(self, name: str) -> Any:  # noqa: ANN401 - any JSON value
        """Return what a JSON file of the site holds."""
        return json.loads((self.folder / "data" / name).read_text(encoding="utf-8"))

    def lines(self, name: str) -> list[dict[str, Any]]:
        """Return the records of a file of JSON Lines."""
        text = (self.folder / "data" / name).read_text(encoding="utf-8")
        return [json.loads(line) for line in text.split("\n") if line]

    @property
    def incidents(self) -> list[dict[str, str]]:
        """The rows of incidents.csv that are incidents, not totals."""
        return [row for row in self.rows("incidents.csv") if row["kind"] == "incident"]

    def page_of(self, kind: str) -> str | None:
        """Return a page of one of ``KINDS``, the longest where there are several; ``None`` for none."""
        if kind in FIXED:
            return f"{kind}.html"
        incidents = {f"incidents/{row['incident_id']}.html" for row in self.incidents}
        group = {
            "incident": [path for path in self.pages if path in incidents],
            "total": [path for path in self.pages if path.startswith("incidents/") and path not in incidents],
            "report": [path for path in self.pages if path.startswith("reports/")],
            "short report": [path for path in self.pages if path.startswith("reports/")],
        }[kind]
        choose = min if kind == "short report" else max
        return choose(group, key=self._size) if group else None

    def one_of_each(self) -> list[str]:
        """Return a page of every kind that the site has."""
        found = (self.page_of(kind) for kind in KINDS)
        return list(dict.fromkeys(path for path in found if path))

    def _size(self, path: str) -> int:
        return (self.folder / path).stat().st_size


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Write nothing; the browser's own record of failures is what counts."""


@contextmanager
def served(site: Site) -> Iterator[Site]:
    """Serve a folder on this machine, on a port of the system's choice."""
    handler = functools.partial(_Quiet, directory=str(site.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield Site(folder=site.folder, base=f"http://127.0.0.1:{server.server_address[1]}/")
        finally:
            server.shutdown()
            thread.join()


def run_recount(arguments: Sequence[str]) -> None:
    """Run the command as a user does.

    In a process of its own: the browser's driver keeps an event loop in this one, and the store refuses to
    work beside a loop.
    """
    command = [sys.executable, "-m", "recount", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=BUILD_SECONDS, check=False)
    assert done.returncode == 0, done.stderr


def publish_view(view: RecordView, folder: Path, *, full_text: bool) -> Site:
    """Publish a view and return the site."""
    publish(view, folder, full_text=full_text)
    return Site.at(folder)
