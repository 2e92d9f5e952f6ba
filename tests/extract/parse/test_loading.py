"""Loading the library of the parser without its command line."""

from __future__ import annotations

import subprocess
import sys

PARSE = (
    "from recount.extract.parse import parse_sentences as parse; from recount.text.spans import Span;"
    "assert parse('It rained.', [Span(0, 10)], language='en')[0] is not None;"
)


def run(code: str) -> None:
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)


def test_the_commands_of_the_library_are_not_imported_with_the_parser() -> None:
    run(f"{PARSE} import sys; assert not [name for name in sys.modules if name.startswith('spacy.cli')]")


def test_they_can_be_imported_afterwards() -> None:
    run(f"{PARSE} import spacy.cli; assert callable(spacy.cli.download)")


def test_its_information_can_still_be_asked_for() -> None:
    run(f"{PARSE} import spacy; assert spacy.info(silent=True)['spacy_version'] == spacy.__version__")


def test_a_library_that_is_there_already_is_left_alone() -> None:
    run(f"import spacy, spacy.cli; before = spacy.cli; {PARSE} assert spacy.cli is before")
