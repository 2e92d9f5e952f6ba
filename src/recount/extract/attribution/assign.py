"""Which credit covers which figure, and how far a credit carries beyond its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recount.extract.attribution.credits import Credit, CreditReader, merged
from recount.extract.attribution.cues import find_cues
from recount.extract.attribution.datelines import find_datelines
from recount.extract.attribution.headlines import headline_credit, is_signature
from recount.extract.attribution.lexicon import Lexicon
from recount.extract.attribution.tagging import tag_sentence
from recount.extract.attribution.tokens import tokenize
from recount.extract.attribution.voices import VoiceBook
from recount.extract.parse import as_printed, words_in_lower_case
from recount.extract.reading import Reading
from recount.model import Attribution, Speaker
from recount.text.spans import Span

_QUOTE = re.compile(r"[\"“]([^\"“”]{2,1200}?)[\"”]")
_OPENING = '"“'
_BEYOND = 2  # sentences read after the last figure: a quotation may be credited behind it
_NESTED = 6  # code points between two credits of one statement ("X said, Y reported")
_TOUCH = 4  # code points between a quotation and the credit that belongs to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A credit with its speakers resolved."""

    start: int
    end: int
    speakers: tuple[Speaker, ...]
    carrier: str | None
    before: bool
    after: bool
    is_outlet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """All credits of a report, by sentence.

    Attributes:
        by_sentence: credits of each sentence, in order.
        carried: credits that carry into a sentence without one of its own.
        quotations: the words between quotation marks, in order.
        datelines: where datelines and picture credits end inside the text.
        monitor: the one monitoring body the report names.
    """

    by_sentence: tuple[tuple[Heard, ...], ...]
    carried: tuple[tuple[Heard, ...], ...]
    quotations: tuple[Span, ...]
    datelines: tuple[int, ...]
    book: VoiceBook
    monitor: str | None

    def on_this_side(self, here: Sequence[Heard], position: int) -> Sequence[Heard]:
        """The credits that no dateline parts from a position."""
        if not self.datelines:
            return here
        side = bisect_right(self.datelines, position)
        return [credit for credit in here if bisect_right(self.datelines, credit.start) == side]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The sentences that hold figures: all of them, and those of the killed or injured."""

    all: frozenset[int]
    violent: frozenset[int]


def hear(reading: Reading, lexicon: Lexicon, figures: Figures) -> Hearing:
    """Find and resolve the credits of a report, as far as its figures go."""
    last = max(figures.all, default=0)
    book = VoiceBook(reading.text, lexicon)
    datelines = find_datelines(reading.text, lexicon)
    heard = [sentence.span for sentence in reading.sentences[: last + _BEYOND + 1]]
    # capitals hide names: a sentence in capitals is read as it would be printed in mixed case
    printed = as_printed(reading.text, heard, words_in_lower_case(reading.report.language))
    by_sentence = tuple(
        _hear_sentence(reading, printed, index, lexicon, book, datelines) if index <= last + _BEYOND else ()
        for index in range(len(reading.sentences))
    )
    carried = _carry(reading, by_sentence, lexicon, figures)
    return Hearing(
        by_sentence=by_sentence,
        carried=carried,
        quotations=tuple(Span(*match.span()) for match in _QUOTE.finditer(reading.text)),
        datelines=tuple(dateline.end for dateline in datelines),
        book=book,
        monitor=book.only_monitor(),
    )


def _hear_sentence(
    reading: Reading, text: str, index: int, lexicon: Lexicon, book: VoiceBook, datelines: Sequence[Span]
) -> tuple[Heard, ...]:
    """The credits of a sentence; a dateline that ran into it parts it in two."""
    span = reading.sentences[index].span
    heard: list[Heard] = []
    start = span.start
    first = bisect_left(datelines, Span(span.start, span.start))
    last = bisect_left(datelines, Span(span.end, span.end))
    for dateline in (*datelines[first:last], Span(span.end, span.end)):
        if start <= dateline.start:
            heard.extend(_hear_part(reading, text, index, Span(start, dateline.start), lexicon, book))
            start = dateline.end
    return tuple(heard)


def _hear_part(
    reading: Reading, text: str, index: int, span: Span, lexicon: Lexicon, book: VoiceBook
) -> Iterator[Heard]:
    is_headline = reading.is_headline(index)
    cues = find_cues(tokenize(text, span.start, span.end), lexicon)
    if not cues and not is_headline:
        return
    sentence = tag_sentence(text, span.start, span.end, reading.report.language)
    found = CreditReader(text, span.start, span.end, sentence, lexicon).read(cues)
    if is_headline:
        credit = headline_credit(text, span.start, span.end, sentence, lexicon)
        if credit is not None and all(_overlap(credit, other) for other in found):
            found = [] if is_signature(reading.text, credit, reading.report.outlet) else [credit]
    if any(credit.relays for credit in found):
        found = merged(found, is_outlet=[book.is_outlet(credit.mentions) for credit in _shifted(found)])
    for credit in found:
        yield _resolved(credit, reading.text, book)


def _overlap(credit: Credit, other: Credit) -> bool:
    return credit.start <= other.end and other.start <= credit.end


def _shifted(found: list[Credit]) -> list[Credit]:
    """For each credit the one before it: whether *that* is an outlet decides a merge."""
    return [found[max(0, index - 1)] for index in range(len(found))]


def _resolved(credit: Credit, text: str, book: VoiceBook) -> Heard:
    is_outlet = book.is_outlet(credit.mentions)
    goes_on = book.goes_on(credit.mentions)
    quoting = next((one for one in credit.carried_by if book.is_outlet((one,))), None)
    if quoting is not None:
        book.hear(credit.carried_by)
    quoters: tuple[Speaker, ...] = ()
    if credit.carried_by and quoting is None and credit.carrier is None:
        quoters = book.hear(credit.carried_by[:1])  # before the one quoted, who may speak on
    speakers = (*quoters, *(book.hear(credit.mentions) if credit.mentions else book.last()))
    carrier = book.carrier if goes_on else None
    if credit.carrier is not None:
        carrier = text[credit.carrier.start : credit.carrier.end]
    elif quoting is not None:
        carrier = book.name_of(quoting)
    book.carrier = carrier
    return Heard(
        start=credit.start,
        end=credit.end,
        speakers=speakers,
        carrier=carrier,
        before=credit.before,
        after=credit.after,
        is_outlet=is_outlet,
    )


def _carry(
    reading: Reading, by_sentence: Sequence[tuple[Heard, ...]], lexicon: Lexicon, figures: Figures
) -> tuple[tuple[Heard, ...], ...]:
    """Follow the last credit through the sentences without one, as far as it clearly reaches."""
    carried: list[tuple[Heard, ...]] = [()] * len(by_sentence)
    last: Heard | None = None
    told: tuple[Heard, ...] = ()
    since, chain = 0, False  # the sentence that spoke last; whether its credit was carried itself
    for index, here in enumerate(by_sentence):
        if reading.is_headline(index):
            continue
        if here:
            if last is not None and index - since == 1 and _goes_on(here[0], last):
                carried[index] = told
            last, told, since, chain = here[-1], _told_together(here), index, False
        elif last is not None and index in figures.all and index - since <= lexicon.carry_reach:
            words = reading.words(reading.sentences[index].span)
            goes_on = index - since == 1 and ((chain and index in figures.violent) or words[0] in _OPENING)
            if not goes_on and lexicon.carry.search(words) is None:
                continue
            if any(_is_break(reading, between, lexicon) for between in range(since + 1, index + 1)):
                last = None
                continue
            carried[index] = told
            since, chain = index, True
    return tuple(carried)


def _told_together(here: Sequence[Heard]) -> tuple[Heard, ...]:
    """The last credit of a sentence, with the speaker whom its agency reports ("X said, Y reported")."""
    if len(here) > 1 and here[-1].is_outlet and not here[-2].is_outlet:
        together = here[-1].start - here[-2].end <= _NESTED and bool(here[-2].speakers)
        return tuple(here[-2:]) if together else tuple(here[-1:])
    return tuple(here[-1:])


def _goes_on(credit: Heard, last: Heard) -> bool:
    """Whether the speaker of the sentence before speaks on, in the middle of this one."""
    return credit.after and not credit.before and credit.speakers[:1] == last.speakers[:1] != ()


def _is_break(reading: Reading, sentence: int, lexicon: Lexicon) -> bool:
    return lexicon.breaks.search(reading.words(reading.sentences[sentence].span)) is not None


def attribute(reading: Reading, hearing: Hearing, sentence: int, position: int) -> Attribution:
    """Return who says the figure at a position."""
    here = hearing.by_sentence[sentence]
    basis = "headline" if reading.is_headline(sentence) else "credit"
    side = hearing.on_this_side(here, position)
    chosen = _covering([credit for credit in side if _reaches(credit, position, reading.text)], position)
    if not chosen:
        quoted = _of_quotation(hearing, position)
        chosen = [] if quoted is None else [quoted]
    if not chosen and (not here or position < here[0].start):
        first = _opened_in(reading, hearing, sentence, position)
        chosen, basis = list(hearing.carried[sentence] or hearing.carried[first]), "carried"
    if not chosen:
        return Attribution()
    return _joined(chosen, hearing, basis)


def _opened_in(reading: Reading, hearing: Hearing, sentence: int, position: int) -> int:
    """Return the sentence in which the quotation began that holds a position, else its own."""
    index = bisect_right(hearing.quotations, position, key=lambda quotation: quotation.start) - 1
    if index < 0 or position >= hearing.quotations[index].end:
        return sentence
    while sentence and reading.sentences[sentence].span.start > hearing.quotations[index].start:
        sentence -= 1
    return sentence


def _reaches(credit: Heard, position: int, text: str) -> bool:
    """Whether no semicolon parts a figure from a credit behind it that goes on with a statement of its own."""
    return not (credit.after and credit.start > position and ";" in text[position : credit.start])


def _covering(here: Sequence[Heard], position: int) -> list[Heard]:
    """Credits whose words include the position: the last before it that reaches on, the first after it."""
    ahead = [credit for credit in here if credit.end <= position and credit.after]
    behind = [credit for credit in here if credit.start > position and credit.before]
    within = [credit for credit in here if credit.start <= position < credit.end]
    if within:
        return within[-1:]
    chosen: list[Heard] = []
    if ahead:
        chosen.append(ahead[-1])
        for credit in reversed(ahead[:-1]):
            if chosen[0].start - credit.end > _NESTED or not chosen[0].speakers:
                break
            chosen.insert(0, credit)
    if not chosen:
        chosen, behind = behind[:1], behind[1:]
    outlet = next((credit for credit in behind if credit.is_outlet), None)
    return chosen if outlet is None else [*chosen, outlet]


def _of_quotation(hearing: Hearing, position: int) -> Heard | None:
    """The credit that touches the quotation which holds the position."""
    index = bisect_right(hearing.quotations, position, key=lambda quotation: quotation.start) - 1
    if index < 0 or position >= hearing.quotations[index].end:
        return None
    return _touching(hearing, hearing.quotations[index])


def _touching(hearing: Hearing, quotation: Span) -> Heard | None:
    for here in hearing.by_sentence:
        for credit in here:
            gap = hearing.book.text[quotation.end : credit.start]
            if 0 <= credit.start - quotation.end <= _TOUCH and "\n" not in gap:
                return credit
            if 0 <= quotation.start - credit.end <= _TOUCH and (credit.after or not credit.before):
                return credit
    return None


def _joined(chosen: list[Heard], hearing: Hearing, basis: str) -> Attribution:
    """Nested credits: all speak, but an agency beside another speaker carries."""
    carrier = next((credit.carrier for credit in chosen if credit.carrier is not None), None)
    speakers: list[Speaker] = []
    for credit in chosen:
        if credit.is_outlet and len(chosen) > 1 and any(not other.is_outlet for other in chosen):
            carrier = carrier or credit.speakers[0].name
            continue
        speakers.extend(speaker for speaker in credit.speakers if speaker not in speakers)
    if carrier is not None and speakers and all(speaker.name == carrier for speaker in speakers):
        carrier = None
    named = tuple(hearing.book.with_monitor(speaker, hearing.monitor) for speaker in speakers)
    if not named:
        return Attribution()
    return Attribution(speakers=named, carrier=carrier, basis=basis)
