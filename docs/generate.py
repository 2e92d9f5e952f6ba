"""Write the reference pages that come from code and data; ``PAGES`` names them.

python docs/generate.py           write them
python docs/generate.py --check   fail when they are not up to date
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from inspect import getdoc
from pathlib import Path

from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from recount import errors
from recount.cli.main import app
from recount.codebook.codelists import load_codelists
from recount.codebook.conventions import Convention, get_convention, list_conventions
from recount.codebook.date_conventions import DayOffsets, list_date_conventions, load_date_convention
from recount.gazetteer.build import ATTRIBUTION
from recount.link.features import FEATURES
from recount.model import RecordScope
from recount.publish.exports import EXPORTERS, load_tables
from recount.publish.wording import load_wording
from recount.reconcile import POLICIES
from recount.reconcile.gradings import RULES as GRADING_RULES
from recount.reconcile.integrity import RULES
from recount.settings import SETTINGS

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent
PARSER_CARD = ROOT / "src" / "recount" / "extract" / "parse" / "weights" / "en" / "card.json"
NOTE = "<!-- Written by docs/generate.py; change the source, not this page. -->"

EXIT_CODES = (
    ("0", "Done."),
    ("1", "It could not be done, or something is broken; the message says what and what to do."),
    ("2", "The command line or a setting is wrong."),
    ("3", "Done, but a fault in Recount left at least one report uncoded; `recount status` names it."),
)
ORIGINS = (
    ("text", "Stands in the report."),
    ("given", "Told by whoever took the report in."),
    ("machine", "Read by a program; a suggestion until a person has ruled on it."),
    ("rule", "Made by a convention, a policy or a link rule."),
    ("person", "Comes from a decision."),
)
# Not installed on every system; checked against the metadata where they are.
ELSEWHERE = {"colorama": "BSD-3-Clause"}
# As a package's metadata says it, to the SPDX expression it means.
SPDX = {
    "BSD License": "BSD-3-Clause",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "The BSD 2-Clause License": "BSD-2-Clause",
}

# Introductions of the pages and of some of their parts.
INTRO_COMMANDS = """\
Every command explains itself: `recount COMMAND --help`. `recount --version` says which version runs.
Results go to standard output, words about the work to standard error."""
INTRO_SETTINGS = """\
## Settings

Environment variables. A value that is malformed is an error, never a silent default."""
INTRO_SCOPE = """\
## Scope file

`record.toml` says what a record covers and by which rules. `recount scope record.toml` puts it into the
store; `recount check --scope record.toml` looks it over. Every key may be left out."""
INTRO_CODEBOOK = """\
Every code that can stand in a record, the named tables that turn words into numbers and days, and the rules
that group claims and make tolls. `recount codebook` shows the code lists on a terminal."""
INTRO_CONVENTIONS = """\
## Conventions

