"""Records go to JSON and back in many threads at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ATTEMPTS = 5  # each crashed in seven of ten runs before types were learnt by one thread at a time

_FIRST_USE = """
import sys, threading
from recount.model import Claim, Report, dump_json, load_json, load_record, dump_record
from tests.reconcile.made import made_claim, made_report

sys.setswitchinterval(1e-6)
report = made_report("Raids on Morlund killed 26.")
claim = made_claim(report, "26", 26, 26)
lines, plain = (dump_json(claim), dump_json(report)), dump_record(claim)
start, read = threading.Barrier(8), []

def work():
    start.wait()
    for _ in range(20):
        same = (load_json(Claim, lines[0]), load_json(Report, lines[1])) == (claim, report)
        read.append(same and load_record(Claim, plain) == claim)

threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(read), all(read))
"""


def test_threads_that_meet_a_kind_of_record_for_the_first_time_all_read_it() -> None:
    for _ in range(ATTEMPTS):
        done = subprocess.run(
            [sys.executable, "-c", _FIRST_USE], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout.strip()) == (0, "160 True"), done.stderr
