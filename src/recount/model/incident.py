"""An incident: one moment and place of violence; or an aggregate, a total over several."""

from __future__ import annotations

from dataclasses import dataclass

from recount.model.codes import IncidentKind, Means, Scope
from recount.model.interval import TimeInterval
from recount.model.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReason:
    """Why two claims stand in one incident: the features that agreed, with their weights.

    Attributes:
        claim_id, other_id: the pair.
        score: sum of the weights.
        features: (name of the feature, its weight), strongest first.
    """

    claim_id: str
    other_id: str
    score: float
    features: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A cluster of claims about one moment and place of violence.

    Attributes:
        id: given at first sight and kept for life.
        previous_ids: ids it had before merges and splits.
        label: one line made from its own fields ("Aleppo, 11 October 2016, airstrike"); no words of a report.
        scope: the scope its claims share; aggregates are "period", "campaign" or "conflict".
        claim_ids: all claims about it, in order of report date and text.
        main_report_ids: reports whose main story it is; background_report_ids mention it.
        perpetrators: parties named by its claims as written, each an allegation.
        links: why the claims were put together.
    """

    id: str
    kind: IncidentKind
    label: str
    scope: Scope
    when: TimeInterval
    places: tuple[Place, ...] = ()
    means: Means = Means.UNKNOWN
    perpetrators: tuple[str, ...] = ()
    claim_ids: tuple[str, ...] = ()
    main_report_ids: tuple[str, ...] = ()
    background_report_ids: tuple[str, ...] = ()
    previous_ids: tuple[str, ...] = ()
    links: tuple[LinkReason, ...] = ()

    @property
    def report_ids(self) -> tuple[str, ...]:
        """All reports with a claim about it."""
        return self.main_report_ids + self.background_report_ids
