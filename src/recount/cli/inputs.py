"""From what stands on the command line to what ``ingest`` reads."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from recount.errors import UsageError
from recount.ingest import IngestOptions, split_path, split_stream

if TYPE_CHECKING:
    from recount.extract.llm import LlmProposer
    from recount.gazetteer import Gazetteer
    from recount.ingest import Piece
    from recount.model import Rejection
    from recount.settings import Settings

STANDARD_INPUT = Path("-")


def ingest_options(
    settings: Settings,
    *,
    published: str | None,
    outlet: str | None,
    language: str | None,
    store: str | None = None,
) -> IngestOptions:
    """Build the options of a reading; raises ``UsageError`` for a day that is none.

    Args:
        settings: what is set.
        published, outlet, language: of reports that carry none.
        store: the record named on the command line; its files are not read as reports.
    """
    now = datetime.now(UTC)
    return IngestOptions(
        published=parse_day(published, "--published"),
        outlet=outlet,
        language=language,
        today=now.date(),
        captured_at=now,
        max_bytes=settings.max_report_bytes,
        apart=_files_of(store or settings.store),
    )


def _files_of(store: str) -> frozenset[Path]:
    """Return the files of a store in a file: a folder of reports may hold them, and they are none."""
    if "://" in store:
        return frozenset()
    own = Path(store).resolve()
    return frozenset(own.with_name(own.name + end) for end in ("", "-wal", "-shm", "-journal"))


def parse_day(value: str | None, option: str) -> date | None:
    """Read a day given as 2016-10-13."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{option} {value!r} is not a day.", next_move="Write it as 2016-10-13.") from error


def split_inputs(paths: Iterable[Path], options: IngestOptions) -> Iterator[Piece | Rejection]:
    """Yield what the paths hold, to be read by the pipeline; ``-`` is standard input.

    Raises:
        UsageError: a path does not exist (found before anything is read).
    """
    chosen = list(paths) or [STANDARD_INPUT]
    for path in chosen:
        if path != STANDARD_INPUT and not path.exists():
            raise UsageError(f"{path} does not exist.", next_move="Check the path; '-' reads standard input.")
    for path in chosen:
        if path == STANDARD_INPUT:
            yield from split_stream(sys.stdin.buffer, origin="-", options=options)
        else:
            yield from split_path(path, options=options)


def open_gazetteer(files: Iterable[Path] = ()) -> Gazetteer:
    """Return the user's place files, first, and the world's towns."""
    from recount.gazetteer import CombinedGazetteer, WorldGazetteer, read_user_file

    return CombinedGazetteer((*(read_user_file(path) for path in files), WorldGazetteer()))


def open_stored_gazetteer(files: Mapping[str, bytes]) -> Gazetteer:
    """Return the place files kept in a store, first, and the world's towns."""
    with TemporaryDirectory(prefix="recount-") as folder:
        paths = []
        for name, data in files.items():
            path = Path(folder) / Path(name).name
            path.write_bytes(data)
            paths.append(path)
        return open_gazetteer(paths)


def make_llm(settings: Settings) -> LlmProposer | None:
    """Return the language model the settings ask for; ``None`` where none is set."""
    options = settings.llm()
    if options is None:
        return None
    from recount.extract.llm import LlmProposer

    return LlmProposer(options=options)
