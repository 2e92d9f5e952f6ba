"""What makes one claim a repeat of another, or a part of it. Each test looks at two claims of one report."""

from __future__ import annotations

from itertools import combinations

from recount.extract.relations.events import (
    Fit,
    causes_clash,
    means_differ,
    place_fit,
    rivals,
    scopes_clash,
    statuses_clash,
    time_fit,
)
from recount.extract.relations.facts import Facts
from recount.extract.relations.figures import is_single, same_number
from recount.model import CountKind, Harm, Scope, Status

_FAR_WIDER = 2  # ranks between one event and a period, a day and a campaign
_NO_RANK = 9  # of a scope that is unclear: it may hold anything
_PUFFED = 0.5  # of what a vague word of a headline means at least
_MISREAD = 3  # days between two readings of one date
_TELLING = 20  # from here on two equal numbers in one report are seldom a coincidence
_RIVAL_SHARE = 0.5  # from here on another body's smaller figure is a rival, not a part
_TAKEN_UP = 3  # sentences back to "the blast"
_SUM_SLACK = 1.05  # by how much parts may exceed a whole that is open above
_CANDIDATES = 8  # figures nearest to a part that may stand with it
_MOST_PARTS = 4  # figures beside a part that are tried for a sum


def repeats(later: Facts, earlier: Facts) -> float:
    """Return how well a claim fits as a repeat of an earlier one, 0 when it is none."""
    if later.harm is not earlier.harm or scopes_clash(later, earlier):
        return 0
    if later.sentence == earlier.sentence and not _is_run_in(later, earlier):
        return 0
    if statuses_clash(later, earlier) or later.groups != earlier.groups:
        return 0
    named_again = _is_named_again(later, earlier) or _is_named_before(later, earlier)
    if causes_clash(later, earlier) and not named_again:
        return 0
    if earlier.is_worded_part and later.victims and earlier.victims and not later.victims & earlier.victims:
        return 0  # "two of them elderly men" are no "two civilians"
    place, time = place_fit(later, earlier), time_fit(later, earlier)
    equal = same_number(later.count, earlier.count)
    if place is Fit.APART and (named_again or (equal and _is_telling(later, earlier))):
        place = Fit.UNKNOWN
    if not equal and _widths_differ(later, earlier):
        return 0
    if time is Fit.APART and place is Fit.SAME and equal and _is_misdated(later, earlier):
        time = Fit.UNKNOWN
    if Fit.APART in {place, time} or not _figures_agree(later, earlier, place):
        return 0
    if not equal and (_is_rival_figure(later, earlier) or _narrower_status(later, earlier)):
        return 0
    if not equal and place is Fit.AROUND and not earlier.headline:
        return 0
    if later.claim.modality is not earlier.claim.modality:
        return 0
    if is_single(later.count) and not named_again and not _same_person(later, earlier):
        return 0
    if earlier.band.says_little and not earlier.headline and _are_others(later, earlier):
        return 0
    if later.says_also and _are_others(later, earlier):
        return 0
    return (2 if equal else 1) + (place is Fit.SAME) * 0.5 + (time is Fit.SAME) * 0.5


def _is_run_in(later: Facts, earlier: Facts) -> bool:
    """Whether one statement is made twice in what is read as one sentence: a headline set within a text has no
    full stop ("Two people killed in Ostra Two people were killed …"), or a clause says it again."""
    if later.is_another is not earlier.is_another or (earlier.hint is None and later.hint is not None):
        return False  # "three killed and three others hurt" is no repeat; "six others hurt … six others were hurt" is
    if not same_number(later.count, earlier.count) or later.band.stated is None:
        return False
    alike = later.told == earlier.told and later.victims and later.victims == earlier.victims
    is_bare = (
        bool(later.victims) and not earlier.victims
    )  # "Three killed in Ostra Three citizens were killed …"
    return bool(alike or is_bare) and place_fit(later, earlier) in {Fit.SAME, Fit.INSIDE}


