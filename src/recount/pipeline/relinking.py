"""Linking a part of a record: what changed is grouped anew, and all that hangs together with it relinked whole.

The part is closed: no group in it is tied to one outside, by score, by a total's cover, by what people ruled, or
by the incident it stood in. So what linking makes of it is what it would make of it among all the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

from recount.link.constrain import Rulings, rulings_of
from recount.link.doubts import UncertainPair, uncertain_pairs
from recount.link.features import Corpus
from recount.link.grouping import Ground
from recount.link.incidents import MOST_ROUNDS, build_incidents, in_record_order
from recount.link.profile import Profile
from recount.link.records import event_of, total_of, with_claims
from recount.link.scope import find_totals
from recount.model import Claim, Incident
from recount.pipeline.bordering import Border, border_of
from recount.pipeline.grounding import doubt_of
from recount.pipeline.regrouping import Groups
from recount.pipeline.rulebook import Rulebook
from recount.pipeline.tying import Ties
from recount.store import Store


class Part:
    """The part of a record that is linked anew, while it grows.

    Attributes:
        book: claims and rulings, as far as they were looked at.
        before: the incidents of the last run that the part holds, by id.
        incidents: the result, once ``relink`` has run.
    """

    def __init__(
        self, store: Store, stale: Iterable[str], ruled: Iterable[str], copied: Iterable[str]
    ) -> None:
        """Begin a part.

        Args:
            store: the record.
            stale: reports whose claims changed, or what people ruled of them.
            ruled: ids of incidents that people ruled on.
            copied: reports that came to carry one story with others, or no more do.
        """
        self._store = store
        self._hood = store.neighbourhood
        self.book = Rulebook(store)
        self.groups = Groups(store, self.book)
        self._stale = set(stale)
        self._ruled = set(ruled)
        self._copied = set(copied) - self._stale
        self._seen: set[int] = set()
        self._ties = Ties(store)
        self._border: Border | None = None
        self._is_whole = False  # whether whole pieces are taken in
        self._asked: set[str] = set()
        self._built_from: set[str] = set()
        self._replaced: set[str] = set()  # incidents of the last run that a round has made anew
        self.before: dict[str, Incident] = {}
        self.incidents: list[Incident] = []

    def relink(self) -> None:
        """Link the part, and keep what linking keeps of it."""
        self.book.read(self._stale)
        self.groups.compare_anew(self._copied)
        prior: list[Incident] | None = None
        for _ in range(MOST_ROUNDS):
            made = self._build(prior)
            while self._is_outgrown(made):
                made = self._build(prior)
            last = _in_order(self.before.values()) if prior is None else prior
            if self.book.constraints.is_empty or made == last:
                break
            prior, self._replaced = made, set(self._built_from)
        self.incidents = made
        self._settle_in()

    def _build(self, prior: list[Incident] | None) -> list[Incident]:
        """Return the incidents of the part, closed under what stood before."""
        while True:
            is_changed = self.groups.regroup(self._stale, lambda: self._rulings(self.book.claims, prior))
            if is_changed:  # what was seen before may be tied otherwise now
                self._seen, self._border = set(), None
                self._ties.forget()
            if not self._grow() and not is_changed:
                break
        self._built_from = set(self.before)
        ground, claims = self._ground()
        return build_incidents(
            ground,
            claims,
            self.book.reports,
            self._prior(prior),
            self._rulings(claims, prior),
            taken=self._is_taken,
        )

    def _prior(self, prior: list[Incident] | None) -> list[Incident]:
        """Return the incidents as they stood before: after the last run, or after the last round."""
        if prior is None:
            return _in_order(self.before.values())
        return _in_order([*prior, *(one for key, one in self.before.items() if key not in self._replaced)])

    def _rulings(self, claims: Iterable[Claim], prior: list[Incident] | None) -> Rulings:
        return rulings_of(self.book.constraints, self._prior(prior), claims)

    def _is_taken(self, incident_id: str) -> bool:
        return incident_id not in self.before and bool(self._store.lookup.incidents([incident_id]))

    def _is_outgrown(self, made: list[Incident]) -> bool:
        """Whether people ruled on an incident that is new, so that more belongs to the part."""
        new = [incident.id for incident in made if incident.id not in self.before]
        return self._follow(new) if new else False

    def _follow(self, incident_ids: Iterable[str]) -> bool:
        """Take in what people ruled about incidents; return whether that was anything new."""
        reports, named = self.book.read_rulings(incident_ids)
        self._ruled |= named
        is_new = bool(reports - self._stale)
        self._stale |= reports
        return is_new or bool(named)

    def _grow(self) -> bool:
        """Take in all that hangs together with what is inside; return whether reports are to be grouped anew."""
        is_stale = self._close()
        while not is_stale and self._reaches_out():
            is_stale = self._close()
        return is_stale

    def _reaches_out(self) -> bool:
        """Take in what linking may join with what is inside, or whole pieces; return whether that was anything."""
        if self._is_whole:
            return False
        around = border_of(self._store, self.groups, self._ties) if self._border is None else self._border
        self._border = around if isinstance(around, Border) else None
        is_ruled = not self.book.constraints.is_empty
        drawn = None if self._border is None or is_ruled else self._border.drawn_in()
        if drawn is None:
            self._is_whole, self._border, self._seen = True, None, set()
            known = set[int]() if isinstance(around, Border) else around
            drawn = self._hood.groups(known - self.groups.inside)
        self.groups.take_in(drawn)
        return self._is_whole or bool(drawn)

    def _close(self) -> bool:
        """Take in what stands together by incidents, totals and rulings; return whether reports are stale now."""
        is_stale = False
        while True:
            fresh = self.groups.inside - self._seen
            due = self.groups.take_due()
            incidents = ({self.groups.incident_of(number) for number in fresh} | due.incidents) - {""}
            incidents |= self._live(self._ruled | self._pinned())
            unknown = incidents - self._asked
            self._asked |= unknown
            if not fresh and not unknown and not due.covers:
                return is_stale
            self._seen |= fresh
            self._take_in(unknown)
            if self._follow(_all_ids(self.before[key] for key in unknown if key in self.before)):
                is_stale = True
            covers = {cover for number in fresh if (cover := self.groups.cover_of(number)) is not None}
            self.groups.take_in(self._hood.groups_covering(covers | due.covers))
            if self._is_whole:
                near = self._ties.tied(fresh) | self.groups.parted
                self.groups.take_in(self._hood.groups(near - self.groups.inside))
            self.book.read(self.groups.report_of(number) for number in self.groups.inside - self._seen)

    def _pinned(self) -> set[str]:
        """Return the ids of the incidents to which people pinned claims of the reports looked at.

        A claim that comes back, after its rejection was taken back, belongs there again.
        """
        return {incident for _, incident in self.book.constraints.pins}

    def _take_in(self, incident_ids: Iterable[str]) -> None:
        wanted = list(incident_ids)
        self.before |= self._store.lookup.incidents(wanted)
        self.groups.take_in(self._hood.groups_of_incidents(wanted))
        self.book.read(self.groups.report_of(number) for number in self.groups.inside)

    def _live(self, ids: Iterable[str]) -> set[str]:
        """Return the live incidents that have or had some ids."""
        wanted = set(ids)
        return {*self._store.lookup.incidents(wanted - self.before.keys()), *self._hood.heirs(wanted)} | (
            wanted & self.before.keys()
        )

    def _ground(self) -> tuple[Ground, list[Claim]]:
        """Return what the part is made of, and its claims in record order."""
        by_id = {claim.id: claim for claim in self.book.claims}
        kept = [self.groups.kept(number) for number in sorted(self.groups.inside)]
        key_of = {group.number: group.key for group in kept}
        ties = {
            (min(key_of[one], key_of[two]), max(key_of[one], key_of[two])): score
            for (one, two), score in self._ties.among(key_of).items()
        }
        copies = self._store.passages.copies({group.report_id for group in kept})
        ruled = self.book.claims_of(self.book.ruled_reports())
        total_ids = {claim for group in kept if group.profile is None for claim in group.claim_ids}
        ground = Ground(
            groups=tuple(
                with_claims(group, [by_id[claim_id] for claim_id in group.claim_ids])
                for group in sorted(kept, key=lambda group: group.key)
                if group.profile is not None
            ),
            totals=tuple(total_of(group) for group in kept if group.profile is None),
            total_ids=frozenset(total_ids | find_totals(ruled)),
            ties=ties,
            corpus=Corpus(copies=copies),
            pinned=frozenset(group.key for group in kept if group.is_pinned),
            found=None if self._border is None else self._border.found_inside(set(key_of.values())),
        )
        claims = [by_id[claim_id] for group in kept for claim_id in group.claim_ids]
        return ground, in_record_order(claims, self.book.reports)

    def _settle_in(self) -> None:
        """Keep where the groups now stand, which ids incidents had, and which pairs are in doubt."""
        incident_of = {claim: one.id for one in self.incidents for claim in one.claim_ids}
        homes = {number: incident_of[self.groups.kept(number).claim_ids[0]] for number in self.groups.inside}
        self._hood.move_groups(
            {number: home for number, home in homes.items() if home != self.groups.incident_of(number)}
        )
        ids = {*self.before, *(one.id for one in self.incidents)}
        self._hood.take_former(ids)
        self._hood.put_former((old, one.id) for one in self.incidents for old in one.previous_ids)
        self._hood.take_doubts(ids)
        self._hood.put_doubts(map(doubt_of, self._doubts(homes)))

    def _doubts(self, homes: dict[int, str]) -> list[UncertainPair]:
        ties = self._ties.around(homes)
        outside = self._hood.groups(set().union(*ties) - homes.keys())
        self.groups.look_at(outside)
        home_of = homes | {record.number: record.incident_id for record in outside}
        by_key = {self.groups.kept(number).key: number for number in home_of}

        def group(key: str) -> tuple[Profile, str]:
            kept = self.groups.kept(by_key[key])
            return event_of(kept), kept.claim_ids[0]

        names = {number: key for key, number in by_key.items()}
        scores = {
            (min(names[one], names[two]), max(names[one], names[two])): score
            for (one, two), score in ties.items()
            if home_of[one] != home_of[two]
        }
        reports = {self.groups.report_of(number) for number in home_of}
        return uncertain_pairs(
            scores,
            {key: home_of[number] for key, number in by_key.items()},
            group,
            Corpus(copies=self._store.passages.copies(reports)),
        )


def _in_order(incidents: Iterable[Incident]) -> list[Incident]:
    from datetime import date

    return sorted(incidents, key=lambda incident: (incident.when.start or date.max, incident.id))


def _all_ids(incidents: Iterable[Incident]) -> list[str]:
    """Return the ids that incidents have, and those they had."""
    return [key for incident in incidents for key in (incident.id, *incident.previous_ids)]
