"""Publishing from the pages: what would go out, the archive, and what the log says of it."""

from __future__ import annotations

import hashlib
import io
import json
import re
import threading
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from recount.store import open_store
from tests.web.serving import Server, Visitor


def exports(server: Server) -> list[dict[str, object]]:
    with closing(open_store(server.url)) as store:
        return [json.loads(entry.body or "{}") for entry in store.iter_log() if entry.kind == "export"]


def take_out(visitor: Visitor, **fields: str) -> bytes:
    """Build an archive and return its bytes, however long it takes."""
    visitor.get("/publishing")
    sent = urlencode({"csrfmiddlewaretoken": visitor.cookies["csrftoken"], **fields}).encode()
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    address, body = f"{visitor.server.address}/publishing", sent
    for _again in range(60):
        request = Request(address, data=body or None, headers={"Cookie": cookies})  # noqa: S310 - ours
        with urlopen(request, timeout=120) as response:  # noqa: S310 - ours
            data: bytes = response.read()
            if response.headers["Content-Type"] == "application/zip":
                return data
            address, body = f"{response.url.removesuffix('&take=1')}&take=1", b""
        time.sleep(1)
    raise AssertionError(data.decode())


@pytest.fixture(scope="module")
def archive(sign_in: Callable[[str], Visitor]) -> bytes:
    return take_out(sign_in("sami"), profile="outward")


def texts(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name.partition("/")[2]: opened.read(name) for name in opened.namelist()}


def test_the_page_says_what_would_go_out_and_what_is_not_settled(
    server: Server, sign_in: Callable[[str], Visitor]
) -> None:
    page = sign_in("sami").get("/publishing").text
    with closing(open_store(server.url)) as store:
        number = store.status().claims
    assert re.search(rf"{number} of {number} claims \(100 %\) were ruled on by nobody", page)
    assert "are not signed off" in page


def test_the_archive_holds_the_site_and_the_files(archive: bytes) -> None:
    files = texts(archive)
    assert {"index.html", "data/claims.csv", "data/incidents.jsonl", "published-by-recount.json"} <= set(
        files
    )
    assert json.loads(files["published-by-recount.json"])["full_text"] is False


def test_the_log_has_its_hash_and_the_head_it_rests_on(server: Server, archive: bytes) -> None:
    body = next(body for body in exports(server) if body["what"] == "publication")
    assert body["sha256"] == hashlib.sha256(archive).hexdigest()
    with closing(open_store(server.url)) as store:
        assert body["log_head"] in [entry.hash for entry in store.iter_log()]


def test_whole_texts_go_out_only_after_a_confirmation(
    server: Server, sign_in: Callable[[str], Visitor], archive: bytes
) -> None:
    number = len(exports(server))
    answer = sign_in("sami").post("/publishing", {"profile": "internal"})
    assert answer.status == 422
    assert "internal use only" in answer.text
    assert len(exports(server)) == number
    inside = take_out(sign_in("sami"), profile="internal", confirmed="on")
    assert json.loads(texts(inside)["published-by-recount.json"])["full_text"] is True
    assert exports(server)[-1]["full_text"] is True
    assert sum(map(len, texts(inside).values())) > sum(map(len, texts(archive).values()))


def test_a_moment_leaves_out_what_came_later(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    early = take_out(sign_in("sami"), profile="outward", as_of="2016-01-01")
    assert texts(early)["data/claims.csv"].count(b"\n") <= 1
    assert str(exports(server)[-1]["as_of"]).startswith("2016-01-01")
    for wrong in ("next week", "2100-01-01"):
        answer = sign_in("sami").post("/publishing", {"profile": "outward", "as_of": wrong})
        assert answer.status == 422, wrong


def test_others_work_on_while_an_archive_is_built(sign_in: Callable[[str], Visitor]) -> None:
    visitor, other = sign_in("lena"), sign_in("ana")
    built: list[bytes] = []
    building = threading.Thread(target=lambda: built.append(take_out(visitor, profile="outward")))
    building.start()
    slowest, rounds = 0.0, 0
    while building.is_alive() and rounds < 200:
        started = time.perf_counter()
        assert other.post("/queue/next").status == 302  # writes
        slowest, rounds = max(slowest, time.perf_counter() - started), rounds + 1
    building.join()
    assert built
    assert rounds > 1
    assert (
        slowest < 5.0
    )  # 0.1 s on a machine that has nothing else to do; a held turn would be the whole build


def test_an_archive_belongs_to_whoever_asked_for_it(sign_in: Callable[[str], Visitor]) -> None:
    assert sign_in("lena").get("/publishing", job="guess", take="1").status == 404
    assert sign_in("ana").get("/publishing").status == 403
    assert sign_in("ana").post("/publishing", {"profile": "outward"}).status == 403
