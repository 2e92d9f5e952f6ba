"""Who the victims are said to be: the words that name them, their status with its basis, their groups.

Status is as claimed. Where the codebook derives it (children, medical staff, rescuers and protesters are
civilians) the basis says so; what neither says stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

from recount.codebook.resources import load_yaml
from recount.extract.named import described_behind, is_named
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import CountKind, Group, RelationType, Status, StatusBasis
from recount.text.spans import Span

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_BESIDE = 16  # characters after a count in which "of them" stands
_PARTLY = 3  # words before "civilians" among which stands that only some are
_DENIED = 6  # words before "civilians" among which stands that none are
_TALLY = ":tally"  # "put the figure at 60" speaks of the people of the figure before
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Victims:
    """What the text says about the people of one claim."""

    text: str | None = None
    status: Status = Status.UNKNOWN
    basis: StatusBasis = StatusBasis.NONE
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimWords:
    """The word lists of a language."""

    civilian: frozenset[str]
    civilian_by_rule: frozenset[str]
    combatant: frozenset[str]
    generic: frozenset[str]
    including: frozenset[str]
    partly: frozenset[str]
    none: frozenset[str]
    groups: Mapping[str, tuple[Group, ...]]
    child_of: frozenset[str]
    age: frozenset[str]
    pronouns: frozenset[str]
    portions: frozenset[str]
    anaphors: frozenset[str]
    others: frozenset[str]
    phrases: Mapping[str, tuple[str, ...]]
    people: Mapping[str, Status]
    belongings: frozenset[str]
    titles: frozenset[str]
    articles: frozenset[str]
    ends: frozenset[str]


@cache
def load_victim_words(language: str) -> VictimWords:
    """Return the word lists of ``data/<language>/victims.yml``."""
    data: Mapping[str, Any] = load_yaml("recount.extract", f"data/{language}/victims.yml")
    nouns = [data["plural"], data["singular"], data["role"]]

    def named(status: str) -> set[str]:
        return {word for by_status in nouns for word in by_status.get(status, ())}

    groups: dict[str, tuple[Group, ...]] = {}
    for group, words in data["groups"].items():
        for word in words:
            groups[word] = (*groups.get(word, ()), Group(group))
    by_word = {status: set(data["status_words"][status]) for status in data["status_words"]}
    return VictimWords(
        civilian=frozenset(named("civilian") | by_word["civilian"]),
        civilian_by_rule=frozenset(named("civilian_by_rule") | by_word["civilian_by_rule"]),
        combatant=frozenset(named("combatant") | by_word["combatant"]),
        generic=frozenset(data["generic"]),
        including=frozenset(data["including"]),
        partly=frozenset(data["partly"]),
        none=frozenset(data["none"]),
        groups=groups,
        child_of=frozenset(data["child_of"]),
        age=frozenset(data["age_words"]),
        pronouns=frozenset(data["pronouns"]),
        portions=frozenset(data["portions"]),
        anaphors=frozenset(data["anaphors"]),
        others=frozenset(data["others"]),
        phrases={status: tuple(phrases) for status, phrases in data["status_phrases"].items()},
        belongings=frozenset(data["belongings"]),
        titles=frozenset(
            word
            for by_status in (*nouns, data["status_words"])
            for names in by_status.values()
            for word in names
        ).union(groups),
        articles=frozenset(data["articles"]),
        ends=frozenset(data["ends"]),
        people={
            word: Status(status)
            for status in ("civilian", "combatant")
            for word in data["plural"].get(status, ())
        },
    )


def find_victims(reading: Reading, proposals: list[Proposal]) -> list[Victims]:
    """Describe the victims of each proposal, in the same order."""
    words = load_victim_words(reading.report.language)
    described: list[Victims] = []
    for proposal in proposals:
        own = _own(reading, proposal, words)
        if own.status is Status.UNKNOWN:
            own = _from_before(reading, proposals, described, own, words)
        if own.status is Status.UNKNOWN:
            own = _from_sentence(reading, proposals, proposal, own, words)
        described.append(own)
    _mix_wholes(proposals, described)
    _share(proposals, described)
    return described


def _share(proposals: list[Proposal], described: list[Victims]) -> None:
    """People who came to harm in two ways are the same people."""
    for first, second in pairwise(range(len(proposals))):
        if proposals[first].quantity.span == proposals[second].quantity.span:
            known = described[first] if described[second].status is Status.UNKNOWN else described[second]
            described[first], described[second] = (
                _like(described[first], known),
                _like(described[second], known),
            )


def _mix_wholes(proposals: list[Proposal], described: list[Victims]) -> None:
    """People of no stated status among whom fighters are counted are mixed ("10 children and 13 rebels were
    among 48 people executed")."""
    starts = {proposal.quantity.span.start: index for index, proposal in enumerate(proposals)}
    for part, victims in zip(proposals, described, strict=True):
        whole = (
            starts.get(part.hint.target) if part.hint is not None and part.hint.target is not None else None
        )
        if whole is None or victims.status is not Status.COMBATANT or victims.basis is not StatusBasis.STATED:
            continue
        is_part = part.hint is not None and part.hint.type is RelationType.SUBSET_OF
        if is_part and described[whole].status in {Status.UNKNOWN, Status.CIVILIAN}:
            described[whole] = replace(described[whole], status=Status.MIXED, basis=StatusBasis.STATED)


def _own(reading: Reading, proposal: Proposal, words: VictimWords) -> Victims:
    """Read the status from the words that name the victims; groups among them can make it mixed."""
    span = proposal.victims or proposal.quantity.span
    head, inside = _split(_forms(reading.words(span)), words)
    for part in proposal.parts:
        inside = [*inside, *_forms(reading.words(part))]
    status, basis = _status(head, words)
    part_status, _ = _status(inside, words, by_rule=False)
    if part_status in {Status.COMBATANT, Status.MIXED} and status is not Status.COMBATANT:
        status, basis = Status.MIXED, StatusBasis.STATED
    text = reading.words(proposal.victims) if proposal.victims is not None else None
    groups = _groups([*head, *inside], words)
    if is_named(reading, proposal, words.titles):
        told = _forms(described_behind(reading, proposal, words.articles, words.ends))
        groups = tuple(dict.fromkeys((*groups, *_groups(told, words), Group.OTHER_NAMED)))
        if status is Status.UNKNOWN:
            status, basis = _status(told, words)
    return Victims(text, status, basis, groups)


def _forms(text: str) -> list[str]:
    return [_POSSESSIVE.sub("", match.group().lower()) for match in _WORD.finditer(text)]


def _split(forms: list[str], words: VictimWords) -> tuple[list[str], list[str]]:
    for at, form in enumerate(forms):
        if form in words.including:
            return forms[:at], forms[at + 1 :]
    return forms, []


def _status(forms: list[str], words: VictimWords, *, by_rule: bool = True) -> tuple[Status, StatusBasis]:
    text = f" {' '.join(forms)} "

    def has(status: str, singles: frozenset[str]) -> bool:
        return any(form in singles for form in forms) or any(
            f" {phrase} " in text for phrase in words.phrases.get(status, ())
        )

    civilian, combatant = has("civilian", words.civilian), has("combatant", words.combatant)
    if civilian and combatant:
        return Status.MIXED, StatusBasis.STATED
    if civilian or combatant:
        return (Status.CIVILIAN if civilian else Status.COMBATANT), StatusBasis.STATED
    if by_rule and (has("civilian_by_rule", words.civilian_by_rule) or _has_young_child(forms, words)):
        return Status.CIVILIAN, StatusBasis.RULE
    return Status.UNKNOWN, StatusBasis.NONE


def _has_young_child(forms: list[str], words: VictimWords) -> bool:
    """A daughter is a child only with a word of age before her."""
    return any(
        form in words.child_of
        and any(before.endswith(tuple(words.age)) for before in forms[max(0, at - 2) : at])
        for at, form in enumerate(forms)
    )


def _groups(forms: list[str], words: VictimWords) -> tuple[Group, ...]:
    found = {group: None for form in forms for group in words.groups.get(form, ())}
    if _has_young_child(forms, words):
        found[Group.CHILD] = None
    return tuple(found)


def _is_generic(own: Victims, words: VictimWords) -> bool:
    """Whether the victims are named by no word, or by one that fits anybody ("people", "others")."""
    if own.text is None:
        return True
    head, _ = _split(_forms(own.text), words)
    return not head or head[0] in words.generic


def _from_sentence(
    reading: Reading, proposals: list[Proposal], proposal: Proposal, own: Victims, words: VictimWords
) -> Victims:
    """People, others and bare numbers are civilians where the same sentence says civilians; where it says so of a part
    only, the figure that part is of is mixed ("60 people, most of them civilians"), and no other is told."""
    if not _is_generic(own, words):
        return own
    sentence = reading.sentences[proposal.sentence].span
    part: int | None = None
    for at, before, after in _civilians(reading, sentence, words):
        is_denied = proposal.quantity.kind is not CountKind.ZERO and not words.none.isdisjoint(before)
        if after in words.belongings or is_denied:
            continue
        if words.partly.isdisjoint(before[-_PARTLY:]):
            return replace(own, status=Status.CIVILIAN, basis=StatusBasis.STATED)
        part = at if part is None else part
    if part is not None and _is_whole_of(proposals, proposal, part):
        return replace(own, status=Status.MIXED, basis=StatusBasis.STATED)
    return own


def _civilians(
    reading: Reading, sentence: Span, words: VictimWords
) -> Iterator[tuple[int, Sequence[str], str]]:
    """Yield where a sentence says civilians, with the words before and the word behind."""
    found = list(_WORD.finditer(reading.text, sentence.start, sentence.end))
    forms = [_POSSESSIVE.sub("", match.group().lower()) for match in found]
    for at, (match, form) in enumerate(zip(found, forms, strict=True)):
        if form in words.civilian:
            yield match.start(), forms[max(0, at - _DENIED) : at], next(iter(forms[at + 1 : at + 2]), "")


def _is_whole_of(proposals: list[Proposal], proposal: Proposal, part: int) -> bool:
    """Whether a part is told of a figure: the last one before it that is no part itself."""
    before = [
        other.quantity.span.start
        for other in proposals
        if other.sentence == proposal.sentence
        and other.quantity.span.end <= part
        and (other.hint is None or other.hint.type is not RelationType.SUBSET_OF)
    ]
    return bool(before) and max(before) == proposal.quantity.span.start


def _from_before(
    reading: Reading,
    proposals: list[Proposal],
    described: list[Victims],
    own: Victims,
    words: VictimWords,
) -> Victims:
    """A part has the status of its whole; "many more" and a bare number that of the people just named; "several
    of them" that of the people the sentence named last."""
    index = len(described)
    proposal = proposals[index]
    if proposal.proposer.endswith(_TALLY):
        return _like(own, described[index - 1]) if index else own
    whole = proposal.hint.target if proposal.hint is not None else None
    after = _forms(reading.text[proposal.quantity.span.end :][:_BESIDE])[:2]
    if whole is None and any(form in words.pronouns for form in after):
        return _of_them(reading, proposal, own, words)
    if whole is None and not _is_generic(own, words):
        return own
    known = _told_before(proposals, described, index, whole)
    named = _forms(own.text or "")[:1]
    follows = proposal.quantity.more is not None or any(form in words.others for form in (*after, *named))
    if known is None:
        portion = " ".join(_forms(reading.words(proposal.quantity.span))) in words.portions
        other_people = bool(named) and not any(form in words.others for form in named)
        follows = (follows and not other_people) or portion or any(form in words.anaphors for form in named)
        return _from_sentence_before(proposals, described, own) if follows else own
    if known.status is Status.MIXED:
        return own
    if whole is not None or (known.basis is StatusBasis.STATED and (follows or own.text is None)):
        return _like(own, known)
    return own


def _like(own: Victims, known: Victims) -> Victims:
    return replace(own, status=known.status, basis=known.basis)


def _told_before(
    proposals: list[Proposal], described: list[Victims], index: int, whole: int | None
) -> Victims | None:
    """The figure before in the sentence, or the one that is the whole; ``None`` without one."""
    for before in range(index - 1, -1, -1):
        if proposals[before].sentence != proposals[index].sentence:
            return None
        start = proposals[before].quantity.span.start
        if whole == start or (whole is None and start != proposals[index].quantity.span.start):
            return described[before]
    return None


def _of_them(reading: Reading, proposal: Proposal, own: Victims, words: VictimWords) -> Victims:
    """ "Several of them" are of the people named last before."""
    sentence = reading.sentences[proposal.sentence].span
    for form in reversed(_forms(reading.text[sentence.start : proposal.quantity.span.start])):
        if form in words.people:
            return replace(own, status=words.people[form], basis=StatusBasis.STATED)
    return own


def _from_sentence_before(proposals: list[Proposal], described: list[Victims], own: Victims) -> Victims:
    """ "Twelve others", "most", "the two victims" speak of the figure of the same harm in the sentence before."""
    proposal = proposals[len(described)]
    for before, known in zip(reversed(proposals[: len(described)]), reversed(described), strict=True):
        if before.sentence == proposal.sentence:
            continue
        near = proposal.sentence - before.sentence == 1 and proposal.harm is before.harm
        return _like(own, known) if near and known.basis is StatusBasis.STATED else own
    return own
