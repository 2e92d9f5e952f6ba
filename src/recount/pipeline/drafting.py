"""Linking what rulings move before there is a turn to write, so that others rule meanwhile.

What linking makes of a ruling depends on the record and the ruling alone. So it is worked out from the record of one
moment, and kept by whoever has the turn if nothing that linking looks at was recorded since; else it is done again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from recount.model import Decision
from recount.pipeline.grounding import write_mark
from recount.pipeline.retolling import retoll_draft
from recount.pipeline.touching import touched_since
from recount.store import Store

if TYPE_CHECKING:
    from recount.store.drafts import Drafted

_ANY_MOMENT = datetime.min.replace(tzinfo=UTC)


def work_out(store: Store, decisions: Sequence[Decision], moment: datetime) -> Drafted | None:
    """Link what decisions move that are in no log yet; ``None`` where it can only be done with the turn to write.

    Call it inside ``store.reading()``, and let nobody else link meanwhile (``store.linking``).
    """
    draft = store.draft(decisions, moment)
    return draft.drafted() if retoll_draft(cast("Store", draft), decisions) else None


def still_holds(store: Store, draft: Drafted, decisions: Sequence[Decision]) -> bool:
    """Whether a draft is what linking would make of decisions that are about to be appended now.

    That is so if nobody linked since, if what was recorded since moves no figure, and if the rulings are those that
    were drafted. These may have another moment by now, and with it another id, as long as no ruling that was looked at
    lies between: rulings take effect in the order of their moments.
    """
    if store.neighbourhood.mark() != draft.mark or [*map(_said, decisions)] != [*map(_said, draft.decisions)]:
        return False
    if tuple(decisions) != draft.decisions and draft.latest is not None and draft.latest >= draft.moment:
        return False
    touched = touched_since(store, draft.last_seq)
    return touched is not None and touched.is_empty


def keep(store: Store, draft: Drafted) -> None:
    """Write what was worked out, after its decisions were appended; the record is as ``retoll`` leaves it."""
    store.keep(draft)
    write_mark(store)


def _said(decision: Decision) -> Decision:
    """Return what a decision says, whenever it is said."""
    return replace(decision, id="", decided_at=_ANY_MOMENT)
