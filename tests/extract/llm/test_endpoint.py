"""No report leaves the machine: an address of another is refused before anything is sent."""

from __future__ import annotations

import pytest

from recount.errors import SettingsError
from recount.extract.llm import parse_options


@pytest.mark.parametrize(
    ("endpoint", "hosts", "port", "path"),
    [
        ("http://127.0.0.1:8080", ("127.0.0.1",), 8080, "/v1"),
        ("http://127.0.0.1:8080/", ("127.0.0.1",), 8080, "/v1"),
        ("http://127.3.2.1:8080/v1/", ("127.3.2.1",), 8080, "/v1"),
        ("http://[::1]:11434/openai/v1", ("::1",), 11434, "/openai/v1"),
        ("http://localhost", ("127.0.0.1", "::1"), 80, "/v1"),
        ("http://LOCALHOST:11434", ("127.0.0.1", "::1"), 11434, "/v1"),
    ],
)
def test_an_address_of_this_machine_is_read(
    endpoint: str, hosts: tuple[str, ...], port: int, path: str
) -> None:
    options = parse_options(endpoint, "qwen2.5:7b", 60)
    assert (options.hosts, options.port, options.path) == (hosts, port, path)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://192.168.1.5:8080/v1",
        "http://10.0.0.1",
        "http://0.0.0.0:8080",
        "http://[::]:8080",
        "http://model.example:8080/v1",
        "http://localhost.example:8080/v1",
        "http://127.0.0.1.example/v1",
        "http://2130706433:8080/v1",
        "http://127.1:8080/v1",
        "http://[::ffff:8.8.8.8]:80",
        "http://localhost@model.example/v1",
        "http://me:secret@127.0.0.1:8080/v1",
        "http://127.0.0.1:8080/v1?to=http://model.example",
        "http://127.0.0.1:8080/v1#x",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:8080/v1 x",
        "http://[::1",
        "https://127.0.0.1:8080/v1",
        "ftp://127.0.0.1",
        "127.0.0.1:8080",
        "/run/model.socket",
    ],
)
def test_any_other_address_is_refused_with_the_next_move(endpoint: str) -> None:
    with pytest.raises(SettingsError, match="RECOUNT_LLM_ENDPOINT"):
        parse_options(endpoint, "m", 60)


@pytest.mark.parametrize("model", ["", "two words", "x" * 101, "a\nb"])
def test_a_model_without_a_plain_name_is_refused(model: str) -> None:
    with pytest.raises(SettingsError, match="RECOUNT_LLM_MODEL"):
        parse_options("http://127.0.0.1:8080", model, 60)
