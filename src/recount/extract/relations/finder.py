"""One relation for each claim that has one, found in the order of the text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from recount.extract.proposal import RelationHint
from recount.extract.reading import Reading
from recount.extract.relations.decide import (
    adds_up,
    is_exact,
    is_larger,
    is_part,
    is_rival_toll,
    lists_parts,
    may_be_whole,
    repeats,
    stands_beside,
)
from recount.extract.relations.events import causes_clash, rivals, scopes_clash
from recount.extract.relations.facts import Facts, lay_out
from recount.extract.relations.lexicon import Lexicon, load_lexicon
from recount.extract.relations.updates import find_updates
from recount.model import Claim, ClaimRelation, CountKind, RelationType, Status

_SURE = 2.5  # score of a repeat with the same number and the same place or day
# A report of news has at most 60 claims. Where there are thousands, a relation over so many others means nothing,
# and looking at all of them for each would take hours.
_FAR = 200  # claims
_MANY = 20  # mentions of one figure, from the first and from the last
_LONGEST_LIST = 4  # figures that one before them is told in
_FEWEST_PARTS = 3  # that must add up to a headline's figure, where nothing else shows them to be its parts
_REACH = 3  # sentences back to the figure that "another five" or "some of them" speaks of


@dataclass(slots=True)
class _Found:
    """Relations found so far: claim index to type, target index and cue."""

    claims: list[Facts]
    lexicon: Lexicon
    relations: dict[int, tuple[RelationType, int, str]] = field(default_factory=dict)
    replaced: set[int] = field(default_factory=set)
    families: dict[int, list[Facts]] = field(default_factory=dict)  # by first mention, where there are more

    def relate(self, index: int, relation: tuple[RelationType, int, str]) -> None:
        """Keep a relation."""
        self.relations[index] = relation
        if relation[0] is RelationType.SAME_AS:
            first = self.first_mention(relation[1])
            joining = self.families.pop(index, [self.claims[index]])
            self.families.setdefault(first, [self.claims[first]]).extend(joining)

    def first_mention(self, index: int) -> int:
        """Follow repeats back to the first mention."""
        while (relation := self.relations.get(index)) and relation[0] is RelationType.SAME_AS:
            index = relation[1]
        return index

    def family(self, facts: Facts) -> list[Facts]:
        """All mentions of the same figure, this one included; of very many the first and the last ones."""
        members = self.families.get(self.first_mention(facts.index), [facts])
        return members if len(members) <= 2 * _MANY else [*members[:_MANY], *members[-_MANY:]]

    def last_mention(self, whole: Facts, part: Facts) -> Facts:
        """The mention of a whole that stands nearest before its part."""
        return max(
            (other for other in self.family(whole) if other.index < part.index and is_larger(part, other)),
            key=lambda other: other.index,
            default=whole,
        )

    def earlier(self, facts: Facts) -> list[Facts]:
        """Claims before this one that still stand, the nearest first."""
        near = self.claims[max(0, facts.index - _FAR) : facts.index]
        return [other for other in reversed(near) if other.index not in self.replaced]


def find_relations(
    reading: Reading,
    claims: Sequence[Claim],
    hints: Sequence[RelationHint | None],
    *,
    compared: Collection[int] = (),
) -> dict[str, ClaimRelation]:
    """Return claim id to relation; at most one for each claim, as the guidelines of annotation rule.

    Args:
        reading: the report.
        claims: its claims, slots filled.
        hints: for each claim, the relation its wording shows.
        compared: which of them are figures of another time, wholes and repeats of nothing told here.
    """
    found = _Found(lay_out(reading, claims, hints), load_lexicon(reading.report.language))
    found.replaced.update(compared)
    _find_updates(reading, found)
    for facts in found.claims:
        if facts.index in found.relations or facts.index in found.replaced:
            continue
        relation = _decide(found, facts)
        if relation is not None:
            found.relate(facts.index, relation)
    _find_parts_of_headlines(found)
    ids = [facts.claim.id for facts in found.claims]
    return {
        ids[index]: ClaimRelation(type=kind, to=ids[target], cue=cue)
        for index, (kind, target, cue) in found.relations.items()
    }


def _find_parts_of_headlines(found: _Found) -> None:
    """What stands by itself below a headline, each figure once, and adds up to its figure exactly, is counted there
    ("25 injured in Ostra, Karsem and Varda"). All of it must, so that chance plays no part."""
    for whole in found.claims:
        if not whole.headline or whole.index in found.relations or not is_exact(whole):
            continue
        alone = _standing_alone(found, whole)
        if len(alone) < _FEWEST_PARTS or not all(map(is_exact, alone)):
            continue
        if sum(part.band.stated or 0 for part in alone) != whole.band.stated:
            continue
        for part in alone:
            if part.index not in found.relations:
                target = found.last_mention(whole, part).index
                found.relate(part.index, (RelationType.SUBSET_OF, target, ""))


def _standing_alone(found: _Found, whole: Facts) -> list[Facts]:
    """Return the first mentions of figures of one harm behind a headline's that are a part of nothing else."""
    alone: list[Facts] = []
    for facts in found.claims[whole.index + 1 : whole.index + _FAR]:
        if facts.harm is not whole.harm or facts.index in found.replaced:
            continue
        relation = found.relations.get(facts.index)
        is_part_of_it = (
            relation is not None
            and relation[0] is RelationType.SUBSET_OF
            and found.first_mention(relation[1]) == whole.index
        )
        if relation is None or is_part_of_it:
            alone.append(facts)
    return alone


