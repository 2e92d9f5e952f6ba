"""The words of one language by which a text credits its statements, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any

from recount.codebook.resources import load_yaml

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Word sets and patterns of ``data/<language>/attribution.yml``; the file says what each one is for."""

    inverting_verbs: frozenset[str]
    name_verbs: frozenset[str]
    verbs: frozenset[str]
    relaying_verbs: frozenset[str]
    telling_verbs: frozenset[str]
    relaying_participles: frozenset[str]
    showing_verbs: frozenset[str]
    continuing_participles: frozenset[str]
    noun_participles: frozenset[str]
    credit_participles: frozenset[str]
    outlet_participles: frozenset[str]
    picture_words: frozenset[str]
    no_credit_after_verbs: frozenset[str]
    no_credit_next_words: frozenset[str]
    no_credit_next_verbs: frozenset[str]
    passive_before: frozenset[str]
    describing_participles: frozenset[str]
    before_description: frozenset[str]
    statement_openers: frozenset[str]
    negations: frozenset[str]
    between: frozenset[str]
    between_last: frozenset[str]
    pronouns_person: frozenset[str]
    pronouns_body: frozenset[str]
    pronouns_plural: frozenset[str]
    relatives: frozenset[str]
    articles: frozenset[str]
    definite_articles: frozenset[str]
    persons: frozenset[str]
    persons_plural: frozenset[str]
    bodies: frozenset[str]
    documents: frozenset[str]
    headline_speakers: frozenset[str]
    headline_phrases: frozenset[str]
    headline_openers: frozenset[str]
    headline_only: frozenset[str]
    headline_numbers: frozenset[str]
    monitor_heads: frozenset[str]
    monitor_words: frozenset[str]
    group_heads: frozenset[str]
    agency_heads: frozenset[str]
    media_heads: frozenset[str]
    document_heads: frozenset[str]
    made_documents: frozenset[str]
    spoken_documents: frozenset[str]
    outlet_names: frozenset[str]
    indefinite: frozenset[str]
    plain_verbs: frozenset[str]
    not_describing: frozenset[str]
    document_makers: frozenset[str]
    correspondents: frozenset[str]
    bodiless_roles: frozenset[str]
    modifiers: frozenset[str]
    personal_modifiers: frozenset[str]
    past_modifiers: frozenset[str]
    own: frozenset[str]
    local_bodies: frozenset[str]
    unit_nouns: frozenset[str]
    vague_bodies: frozenset[str]
    links: frozenset[str]
    kept_links: frozenset[str]
    joining_links: frozenset[str]
    agent_links: frozenset[str]
    held_participles: frozenset[str]
    joining_idioms: frozenset[tuple[str, ...]]
    weak_speakers: frozenset[str]
    place_prepositions: frozenset[str]
    place_nouns: frozenset[str]
    coordinators: frozenset[str]
    aside_openers: frozenset[str]
    heading_verbs: frozenset[str]
    with_links: frozenset[str]
    plural_ends: tuple[str, ...]
    verb_ends: tuple[str, ...]
    after_closing: frozenset[str]
    counting: frozenset[str]
    counting_with_of: frozenset[str]
    quantity_nouns: frozenset[str]
    same_words: frozenset[str]
    head_synonyms: dict[str, frozenset[str]]
    continuers: frozenset[str]
    name_particles: frozenset[str]
    titles: frozenset[str]
    ranks: frozenset[str]
    not_names: frozenset[str]
    no_carriers: frozenset[str]
    carrier_words: frozenset[str]
    leading_connectives: frozenset[str]
    trailing_connectives: frozenset[str]
    heads: frozenset[str]
    roles: frozenset[str]
    pronouns: frozenset[str]
    conditional_verbs: dict[str, re.Pattern[str]]
    carrier_within: int
    carry_reach: int
    cue_words: frozenset[str]
    cue_verbs: frozenset[str]
    credit_prepositions: dict[str, tuple[str, ...]]
    agent: re.Pattern[str]
    before_verb: re.Pattern[str]
    no_credit_after: re.Pattern[str]
    modifier: re.Pattern[str]
    demonym: re.Pattern[str]
    carrier: re.Pattern[str]
    tail: re.Pattern[str]
    trailing_connective: re.Pattern[str]
    opening: re.Pattern[str]
    stating: re.Pattern[str]
    resuming: re.Pattern[str]
    called: re.Pattern[str]
    carry: re.Pattern[str]
    breaks: re.Pattern[str]
    aside: re.Pattern[str]
    opening_aside: re.Pattern[str]
    dateline: re.Pattern[str]


