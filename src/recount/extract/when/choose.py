"""The day of the harm, for each figure of a report.

A date in the figure's own sentence comes first: the nearest that is not the day of speaking ("said on
Tuesday"), not in a clause about something else, not to come. Without one, figures of violence take the day of
the account they stand in: the day told of before, or, when the report names its event before its day, the day
given to it further down; a sum takes the days of its parts. A headline has the day of the statement it sums
up. Where the text gives no day, none is given, unless the convention has a rule for it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from recount.codebook.date_conventions import load_date_convention
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.extract.when.carried import UNDATED, carry_dates
from recount.extract.when.cues import load_cues
from recount.extract.when.refined import refine_dates
from recount.extract.when.scene import Scene, interval_of
from recount.extract.when.shared import date_headlines, date_portions, date_repeats, date_sums
from recount.extract.when.timeline import Part, Told, is_dayish, read_timeline
from recount.model import DatePrecision, Harm, Modality, TimeInterval
from recount.text.newsdates import DateMention, find_dates

_DESCRIBED = 50  # code points between "evacuated" and the day on which
_AFTER_RELATIVE = 3  # words between "which" and a date that is still that of the verb after it


def find_when(
    reading: Reading, proposals: Sequence[Proposal], *, convention: str = "literal"
) -> list[TimeInterval]:
    """Return the interval of the harm for each proposal, in the order of the proposals.

    Args:
        reading: the report.
        proposals: its figures.
        convention: name of the date convention.

    Raises:
        CodebookError: the language has no cues, or there is no such convention.
    """
    if not proposals:
        return []
    cues = load_cues(reading.report.language)
    timeline = read_timeline(reading, cues, convention=convention)
    counts: dict[int, list[int]] = {}
    for proposal in sorted(proposals, key=lambda proposal: proposal.quantity.span):
        if proposal.hint is None or proposal.hint.target is None:  # parts have the day of their whole
            counts.setdefault(proposal.sentence, []).append(proposal.quantity.span.start)
    scene = Scene(reading=reading, timeline=timeline, proposals=proposals, counts=counts, cues=cues)
    found = [_in_sentence(scene, proposal) for proposal in proposals]
    carry_dates(scene, found)
    refine_dates(scene, found)
    date_portions(scene, found)
    date_sums(scene, found)
    date_repeats(scene, found)
    date_headlines(scene, found)
    return [_undated(reading, convention) if when is None else when for when in found]


def _in_sentence(scene: Scene, proposal: Proposal) -> TimeInterval | None:
    """The date in the proposal's own sentence; without days when the words name a time but no day."""
    if (then := _told_then(scene, proposal)) is not None:
        return then
    best: tuple[int, Told] | None = None
    for told in scene.timeline[proposal.sentence]:
        cost = _cost(scene, proposal, told)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, told)
    if best is None:
        return None
    return _beginning(scene, proposal, best[1]) or interval_of(best[1], scene)


def _told_then(scene: Scene, proposal: Proposal) -> TimeInterval | None:
    """The days of an expression behind which a clause says what happened then, for a figure of that clause.

    "The bloodiest attack since May 2031, when rockets killed 29 people": the 29 are of May, not of today's attack.
    """
    start = proposal.quantity.span.start
    before = [told for told in scene.timeline[proposal.sentence] if told.mention.span.end <= start]
    if not before or before[-1].part in {Part.SPEECH, Part.FUTURE, Part.PICTURE}:
        return None
    mention = before[-1].mention
    if mention.kind in {"duration", "offset"} or not mention.is_resolved:
        return None
    then = scene.cues.then.match(scene.reading.text, mention.span.end, start)
    if then is None or not _is_of_clause(scene, proposal, then.end()):
        return None
    return _point(scene, mention) if mention.kind == "since" else mention.to_interval()


def _is_of_clause(scene: Scene, proposal: Proposal, begun: int) -> bool:
    """Whether a figure belongs to a clause that began before it: nothing closes the clause, the figure is not of the
    time up to now, and no other day stands behind it."""
    count, text = proposal.quantity.span, scene.reading.text
    if "," in text[begun : count.start] or scene.cues.perfect.search(
        text, begun, max(count.end, proposal.trigger.end)
    ):
        return False
    return not any(
        told.part is Part.DEED and told.mention.span.start >= count.end
        for told in scene.timeline[proposal.sentence]
    )


def _beginning(scene: Scene, proposal: Proposal, told: Told) -> TimeInterval | None:
    """The day of the event since which something is so, for a figure of that event itself.

    "The first since the attack on Tuesday that killed 14", "the worst since gas killed 200 people in August": the
    figure is not of the time from then on.
    """
    mention, count = told.mention, proposal.quantity.span
    if mention.kind != "since":
        return None
    between = scene.reading.text[mention.span.end : max(count.start, mention.span.end)].lstrip(" ,")
    relative = scene.cues.relative.match(between)
    goes_on = relative is not None and scene.cues.perfect_lead.match(between[relative.end() :].lstrip())
    is_event = scene.cues.violence.search(mention.words) is not None and relative is not None
    return _point(scene, mention) if mention.span.contains(count) or (is_event and not goes_on) else None


