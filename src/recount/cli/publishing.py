"""The work of ``publish``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from recount.cli.session import Session
from recount.cli.terminal import say
from recount.pipeline.viewing import view_store
from recount.publish import publish


def publish_store(session: Session, out: Path, *, full_text: bool) -> None:
    """Write the site and the exports of a store, and say where they are."""
    view = view_store(session.store, generated_at=datetime.now(UTC))
    done = publish(view, out, full_text=full_text)
    say(f"{len(done.files)} files written. Open {(out / 'index.html')} in a browser; it needs no network.")
