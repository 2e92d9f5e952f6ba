"""Fuzz the readers, the layers of reading and the extractor: no crash, no hang, every promise kept.

python fuzz/run.py --target extract --inputs 50000     one target, with mutated seeds
python fuzz/run.py --target all --inputs 50000         all of them
python fuzz/run.py --target csv --guided               guided by coverage, where atheris is installed

Without --guided, inputs run in supervised workers, as reports do in production: 20 seconds and 1 GB each, and
more than 2 seconds of processor time is a finding. An input that shows something new (another reason, kind or
combination of codes) becomes a seed. With --guided, libFuzzer chooses inputs by the branches they reach.
Findings are written to fuzz/findings/, and the exit code is 1; make each a regression case in tests/hostile/.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.hostile.mutations import mutate  # noqa: E402
from tests.hostile.promises import PROMISES  # noqa: E402
from tests.hostile.seeds import SEEDS  # noqa: E402
from tests.hostile.trial import Failure, Trial  # noqa: E402

from recount.pipeline.runner import Stopped  # noqa: E402
from recount.pipeline.workers import Workers  # noqa: E402

FINDINGS = Path(__file__).parent / "findings"
DEADLINE_SECONDS = 20
SLOW_SECONDS = 2.0  # of processor time, for at most 20 kB: far too much
MEMORY_BYTES = 2**30
MOST_SEEDS = 3_000


@dataclass(slots=True)
class Tally:
    """What came of a target."""

    inputs: int = 0
    failures: dict[str, int] = field(default_factory=dict)
    slowest: float = 0.0
    seen: set[str] = field(default_factory=set)


def inputs(target: str, count: int, random: Random, seeds: list[bytes]) -> Iterator[bytes]:
    """Yield the seeds, then mutations of them; ``seeds`` grows meanwhile."""
    yield from SEEDS[target]
    for _ in range(count - len(SEEDS[target])):
        newest = seeds[-50:] if random.random() < 0.5 else seeds
        yield mutate(random.choice(newest), seeds, random)


def fuzz(target: str, count: int, seed: int, workers: int) -> Tally:
    """Run a target over mutated seeds."""
    random, seeds, tally = Random(seed), list(SEEDS[target]), Tally()
    with Workers(workers, deadline_seconds=DEADLINE_SECONDS, memory_bytes=MEMORY_BYTES) as pool:
        for data, outcome in pool.map(Trial(target), inputs(target, count, random, seeds)):
            tally.inputs += 1
            if isinstance(outcome, Stopped):
                note(tally, target, data, f"{outcome.reason}: {outcome.detail}")
            elif isinstance(outcome, Failure):
                note(tally, target, data, outcome.what)
            else:
                tally.slowest = max(tally.slowest, outcome.seconds)
                if outcome.seconds > SLOW_SECONDS:
                    note(tally, target, data, "slow")
                if not outcome.seen <= tally.seen and len(seeds) < MOST_SEEDS:
                    tally.seen |= outcome.seen
                    seeds.append(data)
    return tally


def note(tally: Tally, target: str, data: bytes, what: str) -> None:
    """Count a failure; the first input of each kind is kept."""
    if what not in tally.failures:
        FINDINGS.mkdir(exist_ok=True)
        path = FINDINGS / f"{target}-{hashlib.sha256(data).hexdigest()[:12]}"
        path.write_bytes(data)
        print(f"  {target}: {what}\n    {path.relative_to(ROOT)}", flush=True)
    tally.failures[what] = tally.failures.get(what, 0) + 1


def guided(target: str, count: int, seed: int) -> int:
    """Run a target under libFuzzer, in a process of its own; return its exit code."""
    corpus = FINDINGS.parent / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(SEEDS[target]):
        (corpus / f"seed-{number}").write_bytes(data)
    FINDINGS.mkdir(exist_ok=True)
    limits = (f"-runs={count}", f"-seed={seed}", f"-timeout={DEADLINE_SECONDS}", "-rss_limit_mb=3000")
    prefix = f"-artifact_prefix={FINDINGS}/{target}-"
    guide = str(Path(__file__).with_name("guided.py"))
    return subprocess.run(  # noqa: S603 - our own script
        [sys.executable, guide, target, str(corpus), *limits, "-max_len=6000", prefix], check=False, cwd=ROOT
    ).returncode


def main() -> None:
    """Run what was asked for and print a line for each target."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--target", default="all", choices=["all", *PROMISES])
    parser.add_argument("--inputs", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--guided", action="store_true", help="guided by coverage; needs atheris")
    chosen = parser.parse_args()
    failed = False
    for target in PROMISES if chosen.target == "all" else [chosen.target]:
        start = time.monotonic()
        if chosen.guided:
            failed |= guided(target, chosen.inputs, chosen.seed) != 0
            print(f"{target}: guided, {chosen.inputs:,} inputs, {time.monotonic() - start:.0f} s", flush=True)
            continue
        tally = fuzz(target, chosen.inputs, chosen.seed, chosen.workers)
        print(
            f"{target:18} {tally.inputs:7,} inputs  {time.monotonic() - start:6.0f} s  "
            f"slowest {tally.slowest:5.2f} s  {len(tally.seen):4} traits  "
            f"{sum(tally.failures.values())} failures of {len(tally.failures)} kinds",
            flush=True,
        )
        failed |= bool(tally.failures)
    sys.exit(failed)


if __name__ == "__main__":
    main()
