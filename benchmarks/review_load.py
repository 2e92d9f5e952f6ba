"""Many analysts at once on one record: times of pages and actions, and that no ruling is lost.

    python benchmarks/review_load.py STORE [--people 30] [--seconds 60] [--pause 5] [--workers 2]

Serves the record (a copy of it is best: rulings stay in it) to a team, signs everybody in, and lets each act once
every ``--pause`` seconds: open the queue, a report, an incident, search, or rule on a claim. At the end every ruling
that was acknowledged must stand in the log once, and the chain must verify. Prints a table; times are by the clock of
the visitor, in milliseconds.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from threading import Thread

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.web.people import PASSWORD
from tests.web.serving import Program, Server, Visitor, make_token, serving

from recount.review.roles import Role
from recount.store import open_store
from recount.store.sql import SqlStore

WORDS = ("airstrike", "hospital", "killed", "market", "children", "shelling")
_SAMPLE = 2000  # claims and incidents that are opened and ruled on


@dataclass(kw_only=True)
class Shift:
    """One person's work.

    Attributes:
        times: milliseconds by kind of action.
        faults: answers that should not be, in words.
        acknowledged: tokens of rulings that the server said are kept.
    """

    name: str
    visitor: Visitor
    program: Program
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)

    def page(self, kind: str, path: str) -> None:
        """Open a page."""
        begun = time.perf_counter()
        answer = self.visitor.get(path)
        self._note(kind, begun, answer.status)

    def ruling(self, claim: str) -> None:
        """Rule on a claim: it is accepted, or was by somebody else meanwhile."""
        token = f"{self.name}-{len(self.times['rule'])}"
        begun = time.perf_counter()
        sent = {"rulings": [{"kind": "accept", "claim": claim}], "token": token}
        status, _ = self.program.post("/decisions", sent)
        self._note("rule", begun, status)
        if status == 200:
            self.acknowledged.append(token)

    def _note(self, kind: str, begun: float, status: int) -> None:
        self.times[kind].append((time.perf_counter() - begun) * 1000)
        if status != 200:
            self.faults.append(f"{kind}: {status}")


@dataclass(frozen=True, kw_only=True)
class Things:
    """Ids of what is there to work on."""

    claims: Sequence[str]
    reports: Sequence[str]
    incidents: Sequence[str]


def things_of(url: str) -> Things:
    """Return some ids of a record."""
    with closing(open_store(url)) as store:
        claims = list(islice(store.iter_claims(), _SAMPLE))
        incidents = [incident.id for incident in islice(store.iter_incidents(), _SAMPLE)]
    reports = list(dict.fromkeys(claim.report_id for claim in claims))
    return Things(claims=[claim.id for claim in claims], reports=reports, incidents=incidents)


def add_people(url: str, names: Sequence[str]) -> None:
    """Give the record the accounts that are not there yet."""
    with closing(open_store(url)) as store:
        from recount.store.accounts import Accounts

        if not isinstance(store, SqlStore):
            raise TypeError(store)
        accounts = Accounts(store)
        for name in names:
            if accounts.find(name) is None:
                accounts.create(name, Role.ANALYST, actor="benchmark", password=PASSWORD)


def work(shift: Shift, things: Things, until: float, pause: float) -> None:
    """Act until the time is over."""
    chance = random.Random(shift.name)
    time.sleep(chance.uniform(0, pause))
    while (begun := time.monotonic()) < until:
        kind = chance.choices(("queue", "report", "incident", "search", "rule"), (2, 3, 2, 1, 4))[0]
        if kind == "queue":
            shift.page(kind, "/queue")
        elif kind == "report":
            shift.page(kind, f"/reports/{chance.choice(things.reports)}")
        elif kind == "incident":
            shift.page(kind, f"/incidents/{chance.choice(things.incidents)}")
        elif kind == "search":
            shift.page(kind, f"/search?q={chance.choice(WORDS)}")
        else:
            shift.ruling(chance.choice(things.claims))
        time.sleep(max(0.0, pause - (time.monotonic() - begun)))


def sign_in(server: Server, name: str) -> Shift:
    """Sign one person in, by the form, and make a token."""
    visitor = Visitor(server)
    if visitor.sign_in(name).status != 302:
        raise SystemExit(f"{name} could not sign in")
    token = make_token(visitor, Role.ANALYST)
    return Shift(name=name, visitor=visitor, program=Program(address=server.address, token=token))


def lost_or_doubled(url: str, shifts: Sequence[Shift]) -> list[str]:
    """Return acknowledged rulings that do not stand in the log exactly once, and faults of its chain."""
    with closing(open_store(url)) as store:
        kept = Counter(decision.token.partition("/")[0] for decision in store.iter_decisions())
        faults = [fault.detail for fault in store.verify_log()]
    return faults + [token for shift in shifts for token in shift.acknowledged if kept[token] != 1]


def table(shifts: Sequence[Shift]) -> str:
    """Return the times as a Markdown table."""
    lines = ["| action | n | p50 ms | p95 ms | max ms |", "|---|---:|---:|---:|---:|"]
    everything: list[float] = []
    for kind in ("queue", "report", "incident", "search", "rule"):
        times = [value for shift in shifts for value in shift.times[kind]]
        everything += times
        if times:
            lines.append(row(kind, times))
    return "\n".join([*lines, row("all", everything)])


def row(kind: str, times: Sequence[float]) -> str:
    """Return one line of the table."""
    cuts = statistics.quantiles(times, n=20) if len(times) > 1 else [times[0]] * 19
    return f"| {kind} | {len(times)} | {cuts[9]:.0f} | {cuts[18]:.0f} | {max(times):.0f} |"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=5)
    parser.add_argument("--workers", type=int, default=2)
    wanted = parser.parse_args()
    names = [f"analyst-{number:02}" for number in range(1, wanted.people + 1)]
    add_people(wanted.store, names)
    things = things_of(wanted.store)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(wanted.store, Path(folder), workers=wanted.workers) as server,
    ):
        shifts = [sign_in(server, name) for name in names]
        until = time.monotonic() + wanted.seconds
        threads = [Thread(target=work, args=(shift, things, until, wanted.pause)) for shift in shifts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    faults = Counter(fault for shift in shifts for fault in shift.faults)
    wrong = lost_or_doubled(wanted.store, shifts)
    print(table(shifts))
    print(f"\n{wanted.people} people, one action every {wanted.pause:g} s for {wanted.seconds:g} s.")
    print(
        f"Rulings acknowledged: {sum(len(shift.acknowledged) for shift in shifts)}; lost or doubled: {len(wrong)}."
    )
    print(f"Answers other than 200: {dict(faults) or 'none'}.")
    sys.exit(bool(wrong or faults))


if __name__ == "__main__":
    main()
