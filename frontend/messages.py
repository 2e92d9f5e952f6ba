"""Collect the fixed words of the review pages into their catalogues of translations.

    python frontend/messages.py            # bring every catalogue up to date: new words empty, old ones dropped
    python frontend/messages.py --check    # fail when a word is missing or has no translation

The catalogues (``src/recount/web/locale/*/LC_MESSAGES/django.po``) are compiled when the package is built.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from recount.codebook.codelists import load_codelists

ROOT = Path(__file__).parents[1]
WEB = ROOT / "src/recount/web"
# Code lists whose names and labels the pages show in the reader's language.
CODE_LISTS = (
    "date_precision",
    "decision_kind",
    "grading_claim",
    "grading_incident",
    "grading_outcome",
    "grading_proof",
    "grading_source",
    "group",
    "harm",
    "means",
    "modality",
    "rejection_reason",
    "relation",
    "scope",
    "source_kind",
    "status",
    "status_basis",
    "where_precision",
)
# Those of them whose purpose and definitions the pages show.
DEFINED_LISTS = (
    "decision_kind",
    "grading_incident",
    "grading_outcome",
    "grading_proof",
    "grading_source",
    "harm",
    "relation",
    "source_kind",
    "status",
)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "later": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
}

Words = tuple[str | tuple[str, ...], str | None]


def collect() -> list[Words]:
    """Return the words of templates, modules and code lists, each with its context, in order, once."""
    found: dict[Words, None] = {}
    for path in sorted(WEB.rglob("*.html")):
        found.update(dict.fromkeys(_words(templatize(path.read_text(encoding="utf-8"), str(path)))))
    for path in sorted(WEB.rglob("*.py")):
        found.update(dict.fromkeys(_words(path.read_text(encoding="utf-8"))))
    for codes in (load_codelists()[name] for name in CODE_LISTS):
        found.update(
            dict.fromkeys((label, None) for label in (codes.label, *(one.label for one in codes.codes)))
        )
    for codes in (load_codelists()[name] for name in DEFINED_LISTS):
        said = (codes.about, *(one.definition for one in codes.codes))
        found.update(dict.fromkeys((text, None) for text in said if text))
    return list(found)


def _words(code: str) -> Iterator[Words]:
    lines = BytesIO(code.encode("utf-8"))
    for _, function, said, _ in extract_python(lines, KEYWORDS, (), {"encoding": "utf-8"}):
        spoken: Any = said  # babel gives one text, or several with gaps
        parts = [text for text in (spoken if isinstance(spoken, tuple | list) else [spoken]) if text]
        if not parts or not parts[0]:
            continue
        if function == "pgettext":
            yield parts[1], parts[0]
        elif str(function).startswith("ngettext"):
            yield (parts[0], parts[1]), None
        else:
            yield parts[0], None


def catalogues() -> list[Path]:
    """Return the catalogues."""
    return sorted(WEB.glob("locale/*/LC_MESSAGES/django.po"))


def load(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def update(path: Path) -> None:
    """Bring one catalogue up to date."""
    template = Catalog(fuzzy=False)
    for words, context in collect():
        template.add(words, context=context)
    catalogue = load(path)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    for message in catalogue:
        message.locations = []
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = "none"
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, no_location=True, sort_output=True, omit_header=False)


def faults(path: Path) -> list[str]:
    """Return what a catalogue lacks, or holds and should not."""
    catalogue = load(path)
    wanted = collect()
    found = [
        f"missing: {words!r}" for words, context in wanted if not _is_translated(catalogue, words, context)
    ]
    known = {(words if isinstance(words, str) else words[0]) for words, _ in wanted}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key and key not in known:
            found.append(f"no longer used: {key!r}")
        found += [f"{key!r}: {error}" for error in message.check(catalogue)]
    write_mo(BytesIO(), catalogue)
    return found


def _is_translated(catalogue: Catalog, words: str | tuple[str, ...], context: str | None) -> bool:
    message = catalogue.get(words if isinstance(words, str) else words[0], context)
    if message is None or message.fuzzy:  # one marked as doubtful is not compiled
        return False
    said = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(said)


def main() -> None:
    """Update or check."""
    if "--check" not in sys.argv[1:]:
        for path in catalogues():
            update(path)
        return
    found = [f"{path.parts[-3]}: {fault}" for path in catalogues() for fault in faults(path)]
    print("\n".join(found) or "every word of the pages is translated.")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
