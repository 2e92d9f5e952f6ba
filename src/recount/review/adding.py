"""Claims that people add: a missed one from words selected in a report, or the parts of one that is several.

The words are what a person contributes; the number is read from them here as everywhere else, by the quantity
layer. A number the words do not give is refused, unless the ruling says that it is a person's own arithmetic
(``CountKind.COMPUTED``). The claim is made anew from its decision in every run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from recount.errors import DecisionError
from recount.model import (
    Claim,
    ClaimSubject,
    Count,
    CountKind,
    Decision,
    DecisionKind,
    Harm,
    Qualifier,
    Report,
    Selector,
    claim_id,
    dump_record,
    load_record,
)
from recount.review.replacement import WORDS, load_field
from recount.text.quantities import find_quantities, read_count

PERSON = "person"
"""Stands where an extractor's name stands on a claim that a machine read."""

INHERITED = ("attribution", "alleged_perpetrators", "perpetrator_alleged", "means", "places", "when", "scope")
"""What a new claim may take over from one that stands near it in the text."""

_ENDS = ("low", "high")
OF_THE_WHOLE = (*INHERITED, "modality")
"""What parts take over from their whole, where nothing else is ruled."""

FORMS = (CountKind.SINGULAR, CountKind.BARE_PLURAL, CountKind.NAME_LIST, CountKind.NONE_STATED)
"""How words count that are no number, or several; only a person, or the extractor's grammar, can say."""


def read_words(
    words: str, *, language: str = "en", convention: str = "literal", form: CountKind | None = None
) -> Count | None:
    """Return the count that selected words give, ``None`` when they give none.

    The words must be the count ("at least 84"), or hold exactly one ("84 civilians").

    Args:
        form: for words without a number, or with several, how a person says they count: one ("a man"),
            several ("civilians"), or all of a list ("two men and three women"). It is never guessed.
    """
    if form is not None and form in FORMS:
        return _read_form(words, form, language=language, convention=convention)
    found = find_quantities(words, language=language, convention=convention)
    if len(found) != 1:
        return None
    only = found[0]
    return Count(
        low=only.low,
        high=only.high,
        words=only.span.of(words),
        qualifier=only.qualifier,
        kind=only.kind,
        approx=only.approx,
        convention=convention,
    )


def _read_form(words: str, form: CountKind, *, language: str, convention: str) -> Count | None:
    reading = read_count(words, form, language=language, convention=convention)
    if reading is None:
        return None
    is_vague = form in {CountKind.BARE_PLURAL, CountKind.NONE_STATED}
    return Count(
        low=reading[0],
        high=reading[1],
        words=words,
        qualifier=Qualifier.VAGUE if is_vague else Qualifier.EXACT,
        kind=form,
        approx=reading[2],
        convention=convention,
    )


def counted_at(
    report: Report, start: int, end: int, *, convention: str, ruled: Mapping[str, Any] | None = None
) -> tuple[Selector, Count]:
    """Return where a count stands in a report, and the count, read from those words.

    Args:
        ruled: both ends of the count, where a person gives them, and how it is written: with ``"kind":
            "computed"`` the ends need not be what the words say; for words that are no number the kind says
            how they count (``FORMS``).

    Raises:
        DecisionError: there are no such words, or they do not give the number.
    """
    try:
        selector = Selector.at(report.text, start, end)
    except ValueError as error:
        raise DecisionError(
            f"report {report.id}: {error}.", next_move="Select the words in the report's text."
        ) from error
    kind = None if ruled is None else ruled.get("kind")
    if ruled is not None and kind == CountKind.COMPUTED:
        return selector, _computed(ruled, selector.exact, convention)
    form = CountKind(kind) if kind in [form.value for form in FORMS] else None
    read = read_words(selector.exact, language=report.language, convention=convention, form=form)
    if read is None:
        raise DecisionError(
            f"no number of people can be read from {selector.exact!r}.",
            next_move='Select the count\'s own words, or say how they count in `count`, with "kind" '
            '"singular", "bare_plural", "name_list" or "computed".',
        )
    given = (
        (read.low, read.high) if ruled is None else tuple(ruled.get(end, getattr(read, end)) for end in _ENDS)
    )
    if given != (read.low, read.high):
        raise DecisionError(
            f"{selector.exact!r} gives {_ends(read)}, not the number ruled.",
            next_move='Select other words, or say that it is your own arithmetic with "kind": "computed".',
        )
    at = start + selector.exact.index(read.words)
    return Selector.at(report.text, at, at + len(read.words)), read


def quote_around(report: Report, words: Selector) -> Selector:
    """Return the line of the report that holds the words: what a person is shown as their quote."""
    text = report.text
    start = text.rfind("\n", 0, words.start) + 1
    stop = text.find("\n", words.end)
    line = text[start : len(text) if stop < 0 else stop]
    left = len(line) - len(line.lstrip())
    start, stop = min(start + left, words.start), max(start + len(line.rstrip()), words.end)
    return Selector.at(text, start, stop)


