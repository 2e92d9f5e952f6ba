"""Whatever the bytes and the file names, what is read can be stored, or is refused in words that can be."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.ingest import Ingested, read_bytes, read_path
from recount.model import Rejection, dump_json
from tests.ingest.made import OPTIONS

ANY_TEXT = st.text(alphabet=st.characters(), max_size=30)  # with NUL and lone surrogates
FIELDS = ("id", "doc", "text", "published", "outlet", "language", "url", "title")


def stored(item: Ingested | Rejection) -> str:
    """Return an item as the store would keep it."""
    return dump_json(item.report if isinstance(item, Ingested) else item)


@pytest.mark.parametrize(
    "line",
    [
        rb'{"text": "Seven \ud800people\u0000 died.", "outlet": "Var\u0000da\ud83d Post", "title": "\udfff"}',
        rb'{"text": "Seven people died.", "id": "\ud800", "url": "http://example.org/\ud800", "\ud800": 1}',
        rb'{"te\ud800xt": "Seven people died."}',
        rb'{"text": "Seven people died.", "published": "2016-10-\ud800"}',
        rb'{"text": "\ud800"}',
    ],
)
def test_characters_that_cannot_be_stored_do_not_stop_the_reading(line: bytes) -> None:
    [item] = read_bytes(line, origin="made.jsonl", options=OPTIONS)
    assert "\ud800" not in stored(item)


def test_a_nul_is_kept_in_the_text_as_received_and_taken_out_of_the_normalised_one() -> None:
    [item] = read_bytes(rb'{"text": "Seven\u0000 people died."}', origin="made.jsonl", options=OPTIONS)
    assert isinstance(item, Ingested)
    assert item.report.received_text == "Seven\x00 people died."
    assert item.report.text == "Seven people died."


@given(fields=st.dictionaries(st.sampled_from(FIELDS) | ANY_TEXT, ANY_TEXT, max_size=5), origin=ANY_TEXT)
def test_any_fields_and_any_name_give_what_can_be_stored(fields: dict[str, str], origin: str) -> None:
    for item in read_bytes(json.dumps(fields).encode(), origin=f"{origin}.jsonl", options=OPTIONS):
        stored(item).encode()


def test_files_with_names_in_no_encoding_are_read_and_told_apart(tmp_path: Path) -> None:
    for name in (b"a\xfe.txt", b"a\xff.txt", b"empty\xfe.txt", b"empty\xff.txt"):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
        path.write_bytes(b"" if b"empty" in name else b"Seven people died in Varda.")
    items = list(read_path(tmp_path, options=replace(OPTIONS, outlet="Varda Post")))
    reports = [item.report for item in items if isinstance(item, Ingested)]
    refused = [item for item in items if isinstance(item, Rejection)]
    assert [report.capture.origin for report in reports] == [r"a\udcfe.txt", r"a\udcff.txt"]
    assert len({item.id for item in refused}) == 2
    assert all(stored(item) for item in items)
