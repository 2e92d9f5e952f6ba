"""Rules on single counts: what the words say is what the numbers say."""

from __future__ import annotations

from collections.abc import Iterator

from recount.codebook.conventions import get_convention, list_conventions
from recount.model import Claim, CountKind, Harm, Modality, Qualifier, Scope
from recount.reconcile.integrity.record import Notice, Record
from recount.reconcile.integrity.where import at_claim, counted

MANY = 1000  # killed or hurt in one incident: rarer than a total read as an incident
YEARS = range(1900, 2100)
_UNSAID = frozenset(
    {CountKind.VAGUE, CountKind.BARE_PLURAL, CountKind.NONE_STATED, CountKind.SINGULAR, CountKind.NAME_LIST}
)
_WOUNDS = frozenset({Harm.KILLED, Harm.INJURED, Harm.CASUALTIES})
_FLOORS = frozenset({Qualifier.AT_LEAST, Qualifier.MORE_THAN})


def zero_the_text_does_not_say(record: Record) -> Iterator[Notice]:
    """0 stands only where a report says that nobody was harmed. Unknown is blank, never 0."""
    for claim in record.claims.values():
        if claim.count.high == 0 and claim.count.kind in _UNSAID:
            yield at_claim(claim), f"{counted(claim.count)} is counted as 0, and the words do not say so"


def nobody_counted_as_somebody(record: Record) -> Iterator[Notice]:
    """Words that say nobody was harmed count nobody."""
    for claim in record.claims.values():
        if claim.count.kind is CountKind.ZERO and (claim.count.low, claim.count.high) != (0, 0):
            yield at_claim(claim), f"{counted(claim.count)} says nobody, and is counted as somebody"


def count_without_a_number(record: Record) -> Iterator[Notice]:
    """A count has at least one end, unless its convention leaves vague words blank."""
    for claim in record.claims.values():
        count = claim.count
        if (
            count.low is None
            and count.high is None
            and not (count.is_vague and _leaves_blank(count.convention))
        ):
            yield at_claim(claim), f"{count.words!r} has no number under the convention {count.convention!r}"


def _leaves_blank(convention: str) -> bool:
    table = get_convention(convention) if convention in list_conventions() else None
    return table is not None and (None, None) in {*table.words.values(), *table.forms.values()}


def vague_word_as_one_number(record: Record) -> Iterator[Notice]:
    """A vague word stays an interval; it becomes one number only where the convention's table says so."""
    for claim in record.claims.values():
        count = claim.count
        if count.kind is CountKind.VAGUE and count.is_exact and not _is_in_table(claim):
            yield (
                at_claim(claim),
                f"{counted(count)}: its convention {count.convention!r} gives no such number",
            )


def _is_in_table(claim: Claim) -> bool:
    if claim.count.convention not in list_conventions():
        return False
    words = get_convention(claim.count.convention).words.values()
    exact = {low for low, high in words if low is not None and low == high}
    return any(claim.count.low is not None and claim.count.low % number == 0 for number in exact)


def year_read_as_a_count(record: Record) -> Iterator[Notice]:
    """A number that looks like a year is seldom a number of people."""
    for claim in record.claims.values():
        count = claim.count
        bare = count.kind is CountKind.DIGITS and count.words.isascii() and count.words.isdigit()
        if bare and len(count.words) == len("2016") and int(count.words) in YEARS and _is_wound(claim):
            yield at_claim(claim), f"{count.words!r} could be a year"


def count_beyond_one_incident(record: Record) -> Iterator[Notice]:
    """A thousand or more killed or hurt in one incident is more often a total over many incidents."""
    for claim in record.claims.values():
        if (
            claim.scope in {Scope.INCIDENT, Scope.DAY}
            and claim.modality is Modality.ASSERTED
            and _is_wound(claim)
            and (claim.count.greatest_stated or 0) >= MANY
        ):
            yield at_claim(claim), f"{counted(claim.count)} is read as the figure of one {claim.scope.value}"


def _is_wound(claim: Claim) -> bool:
    return claim.harm in _WOUNDS


def one_person_counted_as_more(record: Record) -> Iterator[Notice]:
    """A singular ("a child") counts one person."""
    for claim in record.claims.values():
        if claim.count.kind is CountKind.SINGULAR and (claim.count.low, claim.count.high) != (1, 1):
            yield at_claim(claim), f"{counted(claim.count)} is one person"


def bound_with_a_closed_end(record: Record) -> Iterator[Notice]:
    """ "At least" leaves the upper end open and "up to" the lower one; a closed end is not in the words."""
    for claim in record.claims.values():
        count = claim.count
        if count.kind is CountKind.COMPUTED:
            continue
        if count.qualifier in _FLOORS and count.high is not None:
            yield at_claim(claim), f"{counted(count)} has an upper end that its words do not give"
        elif count.qualifier is Qualifier.UP_TO and count.low is not None:
            yield at_claim(claim), f"{counted(count)} has a lower end that its words do not give"
