"""Archives being built for whoever asked: beside the pages, one at a time, known to every process of the server.

What is known of a build lies in the shared cache, the archive in a folder of its own that goes after an hour.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Thread
from typing import Any

from django.core.cache import cache
from django.db import connections

from recount.errors import RecountError
from recount.pipeline.packing import LONGEST_SECONDS, Order, Packed, pack_apart

PREFIX = "recount-publish-"
KEPT_SECONDS = 3600
_TURN = "publishing-turn"
_STEP_SECONDS = 0.1

BUILDING, DONE, FAILED = "building", "done", "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """One build, as the cache holds it.

    Attributes:
        key: names it in addresses; only whoever asked may have it.
        process: the one that builds it.
        state: ``BUILDING``, ``DONE`` or ``FAILED``.
        packed: what was packed, once it is done.
        problem: what went wrong, once it failed.
    """

    key: str
    actor: str
    target: str
    full_text: bool
    as_of: str | None
    process: int
    state: str = BUILDING
    packed: Mapping[str, Any] | None = None
    problem: str = ""


def start(url: str, *, actor: str, full_text: bool, as_of: str | None) -> Build | None:
    """Begin a build; return ``None`` while another one is under way."""
    key = secrets.token_urlsafe(24)
    if not _is_alive(cache.get(_TURN)):
        cache.delete(_TURN)  # whoever built was ended before it was done
    process = os.getpid()
    if not cache.add(_TURN, process, timeout=LONGEST_SECONDS):
        return None
    _sweep()
    target = Path(tempfile.mkdtemp(prefix=PREFIX), "record.zip")
    build = Build(key=key, actor=actor, target=str(target), full_text=full_text, as_of=as_of, process=process)
    _keep(build)
    order = Order(url=url, target=build.target, full_text=full_text, as_of=as_of)
    Thread(target=_run, args=(build, order), name="recount-publishing", daemon=True).start()
    return build


def find(key: str, actor: str) -> Build | None:
    """Return a build of one's own."""
    said = cache.get(_name(key))
    if said is None:
        return None
    build = Build(**said)
    if build.state == BUILDING and not _is_alive(build.process):
        build = replace(build, state=FAILED)
    return build if build.actor == actor else None


def wait(build: Build, seconds: float) -> Build:
    """Return a build as it is when it has ended, or after so many seconds."""
    until = time.monotonic() + seconds
    now: Build | None = build
    while now is not None and now.state == BUILDING and time.monotonic() < until:
        time.sleep(_STEP_SECONDS)
        now = find(build.key, build.actor)
    return now or build


def packed_of(build: Build) -> Packed:
    """Return what a build that is done has packed."""
    return Packed(**(build.packed or {}))


def _run(build: Build, order: Order) -> None:
    ended: dict[str, Any] = {"state": FAILED, "problem": ""}
    try:
        ended = {"state": DONE, "packed": asdict(pack_apart(order))}
    except RecountError as error:
        ended["problem"] = f"{error.message} {error.next_move}"
    finally:
        _keep(replace(build, **ended))
        cache.delete(_TURN)
        connections.close_all()  # this thread's own


def _keep(build: Build) -> None:
    cache.set(_name(build.key), asdict(build), timeout=KEPT_SECONDS + LONGEST_SECONDS)


def _name(key: str) -> str:
    return f"publishing-{key}"


def _is_alive(process: int | None) -> bool:
    """Whether a process of this machine runs; where that cannot be asked without harm (Windows), it does."""
    if process is None:
        return False
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _sweep() -> None:
    """Remove archives that have waited long enough."""
    oldest = time.time() - KEPT_SECONDS
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            is_old = folder.is_dir() and not folder.is_symlink() and folder.stat().st_mtime < oldest
        except OSError:
            continue
        if is_old:
            shutil.rmtree(folder, ignore_errors=True)
