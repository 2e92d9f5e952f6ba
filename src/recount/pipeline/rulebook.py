"""Claims of some reports as people left them, and what people ruled about their grouping; read as it is needed."""

from __future__ import annotations

from collections.abc import Iterable

from recount.model import Claim, Decision, LinkConstraints, Report
from recount.pipeline.touching import reports_named, rules_on_grouping
from recount.review import Adjudicated, apply_decisions
from recount.store import Store


class Rulebook:
    """The reports looked at so far, with all that was decided about them.

    A decision is about its reports, and what is decided of one says nothing of another. A ruling that names
    claims of several reports brings all of them in.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._claims: dict[str, list[Claim]] = {}
        self._decisions: dict[str, Decision] = {}
        self._incidents: set[str] = set()
        self._adjudicated: Adjudicated | None = None
        self.reports: dict[str, Report] = {}

    def read(self, report_ids: Iterable[str]) -> None:
        """Read reports, their claims and what was decided about them."""
        waiting = [key for key in dict.fromkeys(report_ids) if key not in self._claims]
        while waiting:
            self.reports |= self._store.lookup.reports(waiting)
            self._claims |= {key: [] for key in waiting}
            for claim in self._store.lookup.claims_of(waiting):
                self._claims[claim.report_id].append(claim)
            about = self._take(
                logged.decision for logged in self._store.lookup.decisions_about("report", waiting)
            )
            waiting = [key for key in self._named(about) if key not in self._claims]
            self._adjudicated = None

    def read_rulings(self, incident_ids: Iterable[str]) -> tuple[set[str], set[str]]:
        """Read what was ruled about the grouping of incidents, by ids they have or had.

        Returns:
            the reports, and the ids of the incidents, that these rulings name.
        """
        new = [key for key in dict.fromkeys(incident_ids) if key not in self._incidents]
        self._incidents.update(new)
        if not new:
            return set(), set()
        logged = self._store.lookup.decisions_about("incident", new)
        about = [
            decision for decision in self._take(one.decision for one in logged) if rules_on_grouping(decision)
        ]
        self._adjudicated = None if about else self._adjudicated
        reports = set().union(*map(reports_named, about))
        self.read(reports)
        return reports, {key for decision in about for key in decision.incident_ids}

    @property
    def adjudicated(self) -> Adjudicated:
        """The claims of all reports read, decisions applied."""
        if self._adjudicated is None:
            claims = [claim for key in sorted(self._claims) for claim in self._claims[key]]
            self._adjudicated = apply_decisions(claims, self._decisions.values())
        return self._adjudicated

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of all reports read, as people left them."""
        return self.adjudicated.claims

    @property
    def constraints(self) -> LinkConstraints:
        """What people ruled about the grouping."""
        return self.adjudicated.constraints

    def claims_of(self, report_ids: Iterable[str]) -> list[Claim]:
        """Return the claims of some reports."""
        wanted = set(report_ids)
        return [claim for claim in self.claims if claim.report_id in wanted]

    def ruled_reports(self) -> set[str]:
        """Return the reports read with claims of whose grouping people ruled."""
        ruled = {claim for claim, _ in self.constraints.pins}
        ruled |= {claim for _, leaving in self.constraints.splits for claim in leaving}
        return {claim.report_id for claim in self.claims if claim.id in ruled}

    def _take(self, decisions: Iterable[Decision]) -> list[Decision]:
        found = list(decisions)
        self._decisions |= {decision.id: decision for decision in found}
        return found

    def _named(self, decisions: Iterable[Decision]) -> list[str]:
        return [key for decision in decisions for key in sorted(reports_named(decision))]
