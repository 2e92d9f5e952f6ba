"""Several people at once, each in a process of their own: no update is lost, and none is done twice."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing

from recount.store import open_store
from tests.pipeline.deciding.made import fill

PEOPLE = ("Ada", "Ben", "Cem")


def test_rulings_of_several_people_stand_once_or_are_refused(make_url: Callable[[], str]) -> None:
    url = make_url()
    with closing(open_store(url)) as store:
        claims = [claim.id for claim in fill(store).claims.values()]
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.pipeline.deciding.labour", url, name, ",".join(claims)],
                stdout=subprocess.PIPE,
                text=True,
            )
            for name in PEOPLE
        ]
        answers = [process.communicate(timeout=120)[0].split() for process in running]
        assert [process.returncode for process in running] == [0, 0, 0]
        stood = sum(int(answer[0]) for answer in answers)
        assert stood + sum(int(answer[1]) for answer in answers) == len(PEOPLE) * len(claims)
        decisions = list(store.iter_decisions())
        assert len(decisions) == stood >= len(claims)
        assert len({decision.id for decision in decisions}) == stood
        assert store.verify_log() == []
        assert list(store.iter_tolls()) == []
