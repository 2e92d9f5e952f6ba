"""What a relation is decided from: a claim with its sentence, places, days and figures laid out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from recount.codebook.originators import load_originators
from recount.extract.proposal import RelationHint
from recount.extract.reading import Reading
from recount.extract.relations.figures import Band, band_of
from recount.extract.relations.lexicon import Lexicon, load_lexicon
from recount.extract.victims import load_victim_words
from recount.gazetteer import load_terms, name_key
from recount.model import Claim, Count, CountKind, Group, Harm, PlaceCandidate, RelationType, Scope

SCOPE_RANK = {Scope.INCIDENT: 0, Scope.DAY: 1, Scope.PERIOD: 2, Scope.CAMPAIGN: 3, Scope.CONFLICT: 4}
_ALL = ":all_of"  # the rule of the grammar
_WIDE = frozenset({"country", "adm1", "adm2", "city"})
_WORD_BEFORE = 12  # code points in which "the" stands
_NAMED_WITHIN = 70  # code points after a count in which the person counted is named
_CLAUSE = 40  # code points before a harm in which its clause says "also"
_NAME_WORDS = 4  # of "many of the …" that name whom is meant
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One claim, ready to be compared.

    Attributes:
        index: its number among the claims, in the order of their counts.
        sentence: index of its sentence, ``None`` when it stands in none.
        places: keys of its places, the most specific first.
        around: keys of places known to enclose them.
        countries: those of its places that are countries and enclose another.
        outermost: the last of several places where it is known as a city or more: it encloses the others.
        located: whether the gazetteer knows one of them.
        entry: what the gazetteer knows of the most specific.
        first, last: first and last day of the harm, ``None`` where not known.
        claimants: keys of those credited, one key for all names of one originator.
        groups: groups counted apart ("seven children"), empty for people at large.
        victims: words that name the victims.
        told: those of them that tell more than that they are persons.
        beside: words right after the count, where a person counted is named ("one of its commanders X Y").
        is_definite: whether the count points back ("the pilot", "the two").
        hint: relation the wording shows.
        says_also: whether its clause says "also".
        is_elsewhere: whether its sentence turns to another event before it ("meanwhile").
        is_another: whether the count itself is of more people ("another").
        takes_up: whether its clause points back to an attack told of ("injured in the blast").
        partitive: "them" for "many of them", the words after "of the" for "many of the fighters".
    """

    index: int
    claim: Claim
    sentence: int | None
    headline: bool
    band: Band
    places: tuple[str, ...]
    around: frozenset[str]
    countries: frozenset[str]
    outermost: str | None
    located: bool
    entry: PlaceCandidate | None
    first: date | None
    last: date | None
    claimants: frozenset[str]
    groups: frozenset[Group]
    victims: frozenset[str]
    told: frozenset[str]
    beside: frozenset[str]
    is_definite: bool
    hint: RelationHint | None
    says_also: bool
    is_elsewhere: bool
    is_another: bool
    takes_up: bool
    partitive: str | None

    @property
    def harm(self) -> Harm:
        """What happened."""
        return self.claim.harm

    @property
    def count(self) -> Count:
        """How many."""
        return self.claim.count

    @property
    def start(self) -> int:
        """Where the count stands."""
        return self.claim.count_selector.start

    @property
    def is_wide(self) -> bool:
        """Whether the most specific place is known as a city or more, which other places may lie in."""
        return self.entry is not None and self.entry.kind in _WIDE

    @property
    def is_all(self) -> bool:
        """Whether all those harmed are meant ("all those killed were civilians")."""
        return any(proposer.endswith(_ALL) for proposer in self.claim.proposers)

    @property
    def is_worded_part(self) -> bool:
        """Whether the wording itself makes the claim a part ("including seven")."""
        return self.hint is not None and self.hint.type is RelationType.SUBSET_OF

    @property
    def rank(self) -> int | None:
        """How much violence the figure covers; ``None`` when unclear."""
        return SCOPE_RANK.get(self.claim.scope)


def lay_out(reading: Reading, claims: Sequence[Claim], hints: Sequence[RelationHint | None]) -> list[Facts]:
    """Lay out the claims of a report in the order of their counts."""
    language = reading.report.language
    lexicon = load_lexicon(language)
    order = sorted(range(len(claims)), key=lambda at: (claims[at].count_selector.start, at))
    return [_facts_of(reading, lexicon, index, claims[at], hints[at]) for index, at in enumerate(order)]


