"""A report's time expressions by sentence, each with the part it plays there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from recount.extract.reading import Reading
from recount.extract.when.cues import Cues
from recount.model import DatePrecision, SegmentKind
from recount.text.newsdates import DateMention, TextDate, find_dates, find_text_date

_BESIDE = 60  # characters; a second date of publication stands right beside the first
_ANSWER = 80  # characters from "in response to" to the day of what is answered


class Part(Enum):
    """What a time expression dates in its sentence."""

    DEED = "deed"
    SPEECH = "speech"
    FUTURE = "future"
    WEAK = "weak"
    PICTURE = "picture"  # the day of a photograph, which is that of nothing else told


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A time expression and what it dates.

    Attributes:
        mention: the expression.
        part: what it dates.
        is_start: whether something is said to have begun then ("fighting that began on Friday").
        is_reference: whether it names the day of an event already told of ("Wednesday's blast").
        is_answered: whether it dates what the event told of answers ("a response to the attack on Tuesday").
    """

    mention: DateMention
    part: Part
    is_start: bool = False
    is_reference: bool = False
    is_answered: bool = False


def read_timeline(reading: Reading, cues: Cues, *, convention: str) -> Sequence[Sequence[Told]]:
    """Return the time expressions of each sentence; the report's own date is none of them."""
    report = reading.report
    by_sentence: list[list[Told]] = [[] for _ in reading.sentences]
    own = find_text_date(reading.text, report.published, language=report.language)
    for mention in find_dates(
        reading.text, reading.reference_date, language=report.language, convention=convention
    ):
        if own is not None and _is_own_date(mention, own):
            continue
        index = reading.sentence_at(mention.span.start)
        if index is not None:
            by_sentence[index].append(_told(reading, mention, index, cues))
    return by_sentence


def day_told(told: Sequence[Told], *, answered: bool = False) -> Told | None:
    """Return the last expression of a sentence that gives its deed a day, or a few.

    With ``answered`` it may be the day of what the deed answers. "A day after …" is the day of what came before it.
    """
    for entry in reversed(told):
        is_own = entry.mention.kind != "offset" and (answered or not entry.is_answered)
        if entry.part is Part.DEED and is_dayish(entry.mention) and is_own:
            return entry
    return None


def is_dayish(mention: DateMention) -> bool:
    """Whether a mention gives one day or a few, both ends known."""
    return (
        mention.start is not None
        and mention.end is not None
        and DatePrecision.DAY <= mention.precision <= DatePrecision.DAYS_2_TO_6
    )


def _is_own_date(mention: DateMention, own: TextDate) -> bool:
    """Whether a mention is the report's own date, or the same date again beside it ("updated …")."""
    if mention.span.overlaps(own.span):
        return True
    again = mention.start == own.date and mention.kind == "absolute"
    return again and 0 <= mention.span.start - own.span.end < _BESIDE


def _told(reading: Reading, mention: DateMention, index: int, cues: Cues) -> Told:
    text, sentence = reading.text, reading.sentences[index].span
    before = text[max(sentence.start, mention.span.start - 120) : mention.span.start]
    after = text[mention.span.end : min(sentence.end, mention.span.end + 60)]
    occurred = cues.occurred_before.search(before) is not None
    return Told(
        mention=mention,
        part=_part(mention, before, after, cues)
        if reading.kinds[index] is not SegmentKind.CAPTION
        else Part.PICTURE,
        is_start=mention.kind not in {"since", "range"}
        and (_is_beginning(mention, before, cues) or _is_since(mention, before, cues)),
        is_reference=is_dayish(mention) and (occurred or cues.event_after.match(after) is not None),
        is_answered=cues.answer.search(before[-_ANSWER:]) is not None,
    )


def _is_beginning(mention: DateMention, before: str, cues: Cues) -> bool:
    """Whether something began then; a day on which it "began with a march" may be all it took, a month is not."""
    if cues.start_before.search(before) is not None:
        return True
    return not is_dayish(mention) and cues.begun_with.search(before) is not None


def _part(mention: DateMention, before: str, after: str, cues: Cues) -> Part:
    if mention.is_future:
        return Part.FUTURE
    if mention.kind == "duration" or cues.weak.fullmatch(mention.words) or cues.weak_before.search(before):
        return Part.WEAK
    if _compares(mention, before, cues) or cues.aside_before.search(before):
        return Part.WEAK
    if mention.kind == "offset":
        return Part.DEED
    if cues.report_after.match(after):
        return Part.SPEECH
    if cues.speech_before.search(before) and not _is_since(mention, before, cues):
        return Part.SPEECH
    if cues.rise_before.search(before) or (_leads(before) and cues.rise_after.match(after)):
        return Part.SPEECH  # the day the toll rose
    if cues.deed.search(before) is not None:
        return Part.DEED
    if is_dayish(mention) and _leads(before) and cues.said_later.match(after):
        return Part.SPEECH
    is_bare = mention.kind == "weekday" and cues.preposition_before.search(before) is None
    says = cues.speech_after.match(after) or (is_bare and cues.speech_soon_after.match(after))
    return Part.SPEECH if says else Part.DEED


def _compares(mention: DateMention, before: str, cues: Cues) -> bool:
    """Whether a stretch of time is one to compare with ("a bomb on Sunday, the deadliest this year, killed 31")."""
    if is_dayish(mention) or cues.superlative_before.search(before) is None:
        return False
    return cues.violence.search(mention.words) is None


def _leads(before: str) -> bool:
    """Whether nothing but a preposition stands before an expression."""
    return len(before.split()) <= 1


def _is_since(mention: DateMention, before: str, cues: Cues) -> bool:
    """Whether an expression dates the clause of a "since" ("since the council met last year")."""
    found = cues.since_before.search(before)
    return mention.kind != "duration" and found is not None and not cues.perfect_lead.match(found.group())