def _is_telling(later: Facts, earlier: Facts) -> bool:
    """Whether equal figures tell more than names of places do, which may be of different width."""
    alike = len(later.victims) > 1 and later.victims == earlier.victims
    return earlier.headline or alike or (later.band.stated or 0) >= _TELLING


def _is_misdated(later: Facts, earlier: Facts) -> bool:
    """Whether one large figure of one place is dated a few days apart: then rather a day was misread."""
    if (later.band.stated or 0) < _TELLING or later.first is None or earlier.first is None:
        return False
    return abs((later.first - earlier.first).days) <= _MISREAD


def _is_named_again(later: Facts, earlier: Facts) -> bool:
    """Whether the same words are used again, wherever it was: by one speaker, or of one person ("the pilot")."""
    if len(later.told) > 1 and later.told == earlier.told and later.claimants & earlier.claimants:
        return True
    if not is_single(later.count) and later.is_definite and later.band.stated is not None:
        return same_number(later.count, earlier.count)
    if not is_single(later.count) or not is_single(earlier.count) or not later.told:
        return False
    return later.told <= earlier.told and (later.is_definite or len(later.told) > 1)


def _is_named_before(later: Facts, earlier: Facts) -> bool:
    """Whether a person counted by name is the one counted and named before ("one of its commanders, X Y")."""
    if not (is_single(later.count) and is_single(earlier.count)):
        return False
    names = {word.casefold() for word in later.count.words.split() if word[:1].isupper()}
    return len(names) > 1 and names <= earlier.beside


def _widths_differ(later: Facts, earlier: Facts) -> bool:
    """Whether words without a number are said of one event here, of weeks or a whole campaign there."""
    if earlier.headline or (later.band.stated is not None and earlier.band.stated is not None):
        return False
    if later.rank is None or earlier.rank is None:
        return False
    return abs(later.rank - earlier.rank) >= _FAR_WIDER


def _is_rival_figure(later: Facts, earlier: Facts) -> bool:
    """Whether another body states another number; its "dozens" after a number says no other."""
    return rivals(later, earlier) and (later.band.stated is not None or earlier.band.stated is None)


def _narrower_status(later: Facts, earlier: Facts) -> bool:
    """Fighters are as a rule a part of the dead of whom no status is given, unless the number is the same."""
    return later.claim.status is Status.COMBATANT and earlier.claim.status is not Status.COMBATANT


def _figures_agree(later: Facts, earlier: Facts, place: Fit) -> bool:
    """Whether one number may stand behind both; words that tell nothing of size repeat only their like."""
    if later.count.kind is earlier.count.kind is CountKind.NONE_STATED:
        return True
    if later.band.says_little:
        return earlier.band.says_little and not earlier.is_worded_part and place is not Fit.INSIDE
    if earlier.headline and place is Fit.SAME and _is_puffed(later, earlier):
        return True
    return later.band.meets(earlier.band) and not (earlier.band.says_little and place is Fit.INSIDE)


def _is_puffed(later: Facts, earlier: Facts) -> bool:
    """Whether a headline's vague word says somewhat more than the number below it ("dozens" of at least 12)."""
    if earlier.band.stated is not None or earlier.band.says_little or later.band.stated is None:
        return False
    return earlier.band.low * _PUFFED <= later.band.stated < earlier.band.low


def _same_person(later: Facts, earlier: Facts) -> bool:
    """One person is another claim's person only when the words for them agree."""
    return not later.told or not earlier.told or bool(later.told & earlier.told)


def is_part(later: Facts, earlier: Facts) -> bool:
    """Whether a claim counts a part of what an earlier one counts: a narrower place, time or harm."""
    if not may_be_whole(later, earlier) or _cannot_hold(earlier) or _is_of_another(later, earlier):
        return False
    place, time = place_fit(later, earlier), time_fit(later, earlier)
    if place is Fit.APART:
        place = Fit.INSIDE  # it is of the event taken up
    return not _is_wider(later, earlier, place, time) and _is_narrower(later, earlier, place, time)


