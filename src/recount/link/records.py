"""Groups in the form in which they are kept between runs, and the numbers by which they are found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

from recount.link.aggregates import Cover
from recount.link.atlas import month_of
from recount.link.blocking import Block, keys_of
from recount.link.grouping import Total
from recount.link.profile import Profile
from recount.model import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptGroup:
    """Claims of one report about one event, or that are one total.

    Attributes:
        claim_ids: in text order for an event.
        profile: of an event, without its claims; ``None`` for a total.
        cover: of a total.
        is_pinned: whether a person said where it belongs, so that it is compared with none.
    """

    report_id: str
    claim_ids: tuple[str, ...]
    profile: Profile | None = None
    cover: Cover | None = None
    is_pinned: bool = False

    @property
    def key(self) -> str:
        """The id of its first claim by order of ids."""
        return min(self.claim_ids)

    @property
    def number(self) -> int:
        """What names it in the store."""
        return number_of(self.key)

    @property
    def cover_number(self) -> int | None:
        """What the cover is found by."""
        return None if self.cover is None else number_of("cover", *self.cover)

    def blocks(self) -> frozenset[Block]:
        """Return the blocks in which it is found: for comparison, and by what is known of its places."""
        if self.profile is None:
            return frozenset()
        seats = frozenset(seats_of(self.profile))
        return seats if self.is_pinned else seats | keys_of(self.profile).all

    def limited_blocks(self) -> frozenset[Block]:
        """Return those of its blocks that can be too common to be compared."""
        if self.profile is None or self.is_pinned:
            return frozenset()
        return keys_of(self.profile).limited


def keep_event(profile: Profile, *, is_pinned: bool) -> KeptGroup:
    """Return a group in the form in which it is kept."""
    return KeptGroup(
        report_id=profile.report_id,
        claim_ids=tuple(claim.id for claim in profile.claims),
        profile=replace(profile, claims=()),
        is_pinned=is_pinned,
    )


def keep_total(total: Total) -> KeptGroup:
    """Return a total in the form in which it is kept."""
    return KeptGroup(report_id=total.report_id, claim_ids=total.claim_ids, cover=total.cover)


def total_of(kept: KeptGroup) -> Total:
    """Return a kept total."""
    return Total(report_id=kept.report_id, cover=kept.cover or (), claim_ids=kept.claim_ids)


def with_claims(kept: KeptGroup, claims: Iterable[Claim]) -> Profile:
    """Return the profile of an event as it was, with its claims in text order."""
    return replace(event_of(kept), claims=tuple(claims))


def event_of(kept: KeptGroup) -> Profile:
    """Return the profile of an event, without its claims."""
    if kept.profile is None:
        raise ValueError(f"group {kept.key} is a total")
    return kept.profile


def seats_of(profile: Profile) -> list[Block]:
    """Return the blocks by which a group is found when something new is learnt of its places."""
    month = month_of(profile.report_day)
    return [seat_of(place, month) for place in profile.setting.keys]


def seat_of(place: str, month: str) -> Block:
    """Return the block of the groups of reports of a month that are set at a place or in it."""
    return number_of("seat", place, month)


@lru_cache(maxsize=65536)
def number_of(*parts: str) -> int:
    """Return 63 bits of a hash."""
    digest = blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
