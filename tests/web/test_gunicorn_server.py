"""Tests for ``recount.web.gunicorn_server``."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.web.serving import free_port

_SECONDS = 30.0
_PAGES = 20

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a team's server does not run on Windows")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Yield the address of two processes of one thread each."""
    port = str(free_port())
    with subprocess.Popen([sys.executable, "-m", "tests.web.waiting", port, str(tmp_path)]) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}"
        finally:
            (tmp_path / "go-on").touch()
            server.terminate()


def test_a_request_waits_for_no_process_whose_threads_are_all_at_work(address: str, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as others:
        slow = others.submit(_get, f"{address}/slow")
        until = time.monotonic() + _SECONDS
        while not (tmp_path / "began").exists() and time.monotonic() < until:
            time.sleep(0.01)
        assert [_get(f"{address}/") for _ in range(_PAGES)] == [200] * _PAGES
        assert not slow.done()
        (tmp_path / "go-on").touch()
        assert slow.result(_SECONDS) == 200


def test_who_was_busy_takes_requests_again(address: str, tmp_path: Path) -> None:
    (tmp_path / "go-on").touch()
    with ThreadPoolExecutor(4) as others:
        found = list(others.map(_get, [f"{address}/slow", f"{address}/"] * _PAGES))
    assert found == [200] * len(found)


def _wait_for(address: str) -> None:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        with suppress(OSError):
            _get(address)
            return
        time.sleep(0.05)
    pytest.fail(f"nothing answered at {address}")


def _get(address: str) -> int:
    host, _, path = address.removeprefix("http://").partition("/")
    with closing(HTTPConnection(host, timeout=_SECONDS)) as connection:
        connection.request("GET", f"/{path}")
        return connection.getresponse().status
