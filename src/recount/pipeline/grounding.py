"""What a full run leaves behind, so that later runs need to look at a neighbourhood only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter

from recount import __version__
from recount.link import LINKER, UncertainPair, number_of, uncertain_pairs
from recount.link.atlas import Surrounding, surroundings_of
from recount.link.blocking import LARGEST_BLOCK, keys_of
from recount.link.grouping import Ground
from recount.link.profile import Profile
from recount.link.records import KeptGroup, keep_event, keep_total
from recount.model import Claim, Incident, Report, dump_json, load_json
from recount.store import Store
from recount.store.neighbourhood_types import Doubt, GroupRecord

Seat = tuple[str, str, str]


def write_mark(store: Store) -> None:
    """Say that all the log holds so far is linked, by the rules of this version."""
    store.neighbourhood.set_mark(f"{store.neighbourhood.last_seq()} {_rules()}")


def read_mark(store: Store) -> int | None:
    """Return the last entry of the log that is linked; ``None`` when nothing is, by the rules of this version."""
    mark = store.neighbourhood.mark()
    seq, _, rules = (mark or "").partition(" ")
    return int(seq) if rules == _rules() else None


def keep_ground(
    store: Store,
    ground: Ground,
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    incidents: Sequence[Incident],
) -> None:
    """Replace all that linking keeps by what a full run found."""
    hood = store.neighbourhood
    incident_of = {claim: incident.id for incident in incidents for claim in incident.claim_ids}
    kept = kept_groups(ground)
    hood.clear()
    records = {group.key: record_of(group, incident_of[group.claim_ids[0]]) for group in kept}
    hood.put_groups(sorted(records.values(), key=attrgetter("number")))
    # Rows go in by the order of their keys: a database that keeps them so is spared most of its work.
    hood.put_members(sorted((block, group.number) for group in kept for block in group.blocks()))
    hood.put_crowded(_crowded(ground))
    hood.put_ties(sorted(numbered(ground.ties)))
    totals = {claim_id for total in ground.totals for claim_id in total.claim_ids}
    events = (claim for claim in claims if claim.id not in totals)
    said = [one for claim in events for one in surroundings_of(claim, reports)]
    hood.put_surroundings(rows_of(said))
    hood.put_seats(seats_said(rows_of(said)))
    hood.put_former((old, incident.id) for incident in incidents for old in incident.previous_ids)
    by_key = {group.key: group for group in ground.groups}
    of_key = {key: incident_of[group.claims[0].id] for key, group in by_key.items()}

    def group(key: str) -> tuple[Profile, str]:
        return by_key[key], by_key[key].claims[0].id

    hood.put_doubts(map(doubt_of, uncertain_pairs(ground.ties, of_key, group, ground.corpus)))


def kept_groups(ground: Ground) -> list[KeptGroup]:
    """Return the groups and totals of a ground in the form in which they are kept."""
    events = [keep_event(group, is_pinned=group.key in ground.pinned) for group in ground.groups]
    return [*events, *map(keep_total, ground.totals)]


def record_of(group: KeptGroup, incident_id: str) -> GroupRecord:
    """Return a group as a row."""
    return GroupRecord(group.number, group.report_id, incident_id, group.cover_number, dump_json(group))


def group_of(record: GroupRecord) -> KeptGroup:
    """Return the group of a row."""
    return _group_of(record.body)


@lru_cache(maxsize=20_000)
def _group_of(body: str) -> KeptGroup:
    return load_json(KeptGroup, body)


def numbered(ties: Mapping[tuple[str, str], float]) -> Iterable[tuple[int, int, float]]:
    """Return ties by the numbers of their groups, the smaller first."""
    numbers = {key: number_of(key) for key in {key for pair in ties for key in pair}}
    for (one, two), score in ties.items():
        first, second = numbers[one], numbers[two]
        yield (first, second, score) if first < second else (second, first, score)


def rows_of(said: Iterable[Surrounding]) -> list[tuple[str, str, str, str]]:
    """Return what claims say of places, each thing once for a report."""
    found = {(one.report_id, one.month, one.place, one.around) for one in said}
    return sorted(found | {(report, month, "", around) for report, month, _, around in found})


def seats_said(rows: Iterable[tuple[str, str, str, str]]) -> Counter[Seat]:
    """Return in how many reports a place lies in another, and in how many it encloses any."""
    return Counter(
        (place, month, around) if place else (around, month, "") for _, month, place, around in rows
    )


def doubt_of(pair: UncertainPair) -> Doubt:
    """Return an uncertain pair as a row."""
    return Doubt(pair.one, pair.two, pair.reason.score, dump_json(pair.reason))


def _crowded(ground: Ground) -> set[int]:
    sizes = Counter(
        block for group in ground.groups if group.key not in ground.pinned for block in keys_of(group).limited
    )
    return {block for block, size in sizes.items() if size > LARGEST_BLOCK}


def _rules() -> str:
    return f"{__version__} {LINKER}"
