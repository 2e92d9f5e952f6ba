"""Credits: the places where a sentence says who says something, and which way the words they cover lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recount.extract.attribution.cues import Cue, CueKind
from recount.extract.attribution.forms import Mention, Phrase
from recount.extract.attribution.lexicon import Lexicon
from recount.extract.attribution.naming import Naming
from recount.extract.attribution.subjects import SubjectReader
from recount.extract.attribution.tagging import TaggedSentence
from recount.extract.attribution.tokens import index_at
from recount.text.spans import Span

_CLOSE_QUOTES = ('"', "”", "'", "’", "»")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """One credit of a sentence.

    Attributes:
        start, end: code points of the credit itself: speaker, verb, carrier, and what belongs to them.
        mentions: who speaks; empty when the same speaker goes on ("adding that").
        carrier: words of the agency told.
        carried_by: who quotes the speaker: an agency, or a correspondent and the outlet.
        before, after: whether it covers the words before it, after it.
        relays: whether it names the source of the speaker before it ("citing X").
    """

    start: int
    end: int
    mentions: tuple[Mention, ...]
    carrier: Span | None = None
    carried_by: tuple[Mention, ...] = ()
    before: bool
    after: bool
    relays: bool = False


class CreditReader(Naming):
    """Finds the credits of one sentence."""

    __slots__ = ("has_spoken", "subjects")

    def __init__(self, text: str, start: int, end: int, sentence: TaggedSentence, lexicon: Lexicon) -> None:
        super().__init__(text, start, end, sentence, lexicon)
        self.subjects = SubjectReader(text, start, sentence, self.phrases)
        self.has_spoken = False

    def read(self, cues: Sequence[Cue]) -> list[Credit]:
        """Return the credits in order of their place."""
        found: list[Credit] = []
        agents: list[Cue] = []
        taken = self.start
        for cue in cues:
            if cue.kind is CueKind.AGENT:
                agents.append(cue)
                continue
            if cue.start < taken:
                continue
            credit = self._credit(cue)
            if credit is not None:
                found.append(credit)
                self.has_spoken = True
                taken = max(cue.end, credit.end)
        found.extend(self._by_agents(agents, found))
        return sorted(found, key=lambda credit: credit.start)

    def _credit(self, cue: Cue) -> Credit | None:
        if cue.kind is CueKind.PREPOSITION:
            return self._according(cue)
        verb, index = cue.word, cue.index
        if self.sentence.tags[index] in "KJ":
            return None  # part of a name: "the United States"
        if index and cue.is_capitalised and self.sentence.tokens[index - 1].key in self.lexicon.verbs:
            return None  # a name that looks like a verb: "said Said"
        is_name = cue.is_capitalised and verb in self.lexicon.name_verbs
        if is_name and self.sentence.tags[index - 1 : index] == "n":
            return None  # a name again: "Ann Said"
        if verb in self.lexicon.relaying_participles:
            return self._citing(cue.start, index)
        if verb in self.lexicon.continuing_participles:
            return self._continuing(cue, verb, index)
        if self._is_no_credit(cue, verb, index):
            return None
        return self._said(cue, verb, index)

    # -- the forms ------------------------------------------------------------------------------------------

    def _according(self, cue: Cue) -> Credit | None:
        phrase = self.phrases.starting_at(cue.after) or self.phrases.unknown_from(cue.after)
        if phrase is None:
            return None
        phrase = self.behind_document(phrase)
        phrase = self.with_name(phrase)
        clause = phrase.end + (self.sentence.tags[phrase.end : phrase.end + 1] == ",")
        if self.sentence.tags[clause : clause + 1] == "u":
            phrase = self.phrases.with_body(phrase, clause + 1)
        stop = self.tail_end(self.sentence.tokens[phrase.end - 1].end)
        opens = cue.is_capitalised or not self.content(self.start, cue.start)
        return Credit(
            start=cue.start,
            end=stop,
            mentions=phrase.mentions,
            before=not opens,
            after=opens or self.is_tight(stop) or self.resumes(stop) or self._is_joined_on(stop),
        )

    def _is_joined_on(self, end: int) -> bool:
        """Whether a further statement is joined on ("380 died, according to official figures, |and 61 …")."""
        index = index_at(self.sentence.tokens, end)
        following = self.sentence.tags[index : index + 2]
        return following == ",c"

    def _citing(self, start: int, index: int) -> Credit | None:
        phrase = self.phrases.starting_at(index + 1)
        if phrase is None:
            return None
        opens = not self.content(self.start, start)
        end = self.sentence.tokens[phrase.end - 1].end
        return Credit(
            start=start, end=end, mentions=phrase.mentions, before=not opens, after=True, relays=True
        )

    def _continuing(self, cue: Cue, verb: str, index: int) -> Credit | None:
        if verb in self.lexicon.no_credit_after_verbs and self.lexicon.no_credit_after.match(
            self.text, cue.end, self.end
        ):
            return None
        aside = self._with_speaker(cue, index)
        if aside is not None:
            return aside
        if not self.has_spoken and (opening := self._of_opening(cue, index)) is not None:
            return opening
        if not self.has_spoken or self.sentence.tokens[index - 1].key in self.lexicon.passive_before:
            return None
        if verb not in self.lexicon.noun_participles:
            return Credit(start=cue.start, end=cue.end, mentions=(), before=False, after=True)
        before = self.sentence.tags[max(0, index - 2) : index]
        if before[-1:] in ("a", "A") or (before[:1] in ("a", "A") and before[-1:] in ("m", "x")):
            return None  # a noun: "a similar warning"
        return Credit(start=cue.start, end=cue.end, mentions=(), before=False, after=True)

    def _of_opening(self, cue: Cue, index: int) -> Credit | None:
        """Whoever opens the sentence tells what a participle adds ("Lee dismissed it, |denying that 12 …")."""
        if self.sentence.tags[index - 1 : index] != "," or cue.word in self.lexicon.noun_participles:
            return None
        phrase = self.phrases.starting_at(0)
        if phrase is None or self.sentence.tags[phrase.end : phrase.end + 1] == ",":
            return None
        return Credit(start=cue.start, end=cue.end, mentions=phrase.mentions, before=False, after=True)

    def _with_speaker(self, cue: Cue, index: int) -> Credit | None:
        """ "With the Monitor reporting …"."""
        subject = self.subjects.before(index)
        if subject is None or not subject.start:
            return None
        if self.sentence.tokens[subject.start - 1].key not in self.lexicon.with_links:
            return None
        start = self.sentence.tokens[subject.start].start
        return Credit(start=start, end=cue.end, mentions=subject.mentions, before=False, after=True)

    def _said(self, cue: Cue, verb: str, index: int) -> Credit | None:
        subject = self.subjects.before(index)
        if verb in self.lexicon.relaying_verbs:
            return self._relayed(cue, index, subject, self.phrases.starting_at(index + 1))
        if verb in self.lexicon.inverting_verbs and (subject is None or not self._is_clear(subject, index)):
            object_ = self.phrases.starting_at(index + 1)
            inverted = None if object_ is None else self._inverted(cue, index, subject, object_)
            if inverted is not None:
                return inverted
        if subject is None:
            return self._going_on(cue, index)
        if verb in self.lexicon.showing_verbs and self.sentence.tags[subject.start] == "q":
            return None
        return self._direct(cue, verb, index, subject)

    def _direct(self, cue: Cue, verb: str, index: int, subject: Phrase) -> Credit:
        carrier = self.told(index + 1) if verb in self.lexicon.telling_verbs else None
        end = self.tail_end(cue.end if carrier is None else carrier.end)
        carrier = carrier or self.in_interview(cue.end)
        start = self.sentence.tokens[subject.start].start
        before, after = self.sides(start, end)
        mentions = self.as_called(subject, index) or subject.mentions
        return Credit(start=start, end=end, mentions=mentions, carrier=carrier, before=before, after=after)

    def _going_on(self, cue: Cue, index: int) -> Credit | None:
        """A verb without a subject after "and" or "but": the speaker of the sentence goes on."""
        if not index or self.sentence.tokens[index - 1].key not in self.lexicon.continuers:
            return None
        if not self.has_spoken:
            return None
        return Credit(start=cue.start, end=cue.end, mentions=(), before=False, after=True)

    def _inverted(self, cue: Cue, index: int, subject: Phrase | None, speaker: Phrase) -> Credit | None:
        """The verb stands before its speaker: "…, said the monitor"."""
        if not self.content(self.start, cue.start) or self.sentence.tags[index + 1] == "q":
            return None
        speaker = self.with_name(speaker)
        if self.sentence.tags[speaker.end : speaker.end + 1] in ("a", ","):
            aside = self.phrases.starting_at(speaker.end + (self.sentence.tags[speaker.end] == ","))
            speaker = speaker if aside is None else Phrase(speaker.start, aside.end, speaker.mentions)
        end = self.tail_end(self.sentence.tokens[speaker.end - 1].end)
        rest = self.content(end, self.end)
        follows_relative = self.sentence.tags[speaker.end : speaker.end + 1] == "u"
        closes = not rest or follows_relative or self.opens_aside(end)
        before = self.text[self.start : cue.start].rstrip(" ,")
        quoted = subject is None and before.endswith(_CLOSE_QUOTES)
        if not closes and not quoted:
            return None
        carrier = self.in_interview(self.sentence.tokens[speaker.end - 1].end)
        mentions = self.as_called(speaker, len(self.sentence.tokens)) or speaker.mentions
        after = quoted or self._is_joined_on(end)
        return Credit(start=cue.start, end=end, mentions=mentions, carrier=carrier, before=True, after=after)

    def _relayed(self, cue: Cue, index: int, subject: Phrase | None, speaker: Phrase | None) -> Credit | None:
        tokens = self.sentence.tokens
        if index and tokens[index - 1].key in self.lexicon.passive_before:
            return self._was_quoted(cue, index)
        if speaker is None:
            return None
        end = tokens[speaker.end - 1].end
        start = cue.start if subject is None else tokens[subject.start].start
        before, after = self.sides(start, self.tail_end(end))
        return Credit(
            start=start,
            end=end,
            mentions=speaker.mentions,
            carried_by=() if subject is None else subject.mentions,
            before=before,
            after=after,
        )

    def _was_quoted(self, cue: Cue, index: int) -> Credit | None:
        subject = self.subjects.before(index - 1)
        if subject is None:
            return None
        agent = self.sentence.tags.find("y", index, index + 5)
        phrase = self.phrases.starting_at(agent + 1) if agent > 0 else None
        start = self.sentence.tokens[subject.start].start
        before, after = self.sides(start, cue.end)
        return Credit(
            start=start,
            end=cue.end,
            mentions=subject.mentions,
            carried_by=() if phrase is None else phrase.mentions,
            before=before,
            after=after,
        )

    def _by_agents(self, agents: Sequence[Cue], found: list[Credit]) -> Iterator[Credit]:
        """Participles with an agent: "videos shared by activists", "figures compiled by X"."""
        for cue in agents:
            phrase = self.phrases.starting_at(cue.after)
            if phrase is None:
                continue
            inside = next(
                (at for at, credit in enumerate(found) if credit.start < cue.end < credit.end), None
            )
            if inside is not None:
                if found[inside].carrier is None and self._is_outlet(phrase):
                    mention = phrase.mentions[0]
                    found[inside] = replace(found[inside], carrier=Span(mention.start, mention.end))
                continue
            if cue.word in self.lexicon.outlet_participles and not self._is_outlet(phrase):
                continue
            end = self.sentence.tokens[phrase.end - 1].end
            yield Credit(start=cue.start, end=end, mentions=phrase.mentions, before=True, after=True)

    def _is_outlet(self, phrase: Phrase) -> bool:
        mention = phrase.mentions[0]
        heads = self.lexicon.agency_heads | self.lexicon.media_heads
        return mention.head in heads or (mention.originator is not None and mention.is_person is not True)

    # -- parts ----------------------------------------------------------------------------------------------

    def _is_no_credit(self, cue: Cue, verb: str, index: int) -> bool:
        tokens = self.sentence.tokens
        condition = self.lexicon.conditional_verbs.get(verb)
        if condition is not None and not condition.match(self.text, cue.end, self.end):
            return True
        if verb in self.lexicon.no_credit_after_verbs and self.lexicon.no_credit_after.match(
            self.text, cue.end, self.end
        ):
            return True
        following = tokens[index + 1].key if index + 1 < len(tokens) else ""
        if following in self.lexicon.no_credit_next_words and verb in self.lexicon.no_credit_next_verbs:
            return True
        for back in range(index - 1, max(-1, index - 4), -1):
            key = tokens[back].key
            if key in self.lexicon.negations:
                return True
            if key in self.lexicon.passive_before:
                return verb not in self.lexicon.relaying_verbs
            if key not in self.lexicon.between:
                break
        return False

    def _is_clear(self, subject: Phrase, index: int) -> bool:
        """Whether the words before the verb are its subject: a pronoun, or the start of the sentence."""
        if self.sentence.tags[subject.start] == "q" or subject.start == 0:
            return subject.end >= index - 1
        return False


def merged(found: list[Credit], *, is_outlet: list[bool]) -> list[Credit]:
    """Join a credit with the source it relays: in "X reported citing Y", Y speaks and X carries."""
    out: list[Credit] = []
    for credit, outlet in zip(found, is_outlet, strict=True):
        previous = out[-1] if out else None
        if not credit.relays or previous is None or not previous.mentions or credit.start - previous.end > 3:
            out.append(credit)
            continue
        if outlet:
            relayed = replace(previous, end=credit.end, mentions=credit.mentions)
            out[-1] = replace(relayed, carried_by=previous.mentions)
        else:
            out[-1] = replace(previous, end=credit.end)
    return out
