"""Which pairs of groups are compared at all: those that share a place and a time, or a figure and a day.

Without blocking every group would meet every other. A block is a set of groups with one key; keys carry a
date window, so that blocks stay small as a record grows over years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from recount.link.cluster import Pair
from recount.link.features import Corpus
from recount.link.profile import Profile
from recount.link.wording import keywords
from recount.model import Harm

LARGEST_BLOCK = 150  # groups; a larger block is a place and time, or a word, too common to say anything
SMALLEST_FIGURE = 5  # smaller figures are shared by chance every day
LONGEST_SPAN = 45  # days of one group that are keyed; a longer span only dates it loosely
_DAY = timedelta(days=1)

Key = tuple[str, ...]


def candidate_pairs(profiles: Sequence[Profile], corpus: Corpus) -> set[Pair]:
    """Return pairs of group keys worth comparing, each in order."""
    blocks: dict[Key, set[str]] = defaultdict(set)
    guests: dict[Key, set[str]] = defaultdict(set)
    for profile in profiles:
        days = tuple(_days(profile))
        for key in _keys(profile, days, corpus):
            blocks[key].add(profile.key)
        for key in _regions(profile, days):
            guests[key].add(profile.key)
    pairs: set[Pair] = set()
    for key, members in blocks.items():
        if len(members) <= LARGEST_BLOCK:
            pairs.update(_pairs(members))
            pairs.update(_across(members, guests.get(key, set())))
    return pairs | _copied(profiles, corpus.copies)


def _keys(profile: Profile, days: Sequence[date], corpus: Corpus) -> Iterator[Key]:
    """Yield the keys under which a group meets every other that has them."""
    months = sorted({f"{day:%Y-%m}" for day in days}) or [""]
    setting = profile.setting
    for place in setting.specific - corpus.broad:
        for month in months:
            yield "place", place, month
    for place in setting.specific if setting.specific else setting.enclosing:
        for day in days:
            yield "day", place, day.isoformat()
    for harm, number in profile.figures:
        if number >= SMALLEST_FIGURE and harm is not Harm.CASUALTIES:
            for day in days:
                yield "figure", harm.value, str(number), day.isoformat()
    for word in keywords(corpus.words.get(profile.key, {})):
        for month in months:
            yield "word", word, month


def _regions(profile: Profile, days: Sequence[date]) -> Iterator[Key]:
    """Yield the keys under which a group that names a place meets those that only name what encloses it."""
    if profile.setting.specific:
        for place in profile.setting.enclosing:
            for day in days:
                yield "day", place, day.isoformat()


def _days(profile: Profile) -> Iterator[date]:
    """Yield the days a group may meet others on: its own, and the next for those of the day after."""
    if profile.start is None or profile.last is None:
        return
    day, last = profile.start, min(profile.last + _DAY, profile.start + LONGEST_SPAN * _DAY)
    while day <= last:
        yield day
        day += _DAY


def _pairs(members: set[str]) -> Iterator[Pair]:
    return combinations(sorted(members), 2)


def _across(members: set[str], guests: set[str]) -> Iterator[Pair]:
    if len(guests) > LARGEST_BLOCK:
        return
    for one in members:
        for two in guests:
            if one != two:
                yield (one, two) if one < two else (two, one)


def _copied(profiles: Sequence[Profile], copies: Mapping[Pair, float]) -> set[Pair]:
    """Groups of reports that carry one story, whatever else they share."""
    of_report: dict[str, list[str]] = defaultdict(list)
    for profile in profiles:
        of_report[profile.report_id].append(profile.key)
    return {
        (one, two) if one < two else (two, one)
        for first, second in copies
        for one in of_report.get(first, ())
        for two in of_report.get(second, ())
        if one != two
    }
