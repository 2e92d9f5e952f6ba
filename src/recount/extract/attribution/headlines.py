"""Credits of headlines: ": monitor", "– UN", "monitor: …", and a bare speaker at the end."""

from __future__ import annotations

import re

from recount.codebook.originators import load_originators
from recount.extract.attribution.credits import Credit
from recount.extract.attribution.forms import Phrase
from recount.extract.attribution.lexicon import Lexicon
from recount.extract.attribution.mentions import MentionReader
from recount.extract.attribution.phrases import PhraseReader
from recount.extract.attribution.tagging import TaggedSentence
from recount.extract.attribution.tokens import index_at
from recount.gazetteer import name_key
from recount.model import SourceKind

_SITE = re.compile(r"\s+[|-]\s+(?=[^\W\d_])")
_LONGEST_NAME = 4  # words of a body at the end
# Those whom a headline only ends with when they are its speaker; a city may be short for a government.
_REPORTING = frozenset(
    {SourceKind.MONITOR, SourceKind.MEDICAL, SourceKind.RESCUE, SourceKind.INTERGOVERNMENTAL, SourceKind.NGO}
)
_OUTLETS = frozenset({SourceKind.OUTLET, SourceKind.NEWS_AGENCY})
_FULL_NAME = 3  # words of an outlet's name that is no name of the site ("… kills six |Norland state TV")
_SEPARATOR = re.compile(r"\s*(?::|\s[-–—_])\s*")


def headline_credit(
    text: str, start: int, end: int, sentence: TaggedSentence, lexicon: Lexicon
) -> Credit | None:
    """Return the credit a headline gives outside its clause, ``None`` when it gives none."""
    phrases = PhraseReader(sentence, lexicon)
    end = _without_site(text, start, end)
    separators = list(_SEPARATOR.finditer(text, start, end))
    for separator in separators:
        index = index_at(sentence.tokens, separator.end())
        phrase = phrases.starting_at(index) if index < len(sentence.tokens) else None
        if phrase is None or not _is_speaker(phrase, sentence, lexicon):
            continue
        if _closes(text, phrase, sentence, end):
            return _credit(_without_writer(phrase, phrases, sentence, lexicon), sentence, before=True)
    if separators:
        index = index_at(sentence.tokens, separators[0].start())
        phrase = phrases.ending_at(index)
        if phrase is not None and phrase.start == 0 and _is_speaker(phrase, sentence, lexicon):
            return _credit(phrase, sentence, before=False)
    return (
        _bare(sentence, lexicon, end) or _known_last(sentence, lexicon, end) or _bare_first(sentence, lexicon)
    )


def is_signature(text: str, credit: Credit, outlet: str | None) -> bool:
    """Whether a headline is only signed by its outlet ("… - Daily Gazette"): the report's own voice.

    What a colon sets off is said ("Gazette: …").
    """
    if outlet is None or len(credit.mentions) != 1 or text[credit.end : credit.end + 1] == ":":
        return False
    mention, source = credit.mentions[0], load_originators().find(outlet)
    if source is not None and mention.originator == source.id:
        return True
    return name_key(text[mention.start : mention.end]).bare == name_key(outlet).bare


def _without_site(text: str, start: int, end: int) -> int:
    """Where the headline ends before the sections and name of a site ("… - Region - Daily Gazette")."""
    tails = list(_SITE.finditer(text, start, end))
    if len(tails) > 1 or (tails and tails[0][0].strip()[0] == "|"):
        return tails[0].start()
    return end


def _bare(sentence: TaggedSentence, lexicon: Lexicon, end: int) -> Credit | None:
    """A speaker at the end whose colon or dash is lost ("… kill 25 civilians Monitor")."""
    last = index_at(sentence.tokens, end)
    while last and not sentence.tokens[last - 1].is_word:
        last -= 1
    if last < 4:
        return None
    first = last - 1
    pair = f"{sentence.tokens[last - 2].key} {sentence.tokens[last - 1].key}"
    if pair in lexicon.headline_phrases:
        first = last - 2
    elif sentence.tokens[last - 1].key not in lexicon.headline_speakers or not _is_set_off(
        sentence, lexicon, last
    ):
        return None
    before = sentence.tokens[first - 1]
    is_victim = sentence.tokens[last - 1].key in lexicon.persons_plural and _is_counted(sentence, first)
    if before.key in lexicon.place_prepositions or sentence.tags[first - 1] in "aAok" or is_victim:
        return None
    phrase = MentionReader(sentence, lexicon).read(first, last)
    return None if not phrase else _credit(Phrase(first, last, phrase), sentence, before=True)