def _cannot_hold(whole: Facts) -> bool:
    """Whether nothing is ever counted as a part of such a figure."""
    if whole.harm is Harm.TRAPPED or whole.claim.scope is Scope.CONFLICT:
        return True
    if whole.count.kind is CountKind.NONE_STATED:
        return True
    return whole.is_worded_part and whole.band.says_little


def _is_of_another(later: Facts, earlier: Facts) -> bool:
    """Whether a figure is told as one of another event, or of other people, than an earlier one."""
    if later.count.kind is CountKind.ZERO or later.claim.modality is not earlier.claim.modality:
        return True
    if later.claim.scope is Scope.CONFLICT or (later.says_also and not later.band.says_little):
        return True
    if causes_clash(later, earlier) or _disputes(later, earlier) or stands_beside(later, earlier):
        return True
    turns = rivals(later, earlier) or (later.is_elsewhere and earlier.rank == 0)
    return turns and means_differ(later, earlier)


def _is_wider(later: Facts, earlier: Facts, place: Fit, time: Fit) -> bool:
    """Whether a figure covers more than an earlier one: more days, more land, more of the violence."""
    if time is Fit.AROUND:
        return True
    if earlier.headline:
        return place is Fit.AROUND and later.harm is earlier.harm
    wider = (later.rank or 0) - (earlier.rank if earlier.rank is not None else _NO_RANK)
    return place is Fit.AROUND or wider > (place is Fit.SAME is time)


def _is_narrower(later: Facts, earlier: Facts, place: Fit, time: Fit) -> bool:
    """Whether something shows a figure to cover less than an earlier one."""
    if earlier.band.says_little:
        return place is Fit.INSIDE and not later.band.says_little
    if place is Fit.PERHAPS_INSIDE and not earlier.headline and not earlier.rank:
        return False
    if place in {Fit.WIDELY_INSIDE, Fit.PERHAPS_INSIDE}:
        return time in {Fit.SAME, Fit.INSIDE} and not (later.band.says_little and place is Fit.PERHAPS_INSIDE)
    if later.harm is not earlier.harm or later.band.says_little or Fit.INSIDE in {place, time}:
        return True
    counted = later.band.stated is not None and earlier.band.stated is None
    if (counted and _narrower_status(later, earlier)) or _is_below_headline(later, earlier):
        return True
    return _is_of_one_event(later, earlier)


def _is_below_headline(later: Facts, earlier: Facts) -> bool:
    """Whether a number below a headline's vague word is too small to stand for it ("dozens", then "at least 10")."""
    if not earlier.headline or earlier.band.stated is not None or later.band.stated is None:
        return False
    return later.band.stated < earlier.band.low


def _is_of_one_event(later: Facts, earlier: Facts) -> bool:
    """Whether a smaller figure counts some of the harmed of an event told of before: one place and one day."""
    ours, theirs = later.band.stated, earlier.band.stated
    if ours is None or theirs is None or later.sentence == earlier.sentence:
        return False
    if not place_fit(later, earlier) is time_fit(later, earlier) is Fit.SAME:
        return False
    if later.hint is not None or later.is_another or earlier.is_worded_part or rivals(later, earlier):
        return False
    if not earlier.headline and means_differ(later, earlier):
        return False
    sides = Status.COMBATANT in {later.claim.status} - {earlier.claim.status}
    if sides and earlier.claim.status is not Status.MIXED:
        return False
    if later.claim.status is Status.COMBATANT is earlier.claim.status and not later.victims & earlier.victims:
        return False  # the fallen of two sides
    if later.says_also or (not is_single(later.count) and _are_others(later, earlier)):
        return False
    if later.claimants:
        told_of_all = not earlier.claimants and bool(later.told) and not earlier.told
        return told_of_all or bool(later.claimants & earlier.claimants)
    return ours <= theirs * _RIVAL_SHARE


def _are_others(later: Facts, earlier: Facts) -> bool:
    """Whether the words for the two have nothing in common ("nine men", "two guards")."""
    return bool(later.told) and bool(earlier.told) and not later.told & earlier.told


