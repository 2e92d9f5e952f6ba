"""The speaker before a verb of saying, past adverbs, auxiliaries and asides."""

from __future__ import annotations

from dataclasses import replace

from recount.extract.attribution.forms import Mention, MentionKind, Phrase
from recount.extract.attribution.lexicon import Lexicon
from recount.extract.attribution.phrases import PhraseReader
from recount.extract.attribution.tagging import TaggedSentence
from recount.extract.attribution.tokens import index_at

_ASIDE = 30  # tokens of the longest aside between a speaker and its verb
_QUOTES = '"“”'
_SHORT_ASIDE = 10
_MANNER = 40  # code points of the longest adverbial between a speaker and its verb


class SubjectReader:
    """Finds the subjects of one sentence."""

    __slots__ = ("lexicon", "phrases", "sentence", "start", "text")

    def __init__(self, text: str, start: int, sentence: TaggedSentence, phrases: PhraseReader) -> None:
        self.text = text
        self.start = start
        self.sentence = sentence
        self.phrases = phrases
        self.lexicon: Lexicon = phrases.lexicon

    def before(self, index: int) -> Phrase | None:
        """The speaker before the verb, past adverbs, auxiliaries and asides."""
        end = self._skip_between(index)
        tags = self.sentence.tags
        if end == 0:
            return None
        if tags[end - 1] == "u":
            return self.phrases.ending_at(self._before_commas(end - 1))
        closes_aside = tags[end - 1] == ","
        phrase = self.phrases.ending_at(end - 1 if closes_aside else end)
        if phrase is not None and self._is_place(phrase):
            phrase = None
        return (
            self._with_role(phrase, closes=closes_aside)
            or self._explained(phrase, closes=closes_aside)
            or self._before_aside(end, phrase, closes=closes_aside)
            or phrase
            or self._before_participle(end)
            or self._opening_name(end)
            or self.phrases.unknown_at(end, closes=self._closes(index))
            or self._unknown_opening(index, end)
        )

    def _unknown_opening(self, index: int, end: int) -> Phrase | None:
        is_plain = end == index and self.sentence.tokens[index].key in self.lexicon.plain_verbs
        return self.phrases.unknown_opening(end) if is_plain else None

    def _closes(self, index: int) -> bool:
        """Whether nothing follows a verb but the mark that ends its sentence, or who was told and when."""
        if self.sentence.tokens[index].key in self.lexicon.telling_verbs:
            return True
        following = self.sentence.tokens[index + 1 : index + 2]
        return not following or not following[0].is_word or following[0].key in self.lexicon.after_closing

    def _explained(self, phrase: Phrase | None, *, closes: bool) -> Phrase | None:
        """Whoever opens the sentence, before what it is: "the Centre, |a monitoring group, said".

        Without a comma after it, what it is may be the speaker of an inserted clause ("the army, a spokesman said").
        """
        if phrase is None or phrase.start == 0 or self.sentence.tags[phrase.start] not in "aA":
            return None
        opens_aside = self.sentence.tags[phrase.start - 1] == ","
        if opens_aside != closes:
            return None
        outer = self.phrases.ending_at(self._before_commas(phrase.start))
        if outer is None or (outer.start and self.sentence.tokens[outer.start - 1].is_word):
            return None
        if phrase.mentions[0].is_person:  # "Lee, the mayor, said"
            is_name = set(self.sentence.tags[outer.start : outer.end]) <= set("tnKJ")
            return outer if closes and is_name else None
        is_body = self.sentence.tags[phrase.start] == "a" and not outer.mentions[0].is_person
        return outer if is_body else None

    def _with_role(self, phrase: Phrase | None, *, closes: bool) -> Phrase | None:
        """A person named between commas behind the role: "the authority's head, |Ann Lee, said"."""
        tags = self.sentence.tags
        if (
            phrase is None
            or not closes
            or not phrase.start
            or set(tags[phrase.start : phrase.end]) - set("nt")
        ):
            return None
        if tags[phrase.start - 1] != ",":
            return None
        role = self.phrases.ending_at(self._before_commas(phrase.start))
        if role is None or not role.mentions[0].is_person or role.mentions[0].is_plural:
            return None
        body = self.phrases.mentions.body_of_role(role.start, role.end)
        person = replace(phrase.mentions[0], body=body, head=role.mentions[0].head, is_person=True)
        return Phrase(role.start, phrase.end, (person,) if body is None else (person, body))

    def _before_commas(self, end: int) -> int:
        while end and self.sentence.tags[end - 1] == ",":
            end -= 1
        return end

    def _is_place(self, phrase: Phrase) -> bool:
        """A bare name after a preposition is where something happened, not who speaks."""
        if phrase.start == 0 or set(self.sentence.tags[phrase.start : phrase.end]) != {"n"}:
            return False
        before = self.sentence.tokens[phrase.start - 1]
        return before.key in self.lexicon.place_prepositions and phrase.end - phrase.start < 3

    def _skip_between(self, index: int) -> int:
        """Step back over what may stand between speaker and verb."""
        tokens = self.sentence.tokens
        end = index
        while end > 0:
            if end < index and tokens[end - 1].text in _QUOTES:
                end -= 1  # the Monitor |"has documented …
                continue
            position = tokens[end - 1].end
            if tokens[end - 1].key in self.lexicon.between_last or tokens[end - 1].key.isdigit():
                match = self.lexicon.before_verb.search(
                    self.text, max(self.start, position - _MANNER), position
                )
                if match is not None and match.start() > self.start:
                    end = index_at(tokens, match.start())
                    continue
            if tokens[end - 1].key in self.lexicon.between:
                end -= 1
                continue
            break
        return end

    def _before_aside(self, end: int, phrase: Phrase | None, *, closes: bool) -> Phrase | None:
        """The speaker parted from the verb by an aside: "the Monitor, which has people there, said"."""
        tags, first = self.sentence.tags, max(1, end - _ASIDE)
        if phrase is not None and not closes and self._stands_alone(phrase):
            return None
        if "u" not in tags[first : end - 1] and not (closes and "," in tags[first : end - 1]):
            return None
        for opening in range(end - 2, first - 1, -1):
            opens = self.sentence.tokens[opening].key in self.lexicon.aside_openers
            if not opens and not (tags[opening] == "," and closes and opening < end - 1):
                continue
            if phrase is not None and phrase.start <= opening + 1:
                continue
            outer = self.phrases.ending_at(self._before_commas(opening))
            if opens and (outer is None or outer.start):
                outer = self.phrases.described(self._before_commas(opening)) or outer
            if outer is not None and (
                self._may_own_aside(outer) or (opens and closes and self._is_apart(outer))
            ):
                return self.phrases.with_body(outer, opening + 1) if opens else outer
        return None

    def _stands_alone(self, phrase: Phrase) -> bool:
        """Whether a known body stands right behind a noun whose comma is lost ("… rebels |the Observatory said")."""
        is_known = phrase.mentions[0].originator is not None
        return is_known and phrase.start > 0 and self.sentence.tags[phrase.start - 1] in "pPrRnc"

    def _before_participle(self, end: int) -> Phrase | None:
        """The speaker before an aside that a participle opens: "a group tracking the violence said"."""
        tokens = self.sentence.tokens
        for opening in range(end - 1, max(0, end - _SHORT_ASIDE), -1):
            if self.sentence.tags[opening] != "u" and not self.lexicon.aside.fullmatch(tokens[opening].key):
                continue
            if "," in self.sentence.tags[opening:end] and self.sentence.tags[opening - 1] != ",":
                continue  # "the militia |executed eight prisoners, clerics said"
            phrase = self.phrases.ending_at(opening)
            if phrase is None:
                continue
            is_described = self.sentence.tags[phrase.start] in "aA" and phrase.mentions[0].head != ""
            opens = phrase.start == 0 and phrase.mentions[0].is_plural
            if is_described or opens or phrase.mentions[0].originator is not None:
                return phrase
        return None

    def _opening_name(self, end: int) -> Phrase | None:
        """A person named with a role opens the sentence: "Ann Lee the governor of a province there told"."""
        phrase = self.phrases.starting_at(0)
        if phrase is None or phrase.end >= end or end - phrase.end > _ASIDE:
            return None
        mention = phrase.mentions[0]
        is_named = mention.kind is MentionKind.NAME and mention.is_person is True
        return phrase if is_named or self._is_described_on(phrase, mention) else None

    def _is_described_on(self, phrase: Phrase, mention: Mention) -> bool:
        """Whether the words behind an opening speaker describe it: "a doctor going by the name of …"."""
        tokens, end = self.sentence.tokens, phrase.end
        if mention.is_person is False:  # "the Centre for counting …"
            end += tokens[end].key in self.lexicon.joining_links
        is_described = self.sentence.tags[phrase.start] in "aA" and mention.head != ""
        return is_described and self.lexicon.opening_aside.fullmatch(tokens[end].key) is not None

    def _is_apart(self, phrase: Phrase) -> bool:
        """Whether a comma parts a person's whole name from what was said before ("…, |Ann Lee, who heads it, said")."""
        tags = self.sentence.tags
        return (
            phrase.end - phrase.start > 1
            and tags[phrase.start - 1] == ","
            and set(tags[phrase.start : phrase.end]) <= set("nt")
        )

    def _may_own_aside(self, phrase: Phrase) -> bool:
        """Only a known name, or a phrase that opens its clause, is taken across an aside."""
        if any(mention.originator is not None for mention in phrase.mentions):
            return True
        return phrase.start == 0 or self.sentence.tokens[phrase.start - 1].text in _QUOTES
