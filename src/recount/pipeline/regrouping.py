"""The groups of a part of a record: made anew where claims changed, compared anew, and kept in step in the store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from recount.link.blocking import LARGEST_BLOCK, Keys, in_order, is_close, keys_of
from recount.link.constrain import Rulings
from recount.link.features import Corpus
from recount.link.grouping import groups_of, is_pinned, tell_apart, tie_of_groups, totals_of
from recount.link.profile import Profile
from recount.link.records import KeptGroup, event_of, keep_event, keep_total
from recount.link.scope import find_totals
from recount.link.weighing import Weighing
from recount.pipeline.grounding import group_of, record_of
from recount.pipeline.rulebook import Rulebook
from recount.pipeline.seating import Seating
from recount.store import Store
from recount.store.neighbourhood_types import GroupRecord


@dataclass(slots=True)
class Due:
    """What groups that are no longer, or changed, were part of."""

    incidents: set[str] = field(default_factory=set)
    covers: set[int] = field(default_factory=set)


class Groups:
    """The groups looked at, those inside the part among them. Rows in the store follow at once.

    Attributes:
        inside: numbers of the groups that are to be linked anew.
        tied_anew: numbers of the groups that were compared.
        parted: numbers of groups that were tied to others before these changed, and maybe no more; some are gone.
    """

    def __init__(self, store: Store, book: Rulebook) -> None:
        self._hood = store.neighbourhood
        self._passages = store.passages
        self._book = book
        self._seating = Seating(store)
        self._records: dict[int, GroupRecord] = {}
        self._kept: dict[int, KeptGroup] = {}
        self._under: dict[
            str, object
        ] = {}  # the rulings under which a report was grouped whose claims changed
        self._due = Due()
        self.inside: set[int] = set()
        self.tied_anew: set[int] = set()
        self.parted: set[int] = set()

    def kept(self, number: int) -> KeptGroup:
        """Return a group that was looked at."""
        if number not in self._kept:
            self._kept[number] = group_of(self._records[number])
        return self._kept[number]

    def incident_of(self, number: int) -> str:
        """Return the incident a group stood in after the last run, empty for a new group."""
        return self._records[number].incident_id

    def report_of(self, number: int) -> str:
        """Return the report of a group."""
        return self._records[number].report_id

    def cover_of(self, number: int) -> int | None:
        """Return what a total covers, ``None`` for an event."""
        return self._records[number].cover

    def take_due(self) -> Due:
        """Return what is to be taken in because of groups that are no longer, and forget it."""
        due, self._due = self._due, Due()
        return due

    def look_at(self, records: Iterable[GroupRecord]) -> None:
        """Know groups without linking them anew."""
        for record in records:
            self._records.setdefault(record.number, record)

    def take_in(self, records: Iterable[GroupRecord]) -> None:
        """Have groups linked anew."""
        found = list(records)
        self.look_at(found)
        self.inside.update(record.number for record in found)

    def compare_anew(self, report_ids: Collection[str]) -> None:
        """Compare the groups of reports anew, because of what these share in words."""
        records = self._hood.groups_of_reports(report_ids)
        self.take_in(records)
        self._tie({record.number for record in records})

    def regroup(self, stale: set[str], rule: Callable[[], Rulings]) -> bool:
        """Group reports anew that were not yet under the rulings as they are; return whether there were any.

        Args:
            stale: the reports. One of which places are now known otherwise, and of whose grouping people ruled,
                is added and has its turn later, when all that its rulings depend on was taken in.
            rule: gives the rulings on all that was read.
        """
        rulings = rule()
        under = {key: _concerning(key, rulings, self._book) for key in stale}
        waiting = {key for key in stale if self._under.get(key) != under[key]}
        is_any = bool(waiting)
        self._under |= under
        while waiting:
            blocks = self._regroup(waiting, rulings)
            numbers = {number for found in self._hood.members(blocks).values() for number in found}
            records = [record for record in self._hood.groups(numbers) if record.report_id not in waiting]
            waiting = {record.report_id for record in records}
            self._book.read(waiting)
            ruled = (waiting & self._book.ruled_reports()) - stale
            self.take_in(record for record in records if record.report_id in ruled)
            stale |= ruled
            waiting -= ruled
        return is_any

    def _regroup(self, report_ids: Collection[str], rulings: Rulings) -> set[int]:
        """Group reports anew; return the blocks of groups for which places are now known otherwise."""
        claims = self._book.claims_of(report_ids)
        events, totals = tell_apart(claims, frozenset(find_totals(claims)), rulings)
        blocks = self._seating.replace(report_ids, events, self._book.reports)
        atlas = self._seating.atlas(events, self._book.reports)
        made = groups_of(events, self._book.reports, atlas, rulings)
        new = [keep_event(group, is_pinned=is_pinned(group, rulings)) for group in made]
        new += map(keep_total, totals_of(totals, self._book.reports))
        self._exchange(report_ids, {group.number: group for group in new})
        return blocks

    def _exchange(self, report_ids: Collection[str], new: Mapping[int, KeptGroup]) -> None:
        """Put new groups of reports in the place of those they had."""
        old = {record.number: record for record in self._hood.groups_of_reports(report_ids)}
        same = {number for number in old if number in new and group_of(old[number]) == new[number]}
        self.look_at(old[number] for number in same)
        self.inside |= {number for number in same if old[number].report_id in self._under}
        gone = {number: group_of(old[number]) for number in old.keys() - same}
        self._due.incidents |= {old[number].incident_id for number in gone}
        self._due.covers |= {cover for number in gone if (cover := old[number].cover) is not None}
        self._part_from(gone)
        self.inside -= gone.keys()
        self._hood.take_groups(gone)
        fresh = {number: group for number, group in new.items() if number not in same}
        for number, group in fresh.items():
            home = old[number].incident_id if number in old else ""
            self._records[number], self._kept[number] = record_of(group, home), group
        self._hood.put_groups(self._records[number] for number in fresh)
        self.inside |= fresh.keys()
        left = {(block, number) for number, group in gone.items() for block in group.blocks()}
        entered = {(block, number) for number, group in fresh.items() for block in group.blocks()}
        self._hood.take_members(left - entered)
        self._hood.put_members(entered - left)
        limited = {block for group in (*gone.values(), *fresh.values()) for block in group.limited_blocks()}
        self._tie(fresh.keys() | self._crowd(limited))

    def _crowd(self, blocks: Collection[int]) -> set[int]:
        """Look which of some blocks became too common, or no more are; return their groups."""
        sizes = self._hood.sizes(blocks)
        large = {block for block in blocks if sizes.get(block, 0) > LARGEST_BLOCK}
        crowded = self._hood.crowded(blocks)
        self._hood.put_crowded(large - crowded)
        self._hood.take_crowded(crowded - large)
        members = self._hood.members({side for block in large ^ crowded for side in (block, block ^ 1)})
        numbers = {number for found in members.values() for number in found}
        self.look_at(self._hood.groups(numbers - self._records.keys()))
        self.inside |= numbers
        return numbers

    def _part_from(self, numbers: Iterable[int]) -> None:
        """Take ties away."""
        wanted = set(numbers)
        self.parted |= {number for pair in self._hood.ties(wanted) for number in pair}
        self._hood.take_ties(wanted)

    def _tie(self, numbers: Iterable[int]) -> None:
        """Compare groups anew with all that they meet."""
        wanted = {number for number in numbers if self.kept(number).profile is not None}
        self.tied_anew |= wanted
        self._part_from(wanted)
        keys = {
            number: keys_of(self._profile(number)) for number in wanted if not self.kept(number).is_pinned
        }
        met = self._met(keys)
        copies = self._passages.copies({self.report_of(number) for number in keys})
        told = self._told(copies)
        self.look_at(
            self._hood.groups(
                {other for close, wide in met.values() for other in close | wide} - self._records.keys()
            )
        )
        weighing = Weighing(Corpus(copies=copies))
        scores: dict[tuple[int, int], float] = {}
        for number, (close, wide) in met.items():
            copied = told.get(self.report_of(number), set())
            for other in (close | wide | copied) - {number}:
                pair = (number, other) if number < other else (other, number)
                if pair not in scores and self._is_met(
                    number, other, is_wide=other in wide or other in copied
                ):
                    one, two = in_order(self._profile(number), self._profile(other))
                    score = tie_of_groups(one, two, weighing)
                    if score is not None:
                        scores[pair] = score
        self._hood.put_ties((one, two, score) for (one, two), score in scores.items())

    def _is_met(self, number: int, other: int, *, is_wide: bool) -> bool:
        kept = self.kept(other)
        if kept.profile is None or kept.is_pinned:
            return False
        return is_wide or is_close(self._profile(number), kept.profile)

    def _profile(self, number: int) -> Profile:
        return event_of(self.kept(number))

    def _met(self, keys: Mapping[int, Keys]) -> dict[int, tuple[set[int], set[int]]]:
        """Return the groups that each group meets if their days touch, and those it meets anyway."""
        crowded = self._hood.crowded({block for each in keys.values() for block in each.consulted})
        close = {number: each.close(crowded) for number, each in keys.items()}
        wide = {number: each.wide(crowded) for number, each in keys.items()}
        members = self._hood.members(
            {block for blocks in (*close.values(), *wide.values()) for block in blocks}
        )
        return {number: (_all_of(members, close[number]), _all_of(members, wide[number])) for number in keys}

    def _told(self, copies: Mapping[tuple[str, str], float]) -> dict[str, set[int]]:
        """Return, for each report, the groups of reports that carry its story."""
        records = self._hood.groups_of_reports({key for pair in copies for key in pair})
        self.look_at(records)
        of_report: dict[str, set[int]] = {}
        for record in records:
            of_report.setdefault(record.report_id, set()).add(record.number)
        found: dict[str, set[int]] = {}
        for one, two in copies:
            found.setdefault(one, set()).update(of_report.get(two, ()))
            found.setdefault(two, set()).update(of_report.get(one, ()))
        return found


def _all_of(members: Mapping[int, Iterable[int]], blocks: Iterable[int]) -> set[int]:
    return set().union(*(members.get(block, ()) for block in blocks))


def _concerning(report_id: str, rulings: Rulings, book: Rulebook) -> object:
    """Return the rulings that decide how the claims of a report are grouped."""
    own = {claim.id for claim in book.claims_of([report_id])}
    units = tuple(unit for unit in rulings.units if not own.isdisjoint(unit))
    return units, tuple(sorted(claim for claim in rulings.wanted if claim in own))
