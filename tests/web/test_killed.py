"""The server dies by kill -9 at random moments: what it acknowledged is there, once, and the chain holds."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPException
from pathlib import Path
from threading import Timer
from typing import TypeVar

import pytest

from recount.model import DecisionKind
from recount.review.roles import Role
from recount.store import open_store
from tests.web.serving import Program, Server, Visitor, make_token, serving

DECISIONS = int(os.environ.get("KILLED_DECISIONS", "40"))  # 200 before a release; see CONTRIBUTING.md
_LONGEST_LIFE = 20  # rulings that a server acknowledges before its death is near
_PROCESSES = Path("/proc")
_A_WHILE = 20.0
_Found = TypeVar("_Found")
_SUSPENSE = 0.06  # seconds until it comes: a few rulings, so that it falls into the middle of one


def test_what_was_acknowledged_is_there_once(record_url: str, tmp_path: Path) -> None:
    chance = random.Random(20161013)
    with closing(open_store(record_url)) as store:
        claims = [claim.id for claim in store.iter_claims()]
    acknowledged: set[str] = set()
    waiting = [f"ruling-{number}" for number in range(DECISIONS)]
    token, kills = "", 0
    while waiting:
        with serving(record_url, tmp_path) as server:
            token = token or make_token(_signed_in(server), Role.ANALYST)
            program = Program(address=server.address, token=token)
            lives = chance.randint(1, _LONGEST_LIFE)
            acknowledged |= rule(program, waiting, claims, lives)
            death = Timer(chance.uniform(0, _SUSPENSE), kill, [server])
            death.start()
            acknowledged |= rule(program, waiting, claims, len(waiting))
            death.join()
            kills += 1
    with closing(open_store(record_url)) as store:
        kept = Counter(
            decision.token.partition("/")[0]
            for decision in store.iter_decisions()
            if decision.kind is DecisionKind.NOTE
        )
        assert store.verify_log() == []
    assert kills > 1
    assert len(acknowledged) == DECISIONS
    assert set(kept) >= acknowledged
    assert set(kept.values()) == {1}


@pytest.mark.skipif(not _PROCESSES.exists(), reason="only /proc tells whose child a process is")
def test_a_killed_server_leaves_no_process_behind_that_links(record_url: str, tmp_path: Path) -> None:
    with serving(record_url, tmp_path) as server:
        (worker,) = wait_for(lambda: children(server.process.pid))
        beside = wait_for(lambda: [pid for pid in children(worker) if is_drafting(pid)])
        assert beside
        for pid in (server.process.pid, worker):
            os.kill(pid, signal.SIGKILL)
        assert wait_for(lambda: [] if any(map(is_running, beside)) else ["all ended"])


def wait_for(look: Callable[[], list[_Found]]) -> list[_Found]:
    """Return what is found once there is anything, or nothing after a while."""
    until = time.monotonic() + _A_WHILE
    while not (found := look()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def children(pid: int) -> list[int]:
    """Return the processes that a process has started, and that have not ended."""
    return [int(key) for key in (_PROCESSES / f"{pid}/task/{pid}/children").read_text().split()]


def is_drafting(pid: int) -> bool:
    """Whether a process is the one that works out what rulings move, and has begun to."""
    return b"spawn_main" in (_PROCESSES / f"{pid}/cmdline").read_bytes()


def is_running(pid: int) -> bool:
    """Whether a process has not ended; one that waits for its parent to notice has."""
    try:
        return (_PROCESSES / f"{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def rule(program: Program, waiting: list[str], claims: list[str], number: int) -> set[str]:
    """Send so many rulings, or until the server is dead; return those that were acknowledged."""
    acknowledged: set[str] = set()
    while waiting and len(acknowledged) < number:
        name = waiting[0]
        ruling = {"kind": "note", "claim": claims[len(waiting) % len(claims)], "reason": name}
        try:
            status, answer = program.post("/decisions", {"rulings": [ruling], "token": name})
        except (OSError, HTTPException):
            break
        assert status == 200, answer
        acknowledged.add(name)
        del waiting[0]
    return acknowledged


def kill(server: Server) -> None:
    """Kill the server and its workers at once, in the middle of whatever they do."""
    os.killpg(server.process.pid, signal.SIGKILL)


def _signed_in(server: Server) -> Visitor:
    visitor = Visitor(server)
    visitor.sign_in("ana")
    return visitor
