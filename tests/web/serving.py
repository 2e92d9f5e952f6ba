"""A team's server as a process of its own, the people on it, and a visitor who speaks HTTP."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from recount.review.roles import Role
from tests.web.people import PASSWORD

_START_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server.

    Attributes:
        address: where it is, without a slash at the end.
        url: of the store it serves.
        process: the master process.
        log: what it said.
    """

    address: str
    url: str
    process: subprocess.Popen[bytes]
    log: Path


def add_people(url: str) -> None:
    """Give a store the accounts of the tests, in a process of its own: Django refuses to work beside a browser."""
    done = subprocess.run([sys.executable, "-m", "tests.web.people", url], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@contextmanager
def serving(url: str, folder: Path, *options: str, workers: int = 1) -> Iterator[Server]:
    """Serve a store to a team on a free port of this machine."""
    port = free_port()
    command = [sys.executable, "-m", "recount", "review", "--team", "--no-tls", "--host", "127.0.0.1"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--store", url, *options]
    known = {name: value for name, value in os.environ.items() if not name.startswith("RECOUNT_")}
    environment = {**known, "RECOUNT_SECRET_FILE": str(folder / "secret")}
    log = (folder / "server.log").open("wb")
    with (
        log,
        subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True) as process,
    ):
        server = Server(
            address=f"http://127.0.0.1:{port}", url=url, process=process, log=folder / "server.log"
        )
        try:
            _wait(server, folder / "server.log")
            yield server
        finally:
            process.terminate()
            process.wait(timeout=_START_SECONDS)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(server: Server, log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if server.process.poll() is not None:
            break
        try:
            if Visitor(server).get("/alive").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text(encoding='utf-8')[-4000:]}")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a server said.

    Attributes:
        location: where it sends the visitor on to, without the server's address; empty when it does not.
    """

    status: int
    headers: Mapping[str, str]
    text: str
    location: str = ""


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: tests want to see it."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """Stay."""


@dataclass
class Visitor:
    """Somebody at a server, with cookies; signs in by the form like everybody."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **query: object) -> Answer:
        """Open a page; redirects are not followed."""
        return self.ask("GET", f"{path}?{urlencode(query, doseq=True)}" if query else path)

    def post(self, path: str, fields: Mapping[str, object] | None = None) -> Answer:
        """Send a form, with its token."""
        if "csrftoken" not in self.cookies:
            self.get("/preferences")  # any page with a form gives one
        sent = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **(fields or {})}
        return self.ask("POST", path, urlencode(sent, doseq=True).encode())

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Make one request."""
        request = Request(f"{self.server.address}{path}", data=body, method=method)  # noqa: S310 - ours
        request.add_header("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        try:
            response = build_opener(_Stay).open(request, timeout=60)
        except HTTPError as error:
            response = error
        with response:
            for line in response.headers.get_all("Set-Cookie") or []:
                self._keep(line)
            text = response.read().decode("utf-8", "replace")
            place = response.headers.get("Location", "")
            return Answer(
                status=response.status,
                headers=dict(response.headers.items()),
                text=text,
                location=place.removeprefix(self.server.address),
            )

    def sign_in(self, name: str, password: str = PASSWORD) -> Answer:
        """Sign in by the form."""
        self.get("/account/login/")
        return self.post("/account/login/", {"login": name, "password": password})

    def _keep(self, line: str) -> None:
        for name, morsel in SimpleCookie(line).items():
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value


def make_token(visitor: Visitor, role: Role) -> str:
    """Make a token on the page of somebody signed in, and return its secret."""
    page = visitor.post("/tokens", {"name": "test", "role": role}).text
    found = re.search(r'<code id="secret">([^<]+)</code>', page)
    assert found is not None, page
    return found[1]


@dataclass(frozen=True, kw_only=True)
class Program:
    """A program at the programming interface, with its token."""

    address: str
    token: str

    def get(self, path: str, **query: object) -> tuple[int, Any]:
        """Ask; return the status and the answer."""
        return self.ask("GET", f"{path}?{urlencode(query, doseq=True)}" if query else path)

    def post(self, path: str, sent: object) -> tuple[int, Any]:
        """Send; return the status and the answer."""
        return self.ask("POST", path, json.dumps(sent).encode())

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, Any]:
        """Make one request."""
        request = Request(f"{self.address}/api/v1{path}", data=body, method=method)  # noqa: S310 - ours
        request.add_header("Authorization", f"Bearer {self.token}")
        request.add_header("Content-Type", "application/json")
        try:
            response = build_opener(_Stay).open(request, timeout=60)
        except HTTPError as error:
            response = error
        with response:
            text = response.read().decode("utf-8")
            is_json = response.headers.get("Content-Type", "").startswith("application/json")
            return response.status, json.loads(text) if is_json else text


def field_of(page: str, name: str) -> str:
    """Return the value of a page's first input of this name."""
    for tag in re.findall(r"<input\b[^>]*>", page):
        if re.search(rf'\bname="{re.escape(name)}"', tag):
            found = re.search(r'\bvalue="([^"]*)"', tag)
            return found[1] if found else ""
    raise AssertionError(f"the page has no input {name!r}")
