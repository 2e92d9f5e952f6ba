"""Speaker phrases: where the words that name a speaker begin and end.

A phrase before a verb of saying is found by its end, one after it by its beginning.
"""

from __future__ import annotations

import re
from dataclasses import replace

from recount.extract.attribution.forms import (
    CONJUNCT,
    ENDING,
    LAST,
    LISTED,
    LONGEST,
    NAMES_ONLY,
    STARTING,
    Mention,
    MentionKind,
    Phrase,
)
from recount.extract.attribution.lexicon import Lexicon
from recount.extract.attribution.mentions import MentionReader
from recount.extract.attribution.tagging import TaggedSentence, is_party
from recount.extract.attribution.tokens import Token

_COUNTED = re.compile("ax(?=[mB]*[pPbB])")
_UNKNOWN = re.compile(",[aA]?[mnw]{0,3}[xpPrRbB]?[xmw]$")
_UNKNOWN_AFTER = re.compile("[aA]?[mnw]{0,3}[xpPrRbB]?[xmw]")
_UNKNOWN_OPENING = re.compile("[aA]?[nmwBRPD]{0,2}[xwpPrRbBdD]")
_DESCRIBED = 8  # words that describe a person
_DESCRIBING = re.compile(",(?:[aA][mwxpPbBrR]{1,2}|[mwxpPbBrR]{1,2})$")
_APOSTROPHES = ("'", "’")
_TWO_NAMES = re.compile("KJ*K")
_PLACE_FIRST = re.compile("n+(?=a)")  # in Velim |a source
_PARTY_FIRST = re.compile(r"[aA]?(?P<name>KJ*)(?:\([nKJmbBrR]+\))?(?=[aA])")


