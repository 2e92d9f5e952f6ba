"""The page of one incident, put together from its desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from recount.model import IncidentKind, RecordScope
from recount.pipeline.desks import IncidentDesk
from recount.pipeline.excluding import CloseView, differing, tolls_without, view_closely
from recount.publish.site.environment import shortened
from recount.reconcile.originate import accused_in
from recount.review import originators_for
from recount.review.signing import unseen_of
from recount.store.lookup import Lookup
from recount.web.incidents.card_html import CardPrinter
from recount.web.incidents.cards import CardMaker
from recount.web.incidents.facts import (
    LINKS_SHOWN,
    allegations,
    link_rows,
    means_said,
    on_map,
    place_lines,
    when_words,
)
from recount.web.incidents.grading import claim_grades, incident_grades
from recount.web.incidents.phrases import label, shown, wording
from recount.web.incidents.tolls import TollWords, in_order
from recount.web.incidents.voices import HarmGroup, Speakers, harm_groups

_QUOTED = 140  # code points of a quote in a list to choose from
BY = "by:"
"""Before the key of an originator, where an address asks for a toll without one."""


@dataclass(frozen=True)
class IncidentPage:
    """One incident with all that its page says.

    Attributes:
        desk: the incident and what was ruled on it.
        lookup: where further things of the record are read.
        scope: the record's rules.
        printer: how claims are shown.
    """

    desk: IncidentDesk
    lookup: Lookup
    scope: RecordScope
    printer: CardPrinter

    @cached_property
    def view(self) -> CloseView:
        """The incident with its originators and copies told apart."""
        sources = [entry.decision for entry in self.lookup.decisions_about("source")]
        return view_closely(self.desk.incident, self.desk.claims, self.desk.reports, originators_for(sources))

    @cached_property
    def words(self) -> TollWords:
        """Its tolls in words."""
        return TollWords(self.desk.claims, self.desk.reports)

    def groups(self) -> list[HarmGroup]:
        """Return its claims by harm and originator."""
        states = self.desk.states
        maker = CardMaker(self.desk.reports, self.desk.tolls, lambda key: states.get(key, "open"))
        return harm_groups(self.view, maker, self.printer, accused_in(self.desk.incident, self.view.table))

    def without(self, asked: str) -> dict[str, Any]:
        """Return how its tolls would move without a claim, by its id, or without what one or several originators say.

        Empty when it has no such claim. What an originator says together with another stays.
        """
        key = asked.removeprefix(BY)
        if key != asked:
            voices = self.view.voices
            keys = set(key.split("|"))
            excluded = [claim for claim in self.view.claims if keys.issuperset(voices[claim.id])]
        else:
            excluded = [claim for claim in self.view.claims if claim.id == asked]
        if not excluded:
            return {}
        after = tolls_without(self.view, {claim.id for claim in excluded}, self.scope)
        return {
            "without": excluded[0].id,
            "without_words": shown(excluded[0].count.words),
            "without_voice": Speakers(self.view).names(self.view.voices[excluded[0].id])
            if key != asked
            else "",
            "without_changes": self.words.changes(differing(self.desk.tolls, after)),
        }

    def shown(self) -> dict[str, Any]:
        """Return what the template needs of the incident itself."""
        desk, incident = self.desk, self.desk.incident
        when, precision = when_words(incident)
        claims = {claim.id: claim for claim in desk.claims}
        links = link_rows(incident.links, claims)
        return {
            "incident": incident,
            "label": shown(incident.label),
            "is_aggregate": incident.kind is IncidentKind.AGGREGATE,
            "tolls": [self.words.row(toll) for toll in in_order(desk.tolls)],
            "policies": wording().listed(dict.fromkeys(toll.policy for toll in desk.tolls)),
            "checks": self.words.checks(desk.tolls),
            "steps": self.words.steps(desk.tolls),
            "groups": self.groups(),
            "when": when,
            "when_precision": precision,
            "places": place_lines(incident.places),
            "point": on_map(incident.places),
            "means": label("means", incident.means.value),
            "means_said": means_said(desk.claims),
            "scope_label": label("scope", incident.scope.value),
            "allegations": allegations(incident, desk.claims, desk.reports),
            "links": links,
            "links_left": max(0, len(incident.links) - LINKS_SHOWN),
        }

    def reviewed(self) -> dict[str, Any]:
        """Return how far people have looked at it, and the forms that go on from there."""
        desk = self.desk
        done = sum(desk.states[claim.id] != "open" for claim in desk.claims)
        unseen = unseen_of(desk.rulings)
        return {
            "grades": incident_grades(self.view, desk.tolls, desk.grades),
            "claim_grades": claim_grades(),
            "reviewed": done,
            "claims_total": len(desk.claims),
            "signatures": [_signature(item.kind.value, item) for item in desk.signatures],
            "unseen": len(unseen),
            "unseen_by": wording().listed(sorted({shown(ruling.reviewer) for ruling in unseen})),
            "notes": _notes(desk),
            "choices": claim_choices(desk),
            **ruling_fields(desk),
        }


def _signature(kind: str, signature: Any) -> dict[str, Any]:  # noqa: ANN401 - a Signature of review
    decision = signature.decision
    return {
        "kind": kind,
        "by": shown(decision.reviewer),
        "reason": shown(decision.reason),
        "moment": wording().moment(decision.decided_at),
        "has_lapsed": signature.has_lapsed,
    }


def _notes(desk: IncidentDesk) -> list[dict[str, str]]:
    own = {desk.incident.id, *desk.incident.previous_ids}
    return [
        {
            "by": shown(ruling.reviewer),
            "text": shown(ruling.reason),
            "moment": wording().moment(ruling.decided_at),
        }
        for ruling in desk.rulings
        if ruling.kind.value == "note" and not ruling.supersedes and own.intersection(ruling.incident_ids)
    ]


def claim_choices(desk: IncidentDesk) -> list[tuple[str, str]]:
    """Return the claims of an incident by id, each in a few words, to choose from."""
    return [
        (
            claim.id,
            _("%(figure)s %(harm)s, %(said)s")
            % {
                "figure": shown(wording().count(claim.count)),
                "harm": wording().text("harm", claim.harm.value),
                "said": wording().said(claim, desk.reports[claim.report_id], show=shown),
            },
        )
        for claim in desk.claims
    ]


def claim_quotes(desk: IncidentDesk) -> list[tuple[str, str, str]]:
    """Return the claims of an incident as ``claim_choices`` does, each with the words it stands in."""
    quotes = {claim.id: shown(" ".join(claim.quote.exact.split())) for claim in desk.claims}
    return [
        (claim_id, words, shortened(quotes[claim_id], _QUOTED)) for claim_id, words in claim_choices(desk)
    ]


def ruling_fields(desk: IncidentDesk, subjects: Sequence[str] = ()) -> dict[str, Any]:
    """Return the hidden fields of a form that rules: its token, and the versions that were looked at."""
    versions: Mapping[str, str] = desk.versions
    wanted = subjects or (desk.incident.id,)
    return {
        "token": uuid4().hex,
        "versions": [f"{subject}|{versions[subject]}" for subject in wanted if subject in versions],
    }
