"""Running the examples of a page: its console blocks, one after the other, in one shell and one folder.

A line that begins with ``$ `` is a command, ``> `` continues it, and the lines below are what it must answer,
on standard output and standard error together. ``…`` stands for any text inside a line, and alone in a line
for any lines. ``<!-- file: NAME -->`` before a block of another language makes that file;
``<!-- exit: 1 -->`` before a console block says how its last command ends.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO

from tests.docs.pages import EXAMPLE, Block, Page

ANY = "…"
SECONDS = 300
"""For all examples of a page; a shell that is not done by then is ended."""

_MARK = "\x1e"
_PROMPT, _MORE = "$ ", "> "


@dataclass(frozen=True)
class Command:
    """One command with its answer as the page states it.

    Attributes:
        script: what the shell is given.
        answer: the lines stated.
        status: how it must end.
        line: where it stands in the page.
    """

    script: str
    answer: tuple[str, ...]
    status: int
    line: int


@dataclass(frozen=True)
class Outcome:
    """What a command answered."""

    command: Command
    answer: tuple[str, ...]
    status: int

    @property
    def fault(self) -> str:
        """What differs from the page, empty when nothing does."""
        said = "\n".join(self.answer)
        where = f"line {self.command.line}: {self.command.script}"
        if self.status != self.command.status:
            return f"{where}\nended with {self.status}, not {self.command.status}:\n{said}"
        if not matches(self.answer, self.command.answer):
            stated = "\n".join(self.command.answer)
            return f"{where}\nanswered:\n{said}\n--- but the page says:\n{stated}"
        return ""


def has_examples(page: Page) -> bool:
    """Whether a page has commands to run."""
    return any(block.language == EXAMPLE for block in page.blocks)


def run_page(page: Page, folder: Path) -> Iterator[Outcome]:
    """Run the examples of a page in a folder; end at the first that fails, for the next need it."""
    shell = subprocess.Popen(
        ["bash", "--noprofile", "--norc"],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    watch = Timer(SECONDS, shell.kill)
    watch.start()
    try:
        assert shell.stdin is not None
        assert shell.stdout is not None
        for block in page.blocks:
            if block.file is not None:
                target = folder / block.file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(block.text, encoding="utf-8")
            for command in commands_of(block):
                outcome = _ask(shell.stdin, shell.stdout, command)
                yield outcome
                if outcome.fault:
                    return
    finally:
        watch.cancel()
        shell.kill()
        shell.communicate()


def commands_of(block: Block) -> tuple[Command, ...]:
    """Return the commands of a console block."""
    if block.language != EXAMPLE:
        return ()
    found: list[tuple[int, list[str], list[str]]] = []
    for number, line in enumerate(block.text.splitlines(), block.line + 1):
        if line.startswith(_PROMPT):
            found.append((number, [line.removeprefix(_PROMPT)], []))
        elif not found:
            raise ValueError(f"line {number}: a console block begins with a command, not with {line!r}")
        elif line.startswith(_MORE) and not found[-1][2]:
            found[-1][1].append(line.removeprefix(_MORE))
        else:
            found[-1][2].append(line.rstrip())
    last = len(found) - 1
    return tuple(
        Command("\n".join(script), _trimmed(answer), block.exit if index == last else 0, number)
        for index, (number, script, answer) in enumerate(found)
    )


def matches(answer: Sequence[str], stated: Sequence[str]) -> bool:
    """Whether an answer is what a page states; how wide the columns of a table are does not matter."""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == ANY else f"{_pattern(line)}\n" for line in stated)
    text = "".join(f"{_narrow(line)}\n" for line in answer)
    return re.fullmatch(pattern, text) is not None


def _pattern(line: str) -> str:
    return ".*?".join(re.escape(_narrow(part)) for part in line.split(ANY))


def _narrow(line: str) -> str:
    return re.sub(r"─+", "─", " ".join(line.split()))


def _ask(stdin: IO[str], stdout: IO[str], command: Command) -> Outcome:
    stdin.write(f"{{ {command.script}\n}} </dev/null\nprintf '\\n{_MARK}%s\\n' \"$?\"\n")
    stdin.flush()
    answer: list[str] = []
    for line in stdout:
        if line.startswith(_MARK):
            return Outcome(command, _trimmed(answer), int(line.removeprefix(_MARK)))
        answer.append(line.rstrip("\n"))
    return Outcome(command, (*answer, f"(the shell was ended after {SECONDS} seconds)"), -1)


def _trimmed(lines: list[str]) -> tuple[str, ...]:
    """Leave out blank lines at both ends; the last is from the mark."""
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    return tuple(lines)


def _environment(folder: Path) -> dict[str, str]:
    """What a reader has: this Recount on the path, and no setting of the machine's user."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RECOUNT_")}
    return kept | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "RECOUNT_WORKERS": "0",  # quicker; what it protects from is tested elsewhere
    }
