"""Where the model is: an address of this machine, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from recount.errors import SettingsError

DEFAULT_PATH = "/v1"
_LOCAL_NAME = "localhost"
_LOCAL_HOSTS = ("127.0.0.1", "::1")  # what the name stands for; it is never looked up
_MODEL = re.compile(r"[!-~]{1,100}")
_PATH = re.compile(r"[!-~]*")
_HTTP_PORT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmOptions:
    """How a model is reached.

    Attributes:
        hosts: addresses of this machine, tried in order.
        port: of the server.
        path: what ``/chat/completions`` is added to.
        model: name that the server knows it by; it stands on every claim it proposed.
        timeout_seconds: by the clock, for all that is asked about one report.
    """

    hosts: tuple[str, ...]
    port: int
    path: str
    model: str
    timeout_seconds: float


def parse_options(endpoint: str, model: str, timeout_seconds: float) -> LlmOptions:
    """Read the address of a model on this machine.

    Raises:
        SettingsError: it is no plain HTTP address, it leads to another machine, or the model has no name.
    """
    try:
        parts = urlsplit(endpoint)
        port = parts.port or _HTTP_PORT
    except ValueError as error:
        raise _wrong(endpoint, f"cannot be read ({error})") from error
    if parts.scheme != "http" or not parts.hostname:
        raise _wrong(endpoint, "is not an http:// address")
    if parts.username is not None or parts.query or parts.fragment or not _PATH.fullmatch(parts.path):
        raise _wrong(endpoint, "holds more than a host, a port and a path")
    if not _MODEL.fullmatch(model):
        raise SettingsError(
            f"The language model's name is {model[:40]!r}, not 1 to 100 letters, digits and signs without spaces.",
            next_move="Set RECOUNT_LLM_MODEL to the name the server knows the model by.",
        )
    return LlmOptions(
        hosts=_local_hosts(endpoint, parts),
        port=port,
        path=parts.path.rstrip("/") or DEFAULT_PATH,
        model=model,
        timeout_seconds=timeout_seconds,
    )


def _local_hosts(endpoint: str, parts: SplitResult) -> tuple[str, ...]:
    """Return the addresses a host stands for; a name is never looked up, for that would be a request too."""
    host = parts.hostname or ""
    if host == _LOCAL_NAME:
        return _LOCAL_HOSTS
    try:
        address = ip_address(host)
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise _wrong(endpoint, "is not on this machine, and no report leaves it")
    return (host,)


def _wrong(endpoint: str, what: str) -> SettingsError:
    return SettingsError(
        f"The language model's address {endpoint[:80]!r} {what}.",
        next_move="Set RECOUNT_LLM_ENDPOINT to an address such as http://127.0.0.1:8080/v1, or unset it.",
    )
