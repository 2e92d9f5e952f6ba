"""What a sentence tells of an attack apart from who made it."""

from __future__ import annotations

import re

from recount.extract.attribution.tokens import index_at
from recount.extract.perpetrators.parties import PartyReader
from recount.text.spans import Span

_CAUSE = re.compile("[xyok][ax]?[mqx]{0,3}[SW]+")


class TellingReader(PartyReader):
    """Reads one sentence."""

    __slots__ = ()

    def cause_after(self, position: int) -> Span | None:
        """The strike that a passive names behind it, without a party before it ("killed in |a rocket attack")."""
        index = index_at(self.tokens, position)
        match = _CAUSE.match(self.tags, index)
        if match is None or self.tokens[index].key not in self.lexicon.cause_links:
            return None
        return Span(self.tokens[index].start, self.tokens[match.end() - 1].end)

    def events(self) -> tuple[bool, bool]:
        """Whether the sentence tells of an attack of its own, and of one told before."""
        lexicon, is_new, is_definite = self.lexicon, False, False
        if lexicon.event_nouns.isdisjoint(self.keys):
            return is_new, is_definite
        keys = [token.key for token in self.tokens]
        for noun in [index for index, key in enumerate(keys) if key in lexicon.event_nouns]:
            end = noun - (noun > 0 and keys[noun - 1] in lexicon.event_modifiers)
            before = keys[max(0, end - 3) : end]
            if keys[noun] not in lexicon.mass_nouns:
                is_new = is_new or not lexicon.new_articles.isdisjoint(before)
            if not lexicon.definite_articles.isdisjoint(before[-2:]):
                is_definite = is_definite or lexicon.not_definite.isdisjoint((before[-1], keys[noun]))
        return is_new, is_definite

    def names_again(self, position: int) -> bool:
        """Whether an attack told before stands ahead of a position ("the shells were fired …")."""
        keys = [token.key for token in self.tokens[: index_at(self.tokens, position)]]
        nouns = [index for index, key in enumerate(keys) if key in self.lexicon.event_nouns]
        return any(
            not self.lexicon.definite_articles.isdisjoint(keys[max(0, noun - 2) : noun]) for noun in nouns
        )

    def says_before(self, position: int) -> bool:
        """Whether somebody says what stands at a position."""
        return "e" in self.tags[: index_at(self.tokens, position)]

    def only_crashed(self, end: int) -> bool:
        """Whether what came down hit nobody else."""
        if self.tokens[end - 1].key not in self.lexicon.crash_verbs:
            return False
        return end >= len(self.tokens) or self.tokens[end].key not in self.lexicon.crash_links

    def says_too_little(self, start: int, end: int) -> bool:
        """Whether words name no party by themselves ("military", "local")."""
        keys = [self.tokens[index].key for index in range(start, end) if self.tags[index] != "a"]
        return all(key in self.lexicon.weak_descriptions or key in self.lexicon.qualities for key in keys)

    def is_joined_verb(self, act: int) -> bool:
        """Whether two verbs share an object behind the second ("killed and injured many")."""
        keys = [token.key for token in self.tokens[act + 1 : act + 4]]
        return (
            len(keys) == 3
            and keys[0] in self.lexicon.coordinators
            and keys[1] in self.lexicon.harm_participles
            and keys[2] not in self.lexicon.no_object_before
        )

    def is_held_responsible(self, end: int) -> bool:
        """Whether who is held is held responsible."""
        return self.lexicon.responsible.match(self.text, self.tokens[end - 1].end, self.end) is not None
