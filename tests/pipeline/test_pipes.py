"""The pipes under protection: one line for each report that can be read, a counted refusal for each other."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from recount.extract import Extractor
from recount.ingest import IngestOptions, Piece, split_stream
from recount.model import RecordScope, Rejection, RejectionReason
from recount.pipeline.pipes import Pipe
from recount.pipeline.reading import read_items
from recount.pipeline.workers import Workers
from tests.pipeline.works import ActingCoder

NOW = datetime(2031, 5, 6, tzinfo=UTC)
OPTIONS = IngestOptions(today=NOW.date(), captured_at=NOW, language="en")
STRIKE = "An air strike killed {} people in the town of Varda on Sunday, the Varda Civil Defence said."


def pieces(*texts: str, options: IngestOptions = OPTIONS) -> Iterator[Piece | Rejection]:
    lines = [
        json.dumps({"id": text.partition(" ")[0], "text": text, "published": "2031-05-05"}) for text in texts
    ]
    return split_stream(io.BytesIO(("\n".join(lines)).encode()), origin="made.jsonl", options=options)


def test_a_report_that_hangs_costs_its_own_line_and_is_counted() -> None:
    with Workers(1, deadline_seconds=1) as workers:
        pipe = Pipe(ActingCoder(), RecordScope(), workers)
        lines = list(pipe.claims(pieces("Quiet in Varda.", "Hang in Varda.", "Calm in Varda.")))
    assert [line["doc"] for line in lines] == ["Quiet", "Calm"]
    (refused,) = pipe.rejections
    assert (refused.reason, refused.origin) == (RejectionReason.TIMED_OUT, "made.jsonl, line 2")
    assert refused.capture_sha256
    assert pipe.faults == 1


def test_a_refusal_keeps_its_place_and_the_pipe_says_the_same_with_and_without_processes() -> None:
    texts = [STRIKE.format(number) for number in (3, 5, 8)]

    def run(pipe: Pipe) -> tuple[list[object], list[Rejection]]:
        return list(pipe.claims(pieces(*texts, ""))), pipe.rejections

    with Workers(2) as workers:
        protected = run(Pipe(Extractor(), RecordScope(), workers))
    plain = run(Pipe(Extractor(), RecordScope()))
    assert protected == plain
    assert len(plain[0]) == 3
    assert [item.reason for item in plain[1]] == [RejectionReason.NO_TEXT]


def test_incidents_are_the_same_with_and_without_processes() -> None:
    texts = [STRIKE.format(number) for number in (3, 5)]
    with Workers(1) as workers:
        protected = list(Pipe(Extractor(), RecordScope(), workers).incidents(pieces(*texts)))
    assert protected == list(Pipe(Extractor(), RecordScope()).incidents(pieces(*texts)))
    assert protected


def test_reading_gives_the_same_reports_in_the_same_order_with_and_without_processes() -> None:
    texts = [STRIKE.format(number) for number in range(2, 20)]
    with Workers(2) as workers:
        protected = list(read_items(pieces(*texts), workers))
    assert protected == list(read_items(pieces(*texts)))
    assert len(protected) == 18
