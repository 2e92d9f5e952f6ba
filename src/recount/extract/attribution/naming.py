"""Naming: whom the words around a credit name, the person behind a role, the agency told."""

from __future__ import annotations

import re
from dataclasses import replace

from recount.extract.attribution.coverage import Coverage
from recount.extract.attribution.forms import Mention, MentionKind, Phrase
from recount.extract.attribution.lexicon import Lexicon
from recount.extract.attribution.phrases import PhraseReader
from recount.extract.attribution.tagging import TaggedSentence
from recount.extract.attribution.tokens import index_at, word_keys
from recount.text.spans import Span

_LONGEST_NAME = 4  # words
_STATION = re.compile("m{1,2}[bB](?![bBrRpPn])")


class Naming(Coverage):
    """The speakers and agencies that one sentence names."""

    __slots__ = ("phrases",)

    def __init__(self, text: str, start: int, end: int, sentence: TaggedSentence, lexicon: Lexicon) -> None:
        super().__init__(text, start, end, sentence, lexicon)
        self.phrases = PhraseReader(sentence, lexicon)

    def with_name(self, phrase: Phrase) -> Phrase:
        """A person named behind the role ("according to the mayor of Izar, |Ann Lee"), else the phrase itself."""
        role, tags = phrase.mentions[0], self.sentence.tags
        if role.kind is MentionKind.NAME or role.is_plural or not role.is_person:
            return phrase
        first = last = phrase.end + 1
        while tags[last : last + 1] in ("n", "t"):
            last += 1
        if tags[phrase.end : phrase.end + 1] != "," or not 1 < last - first <= _LONGEST_NAME:
            return phrase
        if tags[last : last + 1] not in ("", ",", "x", "c") or (
            last < len(tags) and self.sentence.tokens[last].is_word
        ):
            return phrase
        named = self.phrases.starting_at(first)
        body = self.phrases.mentions.body_of_role(phrase.start, phrase.end)
        if named is None or named.end != last:
            return phrase
        person = replace(named.mentions[0], body=body, is_person=True)
        return Phrase(phrase.start, last, (person,) if body is None else (person, body))

    def behind_document(self, phrase: Phrase) -> Phrase:
        """Who made the document ("figures compiled by X"), else the phrase itself."""
        position = self.sentence.tokens[phrase.end - 1].end
        made = self.lexicon.agent.match(self.text, self.past_space(position), self.end)
        if made is None or self.sentence.tags[phrase.end - 1] not in "dD":
            return phrase
        return self.phrases.starting_at(index_at(self.sentence.tokens, made.end())) or phrase

    def as_called(self, subject: Phrase, index: int) -> tuple[Mention, ...]:
        """The name by which a speaker without one wants to go ("a resident, identified only as |Abu Omar, said")."""
        if subject.mentions[0].kind is MentionKind.NAME:
            return ()
        tokens = self.sentence.tokens
        until = tokens[index].start if index < len(tokens) else self.end
        called = self.lexicon.called.search(self.text, tokens[subject.end - 1].end, until)
        if called is None:
            return ()
        first = index_at(tokens, called.end())
        last = first
        while last < index and self.sentence.tags[last] in "nt":
            last += 1
        if last == first:
            return ()
        name = Mention(
            kind=MentionKind.NAME, start=tokens[first].start, end=tokens[last - 1].end, is_person=True
        )
        return (name,)

    def told(self, index: int) -> Span | None:
        """The agency told: known names and capitalised ones; "reporters" are none."""
        tags, tokens = self.sentence.tags, self.sentence.tokens
        while index < len(tags) and tags[index] in "aA":
            index += 1
        if (station := _STATION.match(tags, index)) is not None:  # "told state television"
            last = tokens[station.end() - 1]
            return Span(tokens[index].start, last.end) if last.key in self.lexicon.agency_heads else None
        if index >= len(tags) or not (tags[index] in "nK" or self._is_named(index)):
            return None
        for name in self.sentence.known:
            if name.start == index:
                return Span(name.name_start, name.name_end)
        end = index
        while end < len(tags) and (tags[end] == "n" or self._is_named(end)):
            end += 1
        known = next((name for name in self.sentence.known if name.start == end), None)
        if known is not None:  # "Redland's X News Agency"
            return Span(known.name_start, known.name_end)
        if end < len(tags) and (tags[end] in "rR" or tokens[end].key in self.lexicon.no_carriers):
            return None
        return Span(tokens[index].start, tokens[end - 1].end)

    def _is_named(self, index: int) -> bool:
        """Whether a noun for places is part of a name ("told |North Sea Wire")."""
        following = self.sentence.tags[index + 1 : index + 2]
        return (
            self.sentence.tags[index] == "w"
            and self.sentence.tokens[index].is_capitalised
            and following == "n"
        )

    def in_interview(self, position: int) -> Span | None:
        """The agency of an interview or statement named near the verb."""
        keys = word_keys(self.text, self.start, self.end)
        if self.lexicon.carrier_words.isdisjoint(keys):
            return None
        match = self.lexicon.carrier.search(self.text, position, min(self.end, position + 60))
        if match is None:
            return None
        index = index_at(self.sentence.tokens, match.end())
        limit = min(len(self.sentence.tokens), index + self.lexicon.carrier_within)
        for name in self.sentence.known:
            if index <= name.start < limit:
                return Span(name.name_start, name.name_end)
        return self.told(index)
