"""Made records, their claims given: what linking and searching are measured on.

Events are thrown with 12 reports in the median and 29 at the 90th percentile, and reports with about 1,950 characters
and 6 claims in the median, 12 at the 90th percentile, as 662 real ones have; with a fifth of claims in totals over
days, a quarter without a date, and three claims of each event that a report tells, as those have. The other shares are
set by hand: background mentions, and a fifth of reports in the words of another outlet. Four events a day in 420 towns,
however long the record, so that a larger one is longer and no denser; ``shape.py`` measures that, and how a sample of
it compares with real reports. Names and words are of letters thrown with a fixed seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from math import log
from random import Random

from recount.model import (
    Attribution,
    Capture,
    Claim,
    ClaimRelation,
    Count,
    Group,
    Harm,
    Means,
    OffsetMap,
    Place,
    PlaceCandidate,
    RelationType,
    Report,
    Scope,
    Segment,
    SegmentKind,
    Selector,
    Speaker,
    Status,
    StatusBasis,
    TimeInterval,
    WherePrecision,
    claim_id,
    report_id,
    sha256_hex,
)

EVENTS_A_DAY = 4  # however long the record: a larger one is no denser
MEDIAN_REPORTS, SPREAD = 12, log(29 / 12) / 1.2816  # log-normal: 90th percentile 29
MEDIAN_FIGURES, FIGURES_SPREAD = 6, log(12 / 6) / 1.2816  # of a report; log-normal: 90th percentile 12
MOST_FIGURES = 33  # as the longest of the real ones
TOTALS = 0.2  # of the figures of a report
MENTIONS, OLDER = 0.45, 0.2  # of a report: one more recent event, an older one
RECENT, OLD = 60, 400  # events that are mentioned: of two weeks, of three months
START = date(2030, 1, 1)
BODIES = ("Tarvena Watch", "Morlund Rescue", "the ministry", "activists", "a hospital official", "Norpress")
MEANS: tuple[Means, ...] = (
    *[Means.AIRSTRIKE] * 3,
    Means.ROCKET,
    Means.SHELLING,
    Means.GROUND_CLASHES,
    Means.CAR_BOMB,
    Means.SUICIDE_BOMB,
    Means.UNKNOWN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened: where, when, how, to how many; and words that its reports share."""

    town: int
    day: date
    means: Means
    killed: int
    hurt: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One sentence with a figure, on its way to a claim."""

    event: Event
    harm: Harm
    number: int
    is_lower: bool = False
    scope: Scope = Scope.INCIDENT
    is_part: bool = False
    days: int = 0


class World:
    """Makes events, and reports of them, in the order in which they come in."""

    def __init__(self, seed: int = 5) -> None:
        self._dice = Random(seed)
        self._common = [self._word()[: 3 if number < 4 else None] for number in range(400)]
        self._rare = [self._word() for _ in range(30_000)]
        self._provinces = [self._name() for _ in range(14)]
        self._towns = [self._name() for _ in range(420)]
        self._quarters = [[self._name() for _ in range(6)] for _ in self._towns]
        self._recent: list[Event] = []
        self._made = 0

    def reports(self, claims: int) -> Iterator[tuple[Report, list[Claim]]]:
        """Yield reports with their claims until there are so many claims, in order of their dates."""
        waiting: list[tuple[date, int, Report, list[Claim]]] = []
        day, made, number = START, 0, 0
        while made < claims:
            for _ in range(EVENTS_A_DAY):
                for report, found in self._told(self._event(day)):
                    number += 1
                    waiting.append((report.published or day, number, report, found))
            waiting.sort(key=lambda item: item[:2])
            while waiting and waiting[0][0] <= day and made < claims:
                _, _, report, found = waiting.pop(0)
                made += len(found)
                yield report, found
            day += timedelta(days=1)

    def _event(self, day: date) -> Event:
        town = int(
            len(self._towns) * self._dice.random() ** 2
        )  # a tenth of the towns has a third of the events
        killed = min(400, int(self._dice.paretovariate(0.8)) + self._dice.randrange(4))
        words = tuple(self._dice.sample(self._rare, 12))
        means = self._dice.choice(MEANS)
        event = Event(town=town, day=day, means=means, killed=killed, hurt=killed * 2 + 1, words=words)
        self._recent = [*self._recent[-OLD:], event]
        return event

    def _told(self, event: Event) -> Iterator[tuple[Report, list[Claim]]]:
        """Yield the reports of one event, a fifth of them in the words of another."""
        texts: list[tuple[str, list[tuple[Figure, str, str]]]] = []
        for _ in range(max(1, round(self._dice.lognormvariate(log(MEDIAN_REPORTS), SPREAD)))):
            if texts and self._dice.random() < 0.2:
                text, told = self._dice.choice(texts)
            else:
                text, told = self._text(event, self._figures(event))
                texts.append((text, told))
            yield self._report(event, f"{self._sentence(event, 9)}\n{text}", told)

    def _figures(self, event: Event) -> list[Figure]:
        """Return what one report counts: its event, events that it mentions beside it, and totals."""
        dice = self._dice
        killed = max(1, event.killed + (dice.choice((-2, -1, 1, 2)) if dice.random() < 0.3 else 0))
        many = max(1, min(MOST_FIGURES, round(dice.lognormvariate(log(MEDIAN_FIGURES), FIGURES_SPREAD))))
        totals = sum(dice.random() < TOTALS for _ in range(many - 1))
        mentioned = [
            Figure(event=other, harm=Harm.KILLED, number=killed if other is event else other.killed)
            for other in self._others()
        ][: many - 1 - totals]
        figures = [Figure(event=event, harm=Harm.KILLED, number=killed, is_lower=dice.random() < 0.3)]
        while len(figures) + len(mentioned) + totals < many:
            figures.append(self._beside(dice.choice((figures[0], *mentioned))))
        total = Figure(event=event, harm=Harm.KILLED, number=300 + killed, scope=Scope.PERIOD, days=60)
        return [*figures, *mentioned, *[total] * totals]

    def _others(self) -> Iterator[Event]:
        """Yield the events that a report mentions beside its own: recent ones, and now and then an older one."""
        while self._dice.random() < MENTIONS:
            yield self._dice.choice(self._recent[-RECENT:])
        if self._dice.random() < OLDER:
            yield self._dice.choice(self._recent)

    def _beside(self, told: Figure) -> Figure:
        """Return another figure of an event: a repeat, a part of it, or those hurt."""
        choice = self._dice.random()
        if choice < 0.4:
            return told
        if choice < 0.75 and told.number > 3:
            return replace(
                told, number=told.number // self._dice.choice((2, 3)), is_lower=False, is_part=True
            )
        return replace(told, harm=Harm.INJURED, number=told.event.hurt, is_lower=True)

    def _text(self, event: Event, figures: list[Figure]) -> tuple[str, list[tuple[Figure, str, str]]]:
        """Return a text, and for each figure its sentence and the count in it."""
        told: list[tuple[Figure, str, str]] = []
        lines: list[str] = []
        for index, figure in enumerate(figures):
            count = f"{'at least ' if figure.is_lower else ''}{figure.number}"
            verb = "hurt" if figure.harm is Harm.INJURED else "killed"
            words = self._sentence(figure.event, 5)
            sentence = f"{index} {words} {count} people were {verb} {self._sentence(figure.event, 6)}."
            told.append((figure, sentence, count))
            lines.append(sentence)
        while sum(map(len, lines)) < 1_800:
            lines.append(f"{self._sentence(event, 18)}.")
        return "\n".join(lines), told

    def _sentence(self, event: Event, length: int) -> str:
        return " ".join(
            self._dice.choice(event.words) if self._dice.random() < 0.15 else self._plain()
            for _ in range(length)
        )

    def _plain(self) -> str:
        if self._dice.random() < 0.8:
            return self._common[min(int(self._dice.paretovariate(0.6)) - 1, 399)]
        return self._dice.choice(self._rare)

    def _report(
        self, event: Event, text: str, told: list[tuple[Figure, str, str]]
    ) -> tuple[Report, list[Claim]]:
        self._made += 1
        published = event.day + timedelta(days=self._dice.choice((0, 1, 1, 1, 2, 3)))
        outlet, data = f"Outlet {self._dice.randrange(40)} {self._made}", text.encode()
        digest = sha256_hex(data)
        report = Report(
            id=report_id(digest, outlet, None, published),
            capture=Capture(
                sha256=digest,
                media_type="text/plain",
                size=len(data),
                origin="made",
                captured_at=datetime(2031, 1, 1, tzinfo=UTC),
            ),
            text=text,
            text_sha256=digest,
            received_text=text,
            offsets=OffsetMap(normalised=(0, len(text)), received=(0, len(text))),
            segments=(Segment(start=0, end=len(text), kind=SegmentKind.BODY),),
            outlet=outlet,
            language="en",
            published=published,
        )
        claims: list[Claim] = []
        first: dict[Event, Claim] = {}
        for figure, sentence, count in told:
            claims.append(self._claim(report, figure, sentence, count, first.get(figure.event)))
            if figure.scope is Scope.INCIDENT:
                first.setdefault(figure.event, claims[-1])
        return report, claims

    def _claim(self, report: Report, figure: Figure, sentence: str, count: str, first: Claim | None) -> Claim:
        start = report.text.index(sentence)
        at = report.text.index(f"{count} people", start)
        low, high = figure.number, None if figure.is_lower else figure.number
        by = self._dice.choice(BODIES) if self._dice.random() < 0.6 else None
        relation = None
        if first is not None and (figure.is_part or (first.count.low == low and first.harm is figure.harm)):
            kind = RelationType.SUBSET_OF if figure.is_part else RelationType.SAME_AS
            relation = ClaimRelation(type=kind, to=first.id, cue="including")
        return Claim(
            id=claim_id(report.id, at, at + len(count), figure.harm),
            report_id=report.id,
            quote=Selector.at(report.text, start, start + len(sentence)),
            count_selector=Selector.at(report.text, at, at + len(count)),
            count=Count(low=low, high=high, words=count),
            harm=figure.harm,
            status=Status.CIVILIAN if self._dice.random() < 0.4 else Status.UNKNOWN,
            status_basis=StatusBasis.RULE if figure.is_part else StatusBasis.STATED,
            groups=(Group.CHILD,) if figure.is_part else (),
            attribution=Attribution(speakers=(Speaker(name=by),) if by else (), basis="credit"),
            means=figure.event.means,
            places=self._places(figure.event.town),
            when=self._when(figure),
            scope=figure.scope,
            relation=relation,
        )

    def _when(self, figure: Figure) -> TimeInterval:
        if self._dice.random() < 0.25 and not figure.days:
            return TimeInterval()
        first = figure.event.day - timedelta(days=figure.days)
        return TimeInterval.of_days(first, figure.event.day, words="then", basis="words")

    def _places(self, town: int) -> tuple[Place, ...]:
        province = town % len(self._provinces)
        name, around = self._towns[town], self._provinces[province]
        entry = PlaceCandidate(
            gazetteer="made",
            place_id=str(town),
            name=name,
            kind="town",
            lat=30 + (town % 97) / 10,
            lon=30 + (town % 89) / 10,
            country="XX",
            parents=(around,),
        )
        is_known = self._dice.random() < 0.7
        found = [
            Place(
                name=name,
                resolved=entry if is_known else None,
                where_precision=WherePrecision.NEAR_POINT if is_known else WherePrecision.UNKNOWN,
            )
        ]
        if self._dice.random() < 0.2:
            found.insert(0, Place(name=self._dice.choice(self._quarters[town])))
        elif self._dice.random() < 0.4:
            found.append(Place(name=around, where_precision=WherePrecision.ADM1))
        return tuple(found)

    def _word(self) -> str:
        return "".join(self._dice.choice("bdfgklmnprstvz") + self._dice.choice("aeiou") for _ in range(3))

    def _name(self) -> str:
        letters = [self._dice.choice("bdfgklmnprtvz") + self._dice.choice("aeiou") for _ in range(4)]
        return "".join(letters).capitalize()
