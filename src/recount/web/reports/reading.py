"""Words a person selects, read as a number: one reading for what is shown while one types and for what is kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from recount.errors import CodebookError
from recount.model import Count, CountKind, Report
from recount.review.adding import read_words
from recount.text.spans import Span
from recount.web.incidents.phrases import count_words, shown, wording
from recount.web.reports.marking import places_of, trimmed

LONGEST = 600  # code points of words that can be a count's; longer selections are a slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """Words selected in a report, and what they give.

    Attributes:
        span: where they stand; ``None`` when they do not stand there, or it is not said where.
        words: the words.
        count: the number they give, ``None`` when they give none.
        trouble: what is wrong with the selection; empty when nothing is.
    """

    span: Span | None = None
    words: str = ""
    count: Count | None = None
    trouble: str = ""

    @property
    def said(self) -> str:
        """The reading in a sentence."""
        if self.trouble:
            return self.trouble
        if self.count is None:
            return _("No number of people can be read from these words.")
        return _("Read from the words: %(figure)s") % {"figure": count_words(self.count)}


def select(report: Report, start: int, end: int, *, convention: str, form: str = "") -> Selected:
    """Return the selection at a place of the report's text.

    Args:
        form: how words without a number count, as a person says (``review.adding.FORMS``); empty: not said.
    """
    span = trimmed(report.text, start, end)
    if span is None:
        return Selected(trouble=_("Select words of the report’s text."))
    words = span.of(report.text)
    if len(words) > LONGEST:
        return Selected(trouble=_("Select the words of the number only."))
    return Selected(span=span, words=words, count=read(words, report, convention, form))


def find(report: Report, words: str, *, convention: str, near: int | None = None, form: str = "") -> Selected:
    """Return the selection of words that a person typed; they must stand in the text once, or nearest to a place."""
    sought = words.strip()
    places = places_of(report.text, sought) if len(sought) <= LONGEST else []
    if not places:
        return Selected(words=sought, trouble=_("These words do not stand in the report’s text."))
    if len(places) > 1 and near is None:
        trouble = _("These words stand in the text more than once; give more of the words around the number.")
        return Selected(words=sought, trouble=trouble)
    at = min(places, key=lambda place: abs(place - (near or 0)))
    return select(report, at, at + len(sought), convention=convention, form=form)


def read(words: str, report: Report, convention: str, form: str = "") -> Count | None:
    """Return the number that words give, ``None`` when they give none or nothing reads the language's numbers."""
    try:
        kind = CountKind(form) if form else None
        return read_words(words, language=report.language, convention=convention, form=kind)
    except CodebookError:
        return None


def figure(low: int | None, high: int | None) -> str:
    """Return two ends as a figure."""
    return shown(wording().figure(low, high, high_open=high is None))
