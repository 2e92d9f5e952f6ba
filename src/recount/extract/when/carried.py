"""Days carried over: figures of violence without a date take the day of the account they stand in.

That is the day told of before, or, when the report names its event before its day, the day given to it
further down. A total of the war, a figure reported on another day or of another account takes none.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from recount.extract.proposal import Proposal
from recount.extract.when.scene import VIOLENT, Scene, interval_of
from recount.extract.when.timeline import Part, day_told
from recount.model import DatePrecision, Harm, Modality, TimeInterval

_FORWARD = 8  # sentences in which an event told of may still get its day
_DISPLACED_REACH = 3  # sentences over which one movement of people is told
_WAR_TOTAL = 10_000  # more victims than any single attack of the wars recorded here has had
_LARGE = 1_000
UNDATED = TimeInterval()


def carry_dates(scene: Scene, found: list[TimeInterval | None]) -> None:
    """Give figures without a date of their own the day of their account."""
    account: TimeInterval | None = None
    moved: tuple[int, TimeInterval] | None = None
    order = sorted(range(len(found)), key=lambda index: scene.proposals[index].quantity.span.start)
    position = 0
    for sentence in range(len(scene.timeline)):
        if not scene.reading.is_headline(sentence):
            account = None if _begins_account(scene, sentence) else _told_before(scene, sentence) or account
        while position < len(order) and scene.proposals[order[position]].sentence == sentence:
            index, position = order[position], position + 1
            proposal, when = scene.proposals[index], found[index]
            if scene.reading.is_headline(sentence):
                continue
            if proposal.harm in VIOLENT:
                if when is None:
                    found[index] = _of_account(scene, proposal, account)
                elif _moves_account(scene, proposal, when):
                    account = when
                elif when.precision > DatePrecision.DAYS_2_TO_6:
                    account = UNDATED  # after a total of weeks or years nothing says what day is spoken of
            elif proposal.harm is Harm.DISPLACED:
                if when is None and moved is not None and sentence - moved[0] <= _DISPLACED_REACH:
                    when = found[index] = replace(moved[1], words=None, basis="carried")
                moved = (sentence, when) if when is not None else moved


def _moves_account(scene: Scene, proposal: Proposal, when: TimeInterval) -> bool:
    """Whether a figure's own date is that of a new account: a few days, or a time the text leaves open; not
    one that is told beside the account ("a day after …")."""
    for told in scene.timeline[proposal.sentence]:
        if told.mention.kind == "offset" and told.mention.words == when.words and when.is_known:
            return False
    return not when.is_known or DatePrecision.DAY <= when.precision <= DatePrecision.DAYS_2_TO_6


def _begins_account(scene: Scene, sentence: int) -> bool:
    """Whether a sentence turns to other violence without giving it a day or a figure ("Meanwhile …")."""
    span, text = scene.reading.sentences[sentence].span, scene.reading.text
    return (
        not scene.timeline[sentence]
        and scene.cues.new_account.match(text, span.start, span.end) is not None
        and scene.cues.violence.search(text, span.start, span.end) is not None
        and scene.cues.definite_event.search(text, span.start, span.end) is None
        and all(proposal.sentence != sentence for proposal in scene.proposals)
    )


def _told_before(scene: Scene, sentence: int) -> TimeInterval | None:
    """The day a sentence gives to an event, for the figures that follow."""
    told = day_told(scene.timeline[sentence])
    if told is None:
        return None
    span = scene.reading.sentences[sentence].span
    if scene.cues.violence.search(scene.reading.text, span.start, span.end) is None:
        return None
    return interval_of(told, scene)


def _of_account(scene: Scene, proposal: Proposal, account: TimeInterval | None) -> TimeInterval | None:
    """The day of the account so far, or the one it gets further down."""
    if proposal.modality in {Modality.EXPECTED, Modality.HYPOTHETICAL}:
        return None
    span = scene.reading.sentences[proposal.sentence].span
    is_taken_up = scene.cues.definite_event.search(scene.reading.text, span.start, span.end) is not None
    has_speech = any(told.part is Part.SPEECH for told in scene.timeline[proposal.sentence])
    if _is_war_total(scene, proposal):
        return None
    if account is not None and not is_taken_up and _is_open_total(scene, proposal):
        return _up_to_now(scene)
    if account is not None and account.is_known and (is_taken_up or not has_speech):
        return replace(account, words=None, basis="carried")
    if account is None:
        return _told_later(scene, proposal)
    return None


def _is_war_total(scene: Scene, proposal: Proposal) -> bool:
    """Whether the figure is one of the war as a whole: its size says so, or "the war has killed"."""
    number = proposal.quantity.low or proposal.quantity.high or 0
    quote = proposal.quote
    return number >= _WAR_TOTAL or (
        number >= _LARGE and scene.cues.war.search(scene.reading.text, quote.start, quote.end) is not None
    )


def _is_open_total(scene: Scene, proposal: Proposal) -> bool:
    """Whether the figure counts up to now over an undertaking ("strikes of the operation have killed …")."""
    quote = proposal.quote
    return (
        scene.cues.perfect.search(scene.reading.text, quote.start, quote.end) is not None
        and scene.cues.undertaking.search(scene.reading.text, quote.start, quote.end) is not None
    )


def _up_to_now(scene: Scene) -> TimeInterval | None:
    reference = scene.reading.reference_date
    return None if reference is None else TimeInterval(end=reference + timedelta(days=1), basis="report_date")


def _told_later(scene: Scene, proposal: Proposal) -> TimeInterval | None:
    """The day that following sentences give to "the attack"."""
    last = min(proposal.sentence + _FORWARD, len(scene.timeline) - 1)
    for sentence in range(proposal.sentence + 1, last + 1):
        span = scene.reading.sentences[sentence].span
        for told in scene.timeline[sentence]:
            if told.part is Part.DEED and told.is_reference:
                return interval_of(told, scene, basis="carried")
        told_day = day_told(scene.timeline[sentence])
        if told_day is not None and scene.cues.definite_event.search(
            scene.reading.text, span.start, span.end
        ):
            return interval_of(told_day, scene, basis="carried")
        if told_day is not None:
            return None
    return None
