"""How much of a large piece is linked anew: the incidents that what changed can reach, and no others.

Clusters are joined best first, and a join looks at its two clusters only. As long as none of a piece joins one of
another part of it, each part is joined as if it were alone. So when some incidents, with all that changed inside
them, join none of those they are tied to, and these come out as they were, then what lies beyond these comes out as
it was too: the first join across would have been one before, or one that was looked for here.

That holds while people ruled on the grouping of nothing around, and while the same scores count as before: in a
piece of more than ``LARGEST_TABLE`` groups those of ties only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from recount.link.constrain import Rulings
from recount.link.features import Corpus
from recount.link.grouping import LARGEST_TABLE, THRESHOLD, Ground, group_claims
from recount.link.records import with_claims
from recount.pipeline.regrouping import Groups
from recount.pipeline.touching import rules_on_grouping
from recount.pipeline.tying import Ties
from recount.store import Store
from recount.store.neighbourhood_types import GroupRecord

FEWEST_GROUPS = 200  # of pieces together; smaller ones are linked anew whole, which takes no longer


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
            small: the groups of pieces in which all pairs are scored.
            turned: those of which perhaps other scores counted before; all of them are linked anew.
        """
        self._store = store
        self._groups = groups
        self._ties = ties
        self._small = small
        self._turned = turned
        self._members: dict[str, set[int]] = {}
        self._enough: set[int] = set()

    def large_among(self, numbers: Iterable[int]) -> frozenset[int]:
        """Return those of some groups that lie in pieces of which only ties are scored."""
        return frozenset(numbers) - self._small

    def drawn_in(self) -> list[GroupRecord] | None:
        """Return the groups of incidents around that are to be linked anew as well; none when it is enough.

        ``None`` where people ruled on what is around, so that whole pieces are to be taken in.
        """
        inside = self._groups.inside
        if missing := self._turned - inside:
            return self._store.neighbourhood.groups(missing)
        if self._enough == inside:
            return []
        around = self._around()
        if around is None:
            return None
        clusters = set(self._clusters(inside.union(*around.values()))) if around else set()
        drawn = {
            number for members in around.values() if frozenset(members) not in clusters for number in members
        }
        self._enough = set() if drawn else set(inside)
        return self._store.neighbourhood.groups(drawn)

    def _around(self) -> dict[str, set[int]] | None:
        """Return the groups of the incidents that those inside are tied to; ``None`` where people ruled on them."""
        hood, inside = self._store.neighbourhood, self._groups.inside
        tied = self._ties.tied(inside) - inside
        self._groups.look_at(hood.groups(tied))
        incidents = {self._groups.incident_of(number) for number in tied}
        records = hood.groups_of_incidents(incidents - self._members.keys())
        if _is_ruled(self._store, [record.number for record in records]):
            return None
        self._groups.look_at(records)
        for record in records:
            self._members.setdefault(record.incident_id, set()).add(record.number)
        return {incident: self._members[incident] for incident in incidents}

    def _clusters(self, numbers: Iterable[int]) -> Iterable[frozenset[int]]:
        """Return the clusters of some groups."""
        kept = {
            number: group for number in numbers if (group := self._groups.kept(number)).profile is not None
        }
        self._ties.ask(kept)
        key_of = {number: group.key for number, group in kept.items()}
        ties = {
            (min(key_of[one], key_of[two]), max(key_of[one], key_of[two])): score
            for (one, two), score in self._ties.among(kept).items()
        }
        copies = self._store.passages.copies({group.report_id for group in kept.values()})
        ground = Ground(
            groups=tuple(with_claims(group, ()) for group in kept.values()),
            totals=(),
            total_ids=frozenset(),
            ties=ties,
            corpus=Corpus(copies=copies),
            large=frozenset(key_of[number] for number in self.large_among(kept)),
        )
        number_of = {key: number for number, key in key_of.items()}
        for cluster in group_claims(ground, Rulings(wanted={}, survivor={})).clusters:
            yield frozenset(number_of[group.key] for group in cluster)


def border_of(store: Store, groups: Groups, ties: Ties) -> Border | None:
    """Return what is around the groups that changed; ``None`` where their pieces are linked anew whole."""
    small, large = _pieces(store, groups.inside)
    if len(small) + len(large) < FEWEST_GROUPS or _is_ruled(store, small | large):
        return None
    old = store.neighbourhood.tied(groups.tied_anew, THRESHOLD) | groups.inside
    turned, _ = _pieces(store, old.difference(small, groups.tied_anew), without=groups.tied_anew)
    if not groups.have_only_come and (large or len(small) + len(groups.gone) > LARGEST_TABLE):
        turned |= small  # what is no longer may have made a larger piece of these
    return Border(store, groups, ties, frozenset(small), frozenset(turned))


def _pieces(store: Store, numbers: Iterable[int], without: Collection[int] = ()) -> tuple[set[int], set[int]]:
    """Look at the pieces in which some groups lie, as if others were not there.

    Returns:
        All groups of pieces in which all pairs are scored, and some of those of larger ones.
    """
    small, large = set[int](), set[int]()
    waiting = set(numbers)
    while waiting:
        piece, fresh = set[int](), {waiting.pop()}
        while fresh and len(piece) <= LARGEST_TABLE and large.isdisjoint(fresh):
            piece |= fresh
            fresh = store.neighbourhood.tied(fresh, THRESHOLD).difference(piece, without)
        is_large = bool(fresh) or len(piece) > LARGEST_TABLE
        (large if is_large else small).update(piece, fresh)
        waiting -= piece
    return small, large


def _is_ruled(store: Store, numbers: Iterable[int]) -> bool:
    """Whether people ruled on the grouping of anything in the reports or incidents of some groups."""
    homes = store.neighbourhood.homes(numbers)
    incidents = {incident for _, incident in homes} - {""}
    about = [
        *store.lookup.decisions_about("report", {report for report, _ in homes}),
        *store.lookup.decisions_about("incident", incidents | store.neighbourhood.former(incidents)),
    ]
    return any(rules_on_grouping(logged.decision) for logged in about)