def _known_last(sentence: TaggedSentence, lexicon: Lexicon, end: int) -> Credit | None:
    """A body that a table knows, behind a place or a number of people ("… kills 10 in Varda Red Cross")."""
    last = index_at(sentence.tokens, end)
    for first in range(max(4, last - _LONGEST_NAME), last):
        before, place = sentence.tokens[first - 1], sentence.tokens[first - 2]
        in_place = place.key in lexicon.place_prepositions and before.text[0].isupper()
        is_number = before.key.isdigit() or before.key in lexicon.headline_numbers
        if not (in_place or is_number or before.key in lexicon.persons_plural):
            continue
        words = " ".join(token.text for token in sentence.tokens[first:last])
        mentions = MentionReader(sentence, lexicon).read(first, last)
        body = load_originators().find(words)
        reports = body is not None and (
            body.kind in _REPORTING or (body.kind in _OUTLETS and last - first >= _FULL_NAME)
        )
        if len(mentions) == 1 and reports:
            return _credit(Phrase(first, last, mentions), sentence, before=True)
    return None


def _bare_first(sentence: TaggedSentence, lexicon: Lexicon) -> Credit | None:
    """A speaker at the start whose colon is lost before a number ("Monitor 10 people executed")."""
    if len(sentence.tokens) < 4 or sentence.tokens[0].key not in lexicon.headline_openers:
        return None
    if not (sentence.tokens[1].key.isdigit() or sentence.tokens[1].key in lexicon.headline_numbers):
        return None
    return _credit(Phrase(0, 1, MentionReader(sentence, lexicon).read(0, 1)), sentence, before=False)


def _is_counted(sentence: TaggedSentence, first: int) -> bool:
    """Whether a number stands before a plural, words of their kind between them ("kills 2 Redlandian |activists")."""
    while first and sentence.tags[first - 1] in "mndKJ":
        first -= 1
    return first > 0 and sentence.tokens[first - 1].text[0].isdigit()


def _is_set_off(sentence: TaggedSentence, lexicon: Lexicon, last: int) -> bool:
    """Whether the last word stands by itself, not as the head of a phrase."""
    word = sentence.tokens[last - 1]
    if word.text[0].isupper() and (sentence.tags[last - 2] == "m" or word.key in lexicon.headline_only):
        return sentence.tags[last - 2] not in "aAok"
    return sentence.tags[last - 2] not in "aAokicmKJRBPt"


def _without_writer(
    phrase: Phrase, phrases: PhraseReader, sentence: TaggedSentence, lexicon: Lexicon
) -> Phrase:
    """A bare head before a name is the speaker; the name is the writer's ("monitor Ann Lee")."""
    if sentence.tokens[phrase.start].key in lexicon.headline_speakers and phrase.mentions[0].body is None:
        end = phrase.start + 1
        return Phrase(phrase.start, end, phrases.mentions.read(phrase.start, end))
    return phrase


def _is_speaker(phrase: Phrase, sentence: TaggedSentence, lexicon: Lexicon) -> bool:
    if any(mention.originator is not None for mention in phrase.mentions):
        return True
    return any(
        sentence.tokens[index].key in lexicon.headline_speakers for index in range(phrase.start, phrase.end)
    )


def _closes(text: str, phrase: Phrase, sentence: TaggedSentence, end: int) -> bool:
    """Whether only names (of a writer or site) follow the speaker."""
    rest = sentence.tags[phrase.end :]
    return (
        set(rest) <= set("nKJx,()t")
        and not any(token.is_word and not token.text[0].isupper() for token in sentence.tokens[phrase.end :])
        and len(text[sentence.tokens[phrase.end - 1].end : end]) < 40
    )


def _credit(phrase: Phrase, sentence: TaggedSentence, *, before: bool) -> Credit:
    return Credit(
        start=sentence.tokens[phrase.start].start,
        end=sentence.tokens[phrase.end - 1].end,
        mentions=phrase.mentions,
        before=before,
        after=not before,
    )
