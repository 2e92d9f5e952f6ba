"""Running a verb as a user does, in this process, in a folder of its own."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from recount.cli.main import run


@dataclass(frozen=True)
class Result:
    """What a verb wrote and how it ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """Standard output as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Recount = Callable[..., Result]


@pytest.fixture
def recount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Recount:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RECOUNT_WORKERS", "0")  # quicker; test_protection.py starts processes

    def _run(*arguments: str | Path, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["recount", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run()
        written = capsys.readouterr()
        code = ended.value.code
        return Result(code=code if isinstance(code, int) else 0, out=written.out, err=written.err)

    return _run


def report_line(
    text: str, *, doc: str = "a", published: str = "2021-05-03", outlet: str = "Varda Post"
) -> bytes:
    """Return a report as one line of JSON."""
    return json.dumps({"id": doc, "text": text, "published": published, "outlet": outlet}).encode() + b"\n"


STRIKE = (
    "Air strike on Varda kills seven\n\n"
    "An air strike killed seven people in the town of Varda on Sunday, the Varda Civil Defence said. "
    "Twelve others were wounded."
)
LATER = (
    "Toll in Varda rises to nine\n\n"
    "The number of people killed in Sunday's air strike on Varda rose to nine, "
    "the Varda Civil Defence said on Monday."
)