def _facts_of(
    reading: Reading, lexicon: Lexicon, index: int, claim: Claim, hint: RelationHint | None
) -> Facts:
    sentence = reading.sentence_at(claim.count_selector.start)
    language = reading.report.language
    victims = frozenset(word.casefold() for word in _WORD.findall(claim.victims_text or ""))
    return Facts(
        index=index,
        claim=claim,
        sentence=sentence,
        headline=sentence is not None and reading.is_headline(sentence),
        band=band_of(claim.count),
        places=tuple(dict.fromkeys(_place_key(place.name, language) for place in claim.places)),
        around=frozenset(
            _place_key(parent, language)
            for place in claim.places
            if place.resolved is not None
            for parent in place.resolved.parents
        ),
        countries=frozenset(
            _place_key(place.name, language)
            for place in claim.places[1:]
            if place.resolved is not None and place.resolved.kind == "country"
        ),
        outermost=_outermost(claim, language),
        located=any(place.resolved is not None for place in claim.places),
        entry=claim.places[0].resolved if claim.places else None,
        first=claim.when.start,
        last=claim.when.last_day,
        claimants=frozenset(
            _claimant_key(speaker.name, speaker.originator) for speaker in claim.attribution.speakers
        ),
        groups=_groups_apart(lexicon, claim, language),
        victims=victims,
        told=victims - lexicon.persons,
        beside=_beside(reading, sentence, claim.count_selector.end),
        is_definite=_is_definite(lexicon, reading.text, claim.count_selector.start),
        hint=hint,
        says_also=_says_also(reading, lexicon, sentence, claim),
        is_elsewhere=sentence is not None
        and lexicon.elsewhere.search(
            reading.text, reading.sentences[sentence].span.start, claim.count_selector.start
        )
        is not None,
        is_another=claim.count_selector.exact.casefold() in lexicon.adds,
        takes_up=_takes_up(reading, lexicon, sentence, claim),
        partitive=_partitive(lexicon, reading.text, claim),
    )


def _beside(reading: Reading, sentence: int | None, start: int) -> frozenset[str]:
    if sentence is None:
        return frozenset()
    end = min(reading.sentences[sentence].span.end, start + _NAMED_WITHIN)
    return frozenset(word.casefold() for word in _WORD.findall(reading.text[start:end]))


def _says_also(reading: Reading, lexicon: Lexicon, sentence: int | None, claim: Claim) -> bool:
    start = claim.quote.start
    if sentence is not None:
        start = max(reading.sentences[sentence].span.start, start - _CLAUSE)
    return lexicon.also.search(reading.text, start, claim.quote.end) is not None


def _is_definite(lexicon: Lexicon, text: str, start: int) -> bool:
    before = text[max(0, start - _WORD_BEFORE) : start].split()
    first = text[start : start + _WORD_BEFORE].split(maxsplit=1)
    return not lexicon.definite.isdisjoint(word.casefold() for word in (*before[-1:], *first[:1]))


def _outermost(claim: Claim, language: str) -> str | None:
    if len(claim.places) < 2:
        return None
    last = claim.places[-1]
    is_wide = last.resolved is not None and last.resolved.kind in _WIDE
    return _place_key(last.name, language) if is_wide else None


@cache
def _place_key(name: str, language: str) -> str:
    return name_key(load_terms(language).take_apart(name).core).sound


@cache
def _claimant_key(name: str, originator: str | None) -> str:
    if originator is not None:
        return originator
    known = load_originators().find(name)
    return known.id if known is not None else name_key(name).bare


def _groups_apart(lexicon: Lexicon, claim: Claim, language: str) -> frozenset[Group]:
    """Groups the count itself is of: "seven children" are children, "people including children" people."""
    if claim.victims_text is None or claim.count.kind is CountKind.NAME_LIST:
        return frozenset()
    words = load_victim_words(language)
    named: set[Group] = set()
    for word in claim.victims_text.casefold().split():
        if word in words.including:
            break
        named.update(words.groups.get(word, ()))
    return lexicon.apart.intersection(named)


def _takes_up(reading: Reading, lexicon: Lexicon, sentence: int | None, claim: Claim) -> bool:
    start, end = claim.quote.start, claim.quote.end
    if sentence is not None:
        end = min(reading.sentences[sentence].span.end, end + _CLAUSE)
    return lexicon.takes_up.search(reading.text, start, end) is not None


def _partitive(lexicon: Lexicon, text: str, claim: Claim) -> str | None:
    end = claim.count_selector.end
    found = lexicon.partitive.match(text, end)
    if found is None and claim.victims_text is None and claim.count.words.casefold() in lexicon.portions:
        return ""  # "Some were executed"
    if found is None:
        return None
    return "" if found["them"] else " ".join(text[found.end() : found.end() + 60].split()[:_NAME_WORDS])