def stands_beside(later: Facts, earlier: Facts) -> bool:
    """Whether "also" sets people apart from those told of before ("30 guards died; militants were also killed")."""
    return (
        later.says_also
        and bool(later.victims)
        and bool(earlier.victims)
        and not later.victims & earlier.victims
    )


def is_rival_toll(later: Facts, earlier: Facts) -> bool:
    """Whether another body gives its own figure for the very same: one place, no other day, no part by wording."""
    if later.partitive is not None or later.band.says_little or not rivals(later, earlier):
        return False
    return place_fit(later, earlier) is Fit.SAME and time_fit(later, earlier) in {Fit.SAME, Fit.UNKNOWN}


def _disputes(later: Facts, earlier: Facts) -> bool:
    """Whether another body gives so large a share that it is rather its own figure for the same."""
    if later.band.stated is None or earlier.band.stated is None or not rivals(later, earlier):
        return False
    return later.band.stated > earlier.band.stated * _RIVAL_SHARE


def may_be_whole(later: Facts, earlier: Facts) -> bool:
    """Whether an earlier claim can be a whole of the later one: in kind and size, in place and in time."""
    if not is_larger(later, earlier) or time_fit(later, earlier) is Fit.APART:
        return False
    return place_fit(later, earlier) is not Fit.APART or _takes_up(later, earlier)


def _takes_up(later: Facts, earlier: Facts) -> bool:
    """Whether people harmed in "the blast" are named elsewhere than where it was ("are treated in Varda")."""
    if not later.takes_up or later.sentence is None or earlier.sentence is None or earlier.rank:
        return False
    return later.sentence - earlier.sentence <= _TAKEN_UP


def is_larger(later: Facts, earlier: Facts) -> bool:
    """Whether harm, status, groups and size let an earlier claim be a whole of the later one."""
    narrower = earlier.harm is Harm.CASUALTIES and later.harm in {Harm.KILLED, Harm.INJURED}
    if (earlier.harm is not later.harm and not narrower) or statuses_clash(later, earlier):
        return False
    return earlier.band.exceeds(later.band) and (not earlier.groups or earlier.groups == later.groups)


def adds_up(together: list[Facts], part: Facts, whole: Facts) -> bool:
    """Whether a part and one or more of the figures that stand with it sum up to a whole."""
    if not part.band.stated or whole.band.stated is None or causes_clash(part, whole):
        return False  # nobody is no part of anybody
    beside = part.sentence is not None and whole.sentence is not None and part.sentence - whole.sentence <= 1
    if not beside and Fit.AROUND in {place_fit(part, whole), time_fit(part, whole)}:
        return False
    others = [other for other in together if other is not part and other is not whole and other.band.stated]
    others = sorted(others, key=lambda other: abs(other.index - part.index))[:_CANDIDATES]
    for size in range(1, min(len(others), _MOST_PARTS) + 1):
        for chosen in combinations(others, size):
            if any(repeats(chosen_one, part) or repeats(part, chosen_one) for chosen_one in chosen):
                continue
            if _is_sum(part.band.stated + sum(other.band.stated or 0 for other in chosen), whole):
                return True
    return False


def is_exact(facts: Facts) -> bool:
    """Whether a claim states one number."""
    return facts.band.stated is not None and facts.count.low == facts.count.high


def lists_parts(whole: Facts, parts: list[Facts]) -> bool:
    """Whether figures right behind another, in its sentence, are its parts: of one harm, exact, and its sum."""
    if not is_exact(whole) or whole.sentence is None:
        return False
    for part in parts:
        is_beside = part.sentence == whole.sentence and part.harm is whole.harm
        if (
            not is_exact(part)
            or not part.band.stated
            or not is_beside
            or part.is_another
            or statuses_clash(part, whole)
        ):
            return False
    return sum(part.band.stated or 0 for part in parts) == whole.band.stated


def _is_sum(total: int, whole: Facts) -> bool:
    """Whether parts give a whole: exactly, or a little more where it is open ("more than 500")."""
    stated = whole.band.stated or 0
    return total == stated or (whole.count.high is None and stated < total <= stated * _SUM_SLACK)