class PhraseReader:
    """Finds the speaker phrases of one sentence."""

    __slots__ = ("lexicon", "mentions", "sentence")

    def __init__(self, sentence: TaggedSentence, lexicon: Lexicon) -> None:
        self.sentence = sentence
        self.lexicon = lexicon
        self.mentions = MentionReader(sentence, lexicon)

    def ending_at(self, end: int) -> Phrase | None:
        """Return the phrase that ends before token ``end``, coordinated ones included."""
        tags = self.sentence.tags
        if end and tags[end - 1] == "q":
            return Phrase(end - 1, end, (self._pronoun(end - 1),))
        if not end or tags[end - 1] not in LAST:
            return None
        match = ENDING.search(tags, self._earliest(end), end)
        if match is None:
            return None
        start = self._without_count(match.start(), end)
        start = self._without_party(self._without_place(start, end), end)
        start = self._with_maker(self._with_unknown(start), end)
        if (other := self._instead(start)) is not None:
            return other
        mentions = self.mentions.read(start, end)
        if not mentions:
            return None
        start, mentions = self._with_joined_kind(start, mentions)
        while start >= 2 and tags[start - 1] == "c":
            other = self._conjunct(start - 1, start, end)
            if other is None:
                break
            mentions = (*other.mentions, *mentions)
            start = other.start
            listed = self._listed(start)
            if listed is not None:
                mentions = (*listed.mentions, *mentions)
                start = listed.start
        return Phrase(start, end, mentions)

    def _instead(self, start: int) -> Phrase | None:
        """The speaker where a phrase only tells by whom a place is held, or what a person just named is.

        "|Doctors in the town held by the opposition said", "|Osk Harran a writer told".
        """
        tags, tokens = self.sentence.tags, self.sentence.tokens
        if start > 1 and tokens[start - 1].key in self.lexicon.agent_links:
            opening = self.starting_at(0) if tokens[start - 2].key in self.lexicon.held_participles else None
            if opening is None or opening.end >= start:
                return None
            goes_on = opening.end == start - 2 or tags[opening.end] in "iko"
            return opening if goes_on else None
        if tags[start : start + 1] != "a" or tags[max(0, start - 2) : start] != "nn":
            return None
        if tokens[start - 1].text.isupper():
            return None  # a heading
        first = start
        while first and tags[first - 1] in "nt":
            first -= 1
        opens = tokens[first].key
        is_person = first == 0 or tags[first - 1] in ",rR"
        if opens in self.lexicon.place_prepositions or opens.endswith("ing"):
            return None  # "Outside Karsem |a resident said", "Quoting Norpress |a resident said"
        return self.ending_at(start) if is_person else None

    def _with_joined_kind(self, start: int, mentions: tuple[Mention, ...]) -> tuple[int, tuple[Mention, ...]]:
        """Take in a kind joined to the one before the noun ("|local and media sources said")."""
        tags, tokens = self.sentence.tags, self.sentence.tokens
        if tags[max(0, start - 2) : start] != "mc" or (start > 2 and tokens[start - 3].is_word):
            return start, mentions
        return start - 2, (replace(mentions[0], start=tokens[start - 2].start), *mentions[1:])

    def unknown_at(self, end: int, *, closes: bool) -> Phrase | None:
        """Return a speaker no list knows before a verb of saying that closes its sentence: a noun with its article,
        or a plural between a comma and the verb ("…, |clerics said", "…, |a herder said")."""
        match = _UNKNOWN.search(self.sentence.tags, 0, end) if closes else None
        return None if match is None else self._unknown(match.start() + 1, end)

    def unknown_from(self, start: int) -> Phrase | None:
        """Return a speaker no list knows behind "according to", up to the next mark ("according to |clerics")."""
        tokens, end = self.sentence.tokens, start
        while end < len(tokens) and tokens[end].is_word:
            end += 1
        match = _UNKNOWN_AFTER.fullmatch(self.sentence.tags, start, end)
        return None if match is None else self._unknown(start, end)

    def unknown_opening(self, end: int) -> Phrase | None:
        """Return a speaker no list knows who opens the sentence ("|search collectives say", "|federal data show")."""
        match = _UNKNOWN_OPENING.fullmatch(self.sentence.tags, 0, end)
        if match is None or self.sentence.tokens[0].key in self.lexicon.not_describing:
            return None
        is_shown = self.sentence.tokens[end].key in self.lexicon.showing_verbs
        if is_shown and self.sentence.tags[end - 1] not in "dD":
            return None  # "one video shows"
        return self._unknown(0, end)

    def described(self, end: int) -> Phrase | None:
        """Return a person described by more than a noun ("|a driver for the cooperative who passed by said")."""
        tokens = self.sentence.tokens
        if not 1 < end <= _DESCRIBED or tokens[0].key not in self.lexicon.indefinite:
            return None
        if not all(word.is_word for word in tokens[:end]) or self._is_number(tokens[1]):
            return None
        mention = Mention(
            kind=MentionKind.PHRASE, start=tokens[0].start, end=tokens[end - 1].end, head="", is_person=True
        )
        return Phrase(0, end, (mention,))

    def _is_number(self, word: Token) -> bool:
        """Whether a word counts those that follow ("a |total of 21 people who …")."""
        return word.key in self.lexicon.quantity_nouns or not word.text.isalpha()

    def _unknown(self, start: int, end: int) -> Phrase | None:
        words = self.sentence.tokens[start:end]
        head = words[-1]
        has_article = self.sentence.tags[start] in "aA"
        if not (has_article or head.key.endswith(self.lexicon.plural_ends)) or head.is_capitalised:
            return None
        if not all(word.is_word for word in words):
            return None
        if not has_article and any(word.key.endswith(self.lexicon.verb_ends) for word in words):
            return None
        first = start + (self.sentence.tags[start] == "A")
        mention = Mention(
            kind=MentionKind.PHRASE,
            start=self.sentence.tokens[first].start,
            end=head.end,
            head=head.key,
            is_plural=not has_article,
        )
        return Phrase(start, end, (mention,))

    def _with_unknown(self, start: int) -> int:
        """Take in the words before a speaker's noun, back to a comma ("…, |morgue workers", "…, |a border police")."""
        match = _DESCRIBING.search(self.sentence.tags, 0, start)
        if match is None:
            return start
        first = match.start() + 1
        words = self.sentence.tokens[first:start]
        has_article = self.sentence.tags[first] in "aA"
        if not has_article and any(word.key.endswith(self.lexicon.verb_ends) for word in words):
            return start
        if any(word.key in self.lexicon.not_describing for word in words):
            return start
        are_plain = all(
            (word.is_word or word.text in _APOSTROPHES) and not word.is_capitalised
            for word in words[has_article:]
        )
        return first if are_plain else start

    def _with_maker(self, start: int, end: int) -> int:
        """Take in the name of the body that speaks in a document ("the |Defence Ministry statement said")."""
        if end - start > 1 or self.sentence.tokens[start].key not in self.lexicon.spoken_documents:
            return start
        while (
            start
            and self.sentence.tags[start - 1] in "nmbB"
            and self.sentence.tokens[start - 1].is_capitalised
        ):
            start -= 1
        return start

    def _earliest(self, end: int) -> int:
        """Where a phrase that ends at ``end`` may begin at the earliest: no phrase holds one of these letters."""
        tags, start = self.sentence.tags, max(0, end - LONGEST)
        for letter in "cqu":
            start = max(start, tags.rfind(letter, start, end) + 1)
        if (idiom := tags.rfind("xax", max(0, start - 2), end)) >= 0 and self._is_idiom(idiom):
            start = max(start, idiom + 3)
        other = tags.rfind("x", start, end)  # only behind an article an unknown word may stand in a phrase
        if other < 0 or tags[other - 1 : other] == "a" or self._opens_with(other):
            return start
        return other + 1

    def _is_idiom(self, at: int) -> bool:
        """Whether an article and a noun only join clauses ("as a result |local media reported")."""
        return tuple(token.key for token in self.sentence.tokens[at : at + 3]) in self.lexicon.joining_idioms

    def _opens_with(self, other: int) -> bool:
        """Whether an article and an unknown noun open a clause ("|the harbour office said", not "among the victims
        media said")."""
        tags, word = self.sentence.tags, self.sentence.tokens[other]
        if tags[other - 1 : other] != "A" or not word.is_word or word.key.endswith(self.lexicon.plural_ends):
            return False
        return other == 1 or tags[other - 2] in ",(cu"

    def starting_at(self, start: int) -> Phrase | None:
        """Return the phrase that begins at token ``start``, coordinated ones included."""
        tags = self.sentence.tags
        if start < len(tags) and tags[start] == "q":
            return Phrase(start, start + 1, (self._pronoun(start),))
        end = max((match.end() for form in STARTING if (match := form.match(tags, start))), default=start)
        end = self._within_known(start, end)
        if end == start:
            return None
        mentions = self.mentions.read(start, end)
        if not mentions:
            return None
        if end + 1 < len(tags) and tags[end] == "c":
            other = self.starting_at(end + 1)
            if other is not None and tags[other.end - 1] in "rRpPbBKJ":
                return Phrase(start, other.end, (*mentions, *other.mentions))
        return Phrase(start, end, mentions)

    def _without_count(self, start: int, end: int) -> int:
        """Drop whom the words before count ("killed three guards |local media", "hurt dozens |a group").

        A number counts the speakers themselves where they follow at once ("two residents"), "dozens" only with "of".
        """
        tags, word = self.sentence.tags, self.sentence.tokens[start].key
        if word not in self.lexicon.counting:
            return start
        counted = start + 1 if tags[start + 1 : start + 2] in ("a", "A") else start
        if word in self.lexicon.counting_with_of:
            counted = start + 1 if tags[start + 1 : start + 2] != "o" else start
        elif _COUNTED.match(tags, start, end) and self.sentence.tokens[start + 1].key.endswith("s"):
            counted = start + 2
        return counted if counted < end else start

    def _without_place(self, start: int, end: int) -> int:
        """Drop the name of a place before the speaker ("in Halab |activists", "near Damascus |UN")."""
        tags, tokens = self.sentence.tags, self.sentence.tokens
        if start == 0 or tokens[start - 1].key not in self.lexicon.place_prepositions:
            return start
        named = _PLACE_FIRST.match(tags, start, end)
        if named is not None:
            return named.end()
        aside = tags.find(",", start, end)
        if aside > 0 and set(tags[start:aside]) <= set("nKJ"):
            return aside + 1
        if _TWO_NAMES.match(tags, start, end):
            return start + tags[start + 1 : end].index("K") + 1
        first = start
        while first < end - 1 and tags[first] == "n":
            if self.lexicon.demonym.fullmatch(tokens[first].key):
                break
            first += 1
        if self._is_plural(end - 1):
            return first
        is_place = tags[start - 1] != "o" or tags[start - 2 : start - 1] == "w"
        is_common = tags[first] in "mbBrR" and not tokens[first].is_capitalised
        return first if is_place and is_common else start  # "in Homs |state television"

    def _without_party(self, start: int, end: int) -> int:
        """Drop a name whose comma is lost before the speaker ("held by the rebels |a monitor")."""
        tags = self.sentence.tags
        match = _PARTY_FIRST.match(tags, start, end)
        if match is None or start == 0:
            return start
        name = next((name for name in self.sentence.known if name.start == match.start("name")), None)
        before = self.sentence.tokens[start - 1].key
        is_object = (
            before in self.lexicon.place_prepositions | self.lexicon.agent_links | self.lexicon.kept_links
        )
        if is_object or (name is not None and is_party(name.originator)):
            return match.end()
        return start

    def with_body(self, phrase: Phrase, start: int) -> Phrase:
        """Add the body that a clause gives a person: "Ann Lee, who |heads the Monitor"."""
        tokens = self.sentence.tokens
        if start >= len(tokens) or tokens[start].key not in self.lexicon.heading_verbs:
            return phrase
        found = self.starting_at(start + 1)
        person = phrase.mentions[0]
        if found is None or person.body is not None or found.mentions[0].is_person:
            return phrase
        body = found.mentions[0]
        return Phrase(phrase.start, phrase.end, (replace(person, body=body, is_person=True), body))

    def _is_plural(self, index: int) -> bool:
        key = self.sentence.tokens[index].key
        return key in self.lexicon.persons_plural or (key[-1] == "s" and key in self.lexicon.bodies)

    def _within_known(self, start: int, end: int) -> int:
        """A known name at the start of a phrase ends it, unless a role follows it."""
        first = start
        while first < end and self.sentence.tags[first] in "aA":
            first += 1
        for name in self.sentence.known:
            is_owner = self.sentence.tokens[name.end - 1].end > name.name_end  # "the Observatory's Ann Lee"
            if (
                name.start == first
                and name.end < end
                and self.sentence.tags[name.end] == "n"
                and not is_owner
            ):
                return name.end
        return end

    def _conjunct(self, end: int, other_start: int, other_end: int) -> Phrase | None:
        """The phrase before "and": one with a head, a known name, or bare names at the sentence's start."""
        tags = self.sentence.tags
        match = CONJUNCT.search(tags, max(0, end - 12), end)
        if match is not None:
            if self.sentence.tokens[end - 1].key in self.lexicon.weak_speakers and match.start() > 0:
                return None
            start = self._without_count(match.start(), end)
            mentions = self.mentions.read(start, end)
            return Phrase(start, end, mentions) if mentions else None
        match = NAMES_ONLY.match(tags, 0, end)
        if match is not None and set(tags[other_start:other_end]) <= set("nKJA"):
            return Phrase(0, end, self.mentions.read(0, end))
        return None

    def _listed(self, end: int) -> Phrase | None:
        """A further speaker of a list before a pair: "a war monitor, |medics and rescuers"."""
        tags = self.sentence.tags
        if end and tags[end - 1] == ",":
            end -= 1
        match = LISTED.search(tags, max(0, end - 10), end)
        if match is None:
            return None
        mentions = self.mentions.read(match.start(), end)
        return Phrase(match.start(), end, mentions) if mentions else None

    def _pronoun(self, index: int) -> Mention:
        key = self.sentence.tokens[index].key
        is_person = True if key in self.lexicon.pronouns_person else None
        if key in self.lexicon.pronouns_body:
            is_person = False
        is_plural = key in self.lexicon.pronouns_plural
        token = self.sentence.tokens[index]
        return Mention(
            kind=MentionKind.PRONOUN,
            start=token.start,
            end=token.end,
            head=key,
            is_person=is_person,
            is_plural=is_plural,
        )
