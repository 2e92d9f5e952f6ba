"""Many analysts at once on one record: times of pages and actions, and that no ruling is lost.

    python benchmarks/review_load.py STORE [--people 30] [--seconds 60] [--pause 5] [--workers 2] [--moving 0.25]
    python benchmarks/review_load.py STORE --postgresql [...]

Serves the record (a copy of it is best: rulings stay in it) to a team, signs everybody in, and lets each act once
every ``--pause`` seconds: open the queue, a report, an incident, search, or rule on a claim. ``--moving`` of the
rulings move figures: a claim is rejected, or its count corrected; by the others one is accepted. At the end every
ruling that was acknowledged must stand in the log once, and the chain must verify. Prints a table; times are by the
clock of the visitor, in milliseconds, to the last byte of the answer; and the processor time of visitors and server,
which tells more where other work runs on the machine. A record whose claims cannot be found by their words
(``linking.py`` makes such) is indexed first, which takes a minute for 10^5 claims. ``--postgresql`` starts a
PostgreSQL server of its own and copies the record, a SQLite file, into it first (``copied.py``); its own processor
time is not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import islice
from pathlib import Path
from threading import Thread

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.web.people import PASSWORD
from tests.web.serving import Server, Visitor, make_token, serving

from recount.review.roles import Role
from recount.store import open_store
from recount.store.sql import SqlStore

WORDS = ("airstrike", "hospital", "killed", "market", "children", "shelling")
_SAMPLE = 2000  # claims and incidents that are opened and ruled on
_KINDS = ("queue", "report", "incident", "search", "rule", "move")
_TIMEOUT_SECONDS = 60
_PAGES, _PAGE_BYTES = 20_000, 4096
# The address of an incident that a ruling has joined to another leads there.
_MOVED: Mapping[str, int] = {"incident": 302}


@dataclass(kw_only=True)
class Shift:
    """One person's work, over plain connections: whoever drives shares the processor with the server.

    Attributes:
        host, port: of the server.
        cookies: of somebody signed in, as one header.
        token: for the programming interface.
        began: when; it tells this shift's rulings from those of another run.
        times: milliseconds by kind of action.
        faults: answers that should not be, in words.
        acknowledged: tokens of rulings that the server said are kept.
    """

    name: str
    host: str
    port: int
    cookies: str
    token: str
    began: float = field(default_factory=time.time)
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)

    def page(self, kind: str, path: str) -> None:
        """Open a page."""
        self._ask(kind, "GET", path, {"Cookie": self.cookies})

    def ruling(self, kind: str, ruling: Mapping[str, object]) -> None:
        """Rule on a claim, on which somebody else may have ruled meanwhile."""
        token = f"{self.name}-{self.began:.0f}-{len(self.times['rule']) + len(self.times['move'])}"
        body = json.dumps({"rulings": [ruling], "token": token}).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if self._ask(kind, "POST", "/api/v1/decisions", headers, body) == 200:
            self.acknowledged.append(token)

    def _ask(self, kind: str, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> int:
        begun, status, said = time.perf_counter(), 0, b""
        connection = HTTPConnection(self.host, self.port, timeout=_TIMEOUT_SECONDS)
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            status, said = answer.status, answer.read()
        except (OSError, HTTPException) as error:
            said = repr(error).encode()
        finally:
            connection.close()
        self.times[kind].append((time.perf_counter() - begun) * 1000)
        if status not in {200, _MOVED.get(kind)}:
            self.faults.append(
                f"{kind}: {status} {said[:160].decode('utf-8', 'replace') if status != 302 else ''}"
            )
        return status


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


def work(shift: Shift, things: Things, until: float, wanted: argparse.Namespace) -> None:
    """Act until the time is over."""
    chance = random.Random(shift.name)
    time.sleep(chance.uniform(0, wanted.pause))
    while (begun := time.monotonic()) < until:
        act(shift, things, chance, wanted.moving)
        time.sleep(max(0.0, wanted.pause - (time.monotonic() - begun)))


def act(shift: Shift, things: Things, chance: random.Random, moving: float) -> None:
    """Do one thing."""
    kind = chance.choices(("queue", "report", "incident", "search", "rule"), (2, 3, 2, 1, 4))[0]
    if kind == "queue":
        shift.page(kind, "/queue")
    elif kind == "report":
        shift.page(kind, f"/reports/{chance.choice(things.reports)}")
    elif kind == "incident":
        shift.page(kind, f"/incidents/{chance.choice(things.incidents)}")
    elif kind == "search":
        shift.page(kind, f"/search?q={chance.choice(WORDS)}")
    elif chance.random() >= moving:
        shift.ruling("rule", {"kind": "accept", "claim": chance.choice(things.claims)})
    else:
        shift.ruling("move", moving_ruling(chance, chance.choice(things.claims)))


def moving_ruling(chance: random.Random, claim: str) -> dict[str, object]:
    """Return a ruling after which a toll may be another."""
    if chance.random() < 0.5:
        return {"kind": "reject", "claim": claim, "reason": "It is about another day."}
    low = chance.randrange(1, 30)
    count = {"low": low, "high": low + chance.randrange(3)}
    return {
        "kind": "correct",
        "claim": claim,
        "replacement": {"count": count},
        "reason": "The words give another number.",
    }


def sign_in(server: Server, name: str) -> Shift:
    """Sign one person in, by the form, and make a token."""
    visitor = Visitor(server)
    if visitor.sign_in(name).status != 302:
        raise SystemExit(f"{name} could not sign in")
    token = make_token(visitor, Role.ANALYST)
    host, _, port = server.address.removeprefix("http://").partition(":")
    cookies = "; ".join(f"{key}={value}" for key, value in visitor.cookies.items())
    return Shift(name=name, host=host, port=int(port), cookies=cookies, token=token)


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
    for kind in _KINDS:
        times = [value for shift in shifts for value in shift.times[kind]]
        everything += times
        if times:
            lines.append(row(kind, times))
    return "\n".join([*lines, row("all", everything)])


def row(kind: str, times: Sequence[float]) -> str:
    """Return one line of the table."""
    cuts = statistics.quantiles(times, n=20, method="inclusive") if len(times) > 1 else [times[0]] * 19
    return f"| {kind} | {len(times)} | {cuts[9]:.0f} | {cuts[18]:.0f} | {max(times):.0f} |"


def make_searchable(url: str) -> None:
    """Index a record of which no claim is."""
    with closing(open_store(url)) as store:
        first = [*islice(store.iter_claims(), 1)]
        if first and not store.search(first[0].quote.exact, kinds=("claim",), limit=1).hits:
            print(f"{store.reindex_search()} rows indexed.\n", file=sys.stderr)


@contextmanager
def record_at(wanted: argparse.Namespace) -> Iterator[str]:
    """Return the URL of the record that is served."""
    make_searchable(wanted.store)
    if not wanted.postgresql:
        yield wanted.store
        return
    from copied import copied

    with copied(wanted.store) as url:
        yield url


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--pause", type=float, nargs="+", default=[5.0], help="several are run one after another"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--moving", type=float, default=0.25)
    parser.add_argument("--postgresql", action="store_true")
    wanted = parser.parse_args()
    with record_at(wanted) as url:
        results = [run(url, argparse.Namespace(**{**vars(wanted), "pause": pause})) for pause in wanted.pause]
    sys.exit(not all(results))


def run(url: str, wanted: argparse.Namespace) -> bool:
    """Let everybody work for a while, and print how it went; return whether nothing went wrong."""
    names = [f"analyst-{number:02}" for number in range(1, wanted.people + 1)]
    add_people(url, names)
    things = things_of(url)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(url, Path(folder), workers=wanted.workers) as server,
    ):
        shifts = [sign_in(server, name) for name in names]
        for shift in shifts[: wanted.workers * 4]:
            shift.page("warm", "/queue")  # so that no process meets its first page while it is timed
        until, cpu = time.monotonic() + wanted.seconds, (time.process_time(), server_seconds(server))
        threads = [Thread(target=work, args=(shift, things, until, wanted)) for shift in shifts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        spent = (time.process_time() - cpu[0], server_seconds(server) - cpu[1])
        if any(shift.faults for shift in shifts):
            print((Path(folder) / "server.log").read_text(encoding="utf-8")[-6000:], file=sys.stderr)
    return tell(url, shifts, wanted, spent)


def touched() -> tuple[float, float]:
    """Return the milliseconds it takes to touch 80 MB, and to touch them after they have rested for a second.

    Some virtual machines take memory away from whom does not use it for a moment; a server that people ask something
    every few seconds then spends more time on getting it back than on its answer.
    """
    pages = bytearray(_PAGES * _PAGE_BYTES)
    times = []
    for rest in (0.0, 0.0, 1.0):  # the first time the pages are made
        time.sleep(rest)
        begun = time.perf_counter()
        sum(pages[::_PAGE_BYTES])
        times.append(1000 * (time.perf_counter() - begun))
    return times[1], times[2]


def server_seconds(server: Server) -> float:
    """Return the processor time of a server and its processes so far; 0 where the system does not tell it."""
    pid, total = server.process.pid, 0.0
    children = Path(f"/proc/{pid}/task/{pid}/children")
    for key in [str(pid), *(children.read_text(encoding="ascii").split() if children.exists() else ())]:
        stat = Path(f"/proc/{key}/stat")
        if stat.exists():
            fields = stat.read_text(encoding="utf-8").rpartition(") ")[2].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def tell(url: str, shifts: Sequence[Shift], wanted: argparse.Namespace, spent: tuple[float, float]) -> bool:
    """Print how it went; return whether nothing went wrong."""
    faults = Counter(fault for shift in shifts for fault in shift.faults)
    wrong = lost_or_doubled(url, shifts)
    actions = sum(len(shift.times[kind]) for shift in shifts for kind in _KINDS)
    print(table(shifts))
    print(
        f"\n{wanted.people} people, one action every {wanted.pause:g} s for {wanted.seconds:g} s: {actions} actions, "
        f"{wanted.moving:.0%} of the rulings move figures."
    )
    visitors, served = (1000 * seconds / max(actions, 1) for seconds in spent)
    print(f"Processor time of an action: {served:.1f} ms of the server, {visitors:.1f} ms of its visitor.")
    at_once, rested = touched()
    print(f"Touching 80 MB: {at_once:.1f} ms, after they have rested for a second: {rested:.1f} ms.")
    print(
        f"Rulings acknowledged: {sum(len(shift.acknowledged) for shift in shifts)}; lost or doubled: {len(wrong)}."
    )
    print(f"Answers other than 200: {dict(faults) or 'none'}.\n", flush=True)
    return not wrong and not faults


if __name__ == "__main__":
    main()
