"""The front door: a view of the record to a folder of files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import recount
from recount.model import PUBLISHED
from recount.publish.exports import write_exports
from recount.publish.folder import check_target, write_folder
from recount.publish.site import build_site
from recount.publish.view import RecordIndex, RecordView, index_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was published.

    Attributes:
        folder: where.
        start: the page to open first.
        files: paths inside the folder, sorted.
        size: bytes in all.
        full_text: True for the internal profile.
    """

    folder: Path
    start: Path
    files: tuple[str, ...]
    size: int
    full_text: bool


def publish(view: RecordView, out: Path, *, full_text: bool = False) -> Published:
    """Write the site and the exports of a record into a folder.

    The same view gives the same bytes. The folder is replaced as a whole, or not at all.

    Args:
        view: what to publish.
        out: a new or empty folder, or one that Recount published before.
        full_text: also show the reports' whole texts and the reviewers' names. For internal use: texts of
            agencies and outlets are not ours to redistribute, and reviewers may be at risk.

    Raises:
        PublishError: the folder holds something else, cannot be written, or the package is incomplete.
    """
    check_target(out)
    sizes = write_folder(out, _files(index_record(view), full_text=full_text))
    return Published(
        folder=out,
        start=out / "index.html",
        files=tuple(sorted(sizes)),
        size=sum(sizes.values()),
        full_text=full_text,
    )


def _files(record: RecordIndex, *, full_text: bool) -> Iterator[tuple[str, bytes]]:
    yield PUBLISHED, _marker(record.view, full_text=full_text)
    yield from build_site(record, full_text=full_text)
    for name, data in write_exports(record).items():
        yield f"data/{name}", data


def _marker(view: RecordView, *, full_text: bool) -> bytes:
    content = {
        "written_by": f"recount {recount.__version__}",
        "title": view.scope.title,
        "generated_at": view.generated_at.isoformat(),
        "known_at": None if view.known_at is None else view.known_at.isoformat(),
        "full_text": full_text,
        "note": "This folder is replaced as a whole when the record is published again.",
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
