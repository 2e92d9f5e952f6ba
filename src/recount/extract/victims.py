"""Who the victims are said to be: the words that name them, their status with its basis, their groups.

Status is as claimed. Where the codebook derives it (children, medical staff, rescuers and protesters are
civilians) the basis says so; what neither says stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from recount.codebook.resources import load_yaml
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Group, Status, StatusBasis

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
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
    groups: Mapping[str, tuple[Group, ...]]
    child_of: frozenset[str]
    age: frozenset[str]


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
    return VictimWords(
        civilian=frozenset(named("civilian") | set(data["status_words"]["civilian"])),
        civilian_by_rule=frozenset(named("civilian_by_rule")),
        combatant=frozenset(named("combatant") | set(data["status_words"]["combatant"])),
        generic=frozenset(data["generic"]),
        including=frozenset(data["including"]),
        groups=groups,
        child_of=frozenset(data["child_of"]),
        age=frozenset(data["age_words"]),
    )


def find_victims(reading: Reading, proposals: list[Proposal]) -> list[Victims]:
    """Describe the victims of each proposal, in the same order."""
    words = load_victim_words(reading.report.language)
    described: list[Victims] = []
    for index, proposal in enumerate(proposals):
        own = _own(reading, proposal, words)
        if own.status is Status.UNKNOWN:
            own = _from_before(proposals, described, index, own, words)
        if own.status is Status.UNKNOWN:
            own = _from_sentence(reading, proposal, own, words)
        described.append(own)
    return described


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
    return Victims(text, status, basis, _groups([*head, *inside], words))


def _forms(text: str) -> list[str]:
    return [_POSSESSIVE.sub("", match.group().lower()) for match in _WORD.finditer(text)]


def _split(forms: list[str], words: VictimWords) -> tuple[list[str], list[str]]:
    for at, form in enumerate(forms):
        if form in words.including:
            return forms[:at], forms[at + 1 :]
    return forms, []


def _status(forms: list[str], words: VictimWords, *, by_rule: bool = True) -> tuple[Status, StatusBasis]:
    civilian = any(form in words.civilian for form in forms)
    combatant = any(form in words.combatant for form in forms)
    if civilian and combatant:
        return Status.MIXED, StatusBasis.STATED
    if civilian or combatant:
        return (Status.CIVILIAN if civilian else Status.COMBATANT), StatusBasis.STATED
    if by_rule and (any(form in words.civilian_by_rule for form in forms) or _has_young_child(forms, words)):
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


def _from_sentence(reading: Reading, proposal: Proposal, own: Victims, words: VictimWords) -> Victims:
    """People, others and bare numbers are civilians where the same sentence says civilians."""
    if not _is_generic(own, words):
        return own
    sentence = reading.sentences[proposal.sentence].span
    if any(form in words.civilian for form in _forms(reading.words(sentence))):
        return replace(own, status=Status.CIVILIAN, basis=StatusBasis.STATED)
    return own


def _from_before(
    proposals: list[Proposal], described: list[Victims], index: int, own: Victims, words: VictimWords
) -> Victims:
    """A part has the status of its whole; "many more" and a bare number that of the people just named."""
    proposal = proposals[index]
    whole = proposal.hint.target if proposal.hint is not None else None
    if index == 0 or (whole is None and not _is_generic(own, words)):
        return own
    known = described[index - 1]
    if proposal.proposer.endswith(_TALLY):
        return replace(own, status=known.status, basis=known.basis)
    for before in range(index - 1, -1, -1):
        if proposals[before].sentence != proposal.sentence:
            return own
        if whole in {None, proposals[before].quantity.span.start}:
            known = described[before]
            break
    follows = whole is not None or proposal.quantity.more is not None
    bare = own.text is None and known.basis is StatusBasis.STATED
    if (follows or bare) and known.status is not Status.MIXED:
        return replace(own, status=known.status, basis=known.basis)
    return own
