"""A claim as a card beside the text: its figure, who says it, what was read, what people ruled, and who is on it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from recount.model import (
    Claim,
    Count,
    CountKind,
    Decision,
    DecisionKind,
    Incident,
    Modality,
    Perpetrator,
    StatusBasis,
    load_record,
)
from recount.model.work import WorkEntry
from recount.pipeline.desks import ReportDesk
from recount.review.replacement import WORDS
from recount.store.logged import Logged
from recount.web.incidents.cards import said_of
from recount.web.incidents.phrases import count_words, label, listed, shown, wording
from recount.web.reports.paper import SIGN_OF, state_word

NO_RULINGS = frozenset(
    {DecisionKind.NOTE, DecisionKind.SECOND_REVIEW, DecisionKind.SIGN_OFF, DecisionKind.GRADE}
)
OUT = frozenset({"rejected", "parted", "withdrawn"})
"""States of claims that count no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing read of a claim; ``is_foreign``: in the words of the report."""

    name: str
    value: str
    is_foreign: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingLine:
    """One ruling on a claim.

    Attributes:
        is_standing: whether no later one took it back.
        changes: for a correction, the field and what it became.
    """

    id: str
    kind: str
    reviewer: str
    reason: str
    at: datetime
    is_standing: bool
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCard:
    """Everything the page says of one claim.

    Attributes:
        number: by which it is called on the page, from 1.
        victims: the words naming the victims, where they say more than the count; they may be graphic.
        is_computed: whether its number is a person's arithmetic, not from its words.
        block: number of the block of text its count stands in.
        version: what whoever rules looked at.
        undoable: id of the ruling that an undo would take back; empty when there is none.
        is_current: whether the reader is at it.
        token: for a form that accepts it.
        held: that somebody else is on it, since when; empty otherwise.
    """

    id: str
    number: int
    state: str
    state_word: str
    sign: str
    harm: str
    figure: str
    words: str
    victims: str
    said: SafeString
    is_computed: bool
    facts: tuple[Fact, ...]
    confidence: str
    relation: str
    relation_to: str
    relation_number: int
    incident: Incident | None
    rulings: tuple[RulingLine, ...]
    version: str
    undoable: str
    block: int
    is_current: bool
    token: str
    held: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has ruled on it."""
        return self.state == "open"

    @property
    def is_out(self) -> bool:
        """Whether it counts no longer."""
        return self.state in OUT


class CardMaker:
    """Makes the cards of one report.

    Args:
        desk: the report with its claims.
        work: items of the list of work by claim; ``reader``: who looks at the page.
    """

    def __init__(self, desk: ReportDesk, work: Mapping[str, WorkEntry], reader: str) -> None:
        self._desk = desk
        self._work = work
        self._reader = reader
        self._standing = {decision.id for decision in desk.rulings}
        self.numbers = {claim.id: number for number, claim in enumerate(ordered(desk), 1)}

    def make(self, claim: Claim, block: int, *, is_current: bool = False) -> ClaimCard:
        """Return the card of a claim."""
        desk, state = self._desk, self._desk.states.get(claim.id, "open")
        about = desk.about.get(claim.id, [])
        victims = claim.victims_text or ""
        entry = self._work.get(claim.id)
        related = claim.relation
        return ClaimCard(
            id=claim.id,
            number=self.numbers[claim.id],
            state=state,
            state_word=state_word(state),
            sign=SIGN_OF[state],
            harm=wording().text("harm", claim.harm.value),
            figure=count_words(claim.count),
            words=shown(claim.count.words),
            victims=shown(victims) if victims != claim.count.words else "",
            said=said_of(claim, desk.report),
            is_computed=claim.count.kind is CountKind.COMPUTED,
            facts=tuple(fact for fact in facts_of(claim) if fact.value),
            confidence=f"{claim.confidence:.2f}" if claim.confidence < 1.0 else "",
            relation=label("relation", related.type.value) if related else "",
            relation_to=related.to if related and related.to in self.numbers else "",
            relation_number=self.numbers.get(related.to, 0) if related else 0,
            incident=desk.incident_of.get(claim.id),
            rulings=tuple(self._line(logged) for logged in about),
            version=desk.versions.get(claim.id, ""),
            undoable=last_ruling(about, self._standing),
            block=block,
            is_current=is_current,
            token=uuid4().hex,
            held=held_words(entry) if entry is not None and entry.held_by not in {None, self._reader} else "",
        )

    def _line(self, logged: Logged) -> RulingLine:
        return ruling_line(logged, is_standing=logged.decision.id in self._standing)


def held_words(entry: WorkEntry) -> str:
    """Return who is on a claim, and since when (UTC)."""
    since = f"{entry.held_since:%H:%M}" if entry.held_since else ""
    return _("%(name)s is on this since %(since)s UTC.") % {"name": entry.held_by, "since": since}


def ordered(desk: ReportDesk) -> list[Claim]:
    """Return all claims of a report in the order of its text."""
    return sorted(
        desk.known.values(),
        key=lambda claim: (claim.count_selector.start, claim.count_selector.end, claim.id),
    )


def last_ruling(about: list[Logged], standing: set[str]) -> str:
    """Return the id of the last ruling in force that can be taken back, empty when there is none."""
    for logged in reversed(about):
        if logged.decision.id in standing and _is_ruling(logged.decision):
            return logged.decision.id
    return ""


