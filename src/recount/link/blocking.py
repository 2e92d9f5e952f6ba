"""Which pairs of groups are compared at all: those that share a place and a time, or a figure and a time.

Without blocking every group would meet every other. A block is a set of groups with one key; keys carry a
window of days, so that blocks stay small as a record grows over years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b

from recount.link.cluster import Pair
from recount.link.features import gap_days
from recount.link.profile import Profile
from recount.model import Harm

LARGEST_BLOCK = 300  # groups; a larger block is a region and time, or a figure, too common to say anything
SMALLEST_FIGURE = 5  # smaller figures are shared by chance every day
LONGEST_SPAN = 45  # days of one group that are keyed; a longer span only dates it loosely
CELL = 4  # days that share a key; those more than a day apart are told apart afterwards
_DAY = timedelta(days=1)

Block = int
"""63 bits of the hash of what the groups of a block share; the last bit is set in a block of guests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The blocks a group is in.

    Attributes:
        spots: a place named as such, and days; never too common.
        months: a place named as such, and a month, whatever the days.
        days: a place or a figure, and days.
        guests: places around it, and days. A guest meets those that are in the block of ``days`` with the
            same key, and no other guest.
    """

    spots: frozenset[Block]
    months: frozenset[Block]
    days: frozenset[Block]
    guests: frozenset[Block]

    @property
    def limited(self) -> frozenset[Block]:
        """The blocks that are left out where they are too common."""
        return self.months | self.days | self.guests

    @property
    def all(self) -> frozenset[Block]:
        """All blocks."""
        return self.limited | self.spots

    @property
    def consulted(self) -> frozenset[Block]:
        """The blocks that decide which groups it meets, if they are not too common."""
        return self.limited | {_other_side(block) for block in self.days | self.guests}

    def close(self, crowded: Collection[Block]) -> set[Block]:
        """Return the blocks whose groups it meets if their days touch."""
        alone = {block for block in self.days if block not in crowded}
        across = {
            _other_side(block)
            for block in self.days | self.guests
            if block not in crowded and _other_side(block) not in crowded
        }
        return {*self.spots, *alone, *across}

    def wide(self, crowded: Collection[Block]) -> set[Block]:
        """Return the blocks whose groups it meets whatever their days."""
        return {block for block in self.months if block not in crowded}


def keys_of(profile: Profile) -> Keys:
    """Return the blocks of a group."""
    days = list(_days(profile))
    cells = sorted({day.toordinal() // CELL for day in days})
    setting = profile.setting
    spots = setting.specific - setting.regions
    figures = [
        (harm.value, number)
        for harm, number in profile.figures
        if number >= SMALLEST_FIGURE and harm is not Harm.CASUALTIES
    ]
    months = {f"{day:%Y-%m}" for day in days} or {""}
    named = setting.specific or setting.enclosing
    around = setting.enclosing if setting.specific else ()
    return Keys(
        spots=frozenset(_block("spot", place, cell) for place in spots for cell in cells),
        months=frozenset(_block("month", place, month) for place in spots for month in months),
        days=frozenset(
            [_block("day", place, cell) for place in named for cell in cells]
            + [_block("figure", *figure, cell) for figure in figures for cell in cells]
        ),
        guests=frozenset(_other_side(_block("day", place, cell)) for place in around for cell in cells),
    )


class Candidates:
    """The pairs of groups worth comparing."""

    def __init__(self, profiles: Sequence[Profile], copies: Mapping[Pair, float]) -> None:
        """Look who is in which block.

        Args:
            profiles: the groups.
            copies: reports that carry one story; their groups are compared whatever else they share.
        """
        self._profiles = profiles
        self._keys = [keys_of(profile) for profile in profiles]
        self._members: dict[Block, list[int]] = defaultdict(list)
        for number, each in enumerate(self._keys):
            for block in each.all:
                self._members[block].append(number)
        limited = {block for each in self._keys for block in each.limited}
        self._crowded = {block for block in limited if len(self._members[block]) > LARGEST_BLOCK}
        self._copied = _copied(profiles, copies)
        self._spans = [_span(profile) for profile in profiles]

    def pairs(self, number: int) -> Iterator[tuple[Profile, Profile]]:
        """Yield the pairs of one group with later ones, each in order of its keys."""
        first, last = self._spans[number]
        met = _met(self._keys[number].close(self._crowded), self._members)
        close = {
            other
            for other in met
            if other > number and self._spans[other][0] <= last + 1 and first <= self._spans[other][1] + 1
        }
        wide = _met(self._keys[number].wide(self._crowded), self._members) | self._copied.get(number, set())
        for other in sorted(close.union(other for other in wide if other > number)):
            yield in_order(self._profiles[number], self._profiles[other])


def is_close(one: Profile, two: Profile) -> bool:
    """Whether the days of two groups touch."""
    gap = gap_days(one, two)
    return gap is not None and gap <= 1


def _span(profile: Profile) -> tuple[int, int]:
    """Return the days of a group as numbers; of one without days a span that touches none."""
    if profile.start is None or profile.last is None:
        return date.max.toordinal() + 9, -9
    return profile.start.toordinal(), profile.last.toordinal()


def in_order(one: Profile, two: Profile) -> tuple[Profile, Profile]:
    """Return two groups in order of their keys."""
    return (one, two) if one.key < two.key else (two, one)


def _met(blocks: Iterable[Block], members: Mapping[Block, Sequence[int]]) -> set[int]:
    return set().union(*(members.get(block, ()) for block in blocks))


@lru_cache(maxsize=65536)
def _block(*parts: object) -> Block:
    digest = blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 2 << 1


def _other_side(block: Block) -> Block:
    """Return the block of the guests of a block, or the block that guests visit."""
    return block ^ 1


def _days(profile: Profile) -> Iterator[date]:
    """Yield the days a group may meet others on: its own, and the next for those of the day after."""
    if profile.start is None or profile.last is None:
        return
    day, last = profile.start, min(profile.last + _DAY, profile.start + LONGEST_SPAN * _DAY)
    while day <= last:
        yield day
        day += _DAY


def _copied(profiles: Sequence[Profile], copies: Mapping[Pair, float]) -> dict[int, set[int]]:
    """Groups of reports that carry one story, whatever else they share."""
    of_report: dict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        of_report[profile.report_id].append(number)
    found: dict[int, set[int]] = defaultdict(set)
    for first, second in copies:
        for one in of_report.get(first, ()):
            found[one].update(of_report.get(second, ()))
        for two in of_report.get(second, ()):
            found[two].update(of_report.get(first, ()))
    return found
