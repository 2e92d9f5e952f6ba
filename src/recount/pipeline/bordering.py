"""How much of a piece is linked anew: the incidents that come out otherwise, and those in which something changed.

Clusters need no claims, so a piece is clustered first, and claims are read only where a cluster is no incident as it
stands. Of a large piece, in which the scores of ties alone count, not even all groups are clustered: clusters are
joined best first, and a join looks at its two clusters only, so as long as none of a part joins one outside, the part
is joined as if it were alone. When some incidents, with all that changed inside them, join none of those they are
tied to, and these come out as they were, then what lies beyond these comes out as it was too: the first join across
would have been one before, or one that was looked for here.

Where people ruled on the grouping of anything around, whole pieces are linked anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from recount.link.constrain import Rulings
from recount.link.features import Corpus
from recount.link.grouping import LARGEST_TABLE, Found, Ground, find_clusters
from recount.link.records import event_of, number_of
from recount.pipeline.regrouping import Groups
from recount.pipeline.touching import rules_on_grouping
from recount.pipeline.tying import Ties
from recount.store import Store
from recount.store.neighbourhood_types import GroupRecord

FEWEST_GROUPS = 60  # of pieces together; smaller ones are linked anew whole, which takes no longer


class Border:
    """The incidents around those that are linked anew, while these grow."""

    def __init__(
        self, store: Store, groups: Groups, ties: Ties, small: frozenset[int], turned: frozenset[int]
    ) -> None:
        """Begin, with nothing known of what is around.

        Args:
            store: the record.
            groups: those inside are linked anew.
            ties: theirs, and of those around.
            small: all groups of the pieces in which all pairs are scored.
            turned: groups of large pieces that were in small ones before; all of them are linked anew.
        """
        self._store = store
        self._groups = groups
        self._ties = ties
        self._small = small
        self._turned = turned
        self._members: dict[str, frozenset[int]] = {}
        self._known: dict[frozenset[int], Found] = {}
        self._found: tuple[Found, ...] = ()

    def drawn_in(self) -> list[GroupRecord] | None:
        """Return the groups of incidents around that are to be linked anew as well; none when it is enough.

        ``None`` where people ruled on what is around, so that whole pieces are to be taken in.
        """
        inside = self._groups.inside
        if missing := self._turned - inside:
            return self._store.neighbourhood.groups(missing)
        around = self._around()
        if around is None:
            return None
        numbers = inside.union(*around.values())
        self._found = (self._clusters(numbers & self._small), self._clusters(numbers - self._small))
        clusters = {frozenset(map(number_of, keys)) for found in self._found for keys in found.clusters}
        drawn = {number for members in around.values() if members not in clusters for number in members}
        return self._store.neighbourhood.groups(drawn)

    def found_inside(self, keys: Collection[str]) -> Found:
        """Return the clusters of groups that are linked anew, once these are enough."""
        return Found(
            clusters=tuple(one for found in self._found for one in found.clusters if one[0] in keys),
            best={key: best for found in self._found for key, best in found.best.items() if key in keys},
        )

    def _around(self) -> dict[str, frozenset[int]] | None:
        """Return the groups of the incidents that may come out otherwise; ``None`` where people ruled on them."""
        hood, inside = self._store.neighbourhood, self._groups.inside
        near = (self._ties.tied(inside - self._small) | self._groups.parted | self._small) - inside
        homes = hood.homes(near)
        incidents = {incident for _, incident in homes}
        new = incidents - self._members.keys()
        if new and _is_ruled(self._store, homes):
            return None
        members: dict[str, set[int]] = {}
        for record in hood.groups_of_incidents(new):
            self._groups.look_at([record])
            members.setdefault(record.incident_id, set()).add(record.number)
        self._members |= {incident: frozenset(numbers) for incident, numbers in members.items()}
        return {incident: self._members[incident] for incident in incidents}

    def _clusters(self, numbers: Iterable[int]) -> Found:
        """Return the clusters of some groups; those of totals are none."""
        kept = [group for number in numbers if (group := self._groups.kept(number)).profile is not None]
        key_of = {group.number: group.key for group in kept}
        which = frozenset(key_of)
        if which not in self._known:
            ties = {
                (min(key_of[one], key_of[two]), max(key_of[one], key_of[two])): score
                for (one, two), score in self._ties.among(which).items()
            }
            ground = Ground(
                groups=tuple(event_of(group) for group in kept),
                totals=(),
                total_ids=frozenset(),
                ties=ties,
                corpus=Corpus(copies=self._store.passages.copies({group.report_id for group in kept})),
                large=frozenset(key_of[number] for number in which - self._small),
            )
            self._known[which] = find_clusters(ground, Rulings(wanted={}, survivor={}))
        return self._known[which]


def border_of(store: Store, groups: Groups, ties: Ties) -> Border | set[int]:
    """Return what is around what changed; where whole pieces are to be linked anew, what is known of these."""
    changed = groups.inside | groups.parted
    small, large = _walk(ties, changed), set[int]()
    if len(small) > LARGEST_TABLE:  # it may be of several pieces
        small, large = _pieces(ties, changed)
    looked_at = small | large
    if len(looked_at) < FEWEST_GROUPS or _is_ruled(store, store.neighbourhood.homes(looked_at)):
        return looked_at
    old = ties.tied(groups.tied_anew) | changed if large else set[int]()
    turned, _ = _pieces(ties, old.difference(small, groups.tied_anew), without=groups.tied_anew)
    return Border(store, groups, ties, frozenset(small), frozenset(turned))


def _pieces(ties: Ties, numbers: Iterable[int], without: Collection[int] = ()) -> tuple[set[int], set[int]]:
    """Look at the pieces in which some groups lie, as if others were not there.

    Returns:
        All groups of pieces in which all pairs are scored, and some of those of larger ones.
    """
    small, large = set[int](), set[int]()
    waiting = set(numbers)
    while waiting:
        piece = _walk(ties, {waiting.pop()}, without, large)
        is_large = len(piece) > LARGEST_TABLE or not large.isdisjoint(piece)
        (large if is_large else small).update(piece)
        waiting -= piece
    return small, large


def _walk(
    ties: Ties, numbers: Iterable[int], without: Collection[int] = (), known: Collection[int] = ()
) -> set[int]:
    """Return all that hangs together with some groups, no further than to known ones, or than it is large."""
    found, fresh = set[int](), set(numbers)
    while fresh:
        found |= fresh
        if len(found) > LARGEST_TABLE or not fresh.isdisjoint(known):
            break
        fresh = ties.tied(fresh).difference(found, without)
    return found


def _is_ruled(store: Store, homes: Collection[tuple[str, str]]) -> bool:
    """Whether people ruled on the grouping of anything in some reports and incidents."""
    incidents = {incident for _, incident in homes} - {""}
    about = [
        *store.lookup.decisions_about("report", {report for report, _ in homes}),
        *store.lookup.decisions_about("incident", incidents | store.neighbourhood.former(incidents)),
    ]
    return any(rules_on_grouping(logged.decision) for logged in about)
