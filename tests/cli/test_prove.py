"""``recount prove``: a question answered from a store, and refused where it means nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Recount, report_line

RESCUE = "Shelling killed 13 civilians in Tesk on Sunday, the Valley Rescue Service said."
WATCH = "Shelling killed 71 civilians in Tesk on Friday and Saturday, the Valley Rights Monitor said."


@pytest.fixture
def coded(recount: Recount, tmp_path: Path) -> None:
    lines = report_line(RESCUE, doc="a") + report_line(WATCH, doc="b", outlet="Orlava Daily")
    (tmp_path / "reports.jsonl").write_bytes(lines)
    assert recount("code", "reports.jsonl", "--site", "site").code == 0


@pytest.mark.usefixtures("coded")
def test_the_answer_shows_the_sum_and_who_says_its_parts(recount: Recount) -> None:
    result = recount(
        "prove", "--status", "civilian", "--place", "Tesk", "--from", "2021-04-30", "--to", "2021-05-02"
    )
    assert result.code == 0, result.err
    assert result.out.startswith("Killed, Civilian, Tesk, 30 Apr – 2 May 2021\n")
    assert "at least 84, by 13 + 71 = 84:" in result.out
    assert "at least 13: Valley Rescue Service (one originator) [c_" in result.out
    assert "at least 71: Valley Rights Monitor (one originator) [c_" in result.out


@pytest.mark.usefixtures("coded")
def test_the_answer_as_json_holds_every_step(recount: Recount) -> None:
    result = recount("prove", "--place", "Tesk", "--json")
    assert result.code == 0, result.err
    (answer,) = result.lines
    assert answer["question"]["place"] == "Tesk"
    assert (answer["proved"]["low"], answer["proved"]["high"]) == (84, None)
    (proof,) = answer["proved"]["low_proofs"]
    assert proof["sum"] == "13 + 71 = 84"
    steps = {step["value"]: step for step in proof["steps"]}
    assert {step["end"] for step in steps.values()} == {"floor"}
    assert steps[71]["originators"] == ["valley rights monitor"]
    assert steps[13]["times"] == "1"
    assert set(steps[13]["claims"]) <= set(answer["claims"])


@pytest.mark.usefixtures("coded")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--harm", "slain"), "Use one of: killed, injured"),
        (("--status", "good"), "Use one of: civilian, combatant"),
        (("--group", "giants"), "Use one of: child"),
        (
            ("--place", "Nowhere"),
            "no claim of the record is set in 'Nowhere'. Use a name that claims use: Tesk.",
        ),
        (("--from", "Sunday"), "Write it as 2016-10-13."),
        (("--from", "2021-05-03", "--to", "2021-05-02"), "Give the first day first."),
        (("--incident", "i_none"), "the record holds no incident"),
    ],
)
def test_a_question_that_means_nothing_is_refused(
    recount: Recount, options: tuple[str, ...], message: str
) -> None:
    result = recount("prove", *options)
    assert result.code == 2
    assert message in result.err


def test_help_does_not_load_the_solver() -> None:
    script = "import sys, recount.cli.main; sys.exit(any(m.split('.')[0] in ('scipy', 'numpy') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
