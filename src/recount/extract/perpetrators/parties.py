"""Parties: where the words that name one begin and end, and what of them is kept as its name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recount.extract.attribution.tokens import Token, tokenize, word_keys
from recount.extract.perpetrators.lexicon import Lexicon, load_lexicon, tag
from recount.text.spans import Span

_PRE = "[dghBAqmn]*"
_OF = f"o[a]*{_PRE}(?:[ABg]+|n+)"
_LOYAL = "pka*[dgnBq]+"
PARTY = f"(?:a*{_PRE}[ABV](?:{_LOYAL})?(?:{_OF})?|a*[dq]*g+[hAB]*|a*n+)"
ADJECTIVE = "(?:a*[qn]*[dghB][dghB]*)"
PARTIES = f"(?:(?:{ADJECTIVE}|{PARTY}),?(?:r|c{{1,3}}))*{PARTY}"
_CLOSING = {"(": ")", '"': '"', "“": "”"}
_BRACKETS = 10  # tokens; longer ones may tell of an act
_QUOTED = 5  # tokens; what is longer is speech
_ACRONYM = 2  # letters without the s that may be an acronym's
_GROUP = re.compile("g+")
_PLACE = re.compile("n+(?=[dh])")
_OWNED = re.compile(r"V[pk]+k")
_BODY = re.compile("[Bgn]")
_ACTOR = re.compile("[AB]")


class PartyReader:
    """Finds the parties of one sentence; patterns run over its letters (``lexicon``)."""

    __slots__ = ("end", "keys", "lexicon", "start", "tags", "text", "tokens")

    def __init__(self, text: str, start: int, end: int, language: str) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.lexicon: Lexicon = load_lexicon(language)
        self.tokens: Sequence[Token] = _without_asides(tokenize(text, start, end))
        self.keys = word_keys(text, start, end)
        self.tags = tag(self.tokens, language)

    def parties(self, start: int, end: int) -> tuple[Span, ...]:
        """Split a coordination and strip each part to the party."""
        parts: list[Span] = []
        first = start
        for index in range(start, end + 1):
            if index == end or self.tags[index] in "cr,":
                if index > first:
                    parts.extend(self._party(first, index))
                first = index + 1
            elif self.tags[index] == "d" and index > first and self._are_two_states(index):
                parts.extend(self._party(first, index))
                first = index
        return tuple(dict.fromkeys(parts))

    def is_object(self, start: int) -> bool:
        """Whether the party is inside a phrase of place or the object of another verb."""
        if start == 0:
            return False
        before = self.tokens[start - 1].key
        if self.tags[start] == "n" and before in self.lexicon.place_prepositions:
            return True
        if self.tags[start - 1] == "y" or (self.tags[start - 1] in "ok" and self.tags[start] != "a"):
            return True
        if before in self.lexicon.saying:
            return False
        if before in self.lexicon.target_prepositions:
            return True
        if self.tags[start - 1] == "W" and start > 1 and self.tags[start - 2] in "amnhq":
            return False  # a noun whose comma is lost: "after the shelling |rebels fired"
        return self.tags[start - 1] in "vW" or self.lexicon.continuous.fullmatch(before) is not None

    def past_place(self, start: int, end: int) -> int:
        """Where a party begins behind the name of a place ("in Karsem |militants"); the end, for none."""
        first = start
        while first < end and self.tags[first] == "n":
            first += 1
        if first == start or not set("AVg") & set(self.tags[first:end]):
            return end
        return first

    def _are_two_states(self, index: int) -> bool:
        """Whether two nationalities side by side are two parties ("Redlandian Bluelandish jets")."""
        pair = self.tokens[index - 1 : index + 1]
        return self.tags[index - 1] == "d" and all(
            token.text.isalpha() and token.key not in self.lexicon.peoples for token in pair
        )

    def _party(self, start: int, end: int) -> list[Span]:
        tags = self.tags
        source = tags.find("o", start, end)
        owner = set(tags[source + 1 : end]) if source > start else set()
        if source > start and (self._is_carrier(source - 1) or owner & set("dgB")):
            start = source + 1
        elif source > start and not self._is_name_with_of(source, end):
            end = source
        owned = _OWNED.search(tags[start:end])
        if owned is not None:
            start += owned.end()
        dropped = self.lexicon.dropped_qualities
        while start < end and (tags[start] == "a" or self.tokens[start].key in dropped):
            start += 1
        group = _GROUP.search(tags[start:end])
        if group is not None:
            return [self._group(start + group.start(), start + group.end())]
        named = _PLACE.match(tags[start:end])
        if named is not None:
            start += named.end()
        end = self._without_members(start, end)
        letters = set(tags[start:end])
        if start >= end or not letters - {"V", "m", "q", "a"}:
            return []
        if end - start == 1 and self.tokens[start].key in self.lexicon.weak_actors:
            return []
        return [self._span(start, end)]

    def _is_name_with_of(self, source: int, end: int) -> bool:
        """Whether "of" stands inside of a name ("the Army of the Covenant"), which no sentence in capitals tells."""
        first = source + 1 + (self.tags[source + 1 : source + 2] == "a")
        words = [self.tokens[source - 1], *self.tokens[first:end]]
        is_name = source > 1 and len(words) > 1 and all(token.text.istitle() for token in words)
        return is_name and self.tokens[source].key == "of"

    def _without_members(self, start: int, end: int) -> int:
        """Drop members and platforms after the name of their body."""
        while end - start > 1:
            before = self.tags[start : end - 1]
            is_body = before[-1] in "Bgn" and self.tokens[end - 2].key not in self.lexicon.states
            if self._is_member(end - 1) and _BODY.search(before) and is_body:
                end -= 1
            elif self.tags[end - 1] == "V" and _ACTOR.search(before):
                end -= 1
                while end > start and (self.tags[end - 1] == "m" or self._is_of_platform(end - 1)):
                    end -= 1
            else:
                break
        return end

    def _group(self, start: int, end: int) -> Span:
        """The name of a group; the acronym in the brackets is the shortest usual one of several words."""
        for index in range(start + 1, end - 1):
            if self.tokens[index - 1].text == "(":
                is_short = index - 1 == start + 1
                return self._span(start, start + 1) if is_short else self._span(index, index + 1)
        return self._span(start, end)

    def _is_carrier(self, index: int) -> bool:
        """Whether a noun before "of" only leads to the party ("jets of the army", "units of the armed forces")."""
        return (
            self.tags[index] == "V"
            or self._is_member(index)
            or self.tokens[index].key in self.lexicon.weak_actors
        )

    def _is_of_platform(self, index: int) -> bool:
        """Whether a noun stands before the platform it belongs to ("fighter jets")."""
        return self.tokens[index].key in self.lexicon.platform_modifiers & self.lexicon.members

    def _is_member(self, index: int) -> bool:
        return self.tokens[index].key in self.lexicon.members

    def _span(self, start: int, end: int) -> Span:
        last = self.tokens[end - 1]
        stop = last.end
        if last.text[-2:] in ("'s", "’s"):
            stop -= 2
        elif self.lexicon.is_bare_possessive(last.key) or _is_acronym_of_several(last.text):
            stop -= 1  # "the regimes air raids"
        return Span(self.tokens[start].start, stop)


def _is_acronym_of_several(word: str) -> bool:
    """Whether an acronym carries an s that is not its own ("SDFs soldiers")."""
    return word[-1:] == "s" and len(word) > _ACRONYM and word[:-1].isupper()


def _without_asides(tokens: Sequence[Token]) -> Sequence[Token]:
    """Leave out what brackets say of the name before them, but for its acronym, and quotation marks around a name
    ("fired by |rebels|")."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        close = _CLOSING.get(tokens[at].text)
        last = None if close is None else _closed_at(tokens, at, close)
        if last is None:
            kept.append(tokens[at])
            at += 1
        elif tokens[at].text == "(":
            is_acronym = last - at <= 2
            kept += tokens[at : last + 1] if is_acronym else ()
            at = last + 1
        else:
            kept += tokens[at + 1 : last]
            at = last + 1
    return kept


def _closed_at(tokens: Sequence[Token], at: int, close: str) -> int | None:
    """Return where a short aside ends, ``None`` where it does not end soon."""
    reach = _BRACKETS if close == ")" else _QUOTED
    return next(
        (end for end in range(at + 2, min(len(tokens), at + reach)) if tokens[end].text == close), None
    )