def _find_updates(reading: Reading, found: _Found) -> None:
    """Updates come first: a replaced figure is neither a whole nor a repeat of anything after it."""
    for facts in found.claims:
        relation = _by_wording(found, facts)
        if relation is not None and relation[0] is RelationType.UPDATES:
            found.relate(facts.index, relation)
            found.replaced.add(relation[1])
    for new, old, cue in find_updates(reading, found.claims, found.lexicon):
        if old not in found.replaced and new not in found.relations:
            found.relate(new, (RelationType.UPDATES, old, cue))
            found.replaced.add(old)


def _decide(found: _Found, facts: Facts) -> tuple[RelationType, int, str] | None:
    for rule in (_by_wording, _by_list, _by_partitive, _by_increment, _by_repeat, _by_event, _by_sum):
        relation = rule(found, facts)
        if relation is not None:
            return relation
    return None


def _by_wording(found: _Found, facts: Facts) -> tuple[RelationType, int, str] | None:
    """The wording names the whole ("including seven") or asks for one ("four were among the dead")."""
    hint = facts.hint
    if hint is None or hint.type is RelationType.ADDITIONAL_TO:
        return None
    if hint.target is not None:
        target = next(
            (other for other in found.claims if other.start == hint.target and other.harm is facts.harm), None
        )
        return None if target is None or target is facts else (hint.type, target.index, hint.cue)
    larger = [other for other in found.earlier(facts) if is_larger(facts, other)]
    wholes = [other for other in larger if may_be_whole(facts, other)]
    credited = [other for other in wholes if not (rivals(facts, other) or other.headline)]
    fitting = [*credited, *wholes, *larger]
    whole = next((other for other in fitting if not _counts_some(other)), next(iter(fitting), None))
    return None if whole is None else (hint.type, found.last_mention(whole, facts).index, hint.cue)


def _by_list(found: _Found, facts: Facts) -> tuple[RelationType, int, str] | None:
    """Figures told at once after another one, which they add up to ("three people two women and a man")."""
    if facts.hint is not None and facts.hint.type is RelationType.ADDITIONAL_TO:
        return None
    for size in range(2, _LONGEST_LIST + 1):
        for first in range(max(1, facts.index - size + 1), facts.index + 1):
            parts = found.claims[first : first + size]
            whole = found.claims[first - 1]
            if len(parts) == size and facts in parts and lists_parts(whole, parts):
                return RelationType.SUBSET_OF, whole.index, ""
    return None


def _by_increment(found: _Found, facts: Facts) -> tuple[RelationType, int, str] | None:
    """ "Another five", "two more": added to the last figure of the same harm, where none repeats it."""
    hint = facts.hint
    if hint is not None and hint.type is not RelationType.ADDITIONAL_TO:
        return None
    if hint is None and not facts.is_another:
        return None
    cue = facts.claim.count_selector.exact if hint is None else hint.cue
    if cue.casefold() not in found.lexicon.adds:
        return _beside_last(found, facts)
    if any(repeats(facts, other) >= _SURE for other in found.earlier(facts)):
        return None
    for other in found.earlier(facts):
        if _distance(facts, other) > _REACH or (
            other.sentence == facts.sentence and other.harm is not facts.harm
        ):
            return None
        if other.harm is facts.harm and not other.is_worded_part and not scopes_clash(facts, other):
            return RelationType.ADDITIONAL_TO, other.index, cue
    return None


def _beside_last(found: _Found, facts: Facts) -> tuple[RelationType, int, str] | None:
    """ "Two others" right after a figure of the same harm in the same sentence add to it."""
    last = found.claims[facts.index - 1] if facts.index else None
    if last is None or last.sentence != facts.sentence or last.harm is not facts.harm or last.is_worded_part:
        return None
    stated = last.band.stated is not None and facts.band.stated is not None
    return (RelationType.ADDITIONAL_TO, last.index, facts.hint.cue if facts.hint else "") if stated else None


def _by_repeat(found: _Found, facts: Facts) -> tuple[RelationType, int, str] | None:
    """The same harm with a compatible figure: the first mention it repeats best."""
    best, score = None, 0.0
    is_closed: dict[
        int, bool
    ] = {}  # by first mention: what stands behind it is the same for all its mentions
    for other in found.earlier(facts):
        fit = 0.0 if _sets_apart(found, facts, other) else repeats(facts, other)
        if fit < score or fit <= 0:
            continue
        first = found.first_mention(other.index)
        if first not in is_closed:
            is_closed[first] = _differs(found, facts, other) or _has_rival(found, facts, other)
        if not is_closed[first]:
            best, score = other, fit
    return None if best is None else (RelationType.SAME_AS, found.first_mention(best.index), "")


