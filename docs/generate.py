"""Write the reference pages that come from code and data: ``docs/commands.md`` and ``docs/codebook.md``.

python docs/generate.py           write them
python docs/generate.py --check   fail when they are not up to date
"""

from __future__ import annotations

import sys
from pathlib import Path

from typer.main import get_command

from recount.cli.main import app
from recount.codebook.codelists import load_codelists
from recount.codebook.conventions import get_convention, list_conventions
from recount.reconcile import POLICIES
from recount.settings import SETTINGS

FOLDER = Path(__file__).parent
NOTE = "<!-- Written by docs/generate.py; change the source, not this page. -->\n"


def main() -> None:
    """Write the pages, or check them."""
    stale = []
    for name, text in (("commands.md", commands()), ("codebook.md", codebook())):
        path = FOLDER / name
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        sys.exit(f"docs/{', docs/'.join(stale)} not up to date: run python docs/generate.py")


def commands() -> str:
    """Return the command reference."""
    root = get_command(app)
    parts = [NOTE, "# Commands\n"]
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        context = command.make_context(name, [], resilient_parsing=True)
        arguments = " ".join(part for part in command.collect_usage_pieces(context))
        parts += [f"## recount {name}\n", f"`recount {name} {arguments}`\n", f"{command.help.strip()}\n"]
        rows = [record for parameter in command.params if (record := parameter.get_help_record(context))]
        if rows:
            parts += ["| option | meaning |", "|---|---|"]
            parts += [f"| `{cell(left)}` | {cell(right)} |" for left, right in rows]
            parts.append("")
    parts += ["# Settings\n", "| variable | default | meaning |", "|---|---|---|"]
    parts += [f"| `{item.variable}` | `{item.default}` | {item.help} |" for item in SETTINGS]
    parts += ["\n# Exit codes\n", "| code | meaning |", "|---|---|"]
    parts += [f"| {code} | {meaning} |" for code, meaning in EXIT_CODES]
    return "\n".join(parts) + "\n"


EXIT_CODES = (
    ("0", "Done."),
    ("1", "It could not be done, or something is broken; the message says what and what to do."),
    ("2", "The command line or a setting is wrong."),
    ("3", "Done, but a fault in Recount left at least one report uncoded; `recount status` names it."),
)


def codebook() -> str:
    """Return the codebook."""
    parts = [NOTE, "# Codebook\n"]
    for codelist in load_codelists().values():
        parts += [
            f"## {codelist.label} (`{codelist.name}`)\n",
            codelist.about + "\n",
            f"Source: {codelist.source}.\n",
        ]
        parts += ["| code | label | definition |", "|---|---|---|"]
        parts += [
            f"| `{code.code}` | {cell(code.label)} | {cell(code.definition)} |" for code in codelist.codes
        ]
        parts.append("")
    parts.append("# Conventions\n")
    for name in list_conventions():
        convention = get_convention(name)
        parts += [f"## {convention.name}, version {convention.version}\n", convention.reason + "\n"]
        parts += [f"Source: {convention.source}\n", "| words | low | high |", "|---|---|---|"]
        parts += [f"| {word} | {end(low)} | {end(high)} |" for word, (low, high) in convention.words.items()]
        parts.append("")
    parts.append("# Policies\n")
    parts += [f"## {policy.name}, version {policy.version}\n\n{policy.explanation}\n" for policy in POLICIES]
    return "\n".join(parts) + "\n"


def cell(text: str) -> str:
    """Return text for a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def end(value: int | None) -> str:
    """Return an end of an interval."""
    return "open" if value is None else str(value)


if __name__ == "__main__":
    main()
