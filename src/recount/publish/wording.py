"""How figures, dates and sources are said, in the language of ``data/<language>/wording.yml``.

An open end is always said ("84 or more"), a vague count is shown with its words ("“dozens” (24 or more)"),
and a range is never shown as one number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from recount.codebook.codelists import load_codelists
from recount.codebook.originators import is_same_body
from recount.codebook.resources import load_yaml
from recount.model import Claim, Count, Place, Report, TimeInterval, Toll

_SHORT_ID = 10  # letters of a report's id that tell it from others of its record


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of one language. All methods are pure and return plain text."""

    table: dict[str, Any]

    # numbers

    def number(self, value: int) -> str:
        """Return a number with the language's separator of thousands."""
        return f"{value:,}".replace(",", self.table["thousands"])

    def figure(
        self, low: int | None, high: int | None, *, high_open: bool = False, approx: bool = False
    ) -> str:
        """Return an interval in words: "13", "25–41", "84 or more", "up to 30", "not stated".

        ``None`` at one end means open there; both ``None`` means that no number is stated.
        """
        say = self.table["number"]
        if low is None and high is None:
            return str(say["none"])
        if low == high == 0 and not high_open:
            return str(say["zero"])
        if low is None:
            key = "open" if high_open else "up_to_about" if approx else "up_to"
            return str(say[key].format(low=self.number(high or 0), high=self.number(high or 0)))
        if high is None or (low == high and high_open):
            text = say["open"].format(low=self.number(low))
        elif low == high:
            text = say["exact"].format(low=self.number(low))
        else:
            key = "range_open" if high_open else "range"
            text = say[key].format(low=self.number(low), high=self.number(high))
        return str(say["about"].format(figure=text) if approx else text)

    def count(self, count: Count) -> str:
        """Return what one claim counts; a vague count with its words."""
        is_open = count.high is None
        figure = self.figure(count.low, count.high, high_open=is_open, approx=count.approx)
        return self._with_words(figure, (count.words,)) if count.is_vague else figure

    def toll(self, toll: Toll, *, approx: bool = False) -> str:
        """Return a toll; its open and its vague ends are said.

        Args:
            toll: the toll.
            approx: True when every claim that sets an end is approximate.
        """
        low, high = (toll.best, toll.best) if toll.low is toll.high is None else (toll.low, toll.high)
        figure = self.figure(low, high, high_open=toll.high_open, approx=approx)
        if toll.best is not None and toll.low is not None and toll.high is not None and toll.low < toll.high:
            ends = {"low": self.number(toll.low), "high": self.number(toll.high)}
            figure = self.table["number"]["best"].format(best=self.number(toll.best), **ends)
        return self._with_words(figure, toll.words) if toll.vague and toll.words else figure

    def _with_words(self, figure: str, words: Sequence[str]) -> str:
        quoted = [self.table["quoted"].format(words=item) for item in dict.fromkeys(words)]
        return str(self.table["number"]["vague"].format(words=self.listed(quoted), figure=figure))

    # dates

    def day(self, value: date, *, short: bool = True) -> str:
        """Return one day ("13 Oct 2016")."""
        return str(self.table["date"]["day"].format(**self._day_parts(value, short=short)))

    def day_of_year(self, value: date) -> str:
        """Return a day without its year ("13 Oct"), for axes."""
        return str(self.table["date"]["day_of_year"].format(**self._day_parts(value)))

    def month(self, value: date, *, short: bool = False) -> str:
        """Return a month ("October 2016")."""
        return str(self.table["date"]["month"].format(**self._day_parts(value, short=short)))

    def moment(self, value: datetime) -> str:
        """Return a moment in UTC."""
        parts = self._day_parts(value.date(), short=False)
        return str(
            self.table["date"]["moment"].format(
                **parts, hour=f"{value.hour:02d}", minute=f"{value.minute:02d}"
            )
        )

    def known(self, value: datetime) -> str:
        """Return as of when a record is shown; the last moment of a day stands for the day."""
        is_day = value.time() == time.max
        when = self.day(value.date(), short=False) if is_day else self.moment(value)
        return str(self.table["date"]["known"].format(when=when))

    def interval(self, when: TimeInterval) -> str:
        """Return an interval as it is known ("11–13 Oct 2016", "October 2016", "since 19 Sep 2016")."""
        say = self.table["date"]
        first, last = when.start, when.last_day
        if first is None and last is None:
            return str(say["unknown"])
        if last is None or first is None:
            key = "since" if last is None else "until"
            known = self.day(first or last or date.min)
            return str(say[key].format(first=known, last=known))
        return self._days(first, last)

    def _days(self, first: date, last: date) -> str:
        say = self.table["date"]
        parts = self._day_parts(last)
        if first == last:
            return self.day(first)
        whole = first.day == 1 and (last + timedelta(days=1)).day == 1
        if whole and (first.year, first.month) == (last.year, last.month):
            return str(say["month"].format(**self._day_parts(last, short=False)))
        if whole and first.year == last.year and (first.month, last.month) == (1, 12):
            return str(say["year"].format(year=last.year))
        if (first.year, first.month) == (last.year, last.month):
            return str(say["days"].format(first=first.day, **parts))
        if first.year == last.year:
            start = self._day_parts(first)
            return str(
                say["days_two_months"].format(first_day=start["day"], first_month=start["month"], **parts)
            )
        return str(say["days_two_years"].format(first=self.day(first), last=self.day(last)))

    def _day_parts(self, value: date, *, short: bool = True) -> dict[str, str]:
        months = self.table["months_short" if short else "months"]
        return {"day": str(value.day), "month": months[value.month - 1], "year": str(value.year)}

    # sources and places

    def listed(self, items: Iterable[str]) -> str:
        """Join items as a list in a sentence ("a, b and c")."""
        parts = ["".join(item) for item in items]  # plain text, whatever kind of string came in
        if len(parts) < 2:
            return "".join(parts)
        separator = str(self.table["list_separator"])
        return separator.join(parts[:-1]) + str(self.table["list_last"]) + parts[-1]

    def said(self, claim: Claim, report: Report, show: Callable[[str], str] = str) -> str:
        """Return who says a figure, through whom, where and when.

        "said by SOHR, carried by Reuters, in TRT World, 13 Oct 2016". Originator, carrier and outlet are
        three roles and stay apart.

        Args:
            claim: the claim.
            report: its report.
            show: what is done to every name; pages escape and isolate it.
        """
        say, parts = self.table["said"], []
        names = dict.fromkeys(speaker.name for speaker in claim.attribution.speakers)
        if names:
            parts.append(say["by"].format(speakers=self.listed(map(show, names))))
        else:
            parts.append(say["headline" if claim.attribution.basis == "headline" else "own_voice"])
        if claim.attribution.carrier and not is_same_body(claim.attribution.carrier, report.outlet):
            parts.append(say["carrier"].format(carrier=show(claim.attribution.carrier)))
        parts.append(say["outlet"].format(outlet=show(report.outlet)) if report.outlet else say["no_outlet"])
        dated = report.reference_date
        parts.append(self.day(dated) if dated else say["undated"])
        return str(say["separator"].join(parts))

    def unnamed_outlet(self, report_id: str) -> str:
        """Return what a report is called that speaks for itself and whose outlet is not known."""
        return str(self.table["said"]["no_outlet_voice"]).format(report=report_id[:_SHORT_ID])

    def place(self, place: Place) -> str:
        """Return a place as written, with the gazetteer's enclosing place where one is known."""
        entry = place.resolved
        parent = entry.parents[0] if entry and entry.parents else None
        if not parent or parent.casefold() == place.name.casefold():
            return place.name
        return str(self.table["place"]["within"].format(name=place.name, parent=parent))

    def places(self, places: Sequence[Place]) -> str:
        """Return all places, most specific first, or that none is known."""
        if not places:
            return str(self.table["place"]["unknown"])
        return str(self.table["list_separator"]).join(dict.fromkeys(self.place(place) for place in places))

    def counted(self, what: str, n: int) -> str:
        """Return "2 originators", "1 outlet", "no agency"."""
        forms = self.table["counted"][what]
        return str(forms["none" if n == 0 else "one" if n == 1 else "many"].format(n=self.number(n)))

    def listed_counts(self, counts: Mapping[str, int]) -> str:
        """Return how many originators, carriers and outlets there are; no carrier is not said."""
        said = [self.counted(what, n) for what, n in counts.items() if n or what == "originators"]
        return str(self.table["title_separator"]).join(said)

    # codes

    def label(self, codelist: str, code: object) -> str:
        """Return the codebook's label of a code."""
        return load_codelists()[codelist].label_of(code)

    def reason(self, kind: str, code: str) -> str:
        """Return a reason of a rule in words; one without words is shown as the rule gives it."""
        return str(self.table[kind].get(code, code.replace("_", " ")))

    def text(self, *path: str) -> str:
        """Return one fixed text."""
        found: Any = self.table
        for key in path:
            found = found[key]
        return str(found)


@cache
def load_wording(language: str = "en") -> Wording:
    """Return the wording of a language that travels in the package."""
    return Wording(load_yaml("recount.publish", f"data/{language}/wording.yml"))