def _differs(found: _Found, facts: Facts, other: Facts) -> bool:
    """Whether another mention of the same figure, a headline's vague one say, states a number that is not ours."""
    if facts.band.stated is None:
        return False
    return any(
        member.band.stated is not None and not member.band.meets(facts.band) for member in found.family(other)
    )


def _sets_apart(found: _Found, facts: Facts, other: Facts) -> bool:
    """ "Two other people" are not those of the sentence before; in "six dead, 30 others hurt" they may be."""
    hint = facts.hint
    if hint is None or hint.type is not RelationType.ADDITIONAL_TO or _distance(facts, other) > 1:
        return False
    if facts.index == 0 or found.claims[facts.index - 1].sentence != facts.sentence:
        return True
    beside = found.relations.get(facts.index - 1)  # "three more died and ten others were hurt"
    return beside is not None and beside[0] is RelationType.ADDITIONAL_TO


def _has_rival(found: _Found, facts: Facts, other: Facts) -> bool:
    """Whether another body's figure that this one does not repeat already stands behind the same mention."""
    return any(
        member.band.stated is not None and rivals(facts, member) and not repeats(facts, member)
        for member in found.family(other)
    )


def _by_partitive(found: _Found, facts: Facts) -> tuple[RelationType, int, str] | None:
    """ "Some of them", "many of the fighters": a part of the nearest figure that can be meant."""
    if facts.partitive is None:
        return None
    words = facts.partitive.casefold()
    if (numbered := _of_number(found, facts, words)) is not None:
        return numbered
    if words and words.split()[0] in found.lexicon.harmed:
        wholes = (
            other for other in found.earlier(facts) if is_larger(facts, other) and not _counts_some(other)
        )
        whole = next((other for other in wholes if other.band.stated is not None), None)
        return None if whole is None else (RelationType.SUBSET_OF, found.last_mention(whole, facts).index, "")
    for other in found.earlier(facts):
        named = not words or any(word in words for word in other.victims)
        near = (
            is_larger(facts, other) if words else may_be_whole(facts, other) and _distance(facts, other) <= 1
        )
        if named and near:
            return RelationType.SUBSET_OF, other.index, ""
    return _of_those_told(found, facts)


def _of_number(found: _Found, facts: Facts, words: str) -> tuple[RelationType, int, str] | None:
    """ "Two of the four": a part of the nearest figure in those words."""
    for other in found.earlier(facts):
        told = other.count.words.casefold()
        is_number = other.count.kind in {CountKind.DIGITS, CountKind.WORDS}
        if is_number and words.split()[:1] == [told] and is_larger(facts, other):
            return RelationType.SUBSET_OF, other.index, ""
    return None


def _counts_some(facts: Facts) -> bool:
    """Whether a figure is itself a part: "of the dead" then means all of them, not those."""
    return facts.is_worded_part or facts.partitive is not None


def _of_those_told(found: _Found, facts: Facts) -> tuple[RelationType, int, str] | None:
    """ "Most of the soldiers" after "50 troops": others words for the people of the figure just told."""
    for other in found.earlier(facts):
        if _distance(facts, other) > _REACH:
            return None
        alike = facts.claim.status is other.claim.status is not Status.UNKNOWN
        if alike and other.band.stated is not None and is_part(facts, other):
            return RelationType.SUBSET_OF, found.last_mention(other, facts).index, ""
    return None


def _by_sum(found: _Found, facts: Facts) -> tuple[RelationType, int, str] | None:
    """Figures that stand together and add up to an earlier one are its parts (13 and 71 of 84)."""
    if facts.says_also:
        return None
    together = [
        other
        for other in found.claims[max(0, facts.index - _FAR) : facts.index + _FAR]
        if other.harm is facts.harm and not other.is_worded_part and abs(_distance(facts, other)) <= 1
    ]
    for whole in found.earlier(facts):
        if whole.harm is facts.harm and may_be_whole(facts, whole) and adds_up(together, facts, whole):
            return RelationType.SUBSET_OF, found.last_mention(whole, facts).index, ""
    return None


def _by_event(found: _Found, facts: Facts) -> tuple[RelationType, int, str] | None:
    """A narrower place or time than an earlier figure of the same harm: a part of the nearest such whole."""
    if facts.partitive or facts.is_all:
        return None
    wholes = [
        other
        for other in found.earlier(facts)
        if is_part(facts, other)
        and not any(stands_beside(facts, member) for member in found.family(other))
        and not any(
            is_rival_toll(facts, member) or (member.rank == 0 and causes_clash(facts, member))
            for member in found.family(other)
        )
    ]
    if not wholes:
        return None
    whole = min(wholes, key=lambda other: (other.is_worded_part, other.band.says_little))  # else the nearest
    return RelationType.SUBSET_OF, found.last_mention(whole, facts).index, ""


def _distance(later: Facts, earlier: Facts) -> int:
    """Sentences between two claims; far when one of them stands in none."""
    if later.sentence is None or earlier.sentence is None:
        return 99
    return later.sentence - earlier.sentence
