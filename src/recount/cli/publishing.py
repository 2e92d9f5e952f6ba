"""The work of ``publish``."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from recount.cli.terminal import say
from recount.pipeline.histories import with_steps
from recount.pipeline.viewing import view_store
from recount.publish import publish
from recount.publish.wording import load_wording
from recount.reconcile.gradings import HEADLINE
from recount.store import StoreReader


def publish_store(
    record: StoreReader, out: Path, *, full_text: bool, grades: Collection[str] = HEADLINE
) -> None:
    """Write the site and the exports of a record, and say where they are."""
    view = view_store(record, generated_at=datetime.now(UTC), chosen=grades)
    done = publish(with_steps(view, record), out, full_text=full_text)
    known = "" if view.known_at is None else f" {load_wording().known(view.known_at)}."
    say(
        f"{len(done.files)} files written.{known} Open {(out / 'index.html')} in a browser; it needs no network."
    )
