"""Days carried over: figures of violence without a date take the day of the account they stand in.

That is the day told of before, or, when the report names its event before its day, the day given to it
further down. A total of the war, a figure reported on another day or of another account takes none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from recount.extract.proposal import Proposal
from recount.extract.when.scene import VIOLENT, Scene, began_it, interval_of
from recount.extract.when.timeline import Part, Told, day_told, is_dayish
from recount.model import DatePrecision, Harm, Modality, SegmentKind, TimeInterval
from recount.model.interval import precision_of

_FORWARD = 8  # sentences in which an event told of may still get its day
_DISPLACED_REACH = 3  # sentences over which one movement of people is told
_WAR_TOTAL = 10_000  # more victims than any single attack of the wars recorded here has had
_WAR_EXODUS = 100_000
_LARGE = 1_000
_WAR_DAYS = 300  # what began later is no war the report totals
_BESIDE = 90  # characters before the day of its outbreak in which a war is named
_COARSE = frozenset({"month", "year"})
_LONG_AGO = 31  # days
_YEAR = 365
_SOON = 2  # sentences in which the deed behind a figure is told
UNDATED = TimeInterval()


def carry_dates(scene: Scene, found: list[TimeInterval | None]) -> None:
    """Give figures without a date of their own the day of their account."""
    account: TimeInterval | None = None
    past: tuple[int, TimeInterval] | None = None
    moved: tuple[int, TimeInterval] | None = None
    order = sorted(range(len(found)), key=lambda index: scene.proposals[index].quantity.span.start)
    position = 0
    for sentence in range(len(scene.timeline)):
        if not scene.reading.is_headline(sentence):
            account = _account_of(scene, sentence, account)
            past = _told_of_past(scene, sentence) or past
        while position < len(order) and scene.proposals[order[position]].sentence == sentence:
            index, position = order[position], position + 1
            proposal, when = scene.proposals[index], found[index]
            is_compared = when is not None and (proposal.is_compared or began_it(scene, proposal, when))
            if scene.reading.is_headline(sentence) or is_compared:
                continue
            if proposal.harm in VIOLENT:
                if when is None and past is not None and _takes_up(scene, proposal, past[0]):
                    found[index] = replace(past[1], words=None, basis="carried")
                elif when is None:
                    found[index] = _of_account(scene, proposal, account)
                elif account is None and _hangs_on_untold(scene, proposal, when):
                    found[index] = UNDATED
                elif _moves_account(scene, proposal, when):
                    account = when
                elif when.precision > DatePrecision.DAYS_2_TO_6 and not (
                    _is_beside(scene, sentence) or _is_long_past(scene, when)
                ):
                    account = UNDATED  # after a total of weeks or years nothing says what day is spoken of
            elif when is None and _is_under_rubble(scene, proposal):
                found[index] = _of_account(scene, proposal, account)
            elif proposal.harm is Harm.DISPLACED:
                if when is None and _is_war_total(scene, proposal):
                    when = found[index] = _war_interval(scene, proposal)
                    continue
                if _is_held_up(scene, proposal):
                    continue  # how long they have been stuck, the day they left does not say
                if when is None and moved is not None and sentence - moved[0] <= _DISPLACED_REACH:
                    when = found[index] = replace(moved[1], words=None, basis="carried")
                if when is not None and when.precision <= DatePrecision.WEEK:
                    moved = (sentence, when)


def _since_when(scene: Scene, proposal: Proposal) -> TimeInterval | None:
    """Since when, by the sentences that follow, "days of fighting" had gone on."""
    for following in scene.timeline[proposal.sentence + 1 : proposal.sentence + 1 + _SOON]:
        for told in following:
            if told.mention.kind == "since" and told.mention.precision <= DatePrecision.WEEK:
                return interval_of(told, scene, basis="carried")
    return None


def _is_under_rubble(scene: Scene, proposal: Proposal) -> bool:
    """Whether people are trapped by an attack, and not besieged or stuck for longer."""
    span = scene.reading.sentences[proposal.sentence].span
    return (
        proposal.harm is Harm.TRAPPED
        and scene.cues.rubble.search(scene.reading.text, span.start, span.end) is not None
    )


def _is_held_up(scene: Scene, proposal: Proposal) -> bool:
    """Whether people on the move are told to be stuck on the way."""
    span = proposal.trigger
    return scene.cues.held_up.search(scene.reading.text, span.start, span.end) is not None


def _account_of(scene: Scene, sentence: int, account: TimeInterval | None) -> TimeInterval | None:
    """The day spoken of from a sentence on: its own, or that of the account it goes on with."""
    span, text = scene.reading.sentences[sentence].span, scene.reading.text
    if scene.cues.separate.match(text, span.start, span.end) and not scene.timeline[sentence]:
        return UNDATED
    if _begins_account(scene, sentence):
        return None
    if _is_beside(scene, sentence):
        return account
    return _told_before(scene, sentence, answered=account is None) or account


def _is_beside(scene: Scene, sentence: int) -> bool:
    """Whether a sentence tells of something beside the account ("The attack came as monitors reported …")."""
    span = scene.reading.sentences[sentence].span
    return scene.cues.beside.match(scene.reading.text, span.start, span.end) is not None


def _moves_account(scene: Scene, proposal: Proposal, when: TimeInterval) -> bool:
    """Whether a figure's own date is that of a new account: a few days, or a time the text leaves open; not
    one that is told beside the account ("a day after …"), or below a picture."""
    if scene.reading.kinds[proposal.sentence] is SegmentKind.CAPTION:
        return False
    if _is_beside(scene, proposal.sentence):
        return False
    for told in scene.timeline[proposal.sentence]:
        if told.mention.kind == "offset" and told.mention.words == when.words and when.is_known:
            return False
    return not when.is_known or DatePrecision.DAY <= when.precision <= DatePrecision.DAYS_2_TO_6


def _hangs_on_untold(scene: Scene, proposal: Proposal, when: TimeInterval) -> bool:
    """Whether a day is counted from an event of which no day is told ("the attack came a day after …")."""
    if not _is_beside(scene, proposal.sentence):
        return False
    told = scene.timeline[proposal.sentence]
    return len(told) == 1 and told[0].mention.kind == "offset" and told[0].mention.words == when.words


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


def _told_before(scene: Scene, sentence: int, *, answered: bool) -> TimeInterval | None:
    """The day a sentence gives to an event, for the figures that follow; that of what the event answers only
    where no other is told of so far."""
    told = day_told(scene.timeline[sentence], answered=answered)
    if told is None and answered:
        told = _running(scene, scene.timeline[sentence])
    if told is None:
        return None
    span = scene.reading.sentences[sentence].span
    if scene.cues.violence.search(scene.reading.text, span.start, span.end) is None:
        return None
    return interval_of(told, scene)


def _told_of_past(scene: Scene, sentence: int) -> tuple[int, TimeInterval] | None:
    """The month or year of long ago that a sentence of violence gives ("Gas was used there in 2013")."""
    reference, span = scene.reading.reference_date, scene.reading.sentences[sentence].span
    told = [entry for entry in scene.timeline[sentence] if entry.part is Part.DEED]
    if reference is None or len(told) != 1 or told[0].mention.kind not in _COARSE or told[0].is_start:
        return None
    interval = interval_of(told[0], scene)
    is_past = interval.last_day is not None and (reference - interval.last_day).days > _LONG_AGO
    if not is_past or scene.cues.violence.search(scene.reading.text, span.start, span.end) is None:
        return None
    return sentence, interval


def _is_long_past(scene: Scene, when: TimeInterval) -> bool:
    """Whether a figure is one of another time, told beside the account ("in 1988 hundreds were killed there")."""
    reference, start, last = scene.reading.reference_date, when.start, when.last_day
    return (
        reference is not None and start is not None and last is not None and (reference - last).days > _YEAR
    )


def _takes_up(scene: Scene, proposal: Proposal, sentence: int) -> bool:
    """Whether a figure is that of the event told of in the sentence before ("that attack, which killed 40")."""
    if proposal.sentence != sentence + 1:
        return False
    start = scene.reading.sentences[proposal.sentence].span.start
    return scene.cues.definite_event.search(scene.reading.text, start, proposal.quote.end) is not None


def _of_account(scene: Scene, proposal: Proposal, account: TimeInterval | None) -> TimeInterval | None:
    """The day of the account so far, or the one it gets further down."""
    if proposal.modality in {Modality.EXPECTED, Modality.HYPOTHETICAL}:
        return None
    span = scene.reading.sentences[proposal.sentence].span
    is_taken_up = scene.cues.definite_event.search(scene.reading.text, span.start, span.end) is not None
    has_speech = any(told.part is Part.SPEECH for told in scene.timeline[proposal.sentence])
    if _is_war_total(scene, proposal):
        return _war_interval(scene, proposal)
    if (stretch := _stretch_before(scene, proposal)) is not None:
        return stretch
    if (stretch := _stretch_after(scene, proposal)) is not None:
        return stretch
    if account is not None and not is_taken_up and _is_open_total(scene, proposal):
        return _up_to_now(scene)
    if _is_since_something(scene, proposal):
        return _up_to_now(scene)
    if scene.cues.stretch.search(scene.reading.text, span.start, proposal.quote.start):
        return _since_when(scene, proposal) or UNDATED
    if account is not None and account.is_known and (is_taken_up or not has_speech):
        if _is_of_offensive(scene, proposal, account):
            return TimeInterval(start=account.start, basis="carried")
        return replace(account, words=None, basis="carried")
    if account is None:
        later = _told_later(scene, proposal)
        if later is not None and _is_of_offensive(scene, proposal, later):
            return TimeInterval(start=later.start, basis="carried")
        return later
    return None


def _is_of_offensive(scene: Scene, proposal: Proposal, account: TimeInterval) -> bool:
    """Whether a figure is that of an offensive, or of "the fighting" in one, of which only the first day is
    told; how long it went on, the text does not say."""
    reference = scene.reading.reference_date
    if account.precision is not DatePrecision.DAY or account.end is None or reference is None:
        return False
    if account.end > reference:
        return False
    text, span = scene.reading.text, scene.reading.sentences[proposal.sentence].span
    if scene.cues.offensive.search(text, span.start, min(span.end, proposal.quote.end + _BESIDE)):
        return True
    before = scene.reading.sentences[max(0, proposal.sentence - _SOON)].span
    return (
        scene.cues.the_fighting.search(text, span.start, proposal.quote.end) is not None
        and scene.cues.offensive.search(text, before.start, span.start) is not None
    )


def _is_war_total(scene: Scene, proposal: Proposal) -> bool:
    """Whether the figure is one of the war as a whole: its size says so, or "the war has killed"."""
    number = proposal.quantity.low or proposal.quantity.high or 0
    if proposal.harm is Harm.DISPLACED:
        return number >= _WAR_EXODUS or (number >= _LARGE and _speaks_of_war(scene, proposal))
    return number >= _WAR_TOTAL or (number >= _LARGE and _speaks_of_war(scene, proposal))


def _is_of_older_report(scene: Scene, proposal: Proposal) -> bool:
    return any(
        told.part is Part.SPEECH and told.mention.precision >= DatePrecision.MONTH
        for told in scene.timeline[proposal.sentence]
    )


def _speaks_of_war(scene: Scene, proposal: Proposal) -> bool:
    start = scene.reading.sentences[proposal.sentence].span.start
    return scene.cues.war.search(scene.reading.text, start, proposal.quote.end) is not None


def _war_interval(scene: Scene, proposal: Proposal) -> TimeInterval | None:
    """From the day the report gives to the outbreak of the war, where it gives one, up to the report; the end
    stays open where an older report is the source ("according to a February report")."""
    reference = scene.reading.reference_date
    if reference is None:
        return None
    begun = min((start for start in _outbreaks(scene) if (reference - start).days > _WAR_DAYS), default=None)
    if _is_of_older_report(scene, proposal):
        return UNDATED if begun is None else TimeInterval(start=begun, basis="report_date")
    return TimeInterval(
        start=begun,
        end=reference + timedelta(days=1),
        precision=DatePrecision.UNKNOWN if begun is None else precision_of(begun, reference),
        basis="report_date",
    )


def _outbreaks(scene: Scene) -> Iterator[date]:
    """The days since which, by the report, a war goes on."""
    for told in chain.from_iterable(scene.timeline):
        mention = told.mention
        if mention.start is None or not (told.is_start or mention.kind == "since"):
            continue
        start, end = max(0, mention.span.start - _BESIDE), mention.span.end + _BESIDE // 3
        if scene.cues.outbreak_of.search(scene.reading.text, start, end):
            yield mention.start


def _stretch_before(scene: Scene, proposal: Proposal) -> TimeInterval | None:
    """The weeks, months or year spoken of in the sentence before a total up to now ("… hit 70 times this year.
    More than 20 people have been killed")."""
    if proposal.sentence == 0 or scene.timeline[proposal.sentence]:
        return None
    span, before = scene.reading.sentences[proposal.sentence].span, scene.timeline[proposal.sentence - 1]
    if not scene.cues.perfect.search(scene.reading.text, span.start, proposal.quote.end):
        return None
    if scene.cues.one_event.search(scene.reading.text, span.start, span.end):
        return None
    deeds = [told for told in before if told.part is Part.DEED]
    if not deeds or any(is_dayish(told.mention) for told in deeds):
        return None
    last = deeds[-1]
    coarse = last.mention.precision > DatePrecision.DAYS_2_TO_6
    reference = scene.reading.reference_date
    lasts = last.mention.end is None or (reference is not None and last.mention.end > reference)
    return interval_of(last, scene, basis="carried") if coarse and lasts else None


def _stretch_after(scene: Scene, proposal: Proposal) -> TimeInterval | None:
    """The weeks up to the report that the sentence behind a total up to now tells of ("120 people have been killed. …
    in 150 raids during the past ten days")."""
    following = proposal.sentence + 1
    if following >= len(scene.timeline) or not _counts_up(scene, proposal):
        return None
    told = _running(scene, scene.timeline[following])
    return None if told is None else interval_of(told, scene, basis="carried")


def _running(scene: Scene, told: Sequence[Told]) -> Told | None:
    """The one expression of a sentence, where it gives the weeks or the month up to the report."""
    deeds, reference = [entry for entry in told if entry.part is Part.DEED], scene.reading.reference_date
    if len(deeds) != 1 or reference is None or deeds[0].mention.kind != "relative":
        return None
    mention = deeds[0].mention
    is_running = mention.start is not None and mention.end is not None and mention.end > reference
    is_long = DatePrecision.DAYS_2_TO_6 < mention.precision <= DatePrecision.MONTH
    return deeds[0] if is_running and is_long else None


def _counts_up(scene: Scene, proposal: Proposal) -> bool:
    """Whether the figure counts up to now, without a day or a single event in its sentence."""
    if scene.timeline[proposal.sentence]:
        return False
    text, span = scene.reading.text, scene.reading.sentences[proposal.sentence].span
    return (
        scene.cues.perfect.search(text, span.start, proposal.quote.end) is not None
        and scene.cues.one_event.search(text, span.start, span.end) is None
    )


def _is_open_total(scene: Scene, proposal: Proposal) -> bool:
    """Whether the figure counts up to now over an undertaking ("strikes of the operation have killed …")."""
    start, quote = scene.reading.sentences[proposal.sentence].span.start, proposal.quote
    return (
        scene.cues.perfect.search(scene.reading.text, start, quote.end) is not None
        and scene.cues.undertaking.search(scene.reading.text, start, quote.end) is not None
    )


def _is_since_something(scene: Scene, proposal: Proposal) -> bool:
    """Whether the figure counts from an event of which no day is told ("… killed since the talks broke off")."""
    text, span = scene.reading.text, scene.reading.sentences[proposal.sentence].span
    start, end = proposal.quote.start, min(span.end, proposal.quote.end + _BESIDE)
    return (
        scene.cues.perfect.search(text, span.start, proposal.quote.end) is not None
        and scene.cues.since.search(text, start, end) is not None
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
            if told.part is Part.DEED and told.is_reference and told.mention.kind != "offset":
                return interval_of(told, scene, basis="carried")
        own = [told for told in scene.timeline[sentence] if told.mention.kind != "offset"]
        told_day = _begun(own) or day_told(own)  # "came a day after …" is the day of what came before
        if told_day is None:
            continue
        takes_up = scene.cues.definite_event.search(scene.reading.text, span.start, span.end) is not None
        return (
            interval_of(told_day, scene, basis="carried")
            if takes_up or _goes_on(scene, proposal, sentence)
            else None
        )
    return None


def _begun(told: Sequence[Told]) -> Told | None:
    """The expression that says when something began which still goes on."""
    return next((entry for entry in told if entry.is_start and is_dayish(entry.mention)), None)


def _goes_on(scene: Scene, proposal: Proposal, sentence: int) -> bool:
    """Whether a sentence soon after tells how it came to the figure, without a figure of its own."""
    span, text = scene.reading.sentences[sentence].span, scene.reading.text
    near = sentence - proposal.sentence <= _SOON and scene.cues.violence.search(text, span.start, span.end)
    return bool(near) and all(other.sentence != sentence for other in scene.proposals)