def _point(scene: Scene, mention: DateMention) -> TimeInterval | None:
    """The days from which on something is so, without those that follow."""
    inside = mention.words.partition(" ")[2]
    days = find_dates(inside, scene.reading.reference_date, language=scene.reading.report.language)
    known = [day for day in days if day.is_resolved and day.kind != "since"]
    return replace(known[-1].to_interval(basis="words"), words=mention.words) if known else None


def _cost(scene: Scene, proposal: Proposal, told: Told) -> int | None:
    """How far a date stands from a figure, in characters and detours; ``None`` when it cannot be its date."""
    expected = proposal.modality in {Modality.EXPECTED, Modality.HYPOTHETICAL}
    if told.part in {Part.SPEECH, Part.WEAK} or (told.part is Part.FUTURE and not expected):
        return None
    mention, count = told.mention.span, proposal.quantity.span
    if _is_described(scene, proposal) and not _belongs_to(scene, proposal, told):
        return None
    if mention.start >= count.end:
        is_other = told.mention.kind == "offset" or told.is_answered
        return None if is_other else _cost_after(scene, proposal, told)
    if _tells_of_before(scene, proposal, told) or _is_of_stretch(scene, proposal, told):
        return None
    if told.mention.kind == "offset" and _is_behind_clause(scene, proposal, told):
        return None
    starts = scene.counts.get(proposal.sentence, ())
    passed = bisect_left(starts, count.start) - bisect_left(starts, mention.end)
    served = told.mention.kind != "offset" and bisect_left(starts, mention.start) > 0
    return count.start - mention.end + 25 + 10 * passed + 60 * served


def _is_described(scene: Scene, proposal: Proposal) -> bool:
    """Whether people are only described as displaced where something else is told ("a bomb hit people |evacuated
    from the town", "evacuees waited"): the day of that is not the day they left."""
    if proposal.harm is not Harm.DISPLACED or scene.reading.is_headline(proposal.sentence):
        return False
    is_noun = proposal.victims is not None and proposal.victims.contains(proposal.trigger)
    is_participle = " " not in scene.reading.words(proposal.trigger) and proposal.agent is None
    follows = proposal.trigger.start >= proposal.quantity.span.end
    return follows and (
        is_noun
        or (
            is_participle
            and scene.cues.moved_participle.search(
                scene.reading.text, proposal.trigger.start, proposal.trigger.end
            )
            is not None
        )
    )


def _belongs_to(scene: Scene, proposal: Proposal, told: Told) -> bool:
    """Whether a date stands in the words that describe people ("people evacuated from the town |on Friday")."""
    start, end = proposal.trigger.end, told.mention.span.start
    between = scene.reading.text[start:end]
    return 0 <= end - start <= _DESCRIBED and "," not in between and not scene.cues.relative.search(between)


def _is_of_stretch(scene: Scene, proposal: Proposal, told: Told) -> bool:
    """Whether a day stands before "days of fighting that cost 500 lives": the figure is of all those days."""
    if told.mention.precision is not DatePrecision.DAY or told.is_start or told.mention.kind == "since":
        return False
    end = proposal.quantity.span.start
    return scene.cues.stretch.search(scene.reading.text, told.mention.span.end, end) is not None


def _is_behind_clause(scene: Scene, proposal: Proposal, told: Told) -> bool:
    """Whether a figure stands behind the clause that such a day opens ("A day after jets hit the town, |a blast
    killed 12"): that day is counted back from the one of the figure."""
    sentence, text = scene.reading.sentences[proposal.sentence].span, scene.reading.text
    opens = not text[sentence.start : told.mention.span.start].strip()
    return opens and "," in text[told.mention.span.end : proposal.quote.start]


def _tells_of_before(scene: Scene, proposal: Proposal, told: Told) -> bool:
    """Whether weeks, months or years before a figure are those of another clause ("After the town fell last
    month, …", "the town from which they were driven last month …")."""
    if is_dayish(told.mention) or told.is_start or told.mention.kind == "since":
        return False
    sentence, text = scene.reading.sentences[proposal.sentence].span, scene.reading.text
    if scene.cues.subordinate.match(text, sentence.start, told.mention.span.start):
        return True
    before = text[sentence.start : told.mention.span.start]
    relative = max(scene.cues.relative.finditer(before), key=lambda found: found.end(), default=None)
    return relative is not None and len(before[relative.end() :].split()) > _AFTER_RELATIVE


def _cost_after(scene: Scene, proposal: Proposal, told: Told) -> int | None:
    mention, count = told.mention.span, proposal.quantity.span
    between = scene.reading.text[max(count.end, min(proposal.trigger.end, mention.start)) : mention.start]
    detours = len(scene.cues.relative.findall(between))
    detour = detours > 0
    if detour and not told.is_start and (detours > 1 or not is_dayish(told.mention)):
        return None
    starts = scene.counts.get(proposal.sentence, ())
    passed = bisect_left(starts, mention.start) - bisect_left(starts, count.end)
    return mention.start - count.end + 60 * passed + 40 * detour - 40 * proposal.quote.contains(mention)


def _undated(reading: Reading, convention: str) -> TimeInterval:
    """What the convention makes of a harm without a day."""
    offsets, reference = load_date_convention(convention).undated, reading.reference_date
    if offsets is None or reference is None or offsets.first is None or offsets.last is None:
        return UNDATED
    return TimeInterval(
        start=reference + timedelta(days=offsets.first),
        end=reference + timedelta(days=offsets.last + 1),
        precision=offsets.precision,
        basis="report_date",
    )
