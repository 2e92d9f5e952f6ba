"""Proposals of the rules over a parse: people in the victim's place that the token grammar has no words for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from recount.extract.grammar.lexicon import load_lexicon
from recount.extract.grammar.words import find_harm_words
from recount.extract.parse import Parse, parse_sentences
from recount.extract.proposal import Proposal, RelationHint
from recount.extract.reading import Reading
from recount.extract.syntax.harms import HarmWord, Way, find_harms
from recount.extract.syntax.modality import modality_of
from recount.extract.syntax.persons import Persons, Sentence, count_persons
from recount.extract.syntax.roles import find_parts, find_roles
from recount.model import CountKind, Harm, RelationType
from recount.text.spans import Span

# One named or described person is read for what happens to a person by another's hand or leaves him dead.
_PERSONAL = frozenset({Harm.KILLED, Harm.INJURED, Harm.DETAINED, Harm.MISSING})
# "People are fleeing" states no event; that people were killed, wounded or taken does.
_DONE = frozenset({Harm.KILLED, Harm.INJURED, Harm.DETAINED, Harm.DISPLACED})
# Who is told by a pronoun only is read for what was done to him, not for what someone came to do.
_HURT = frozenset({Harm.KILLED, Harm.INJURED})
_BESIDE = "grammar:along"  # the rule that reads them
_PART, _INCLUDED = "syntax:part", "grammar:including"
_KEPT = 3  # words before "leave" among which stands that people could not
_PAST = frozenset({"VBD", "VBN", "VBG", "JJ"})
_PRESENT = frozenset({"VBP", "VBZ"})


def propose_by_syntax(reading: Reading, known: Sequence[Proposal] = ()) -> list[Proposal]:
    """Return what the rules over a parse see in a report and the proposals known already do not hold.

    Args:
        known: proposals of another proposer; people they speak of are left to them.
    """
    chosen = [index for index in range(len(reading.sentences)) if _is_open(reading, index, known)]
    spans = [reading.sentences[index].span for index in chosen]
    parses = parse_sentences(reading.text, spans, language=reading.report.language)
    proposals: list[Proposal] = []
    for index, parse in zip(chosen, parses, strict=True):
        if parse is not None:
            proposals.extend(_unknown(_propose(reading, index, parse, known), known))
    found = sorted(proposals, key=lambda proposal: (proposal.quantity.span, proposal.harm))
    others = [*known, *found]
    return [
        proposal
        for proposal in found
        if not (_refers_back(reading, proposal, others) or _is_known_person(reading, proposal, others))
    ]


def _is_open(reading: Reading, index: int, known: Sequence[Proposal]) -> bool:
    """Whether a sentence holds a word of harm nobody has read, or may name parts of people who are read."""
    span, language = reading.sentences[index].span, reading.report.language
    read = [other.trigger for other in known if other.sentence == index and not _is_beside(other)]
    killers = _words(language, "killers").finditer(reading.text, span.start, span.end)
    for found in chain(
        find_harm_words(reading.text, span, language), (Span(*word.span()) for word in killers)
    ):
        if not any(_overlap(found, trigger) for trigger in read):
            return True
    return bool(read) and _words(language, "including").search(reading.text, span.start, span.end) is not None


def _is_beside(proposal: Proposal) -> bool:
    """Whether people are only read beside those whom a verb is said of ("she was killed |along with two guards")."""
    return proposal.proposer.startswith(_BESIDE)


@cache
def _words(language: str, name: str) -> re.Pattern[str]:
    words = sorted(load_lexicon(language).sets[name], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def _propose(reading: Reading, index: int, parse: Parse, known: Sequence[Proposal]) -> Iterator[Proposal]:
    """Read every word of harm; one that another proposer has read only for what it left out of a list."""
    sentence = _sentence(reading, index, parse)
    words = list(find_harms(parse, sentence.lexicon))
    for word in words:
        victims, rule = find_roles(parse, word, sentence.lexicon.sets["of"])
        victims = [victim for victim in victims if not _has_harm_between(parse, victim, word, words)]
        alone = len(victims) == 1 and _is_of_several(sentence, word)
        span = sentence.span(word.first, word.last)
        read = [other for other in known if _overlap(span, other.trigger) and not _is_beside(other)]
        for victim in victims:
            persons = count_persons(sentence, victim)
            if persons is None or not _fits(sentence, word, persons):
                continue
            if alone and rule == "subject" and persons.quantity.kind is CountKind.SINGULAR:
                continue  # "two guards at the consulate were killed", read as if the consulate were
            if word.harm is Harm.DISPLACED and (
                _is_kept_from(sentence, word) or _is_uncounted(sentence, word, persons)
            ):
                continue
            if rule == "object" and _is_habit(reading, index, sentence, word, persons):
                continue
            if not read or _is_left_out(reading, parse, victim, persons, read):
                yield _proposal(sentence, index, word, persons, rule)
        yield from _parts(sentence, index, word, victims)


def _is_kept_from(sentence: Sentence, word: HarmWord) -> bool:
    """Whether people did not leave ("have been unable to leave their homes")."""
    before = range(max(0, word.first - _KEPT), word.first)
    return any(sentence.form(at) in sentence.lexicon.sets["kept_from"] for at in before)


def _is_uncounted(sentence: Sentence, word: HarmWord, persons: Persons) -> bool:
    """Whether a verb that is read for counted people only has others ("fighters had taken refuge there")."""
    words = " ".join(sentence.form(at) for at in range(word.first, word.last + 1))
    return persons.quantity.kind is CountKind.BARE_PLURAL and words in sentence.lexicon.sets["only_counted"]


def _is_of_several(sentence: Sentence, word: HarmWord) -> bool:
    """Whether the verb says that its subject is several ("were killed")."""
    several = sentence.lexicon.sets["plural_be"]
    return any(
        sentence.form(aux) in several for aux in sentence.parse.children(word.token, "aux", "aux:pass")
    )


def _has_harm_between(parse: Parse, victim: int, word: HarmWord, words: Sequence[HarmWord]) -> bool:
    """Whether a joined noun has a word of harm of its own ("killed 12 people and wounded dozens")."""
    if parse.tokens[victim].relation != "conj":
        return False
    head = parse.tokens[victim].head
    return any(head < other.token < victim for other in words if other is not word)


def _parts(sentence: Sentence, index: int, word: HarmWord, victims: Sequence[int]) -> Iterator[Proposal]:
    """Read who is named as a part of the victims; "including women" tells of a group, not of a number."""
    words = list(find_harms(sentence.parse, sentence.lexicon))
    for part, whole, cue in find_parts(sentence.parse, word, victims, sentence.lexicon.sets["including"]):
        persons, of = count_persons(sentence, part), count_persons(sentence, whole)
        if persons is None or of is None or persons.quantity.kind is CountKind.BARE_PLURAL:
            continue
        if _fits(sentence, word, persons) and not any(cue < other.token < part for other in words):
            proposal = _proposal(sentence, index, word, persons, "part")
            yield replace(proposal, hint=_part_of(of, sentence.parse.tokens[cue].form))


def _is_habit(reading: Reading, index: int, sentence: Sentence, word: HarmWord, persons: Persons) -> bool:
    """Whether a verb tells a habit, no event ("a government that kills priests"); a headline tells events."""
    tag = sentence.parse.tokens[word.token].tag
    plural = persons.quantity.kind is CountKind.BARE_PLURAL
    return plural and tag in _PRESENT and not reading.is_headline(index)


def _is_left_out(
    reading: Reading, parse: Parse, victim: int, persons: Persons, read: Sequence[Proposal]
) -> bool:
    """Whether a person or a number joined to people already read was passed over ("X and two guards"), or those told
    of before who head a list ("the murder of the priests, their cook and her daughter")."""
    if persons.quantity.kind is CountKind.BARE_PLURAL and _is_definite(reading, persons.quantity.span):
        people = [span for other in read for span in _people(other)]
        return not any(_overlap(persons.victims, span) for span in people)
    joined = parse.tokens[victim].relation == "conj" and persons.quantity.kind is not CountKind.BARE_PLURAL
    return joined and not any(_overlap(persons.quantity.span, other.quote) for other in read)


def _refers_back(reading: Reading, proposal: Proposal, others: Iterable[Proposal]) -> bool:
    """Whether "the priests were killed" only takes up people the report has counted before."""
    if proposal.quantity.kind is not CountKind.BARE_PLURAL or not _is_definite(
        reading, proposal.quantity.span
    ):
        return False
    return any(
        other.harm is proposal.harm
        and (
            other.quantity.span.start < proposal.quantity.span.start or _counts_same(reading, proposal, other)
        )
        for other in others
        if other is not proposal and other.quantity.high != 1
    )


def _counts_same(reading: Reading, proposal: Proposal, other: Proposal) -> bool:
    """Whether a figure counts people by the noun that a plural without a number has ("six Jesuits", "the Jesuits")."""
    if other.quantity.kind is CountKind.BARE_PLURAL or other.victims is None:
        return False
    return _last_word(reading, proposal.victims or proposal.quantity.span) in (
        word.lower() for word in reading.words(other.victims).split()
    )


def _last_word(reading: Reading, span: Span) -> str:
    return reading.words(span).split()[-1].lower()


def _is_known_person(reading: Reading, proposal: Proposal, others: Iterable[Proposal]) -> bool:
    """Whether "she was killed" speaks of a person whom the report counts by more than a pronoun."""
    if not _is_pronoun(reading, proposal):
        return False
    before = [
        other
        for other in others
        if other is not proposal and other.harm is proposal.harm and other.quantity.high == 1
    ]
    return any(
        not _is_pronoun(reading, other) or other.quantity.span.start < proposal.quantity.span.start
        for other in before
    )


def _is_pronoun(reading: Reading, proposal: Proposal) -> bool:
    words = reading.words(proposal.quantity.span).lower()
    return words in load_lexicon(reading.report.language).sets["one_person"]


def _is_definite(reading: Reading, span: Span) -> bool:
    first = reading.words(span).split(maxsplit=1)[0].lower()
    return first in load_lexicon(reading.report.language).sets["definite"]


def _sentence(reading: Reading, index: int, parse: Parse) -> Sentence:
    span = reading.sentences[index].span
    starts = [quantity.span.start for quantity in reading.quantities]
    first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
    return Sentence(
        text=reading.text,
        language=reading.report.language,
        convention=reading.convention,
        parse=parse,
        quantities=reading.quantities[first:last],
        lexicon=load_lexicon(reading.report.language),
    )


def _fits(sentence: Sentence, word: HarmWord, persons: Persons) -> bool:
    """Whether a harm is one that a single person is said to suffer."""
    if persons.quantity.kind is CountKind.SINGULAR:
        if sentence.form_of(persons.quantity.span) in sentence.lexicon.sets["one_person"]:
            return word.harm in _HURT and sentence.parse.tokens[word.token].tag in _PAST
        impersonal = sentence.form(word.token) in sentence.lexicon.sets["impersonal_acts"]
        return (word.harm in _PERSONAL or word.way is Way.AMONG) and not impersonal
    if persons.quantity.kind is CountKind.BARE_PLURAL:
        return (
            word.harm in _DONE and word.way is not Way.KILLER
        )  # "murderers of the people" is a name to call by
    return True


def _proposal(sentence: Sentence, index: int, word: HarmWord, persons: Persons, rule: str) -> Proposal:
    trigger = sentence.span(word.first, word.last)
    quote = Span(
        min(trigger.start, persons.victims.start, persons.quantity.span.start),
        max(trigger.end, persons.victims.end, persons.quantity.span.end),
    )
    return Proposal(
        sentence=index,
        quantity=persons.quantity,
        harm=word.harm,
        trigger=trigger,
        quote=quote,
        victims=persons.victims,
        modality=modality_of(sentence.parse, word.token, sentence.lexicon),
        agent=_agent(sentence, word),
        proposer=f"syntax:{rule}",
    )


def _part_of(whole: Persons, cue: str) -> RelationHint:
    return RelationHint(type=RelationType.SUBSET_OF, target=whole.quantity.span.start, cue=cue)


def _agent(sentence: Sentence, word: HarmWord) -> Span | None:
    """Return the words of whoever did it: "by" in the passive, the subject in the active."""
    if word.way is not Way.VERB:
        return None
    parse = sentence.parse
    agents = list(parse.children(word.token, "obl:agent"))
    if not agents:
        return None
    first, last = parse.subtree(agents[0])
    cases = [child for child in parse.children(agents[0], "case") if child < agents[0]]
    return sentence.span(max([first, *(case + 1 for case in cases)]), last)


def _unknown(proposals: Iterable[Proposal], known: Sequence[Proposal]) -> Iterator[Proposal]:
    """Leave out people of whom another proposer, or an earlier rule, has read the same harm."""
    seen: list[Proposal] = list(known)
    for proposal in proposals:
        if not any(_same(proposal, other) for other in seen):
            seen.append(proposal)
            yield proposal


def _same(one: Proposal, other: Proposal) -> bool:
    is_part = one.proposer == _PART and other.proposer == _INCLUDED
    if is_part and _overlap(one.quantity.span, other.quantity.span):
        return True  # of whom they are a part is said already
    if one.harm is not other.harm and Harm.CASUALTIES not in (one.harm, other.harm):
        return False
    return any(_overlap(mine, theirs) for mine in _people(one) for theirs in _people(other))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _people(proposal: Proposal) -> list[Span]:
    return [proposal.quantity.span, *([proposal.victims] if proposal.victims else [])]