def _is_ruling(decision: Decision) -> bool:
    return decision.kind not in NO_RULINGS and not decision.report_ids


def ruling_line(logged: Logged, *, is_standing: bool) -> RulingLine:
    """Return a ruling in words."""
    decision = logged.decision
    kind = decision.kind
    is_undo = kind is DecisionKind.NOTE and decision.supersedes is not None
    return RulingLine(
        id=decision.id,
        kind=_("Undone") if is_undo else label("decision_kind", kind.value),
        reviewer=decision.reviewer,
        reason=shown(decision.reason),
        at=logged.at,
        is_standing=is_standing,
        changes=tuple(
            (field_name(name), _plain(name, value))
            for name, value in decision.replacement
            if kind is DecisionKind.CORRECT
        ),
    )


def facts_of(claim: Claim) -> list[Fact]:
    """Return what was read of a claim beside its figure, label and value."""
    said, words = claim.attribution, wording()
    status = label("status", claim.status.value)
    if claim.status_basis is StatusBasis.RULE:
        status = _("%(status)s, by a rule of the codebook") % {"status": status}
    when = words.interval(claim.when)
    if claim.when.words:
        when = f"{when} (“{claim.when.words}”)"
    modality = "" if claim.modality is Modality.ASSERTED else label("modality", claim.modality.value)
    return [
        Fact(name=field_name("count"), value=_count_fact(claim), is_foreign=True),
        Fact(name=field_name("originator"), value=listed(_names(claim)), is_foreign=True),
        Fact(name=field_name("carrier"), value=said.carrier or "", is_foreign=True),
        Fact(name=field_name("status"), value=status),
        Fact(name=field_name("groups"), value=listed(label("group", group.value) for group in claim.groups)),
        Fact(name=field_name("places"), value=_places(claim), is_foreign=True),
        Fact(name=field_name("when"), value=when, is_foreign=True),
        Fact(name=field_name("means"), value=label("means", claim.means.value)),
        Fact(
            name=field_name("alleged_perpetrators"),
            value=_parties(claim.alleged_perpetrators, is_hedged=claim.perpetrator_alleged),
            is_foreign=True,
        ),
        Fact(name=field_name("scope"), value=label("scope", claim.scope.value)),
        Fact(name=field_name("modality"), value=modality),
    ]


def field_name(name: str) -> str:
    """Return the name of a field as readers know it."""
    return str(_FIELD_NAMES.get(name, name))


_FIELD_NAMES = {
    "count": later("Count"),
    "harm": later("Harm"),
    "status": later("Status"),
    "status_basis": later("Basis of the status"),
    "groups": later("Groups named"),
    "victims_text": later("Victims, as written"),
    "attribution": later("Who says it"),
    "originator": later("Said by"),
    "carrier": later("Carried by"),
    "alleged_perpetrators": later("Alleged perpetrators"),
    "perpetrator_alleged": later("The text hedges who did it"),
    "means": later("Means"),
    "places": later("Places"),
    "when": later("When"),
    "scope": later("Scope"),
    "modality": later("Modality"),
    "relation": later("Relation"),
    WORDS: later("Words of the number"),
}


def _names(claim: Claim) -> list[str]:
    return list(dict.fromkeys(shown(speaker.name) for speaker in claim.attribution.speakers))


def _places(claim: Claim) -> str:
    return "; ".join(
        f"{shown(wording().place(place))} ({label('where_precision', int(place.where_precision))})"
        for place in claim.places
    )


def _parties(parties: tuple[Perpetrator, ...], *, is_hedged: bool) -> str:
    named = listed(dict.fromkeys(shown(party.name) for party in parties))
    if named and is_hedged:
        return _("%(parties)s (the text hedges this)") % {"parties": named}
    return named


def _count_fact(claim: Claim) -> str:
    figure = wording().figure(claim.count.low, claim.count.high, high_open=claim.count.high is None)
    if claim.count.kind is CountKind.COMPUTED:
        return _("%(figure)s – a person’s own arithmetic, not in the words") % {"figure": figure}
    return _("“%(words)s” → %(figure)s") % {"words": shown(claim.count.words), "figure": figure}


def _plain(name: str, value: str) -> str:
    """Return the value of a corrected field in a few words; what has no code is shown as it is kept."""
    kept = json.loads(value)
    if name == WORDS and isinstance(kept, dict):
        count = load_record(Count, kept["count"])
        return _("“%(words)s” → %(figure)s") % {"words": shown(count.words), "figure": count_words(count)}
    if name == "count" and isinstance(kept, dict):
        return wording().figure(kept.get("low"), kept.get("high"), high_open=kept.get("high") is None)
    if name in {"harm", "status", "status_basis", "means", "scope", "modality"}:
        return label(name, kept)
    if isinstance(kept, list):
        named = [item.get("name", "") if isinstance(item, dict) else str(item) for item in kept]
        return shown(listed(named)) or "–"
    if name == "attribution" and isinstance(kept, dict):
        speakers = listed(item.get("name", "") for item in kept.get("speakers", ()))
        return (
            shown(f" {_('→')} ".join(part for part in (speakers, kept.get("carrier") or "") if part)) or "–"
        )
    if name == "when" and isinstance(kept, dict):
        return f"{kept.get('start') or '…'} – {kept.get('end') or '…'}"
    return shown(str(kept))