def new_claim_fields(quote: Selector, count: Count, fields: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what a decision keeps of a new claim, in the form of a replacement."""
    kept = {"quote": dump_record(quote), "count": dump_record(count), **fields}
    return tuple((name, json.dumps(value, sort_keys=True)) for name, value in kept.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A claim that a decision makes.

    Attributes:
        subject: its words and harm.
        fields: plain values of its fields; ``quote`` and ``count`` among them.
        decision: what makes it.
    """

    subject: ClaimSubject
    fields: Mapping[str, Any]
    decision: Decision

    @property
    def claim_id(self) -> str:
        """The id the claim has: that of a machine's claim at the same words."""
        selector = self.subject.selector
        return claim_id(self.subject.report_id, selector.start, selector.end, self.subject.harm)

    def claim(self, base: Claim | None = None) -> Claim:
        """Return the claim; what the decision does not say comes from ``base``, a machine's at these words.

        Raises:
            DecisionError: a field does not fit.
        """
        values: dict[str, Any] = {
            name: load_field(name, value)
            for name, value in self.fields.items()
            if name not in {"quote", "count"}
        }
        try:
            made: dict[str, Any] = {
                **values,
                "id": self.claim_id,
                "report_id": self.subject.report_id,
                "harm": self.subject.harm,
                "quote": load_record(Selector, self.fields.get("quote")),
                "count_selector": self.subject.selector,
                "count": load_record(Count, self.fields.get("count")),
                "confidence": 1.0,
                "proposers": (PERSON,),
                "extractor": PERSON,
            }
            return Claim(**made) if base is None else replace(base, **made)
        except ValueError as error:
            raise DecisionError(
                f"decision {self.decision.id} makes no claim: {error}.",
                next_move="Supersede it by another.",
            ) from error

    def is_read_as(self, claim: Claim) -> bool:
        """Whether a machine's claim is the same figure: words that overlap, and the same number or place."""
        mine, its = self.subject.selector, claim.count_selector
        if claim.report_id != self.subject.report_id or claim.harm is not self.subject.harm:
            return False
        if (mine.start, mine.end) == (its.start, its.end):
            return True
        if mine.start >= its.end or its.start >= mine.end:
            return False
        count = load_record(Count, self.fields["count"])
        return count.greatest_stated == claim.count.greatest_stated


def additions_of(decisions: Iterable[Decision]) -> Iterator[Addition]:
    """Yield the claims that decisions make, in their order."""
    for decision in decisions:
        fields = dict(decision.replacement)
        if decision.kind is DecisionKind.ADD and decision.claim is not None:
            plain = {name: json.loads(value) for name, value in fields.items()}
            yield Addition(subject=decision.claim, fields=plain, decision=decision)
        elif decision.kind is DecisionKind.PART:
            parts: Sequence[Mapping[str, Any]] = json.loads(fields.get("parts", "[]"))
            for subject, part in zip(decision.claims, parts, strict=False):
                yield Addition(subject=subject, fields=part, decision=decision)


def moved_of(decisions: Iterable[Decision]) -> Iterator[Addition]:
    """Yield what stands at the words on which corrections put claims, in their order."""
    for decision in decisions:
        fields = {name: json.loads(value) for name, value in decision.replacement}
        words = fields.get(WORDS)
        if decision.kind is not DecisionKind.CORRECT or decision.claim is None or not words:
            continue
        subject = replace(
            decision.claim,
            selector=load_record(Selector, words["count_selector"]),
            harm=Harm(fields.get("harm", decision.claim.harm)),
        )
        yield Addition(
            subject=subject,
            fields={"quote": words["quote"], "count": words["count"]},
            decision=decision,
        )


def misanchored(addition: Addition, report: Report) -> str | None:
    """Return what does not hold of an added or moved claim in its report, ``None`` when all of it does."""
    claim = addition.claim()
    if not (claim.quote.holds_in(report.text) and claim.count_selector.holds_in(report.text)):
        return "its words do not stand in the report"
    count = claim.count
    if count.kind is CountKind.COMPUTED:
        return None
    reading = read_count(count.words, count.kind, language=report.language, convention=count.convention)
    return None if reading == (count.low, count.high, count.approx) else "its words do not give its number"


def _computed(ruled: Mapping[str, Any], words: str, convention: str) -> Count:
    try:
        plain = {**ruled, "words": words, "kind": CountKind.COMPUTED.value, "convention": convention}
        return load_record(Count, plain)
    except ValueError as error:
        raise DecisionError(
            f"the count does not fit: {error}.",
            next_move='Give {"low": 84, "high": null, "kind": "computed"}.',
        ) from error


def _ends(count: Count) -> str:
    low, high = ("open" if end is None else str(end) for end in (count.low, count.high))
    return low if low == high else f"{low} to {high}"
