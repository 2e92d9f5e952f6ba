"""One request to a server on this machine, bounded in time and size; nothing is followed and nothing repeated."""

from __future__ import annotations

import http.client
import io
import json
import socket
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from recount.extract.llm.endpoint import LlmOptions

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_BYTES = 1_000_000
"""Of an answer; a passage of 4,000 letters is answered with less than 30,000."""
CONNECT_SECONDS = 5.0
_OK = 200


class EndpointFailed(Exception):  # noqa: N818 - it is never seen outside this room: it becomes a rejection
    """The server gave no answer; the message is a phrase that says what happened."""


class Deadline:
    """A moment on the monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left.

        Raises:
            EndpointFailed: none are.
        """
        left = self._ends - time.monotonic()
        if left <= 0:
            raise EndpointFailed(f"it took more than {self._seconds:g} seconds")
        return left


class _Reader(io.RawIOBase):
    """The answering side of a socket; each piece must come before the deadline, however small the pieces are."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        super().__init__()
        self._socket, self._deadline = connected, deadline

    def readable(self) -> bool:
        """Whether it can be read: yes."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Wait for the next piece."""
        self._socket.settimeout(self._deadline.left())
        return self._socket.recv_into(memoryview(buffer))


class _Connected:
    """A connected socket, as far as ``http.client`` needs one to read an answer."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._reader = _Reader(connected, deadline)

    def makefile(self, mode: str, /, *_: object) -> io.BufferedReader:
        """Return what is read from."""
        del mode
        return io.BufferedReader(self._reader)


def ask(options: LlmOptions, body: Mapping[str, Any], deadline: Deadline) -> bytes:
    """Send a request and return the bytes of the answer.

    Raises:
        EndpointFailed: no connection, no answer in time, an answer too large, or a status other than 200.
    """
    data = json.dumps(body, ensure_ascii=True, sort_keys=True).encode("ascii")
    try:
        with _connect(options, deadline) as connected:
            connected.settimeout(deadline.left())
            connected.sendall(_head(options, len(data)) + data)
            return _receive(connected, deadline)
    except TimeoutError as error:
        deadline.left()
        raise EndpointFailed("it did not answer in time") from error
    except OSError as error:
        raise EndpointFailed(f"the connection broke ({error.strerror or type(error).__name__})") from error
    except (http.client.HTTPException, ValueError) as error:  # its words are the server's; they are not kept
        raise EndpointFailed(f"what it answered is not HTTP ({type(error).__name__})") from error


def _connect(options: LlmOptions, deadline: Deadline) -> socket.socket:
    refused: OSError | None = None
    for host in options.hosts:
        try:
            return socket.create_connection((host, options.port), min(CONNECT_SECONDS, deadline.left()))
        except OSError as error:
            refused = refused or error
    why = "" if refused is None or refused.strerror is None else f" ({refused.strerror})"
    raise EndpointFailed(f"no connection to {options.hosts[0]} port {options.port}{why}")


def _head(options: LlmOptions, length: int) -> bytes:
    host = options.hosts[0]
    shown = f"[{host}]" if ":" in host else host
    lines = (
        f"POST {options.path}/chat/completions HTTP/1.1",
        f"Host: {shown}:{options.port}",
        "Content-Type: application/json",
        f"Content-Length: {length}",
        "Accept: application/json",
        "Connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _receive(connected: socket.socket, deadline: Deadline) -> bytes:
    response = http.client.HTTPResponse(_Connected(connected, deadline), method="POST")  # type: ignore[arg-type]
    try:
        response.begin()
        if response.status != _OK:
            raise EndpointFailed(f"it answered with status {response.status}")
        data = response.read(MOST_BYTES + 1)
    finally:
        response.close()
    if len(data) > MOST_BYTES:
        raise EndpointFailed(f"its answer is larger than {MOST_BYTES} bytes")
    return data