The key `convention` of the [scope file](commands.md#scope-file), or `--convention` of the pipes, chooses the
table that reads words as numbers. Where a body has no rule for a word, the table says so and reads it as
`literal` does; no value is invented. A word that is *blank* has no number: its claim is kept with its words,
counts in no toll, and is never 0. A change of the convention reads all reports anew (`recount extract`, then
`recount incidents`). Every claim, every toll and every export names the convention it was read by."""
INTRO_POLICIES = """\
## Policies

The key `policy` of the [scope file](commands.md#scope-file), or `--policy` of `recount incidents`, chooses how
the figures of an incident become a toll. A change makes every toll anew (`recount incidents`). Every toll and
every export names its policy with its version. All policies agree on four things: of one originator a newer
figure replaces an older one, upwards or downwards; copies of a figure count once; a word that the convention
leaves blank counts nowhere; and every claim that is set aside is shown with the reason."""
INTRO_GRADINGS = """\
## Gradings

What a rule suggests for an incident, by `recount gradings`; only [people settle a
grade](how-to/decide.md#grade-what-people-make-of-it). Of each code list the rules are asked in this order, and
the first that finds something counts. Airwars publishes the definitions of its grades and not their order: this
order is a reading. No rule judges how reliable a body is, whether a standard of proof is met, or that something
did not happen. Bodies that are quoted together are one line, and so is everything that rests on one originator."""
INTRO_LINKING = """\
## Linking

Two groups of claims are put into one incident when what speaks for it outweighs what speaks against it. Each
line is worth its weight, in part or in full. The weights were set by hand and checked by classes of error;
they are no probabilities. Decisions of people outweigh all of it."""
INTRO_EXPORTS = """\
`recount publish` writes these files into the folder `data` of the site. All come from one view of the record,
and `datapackage.json` names each with its SHA-256.

Blank means unknown; 0 stands only where a report says that nobody was harmed. CSV files are UTF-8, separated
by commas. A list inside a cell is separated by semicolons. A cell of text that a spreadsheet could take for a
formula has an apostrophe in front. The JSON Lines files carry every text exactly."""
INTRO_ERRORS = """\
A command that cannot go on says so in one line, `recount: [E200] what happened, and where. What to do.`, and
ends with the exit code below. It leaves the record as it was: a write is whole or not at all."""
AFTER_ERRORS = """\
One report or one claim that is refused stops nothing. It is counted under a reason
([the reasons](codebook.md#reason-of-a-refusal-rejection_reason)), shown by `recount status --refusals`,
listed on the page *Not coded* of the site and written to [refusals.csv](exports.md#refusalscsv).

A Python traceback is a fault in Recount, not in your reports. Please tell us, without sending the reports."""
INTRO_INTEGRITY = """\
`recount verify` runs these rules over a whole record: reports, claims, incidents and tolls, as people left
them. In the manner of the Uppsala Conflict Data Program's tests they **warn and explain, and never change
anything**; the exit code stays what it is without them. A warning need not be a mistake: sources disagree, and
some records of war are strange because the events were. Each says where, what, and what to do. `recount verify
--all` shows every warning, `recount verify --json` writes them as JSON Lines with the code of the rule. A code
is never given to another rule.

Some things need no rule, because no record that breaks them can be made or read: a count whose low end exceeds
its high end or is negative, a period that ends before it starts, a count that stands outside its quote, and a
quote whose length is not that of its words. A store that holds such a thing is broken, and `recount verify`
says so."""
INTRO_LICENCES = """\
Recount is under the Apache licence 2.0 (`LICENSE`; credits in `NOTICE`). What it carries and what it needs is
listed here, from the lock files and from the packages' own metadata."""
INTRO_FRONT = """\
## Front-end files in the package

Unchanged files of these npm packages. Their licence texts are in `publish/assets/vendor/LICENSES.txt` of the
package and in `assets/vendor/LICENSES.txt` of every published site."""
INTRO_PYTHON = """\
## Python packages that are installed with it

Versions as pinned in `requirements/core.txt`. `tld` may be used under any one of its licences; Recount uses
it under the Mozilla Public License."""
INTRO_PARSER = """\
Rules over a parse find people the token grammar has no words for: "three archimandrites were killed", "the
murder of Osk Harran". The parse says of every word its part of speech, the word it depends on and the relation,
no more. It is made by spaCy with weights trained for Recount; nothing is downloaded, now or later. Only
sentences with a word of harm are parsed, and only in reports that pass the gate. The parser proposes no number:
those come from one layer, as all do.

A sentence in capitals is parsed as it would be printed (words that stand in `words.txt` in lower case, others
as names); quotes and offsets stay those of the report. Sentences of more than 1,200 characters are not parsed.

**What it is not for.** It was trained on American web text, news, talks, encyclopaedia and travel pages, not on
war reports; about one word in five hangs on the wrong word or by the wrong relation. No claim rests on it
alone: count, word of harm and quote are proved against the text, and the name of the rule stands in every
claim. It knows English only."""
AFTER_PARSER = """\
LAS: share of words, without punctuation, with the right head and relation; UAS: with the right head; tags:
share of right Penn tags; the other columns are F1 of one relation. Sentence boundaries and words were given.
"In capitals", "in lower case": the text changed before parsing, without restoring case. PUD and the test parts
were never trained on. To train anew: `python training/train_parser.py`, by hand, some 40 minutes on one core."""
INTRO_EXTRA = """\
## Extra for PostgreSQL

Installed only with `pip install 'recount-record[postgresql]'`."""


def main() -> None:
    """Write the pages, or check them."""
    stale = []
    for name, make in PAGES.items():
        path, text = FOLDER / name, make()
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        sys.exit(f"docs/{', docs/'.join(stale)} not up to date: run .venv/bin/python docs/generate.py")


def commands() -> str:
    """Return the reference of commands, settings, the scope file and exit codes."""
    root = get_command(app)
    if not isinstance(root, TyperGroup):
        sys.exit("recount has one command only: correct docs/generate.py")
    parts = [INTRO_COMMANDS]
    for name, command in root.commands.items():
        if isinstance(command, TyperCommand):
            parts += _command(name, command)
    parts += [INTRO_SETTINGS, _table(("variable", "default", "meaning"), _settings())]
    parts += [INTRO_SCOPE, _table(("key", "written as", "default", "meaning"), _scope_keys())]
    parts += ["## Exit codes", _table(("code", "meaning"), EXIT_CODES)]
    return _page("Commands and settings", parts)


def _command(name: str, command: TyperCommand) -> Iterator[str]:
    context = command.make_context(name, [], resilient_parsing=True)
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"## recount {name}\n\n`recount {name} {usage}`\n\n{(command.help or '').strip()}"
    rows = [record for parameter in command.params if (record := parameter.get_help_record(context))]
    if rows:
        yield _table(("option", "meaning"), [(f"`{left}`", right) for left, right in rows])


def _settings() -> Iterator[Sequence[str]]:
    for item in SETTINGS:
        yield f"`{item.variable}`", f"`{item.default}`" if item.default else "none", item.help


def _scope_keys() -> Iterator[Sequence[str]]:
    meanings = _attributes(RecordScope)
    written = {str: '`"text"`', tuple: '`["text", "text"]`', date: "`2031-01-01`, without quotes"}
    defaults = RecordScope()
    for field in fields(RecordScope):
        default = getattr(defaults, field.name)
        shown = json.dumps(list(default) if isinstance(default, tuple) else default) if default else "none"
        kind = date if default is None else type(default)
        yield f"`{field.name}`", written[kind], f"`{shown}`" if default else "none", meanings[field.name]


def _attributes(record: type) -> dict[str, str]:
    """Return what the docstring of a record says of each of its attributes."""
    _, _, block = (getdoc(record) or "").partition("Attributes:\n")
    found: dict[str, str] = {}
    for entry in re.split(r"\n(?= {4}\w)", "\n" + block.rstrip()):
        names, _, meaning = entry.strip().partition(": ")
        said = " ".join(meaning.replace("``None``", "left out").split())
        found |= dict.fromkeys(names.split(", "), said[:1].upper() + said[1:])
    return found


def codebook() -> str:
    """Return the codebook: code lists, conventions, policies, and the table by which claims are linked."""
    parts = [INTRO_CODEBOOK]
    for codelist in load_codelists().values():
        parts.append(
            f"## {codelist.label} (`{codelist.name}`)\n\n{codelist.about}\n\nSource: {codelist.source}."
        )
        rows = [(f"`{code.code}`", code.label, code.definition) for code in codelist.codes]
        parts.append(_table(("code", "label", "definition"), rows))
    parts.append(INTRO_CONVENTIONS)
    for name in list_conventions():
        parts += list(_convention(get_convention(name)))
    for name in list_date_conventions():
        parts += list(_date_convention(name))
    parts.append(INTRO_POLICIES)
    for policy in POLICIES:
        parts.append(f"## Policy `{policy.name}`, version {policy.version}\n\n{policy.explanation}")
    parts.append(INTRO_GRADINGS)
    suggested = [
        (f"`{rule.scheme}`", f"`{rule.grade}`", rule.name, rule.explanation) for rule in GRADING_RULES
    ]
    parts.append(_table(("code list", "grade", "rule", "suggested when"), suggested))
    parts.append(INTRO_LINKING)
    rows = [(f"`{item.name}`", f"{item.weight:+}", item.explanation) for item in FEATURES]
    parts.append(_table(("feature", "weight", "meaning"), rows))
    return _page("Codebook", parts)


def _convention(convention: Convention) -> Iterator[str]:
    yield (
        f"## Convention `{convention.name}`, version {convention.version}\n\n{convention.reason.strip()}\n\n"
        f"Source: {convention.source}"
    )
    read_by = {key: "`literal`" if key in convention.borrowed else "its source" for key in _keys(convention)}
    if convention.name == "literal":
        read_by = dict.fromkeys(read_by, "Recount")
    yield f"Days are read by the date convention `{convention.dates}`."
    counts = {**convention.words, **convention.forms}
    rows = [(f"`{word}`", *_ends(low, high), read_by[word]) for word, (low, high) in counts.items()]
    yield _table(("words", "low", "high", "as read by"), rows)
    yield "What stands around a number N:"
    bounds = [
        (f"`{name}`", _step(low), _step(high), read_by[name])
        for name, (low, high) in convention.bounds.items()
    ]
    yield _table(("bound", "low", "high", "as read by"), bounds)


def _keys(convention: Convention) -> tuple[str, ...]:
    return (*convention.words, *convention.forms, *convention.bounds)


def _ends(low: int | None, high: int | None) -> tuple[str, str]:
    return ("blank", "blank") if low is high is None else (_end(low), _end(high))


def _date_convention(name: str) -> Iterator[str]:
    rules = load_date_convention(name)
    undated = "it stays without a date" if rules.undated is None else _days(rules.undated)
    yield f"## Date convention `{rules.name}`"
    yield f"{rules.title}. Days are counted from the day of the report, which is 0."
    yield f"Source: {rules.source}"
    yield f"Harm for which the report gives no time: {undated}."
    rows = [(f"`{key}`", _days(value), str(int(value.precision))) for key, value in rules.expressions.items()]
    yield _table(("expression", "days", "precision"), rows)


def _days(days: DayOffsets) -> str:
    if days.first == days.last:
        return str(days.first)
    return f"{'open' if days.first is None else days.first} to {'open' if days.last is None else days.last}"


def _end(value: int | None) -> str:
    return "open" if value is None else str(value)


def _step(value: int | None) -> str:
    return "open" if value is None else f"N{value:+}" if value else "N"


def exports() -> str:
    """Return the files of a published record, with every column of every table."""
    parts = [
        INTRO_EXPORTS,
        _table(("file", "contents"), [(f"`{name}`", about) for name, about in _files().items()]),
        "## Where a value comes from",
        _table(("from", "meaning"), [(f"`{name}`", meaning) for name, meaning in ORIGINS]),
    ]
    for table in load_tables().values():
        key = ", ".join(f"`{name}`" for name in table.key)
        parts.append(f"## {table.name}.csv\n\n{table.about} A row is identified by {key}.")
        rows = [
            (f"`{column.name}`", column.type, column.source, column.description) for column in table.columns
        ]
        parts.append(_table(("column", "type", "from", "meaning"), rows))
    return _page("Exported files", parts)


def _files() -> dict[str, str]:
    """Return what each file holds, by name, in the order in which they are written."""
    about: Mapping[str, str] = load_wording().table["files"]
    tables = {f"{table.name}.csv": table.about for table in load_tables().values()}
    found = {exporter.name: (tables | dict(about))[exporter.name] for exporter in EXPORTERS}
    readme = "What the files are, what their figures are not, and the credits that licences ask for."
    return found | {"datapackage.json": about["datapackage.json"], "README.txt": readme}


def error_codes() -> str:
    """Return the error codes."""
    root = errors.RecountError
    rows = [
        (
            f"`{error.code}`",
            f"`{error.__name__}`",
            (getdoc(error) or "").partition("\n\n")[0],
            str(error.exit_code),
        )
        for error in sorted(_family(root), key=lambda error: error.code)
    ]
    table = _table(("code", "name", "meaning", "exit code"), rows)
    return _page("Errors", [INTRO_ERRORS, table, AFTER_ERRORS])


def _family(error: type[errors.RecountError]) -> Iterator[type[errors.RecountError]]:
    yield error
    for child in error.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from _family(child)


def integrity() -> str:
    """Return the rules of integrity by what they are about."""
    parts = [INTRO_INTEGRITY]
    themes = dict.fromkeys(rule.theme for rule in RULES)
    for theme in themes:
        rows = [
            (f"`{rule.code}`", rule.name, rule.explanation, rule.next_move, rule.source)
            for rule in RULES
            if rule.theme == theme
        ]
        title, _, about = theme.removeprefix("Rules on ").partition(": ")
        parts.append(f"## {title.capitalize()}\n\n{about[:1].upper()}{about[1:]}")
        parts.append(_table(("code", "finds", "what should hold", "what to do", "source"), rows))
    return _page("Rules of integrity", parts)


def licences() -> str:
    """Return the licences of what is installed with Recount and of what its package carries."""
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    carried = {name.removeprefix("node_modules/"): entry for name, entry in lock.items() if name}
    front = [
        (f"`{name}`", carried[name]["version"], carried[name]["license"]) for name in _carried_libraries()
    ]
    extra = [(f"`{name}`", *_licence_of(name)) for name in ("psycopg", "psycopg-binary")]
    data = [
        (f"World gazetteer. {ATTRIBUTION}", "CC BY 4.0; every published site and export names it"),
        ("Land and borders on the map. Natural Earth, by way of world-atlas", "public domain"),
        (
            "Weights of the parser and its word list, trained from UD English EWT and GUM ([card](parser.md))",
            "CC BY-SA 4.0",
        ),
        (
            (
                "Shares of documents in which words stand (`link/data/en/words.yml`), counted in FA-KES, MUC-4, "
                "UD English EWT and GUM; numbers only"
            ),
            "facts about CC BY 4.0, CC0 and CC BY-SA 4.0 sources",
        ),
        ("Sample reports, code lists, conventions, lexicons", "Apache-2.0, written for Recount"),
    ]
    heads = ("package", "version", "licence")
    parts = [
        INTRO_LICENCES,
        "## Data in the package",
        _table(("data", "licence"), data),
        INTRO_FRONT,
        _table(heads, front),
        INTRO_PYTHON,
        _table(heads, _core_packages()),
        INTRO_EXTRA,
        _table(heads, extra),
    ]
    return _page("Licences", parts)


def parser() -> str:
    """Return the card of the parser: what it was made from and what it scores."""
    card = json.loads(PARSER_CARD.read_text(encoding="utf-8"))
    made = [
        ("language", "English"),
        ("sources", "; ".join(card["sources"])),
        ("licence of the weights", card["licence"]),
        ("sentences", f"{card['sentences']:,}"),
        ("spaCy", card["spacy"]),
        ("seed, steps", f"{card['seed']}, {card['steps']:,}"),
        ("size", f"{card['bytes'] / 1e6:.1f} MB"),
    ]
    columns = ("las", "uas", "tags", "nsubj", "nsubj:pass", "obj", "nummod", "nmod", "conj", "appos")
    rows = [
        (name, form, *(f"{scores.get(column, 0):.3f}" for column in columns))
        for name, forms in card["scores"].items()
        for form, scores in forms.items()
    ]
    parts = [
        INTRO_PARSER,
        "## Made from",
        _table(("what", ""), made),
        "## Scores",
        _table(("treebank", "text", *columns), rows),
        AFTER_PARSER,
    ]
    return _page("The parser", parts)


def _carried_libraries() -> tuple[str, ...]:
    """Return the npm packages whose files the package carries."""
    text = (ROOT / "frontend" / "build.py").read_text(encoding="utf-8")
    listed = re.search(r"^LICENSED = \(([^)]*)\)", text, re.M)
    if listed is None:
        sys.exit("frontend/build.py has no LICENSED any more: correct docs/generate.py")
    return tuple(re.findall(r'"([^"]+)"', listed[1]))


def _core_packages() -> Iterator[Sequence[str]]:
    pins = re.findall(
        r"^([\w.-]+)==(\S+)", (ROOT / "requirements" / "core.txt").read_text(encoding="utf-8"), re.M
    )
    versions: dict[str, list[str]] = {}
    for name, version in pins:
        versions.setdefault(name, []).append(version)
    for name, pinned in versions.items():
        try:
            licence = _licence(metadata(name))
        except PackageNotFoundError:
            licence = ELSEWHERE[name]
        if ELSEWHERE.get(name, licence) != licence:
            sys.exit(f"{name} is under {licence}: correct ELSEWHERE in docs/generate.py")
        yield f"`{name}`", " or ".join(pinned), licence


def _licence_of(name: str) -> tuple[str, str]:
    about = metadata(name)
    return about["Version"], _licence(about)


def _licence(about: PackageMetadata) -> str:
    """Return a licence as the metadata says it, newest form first."""
    classifiers = about.get_all("Classifier") or []
    stated = [
        *(about.get_all("License-Expression") or []),
        *(about.get_all("License") or []),
        *(line.split(" :: ")[-1] for line in classifiers if line.startswith("License")),
    ]
    said: str | None = next((value for value in stated if value and "\n" not in value), None)
    if said is None:
        sys.exit(f"{about['Name']} does not say its licence in a line: correct docs/generate.py")
    return SPDX.get(said, said)


def _page(title: str, parts: Iterable[str]) -> str:
    return "\n\n".join((NOTE, f"# {title}", *parts)) + "\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


PAGES = {
    "parser.md": parser,
    "commands.md": commands,
    "codebook.md": codebook,
    "exports.md": exports,
    "integrity.md": integrity,
    "errors.md": error_codes,
    "licences.md": licences,
}

if __name__ == "__main__":
    main()
