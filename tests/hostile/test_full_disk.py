"""A disk that is full during intake: said in plain words, nothing lost, and all goes on when there is space."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RECOUNT = f"{sys.executable} -c 'from recount.cli.main import run; run()'"
MOUNT = "mount -t tmpfs -o size=1500k tmpfs disk"
CAN_MOUNT = (
    shutil.which("unshare") is not None
    and subprocess.run(["unshare", "-rm", "sh", "-c", "true"], check=False, capture_output=True).returncode
    == 0
)
FEW, MANY = 20, 220


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "disk").mkdir()
    for name, count in (("few.jsonl", FEW), ("many.jsonl", MANY)):
        told = {"language": "en", "outlet": "Herald", "published": "2021-03-04"}
        lines = [
            json.dumps({"id": f"r{number}", "text": f"Strike {number}\n\n{'A long road. ' * 300}", **told})
            for number in range(count)
        ]
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def shell(folder: Path, script: str) -> list[str]:
    """Run a script where a file system may be mounted that nobody else sees; return its lines, errors included."""
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={
            "RECOUNT_WORKERS": "0",
            "RECOUNT_STORE": "disk/record.sqlite",
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        },
    )
    lines = (done.stdout + done.stderr).splitlines()
    return [line for line in lines if "rules of integrity" not in line]


@pytest.mark.skipif(
    not CAN_MOUNT, reason="needs 'unshare -rm' (util-linux, user namespaces) to mount a small disk"
)
def test_a_full_disk_loses_nothing_and_intake_goes_on_when_there_is_space(folder: Path) -> None:
    lines = shell(
        folder,
        f"{MOUNT} && exec 2>&1\n"
        f"{RECOUNT} ingest few.jsonl\n{RECOUNT} ingest many.jsonl; echo code $?\n"
        f"{RECOUNT} verify; echo code $?\n"
        f"mount -o remount,size=60m disk\n"
        f"{RECOUNT} ingest many.jsonl; echo code $?\n{RECOUNT} verify\n",
    )
    assert lines[0] == f"{FEW} new reports, 0 already kept, 0 newly refused."
    assert "[E500]" in lines[1]
    assert "Free some disk space. What was not finished was not kept; run it again." in lines[1]
    assert lines[2] == "code 1"
    found = re.search(r"(\d+) reports", lines[3])
    assert found is not None
    kept = int(found[1])
    assert kept >= FEW
    assert "0 broken" in lines[3]
    assert lines[5] == f"{MANY - kept} new reports, {kept} already kept, 0 newly refused."
    assert f"{MANY} reports" in lines[7]
    assert "0 broken" in lines[7]


@pytest.mark.skipif(
    not CAN_MOUNT, reason="needs 'unshare -rm' (util-linux, user namespaces) to mount a small disk"
)
def test_a_new_store_and_an_output_on_a_full_disk_fail_with_the_next_move(folder: Path) -> None:
    lines = shell(
        folder,
        f"{MOUNT} && exec 2>&1\n"
        "head -c 1530000 /dev/zero > disk/filler\n"
        f"{RECOUNT} ingest few.jsonl; echo code $?\n"
        f"{RECOUNT} extract few.jsonl > /dev/full; echo code $?\n",
    )
    assert "[E500]" in lines[0]
    assert "free space" in lines[0] or "Free some disk space" in lines[0]
    assert lines[1] == "code 1"
    assert "No space left on device" in lines[2]
    assert lines[3] == "code 1"
    assert not any("Traceback" in line for line in lines)
