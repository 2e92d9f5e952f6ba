"""Voices: who a mention stands for in this report ("he", "the group", a surname), and the body behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from recount.codebook.originators import load_originators
from recount.extract.attribution.forms import Mention, MentionKind
from recount.extract.attribution.lexicon import Lexicon
from recount.model import SourceKind, Speaker

_ENDING = re.compile(r"[.!?][\"'”’]*\s+|\n+")
_WORD = re.compile(r"\w+")
_SENTENCE = 600  # code points in which the sentence before begins
_OUTLETS = frozenset({SourceKind.NEWS_AGENCY, SourceKind.OUTLET})


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody who has spoken in a report.

    Attributes:
        speakers: the name, and the body named with a person.
        head: head noun of the mention that introduced it.
        is_person, is_plural: as of the mention.
    """

    speakers: tuple[Speaker, ...]
    head: str
    is_person: bool | None
    is_plural: bool

    @property
    def name(self) -> str:
        """The name of the first speaker."""
        return self.speakers[0].name


@dataclass(slots=True)
class VoiceBook:
    """The voices of one report in the order they speak; resolves what points back to them."""

    text: str
    lexicon: Lexicon
    voices: list[Voice] = field(default_factory=list)
    carrier: str | None = None

    def hear(self, mentions: tuple[Mention, ...]) -> tuple[Speaker, ...]:
        """Return the speakers a credit names, and remember them."""
        speakers: list[Speaker] = []
        skip: set[int] = {id(mention.body) for mention in mentions if mention.body is not None}
        heard = [
            self._voice(mention)
            for mention in mentions
            if id(mention) not in skip and not self._points_nowhere(mention)
        ]
        for voice in heard:
            speakers.extend(speaker for speaker in voice.speakers if speaker not in speakers)
        self.voices.extend(heard)
        return tuple(speakers)

    def _points_nowhere(self, mention: Mention) -> bool:
        """Whether a pronoun has nobody before it to stand for."""
        return mention.kind is MentionKind.PRONOUN and self._resolve(mention) is None

    def name_of(self, mention: Mention) -> str | None:
        """The name of an agency that carries, resolved when the text only points to it."""
        found = self._resolve(mention)
        if found is not None:
            return found.name
        if mention.kind is MentionKind.PRONOUN:
            return None
        return self._speaker(mention).name

    def goes_on(self, mentions: tuple[Mention, ...]) -> bool:
        """Whether the last voice simply goes on ("he added", "the source said")."""
        if not mentions:
            return True
        if len(mentions) > 1 or mentions[0].kind not in (MentionKind.PRONOUN, MentionKind.DEFINITE):
            return False
        found = self._resolve(mentions[0])
        return found is not None and bool(self.voices) and found.speakers[0] in self.voices[-1].speakers

    def last(self) -> tuple[Speaker, ...]:
        """Return the speakers of the last voice."""
        return self.voices[-1].speakers if self.voices else ()

    def is_outlet(self, mentions: tuple[Mention, ...]) -> bool:
        """Whether the mention is an agency or outlet, which relays others."""
        if len(mentions) != 1:
            return False
        mention = mentions[0]
        if mention.originator is not None and mention.is_person is not True:
            return load_originators().by_id[mention.originator].kind in _OUTLETS
        if mention.kind is MentionKind.PRONOUN and not mention.is_person:
            voice = self._resolve(mention)
            return voice is not None and is_outlet_speaker(voice.speakers[0])
        if mention.head in self.lexicon.agency_heads or mention.head in self.lexicon.media_heads:
            return True
        last = self.text[mention.start : mention.end].casefold().split()[-1:]
        return mention.kind is MentionKind.NAME and not self.lexicon.outlet_names.isdisjoint(last)

    # -- one mention ----------------------------------------------------------------------------------------

    def _voice(self, mention: Mention) -> Voice:
        found = self._resolve(mention)
        if found is not None:
            return found
        speaker = self._speaker(mention)
        if mention.kind is MentionKind.DEFINITE:
            speaker = self._without_article(speaker)
        speakers: tuple[Speaker, ...] = (speaker,)
        if mention.body is not None:
            body = self._body_voice(mention.body)
            if body is not None:
                speakers = (replace(speaker, originator=speaker.originator or body.originator), body)
        return Voice(
            speakers=speakers, head=mention.head, is_person=mention.is_person, is_plural=mention.is_plural
        )

    def _body_voice(self, mention: Mention) -> Speaker | None:
        """The body somebody speaks for: never a person whose words hold its name ("a source at the police")."""
        if mention.kind is MentionKind.PRONOUN:
            return self._told_before(mention.start)
        voice = self._voice(mention)
        return self._speaker(mention) if voice.is_person else voice.speakers[0]

    def _told_before(self, position: int) -> Speaker | None:
        """The body that spoke last, if it is the first body that the sentence before a position tells of."""
        last = self.voices[-1] if self.voices else None
        if last is None or last.is_person:
            return None
        *_, sentence = _ENDING.split(self.text[max(0, position - _SENTENCE) : position].rstrip(" .!?\n"))
        nouns = self.lexicon.bodies | self.lexicon.monitor_heads
        first = next((word for word in _WORD.findall(sentence.casefold()) if word in nouns), None)
        return last.speakers[0] if first in last.name.casefold().split() else None

    def _resolve(self, mention: Mention) -> Voice | None:
        """Return the earlier voice a mention points back to."""
        if mention.kind is MentionKind.PRONOUN:
            return self._pronoun(mention)
        if mention.kind is MentionKind.DEFINITE:
            return self._definite(mention)
        if mention.leads:
            return self._leader(mention)
        if mention.kind is MentionKind.NAME and mention.body is None:
            return self._surname(mention) or self._description(mention) or self._other_body(mention)
        return None

    def _pronoun(self, mention: Mention) -> Voice | None:
        for voice in reversed(self.voices):
            if mention.is_plural and not voice.is_plural:
                continue
            if mention.is_person is True and voice.is_person is False:
                continue
            if mention.is_person is False and voice.is_person is True:
                if len(voice.speakers) > 1:
                    return self._body_of(voice)
                continue
            return voice
        return self.voices[-1] if self.voices else None

    def _body_of(self, voice: Voice) -> Voice:
        return Voice(speakers=voice.speakers[1:], head="", is_person=False, is_plural=False)

    def _definite(self, mention: Mention) -> Voice | None:
        """ "The X": the last voice with this head, or of the kind the head names."""
        if self.voices and self._says_same(mention):
            return self.voices[-1]
        kind = self._kind_of_head(mention.head)
        heads = self.lexicon.head_synonyms.get(mention.head, frozenset({mention.head}))
        for voice in reversed(self.voices):
            if voice.head == mention.head or not heads.isdisjoint(voice.name.casefold().split()):
                return voice
            candidate = self._body_of(voice) if voice.is_person and len(voice.speakers) > 1 else voice
            if mention.is_person is True and voice.is_person is False:
                continue
            if kind and self._fits(candidate, kind, mention):
                return candidate
        return None

    def _leader(self, mention: Mention) -> Voice | None:
        """ "The head of the monitor": the person who spoke last for such a body."""
        kind = self._kind_of_head(mention.leads)
        for voice in reversed(self.voices):
            if not voice.is_person or len(voice.speakers) < 2:
                continue
            body = voice.speakers[1]
            is_such = mention.leads in body.name.casefold().split()
            if is_such or (kind == "monitor" and self._is_monitor(body)):
                return voice
        return None

    def _says_same(self, mention: Mention) -> bool:
        words = self.text[mention.start : mention.end].casefold().split()
        return not self.lexicon.same_words.isdisjoint(words)

    def _kind_of_head(self, head: str) -> str:
        if head in self.lexicon.monitor_heads:
            return "monitor"
        if head in self.lexicon.group_heads:
            return "group"
        if head in self.lexicon.agency_heads:
            return "agency"
        return "document" if head in self.lexicon.document_heads else ""

    def _fits(self, voice: Voice, kind: str, mention: Mention) -> bool:
        speaker = voice.speakers[0]
        source = None if speaker.originator is None else load_originators().by_id[speaker.originator]
        if voice.is_person:
            return False
        if kind == "document":
            return True
        if kind == "monitor":
            return self._is_monitor(speaker)
        if kind == "agency":
            return source is not None and source.kind in _OUTLETS | {SourceKind.INTERGOVERNMENTAL}
        if self._says_monitor(self.text[mention.start : mention.end]):
            return self._is_monitor(speaker)
        return source is None or source.kind not in _OUTLETS

    def _is_monitor(self, speaker: Speaker) -> bool:
        if speaker.originator is not None:
            return load_originators().by_id[speaker.originator].kind is SourceKind.MONITOR
        return self._says_monitor(speaker.name)

    def _says_monitor(self, words: str) -> bool:
        return not self.lexicon.monitor_words.isdisjoint(words.casefold().replace("-", " ").split())

    def _surname(self, mention: Mention) -> Voice | None:
        """A last name alone stands for the full name given before."""
        name = self.text[mention.start : mention.end].casefold()
        for voice in reversed(self.voices):
            full = voice.name.casefold()
            if voice.is_person is not False and full.endswith((f" {name}", f"-{name}")):
                return voice
        return None

    def _other_body(self, mention: Mention) -> Voice | None:
        """A common noun that stands for a body of the table ("Observatory") means the one last named in full, where
        that is another ("the Karsem Observatory for Human Rights … the |Observatory")."""
        word = self.text[mention.start : mention.end].casefold()
        if mention.originator is None or word not in self.lexicon.bodies | self.lexicon.monitor_heads:
            return None
        for voice in reversed(self.voices):
            for speaker in voice.speakers:
                words = speaker.name.casefold().split()
                if word in words and len(words) > 1:
                    is_other = speaker.originator != mention.originator
                    body = Voice(speakers=(speaker,), head=word, is_person=False, is_plural=False)
                    return body if is_other and not voice.is_person else None
        return None

    def _description(self, mention: Mention) -> Voice | None:
        """A known body under a description ("the Britain-based monitor") goes by the name used before."""
        words = self.text[mention.start : mention.end].split()
        if mention.originator is None or not words or not words[-1].islower() or len(words) < 2:
            return None
        if words[-1].casefold() not in self.lexicon.heads:
            return None
        for voice in reversed(self.voices):
            bodies = voice.speakers[1:] if voice.is_person else voice.speakers
            for speaker in bodies:
                if speaker.originator == mention.originator:
                    return Voice(speakers=(speaker,), head="", is_person=False, is_plural=False)
        return None

    def _speaker(self, mention: Mention) -> Speaker:
        return Speaker(
            name=self.text[mention.start : mention.end],
            start=mention.start,
            end=mention.end,
            originator=mention.originator,
        )

    def _without_article(self, speaker: Speaker) -> Speaker:
        """ "The coalition" with no earlier voice is named without its article."""
        first, _, rest = speaker.name.partition(" ")
        if not rest or first.casefold() not in self.lexicon.definite_articles or speaker.end is None:
            return speaker
        source_id = self._named_before(rest, speaker)
        return replace(speaker, name=rest, start=speaker.end - len(rest), originator=source_id)

    def _named_before(self, words: str, speaker: Speaker) -> str | None:
        """The id of the known body last named before in full ("the US-led coalition … the coalition")."""
        before = self.text[: speaker.start].casefold()
        head = words.casefold().split()[-1]
        best, found = -1, None
        for alias, source_id in load_originators().by_alias.items():
            if alias.endswith(" " + head) and (place := before.rfind(alias)) > best:
                best, found = place, source_id
        return found

    def only_monitor(self) -> str | None:
        """Return the id of the one monitoring body the report names, ``None`` when none or several."""
        table = load_originators()
        named = {
            speaker.originator
            for voice in self.voices
            for speaker in voice.speakers
            if speaker.originator is not None and table.by_id[speaker.originator].kind is SourceKind.MONITOR
        }
        return named.pop() if len(named) == 1 else None

    def with_monitor(self, speaker: Speaker, monitor: str | None) -> Speaker:
        """A speaker described only as a monitor is the one monitoring body the report names."""
        if monitor is None or speaker.originator is not None or not self._says_monitor(speaker.name):
            return speaker
        return replace(speaker, originator=monitor)


def is_outlet_speaker(speaker: Speaker) -> bool:
    """Whether a speaker is a news agency or outlet by the originator table."""
    return speaker.originator is not None and load_originators().by_id[speaker.originator].kind in _OUTLETS