@cache
def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language; one without rules is read with those of the default language."""
    path = f"data/{language}/attribution.yml"
    if not resources.files("recount.extract").joinpath(path).is_file():
        return load_lexicon(DEFAULT_LANGUAGE)
    data: dict[str, Any] = load_yaml("recount.extract", path)
    sets: dict[str, Any] = {
        field.name: frozenset(data[field.name])
        for field in fields(Lexicon)
        if field.type == "frozenset[str]" and field.name in data
    }
    sets["verbs"] |= sets["inverting_verbs"]
    persons = sets["persons"] | sets["persons_plural"] | sets["ranks"]
    return Lexicon(
        **sets,
        heads=persons | sets["bodies"] | sets["documents"],
        roles=persons,
        pronouns=sets["pronouns_person"] | sets["pronouns_body"] | sets["pronouns_plural"],
        joining_idioms=frozenset(tuple(idiom.split()) for idiom in data["joining_idioms"]),
        plural_ends=tuple(data["plural_ends"]),
        verb_ends=tuple(data["verb_ends"]),
        conditional_verbs={
            verb: re.compile(pattern, re.IGNORECASE) for verb, pattern in data["conditional_verbs"].items()
        },
        head_synonyms={head: frozenset(heads) for heads in data["head_synonyms"] for head in heads},
        carrier_within=int(data["carrier_within"]),
        carry_reach=int(data["carry_reach"]),
        **_cues(data, sets),
        agent=re.compile(rf"\b{one_of(sets['credit_participles'])}\s+by\s+", re.IGNORECASE),
        before_verb=re.compile(rf"(?:\b(?:{_any(data['between_patterns'])}),?\s*)$", re.IGNORECASE),
        no_credit_after=re.compile(_any(data["no_credit_after_patterns"]), re.IGNORECASE),
        modifier=re.compile(_any(data["modifier_patterns"])),
        demonym=re.compile(_any(data["demonym_patterns"])),
        carrier=re.compile(_any(data["carrier_patterns"]), re.IGNORECASE),
        tail=re.compile(_any(data["tail_patterns"])),
        trailing_connective=re.compile(_any(data["trailing_connective_patterns"]), re.IGNORECASE),
        opening=re.compile(_any(data["opening_patterns"]), re.IGNORECASE),
        stating=re.compile(data["stating_pattern"], re.IGNORECASE),
        resuming=re.compile(data["resuming_pattern"], re.IGNORECASE),
        called=re.compile(data["called_pattern"]),
        carry=re.compile(_any(data["carry_patterns"]), re.IGNORECASE),
        dateline=re.compile(data["dateline_pattern"]),
        opening_aside=re.compile(_any(data["opening_asides"])),
        aside=re.compile(_any(data["aside_participles"])),
        breaks=re.compile(_any(data["break_patterns"]), re.IGNORECASE),
    )


def _any(patterns: list[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def _cues(data: dict[str, Any], sets: dict[str, frozenset[str]]) -> dict[str, Any]:
    """The words that may credit, and what follows the first word of a preposition ("according to")."""
    verbs = sets["verbs"] | sets["relaying_participles"] | sets["continuing_participles"]
    pairs = [phrase.split() for phrase in data["credit_prepositions"]]
    prepositions = {first: tuple(second for one, second in pairs if one == first) for first, _ in pairs}
    return {
        "cue_verbs": verbs,
        "cue_words": verbs | sets["credit_participles"] | prepositions.keys(),
        "credit_prepositions": prepositions,
    }


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words that looks at each letter once, not at each word."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(tree)


def _branch(node: dict[str, Any]) -> str:
    branches = [re.escape(letter) + _branch(node[letter]) for letter in sorted(node) if letter]
    if not branches:
        return ""
    if len(branches) == 1 and "" not in node:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")
