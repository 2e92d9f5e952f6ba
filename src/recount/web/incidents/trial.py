"""What rulings would move, or moved: for the page between asking and ruling."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recount.model import Claim, Toll
from recount.pipeline.judging import Moved, Outcome
from recount.store.lookup import Lookup
from recount.web.incidents.phrases import label, shown, toll_words, wording
from recount.web.incidents.tolls import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedIncident:
    """The tolls of one incident that move.

    Attributes:
        is_new, is_gone: whether the rulings open it, or close it.
    """

    id: str
    label: str
    is_new: bool
    is_gone: bool
    changes: tuple[Change, ...]


def moved_incidents(outcome: Outcome, lookup: Lookup) -> list[MovedIncident]:
    """Return what an outcome moves, by incident, with opened and closed ones that have no toll."""
    of_incident: dict[str, list[Moved]] = {key: [] for key in (*outcome.opened, *outcome.closed)}
    for item in outcome.moved:
        of_incident.setdefault(item.incident_id, []).append(item)
    tolls = [toll for item in outcome.moved for toll in (item.before, item.after) if toll is not None]
    setters = lookup.claims(key for toll in tolls for key in (*toll.low_claims, *toll.high_claims))
    labels = lookup.labels(of_incident)
    moved = [
        MovedIncident(
            id=key,
            # By the name it has now, by which whoever looks knows it; the ruling may give it another.
            label=shown(labels.get(key) or next((item.label for item in items if item.label), "")),
            is_new=key in outcome.opened,
            is_gone=key in outcome.closed,
            changes=tuple(_change(item, setters) for item in items),
        )
        for key, items in of_incident.items()
    ]
    return sorted(moved, key=lambda item: (item.is_gone, item.is_new))  # what stays first


def moved_in_words(outcome: Outcome, incident_ids: Collection[str]) -> tuple[str, int]:
    """Return which tolls of some incidents moved, in one line, and how many other incidents have tolls that did."""
    own = [item for item in outcome.moved if item.incident_id in incident_ids and item.status is None]
    others = {item.incident_id for item in outcome.moved} - set(incident_ids)
    said = wording().listed(
        _("%(harm)s: %(before)s → %(after)s")
        % {
            "harm": label("harm", item.harm.value),
            "before": _figure(item.before, {}),
            "after": _figure(item.after, {}),
        }
        for item in own
    )
    return said, len(others)


def _change(item: Moved, setters: Mapping[str, Claim]) -> Change:
    return Change(
        harm=label("harm", item.harm.value),
        status=label("status", item.status.value) if item.status else wording().text("status_all"),
        before=_figure(item.before, setters),
        after=_figure(item.after, setters),
        incident_id=item.incident_id,
    )


def _figure(toll: Toll | None, setters: Mapping[str, Claim]) -> str:
    if toll is None:
        return "–"
    ids: Iterable[str] = (*toll.low_claims, *toll.high_claims)
    return toll_words(toll, [setters.get(key) for key in ids] if setters else ())
