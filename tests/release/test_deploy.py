"""The container file and the systemd units: what they name is there, and they are as narrow as they say."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from recount.cli.main import app
from recount.settings import load_settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SERVICE = DEPLOY / "recount-publish.service"
TIMER = DEPLOY / "recount-publish.timer"
REVIEW = DEPLOY / "recount-review.service"
CONTAINER = ROOT / "Containerfile"
PROGRAM = "/opt/recount/bin/recount"
SAFE = "20"  # of 100, in systemd's scale of exposure: "OK" begins at 2.0, written 20


def values(path: Path, key: str) -> list[str]:
    return re.findall(rf"^{key}=(.*)$", path.read_text(encoding="utf-8"), re.M)


def instructions() -> Iterator[tuple[str, str]]:
    text = re.sub(r"\\\n", " ", CONTAINER.read_text(encoding="utf-8"))
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, _, rest = line.partition(" ")
            yield name, rest


def test_the_service_runs_commands_and_options_that_exist() -> None:
    root = get_command(app)
    assert isinstance(root, TyperGroup)
    lines = [shlex.split(line) for line in values(SERVICE, "ExecStart")]
    assert [line[1] for line in lines] == ["code", "verify"]
    for program, verb, *arguments in lines:
        assert program == PROGRAM
        root.commands[verb].make_context(verb, arguments)  # raises for an option that is none


def test_the_review_service_runs_a_command_and_options_that_exist() -> None:
    root = get_command(app)
    assert isinstance(root, TyperGroup)
    (line,) = values(REVIEW, "ExecStart")
    program, verb, *arguments = shlex.split(line)
    assert (program, verb) == (PROGRAM, "review")
    context = root.commands[verb].make_context(verb, arguments)
    assert context.params["team"] is True
    assert context.params["bind"].startswith("127.0.0.1:")
    environment = dict(line.split("=", 1) for line in values(REVIEW, "Environment"))
    assert load_settings(environment).secret_file.startswith("/var/lib/recount/")


def test_the_service_sets_settings_that_exist() -> None:
    environment = dict(line.split("=", 1) for line in values(SERVICE, "Environment"))
    settings = load_settings(environment)
    assert settings.store == "/var/lib/recount/record.sqlite"
    assert settings.workers == 2


def test_the_service_is_no_root_and_has_no_network() -> None:
    assert values(SERVICE, "User") == ["recount"]
    assert values(SERVICE, "PrivateNetwork") == ["yes"]
    assert values(SERVICE, "ProtectSystem") == ["strict"]
    assert values(SERVICE, "NoNewPrivileges") == ["yes"]


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        lacking = "no systemd-analyze: apt-get install systemd"
        pytest.fail(lacking) if os.environ.get("CI") else pytest.skip(lacking)
    for unit in (SERVICE, TIMER, REVIEW):  # the program is not installed here: another takes its place
        text = unit.read_text(encoding="utf-8").replace(PROGRAM, "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    units = [str(tmp_path / unit.name) for unit in (SERVICE, TIMER, REVIEW)]
    checked = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False
    )
    found = [line for line in checked.stderr.splitlines() if "recount-" in line]
    assert (checked.returncode, found) == (0, [])
    for service in (units[0], units[2]):
        exposed = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", f"--threshold={SAFE}", service],
            capture_output=True,
            text=True,
            check=False,
        )
        assert exposed.returncode == 0, exposed.stdout[-400:]


def test_the_container_is_made_from_the_wheel_and_runs_as_nobody_special() -> None:
    steps = list(instructions())
    names = [name for name, _ in steps]
    assert names[0] == "FROM"
    assert names[-2:] == ["ENTRYPOINT", "CMD"]
    assert ("USER", "10001:10001") in steps
    assert names.index("USER") > names.index("RUN")
    run = dict(steps)["RUN"]
    assert "--require-hashes" in run
    assert "--no-deps /tmp/install/recount_record-*.whl" in run


def test_the_container_copies_what_is_there_and_what_the_build_may_see() -> None:
    seen = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    allowed = {line.removeprefix("!") for line in seen if line.startswith("!")}
    sources = dict(instructions())["COPY"].split()[:-1]
    assert set(sources) == allowed
    assert all((ROOT / source).is_file() for source in sources if not source.startswith("dist/"))
