"""The parser and the weights that travel with the package."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.extract.parse import Parse, parse_sentences
from recount.extract.parse.parser import LONGEST
from recount.text.spans import Span

WEIGHTS = Path(str(resources.files("recount.extract.parse"))) / "weights"
CARD = json.loads((WEIGHTS / "en" / "card.json").read_text(encoding="utf-8"))


def parse(text: str) -> Parse:
    found = parse_sentences(text, [Span(0, len(text))], language="en")[0]
    assert found is not None
    return found


def relation_of(text: str, word: str) -> tuple[str, str]:
    """Return a word's relation and the word it depends on."""
    tree = parse(text)
    token = next(token for token in tree.tokens if token.form == word)
    return token.relation, tree.tokens[token.head].form


def test_the_object_of_an_active_verb_depends_on_it() -> None:
    assert relation_of("Shelling killed three nurses in Varda.", "nurses") == ("obj", "killed")


def test_the_subject_of_a_passive_verb_is_told_apart() -> None:
    assert relation_of("Three nurses were killed in Varda.", "nurses") == ("nsubj:pass", "killed")


def test_victims_of_a_noun_hang_on_it() -> None:
    assert relation_of("The murder of the mayor shocked the town.", "mayor") == ("nmod", "murder")


def test_a_sentence_in_capitals_is_parsed_as_printed_and_keeps_its_words() -> None:
    tree = parse("THE MURDER OF MAYOR OSK HARRAN SHOCKED THE TOWN.")
    forms = {token.form: token for token in tree.tokens}
    assert forms["HARRAN"].norm == "Harran"
    assert forms["HARRAN"].pos == "PROPN"
    assert forms["MURDER"].pos == "NOUN"


def test_words_give_their_offsets_in_the_report() -> None:
    text = "Before. Two al-Karim brothers,\n  aged 13 and 15, didn't survive."
    found = parse_sentences(text, [Span(8, len(text))], language="en")[0]
    assert found is not None
    assert [text[token.start : token.end] for token in found.tokens] == [token.form for token in found.tokens]
    assert found.tokens[0].start == 8


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=160))
def test_any_text_gives_a_tree_with_one_root_or_none(text: str) -> None:
    found = parse_sentences(text, [Span(0, len(text))], language="en")[0]
    if not text or text.isspace():
        assert found is None
        return
    if found is None:
        return
    heads = [token.head for token in found.tokens]
    assert sum(head == at for at, head in enumerate(heads)) == 1
    for at in range(len(heads)):
        seen: set[int] = set()
        while heads[at] != at:
            assert at not in seen
            seen.add(at)
            at = heads[at]
    assert all(text[token.start : token.end] == token.form for token in found.tokens)


def test_a_sentence_is_parsed_the_same_alone_and_among_others() -> None:
    text = "Three nurses were killed in Varda. The mayor said 12 people had fled."
    spans = [Span(0, 34), Span(35, len(text))]
    together = parse_sentences(text, spans, language="en")
    assert together == [parse_sentences(text, [span], language="en")[0] for span in spans]


def test_a_dash_of_two_hyphens_is_a_word_of_its_own() -> None:
    forms = [token.form for token in parse("Three people--two medics and a driver--were killed.").tokens]
    assert forms.count("--") == 2
    assert "medics" in forms
    assert "driver" in forms


def test_what_is_too_long_is_not_parsed_and_the_others_are() -> None:
    long = "word " * LONGEST
    text = long + "Three nurses were killed."
    found = parse_sentences(text, [Span(0, len(long)), Span(len(long), len(text))], language="en")
    assert found[0] is None
    assert found[1] is not None


def test_a_language_without_weights_is_not_parsed() -> None:
    assert parse_sentences("Kolm inimest.", [Span(0, 13)], language="xx") == [None]


def test_no_sentences_need_no_parser() -> None:
    assert parse_sentences("Text.", [], language="en") == []


@pytest.mark.parametrize("name", sorted(CARD["sha256"]))
def test_the_weights_are_those_of_the_model_card(name: str) -> None:
    content = (WEIGHTS / "en" / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == CARD["sha256"][name]


def test_the_model_card_names_every_file() -> None:
    folder = WEIGHTS / "en"
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert files == {*CARD["sha256"], "card.json"}


def test_the_model_card_says_what_it_was_made_from_and_under_which_licence() -> None:
    assert "EWT" in " ".join(CARD["sources"])
    assert CARD["licence"].startswith("CC BY-SA 4.0")
    assert CARD["scores"]["PUD"]["as printed"]["las"] > 0.75


def test_the_parser_is_not_loaded_before_a_sentence_is_parsed() -> None:
    code = "import sys, recount.cli.main, recount.extract; assert 'spacy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_parser_is_not_loaded_for_a_report_the_gate_stops() -> None:
    code = (
        "import sys; from tests.extract.scenes import read; from recount.extract import Extractor;"
        "report = read('The market in Varda opened on Monday.').report;"
        "assert not list(Extractor().extract(report)); assert 'spacy' not in sys.modules;"
        "report = read('The bride was among the dead in Varda, her cousin said.').report;"
        "assert list(Extractor().extract(report)); assert 'spacy' in sys.modules"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)
