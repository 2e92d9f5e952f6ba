"""A small server that answers as a language model might: well, badly, or not at all."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from recount.extract.llm import LlmOptions, parse_options

Reply = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


@dataclass
class Model:
    """A server as a test sees it.

    Attributes:
        port: it listens on.
        asked: bodies of the requests so far.
        paths: they were sent to.
    """

    port: int
    asked: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def options(self, seconds: float = 5.0) -> LlmOptions:
        return parse_options(f"http://127.0.0.1:{self.port}", "test-model", seconds)


@contextmanager
def serving(reply: Reply) -> Iterator[Model]:
    """Serve on a free port of this machine until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.asked.append(body)
            model.paths.append(self.path)
            try:
                reply(self, body)
            except OSError:
                self.close_connection = True  # the other end was tired of waiting

        def log_message(self, *_: Any) -> None:  # noqa: ANN401
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model = Model(port=server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        model.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, data: bytes, status: int = 200, **headers: str) -> None:
    """Send bytes with a status."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


def completion(content: str) -> bytes:
    """Return an answer of the interface with some content."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def figures(*found: tuple[str, str, str]) -> Reply:
    """A model that gives these figures (quote, count, harm) for every passage."""
    content = json.dumps(
        {"figures": [{"quote": quote, "count": count, "harm": harm} for quote, count, harm in found]}
    )
    return saying(completion(content))


def saying(data: bytes, status: int = 200, **headers: str) -> Reply:
    """A server that sends these bytes."""
    return lambda handler, _: send(handler, data, status, **headers)
