"""From forms to rulings. A number that the words do not give is never ruled as "from the words": the form says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from recount.model import Claim, Count, CountKind, Report, Selector, dump_record
from recount.review.adding import FORMS
from recount.text.spans import Span
from recount.web.reports.changes import changed_fields
from recount.web.reports.forms import AddForm, CorrectForm, PartForm, RelateForm, WordsForm
from recount.web.reports.reading import Selected, figure, find, select

Ruling = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """The number a person gives, and the words it stands with.

    Attributes:
        span: of the words; ``count``: what they give.
        is_own: whether the number is the person's arithmetic.
    """

    span: Span
    low: int | None
    high: int | None
    count: Count | None
    is_own: bool


def selected_in(form: WordsForm | PartForm, report: Report, convention: str, near: int | None) -> Selected:
    """Return the words a form names: by place where the words there are those in the field, else by the words."""
    start, end = form.cleaned_data.get("start"), form.cleaned_data.get("end")
    words, how = form.cleaned_data.get("words", ""), form.cleaned_data.get("form", "")
    if start is not None and end is not None:
        there = select(report, start, end, convention=convention, form=how)
        if there.span is not None and _same(there.words, words):
            return there
    return find(report, words, convention=convention, near=near, form=how)


def number_in(form: WordsForm, report: Report, convention: str, near: int | None = None) -> Number | None:
    """Return the number of a form; ``None`` when it cannot stand, and then the form says why."""
    said = form.cleaned_data
    found = selected_in(form, report, convention, near)
    if found.span is None or found.trouble:
        form.add_error("words", found.trouble)
        return None
    low, high, count = said.get("low"), said.get("high"), found.count
    if low is not None and high is not None and low > high:
        form.add_error("high", _("The greatest number is smaller than the least."))
        return None
    if low is None and high is None and count is not None:
        low, high = count.low, count.high
    is_read = count is not None and (count.low, count.high) == (low, high)
    if not is_read and not (said.get("is_own") and (low, high) != (None, None)):
        form.add_error("low", _not_read(found, low, high))
        return None
    return Number(span=found.span, low=low, high=high, count=count, is_own=not is_read)


def _not_read(found: Selected, low: int | None, high: int | None) -> str:
    if found.count is None:
        said = _("No number of people can be read from “%(words)s”.") % {"words": found.words}
    else:
        ends = figure(found.count.low, found.count.high)
        said = _("The words “%(words)s” give %(ends)s, not %(number)s.") % {
            "words": found.words,
            "ends": ends,
            "number": figure(low, high),
        }
    advice = _(
        "Select other words, or say below that the number is your own arithmetic: it is then kept as computed, "
        "not as from the source."
    )
    return f"{said} {advice}"


def _same(one: str, two: str) -> bool:
    return " ".join(one.split()) == " ".join(two.split())


def correction(form: CorrectForm, claim: Claim, report: Report, convention: str) -> list[Ruling]:
    """Return the ruling of a correction; an empty list when it cannot stand, and then the form says why.

    Args:
        claim: as it stands.
    """
    changes = changed_fields(form, claim)
    reason = form.cleaned_data.get("reason", "")
    if _keeps_number(form, claim):
        return _corrections(form, claim, changes, reason)
    number = number_in(form, report, convention, near=claim.count_selector.start)
    if number is None or form.errors:
        return []
    if number.is_own or number.count is None:
        ends = {"low": number.low, "high": number.high, "kind": CountKind.COMPUTED.value}
        if number.is_own and number.span != _span_of(claim.count_selector):
            return _moved(claim, number, changes, reason, {"count": ends})
        return _corrections(form, claim, changes | {"count": ends}, reason)
    if _words_in(number.span, number.count, report) == _span_of(claim.count_selector):
        return _corrections(form, claim, changes | {"count": dump_record(number.count)}, reason)
    counted = {"low": number.low, "high": number.high, "kind": number.count.kind.value}
    return _moved(claim, number, changes, reason, {"count": counted} if number.count.kind in FORMS else {})


def _keeps_number(form: CorrectForm, claim: Claim) -> bool:
    said, where = form.cleaned_data, claim.count_selector
    is_there = said.get("start") in {None, where.start} and said.get("end") in {None, where.end}
    same_number = (said.get("low"), said.get("high")) == (claim.count.low, claim.count.high)
    same_kind = bool(said.get("is_own")) is (claim.count.kind is CountKind.COMPUTED)
    return is_there and _same(said.get("words", ""), where.exact) and same_number and same_kind


def _span_of(selector: Selector) -> Span:
    return Span(selector.start, selector.end)


def _words_in(span: Span, count: Count, report: Report) -> Span:
    """Where the count's own words stand among the words selected."""
    start = span.start + span.of(report.text).index(count.words)
    return Span(start, start + len(count.words))


def _corrections(form: CorrectForm, claim: Claim, changes: Mapping[str, Any], reason: str) -> list[Ruling]:
    if form.errors:
        return []
    if not changes:
        form.add_error(None, _("Nothing was changed. Accept the claim if it is right as it stands."))
        return []
    return [{"kind": "correct", "claim": claim.id, "reason": reason, "replacement": dict(changes)}]


def _moved(
    claim: Claim, number: Number, changes: Mapping[str, Any], reason: str, count: Mapping[str, Any]
) -> list[Ruling]:
    """Put a claim on other words of its report, by one decision; its quote stays where it holds them."""
    ruling: Ruling = {
        "kind": "correct",
        "claim": claim.id,
        "words": {"start": number.span.start, "end": number.span.end},
        "reason": reason,
        "replacement": {**changes, **count},
    }
    if _span_of(claim.quote).contains(number.span):
        ruling["quote"] = [claim.quote.start, claim.quote.end]
    return [ruling]


def addition(form: AddForm, report: Report, convention: str) -> list[Ruling]:
    """Return the ruling that adds a claim; an empty list when it cannot stand, and then the form says why."""
    number = number_in(form, report, convention)
    if number is None or form.errors:
        return []
    said = form.cleaned_data
    fields: dict[str, Any] = {} if said["status"] == "unknown" else {"status": said["status"]}
    if "status" in fields:
        fields["status_basis"] = "stated"
    if number.is_own:
        fields["count"] = {"low": number.low, "high": number.high, "kind": CountKind.COMPUTED.value}
    elif said.get("form") and number.count is not None:
        fields["count"] = {"low": number.low, "high": number.high, "kind": said["form"]}
    ruling: Ruling = {
        "kind": "add",
        "words": {"report_id": report.id, "start": number.span.start, "end": number.span.end},
        "harm": said["harm"],
        "reason": said["reason"],
        "replacement": fields,
    }
    return [ruling | {"like": said["like"]} if said.get("like") else ruling]


def parting(
    form: forms.Form, parts: Sequence[PartForm], whole: Claim, report: Report, convention: str
) -> list[Ruling]:
    """Return the ruling that splits a claim into parts; an empty list when it cannot stand."""
    if [part for part in parts if not part.is_valid()]:  # each is looked at, so that each says what is wrong
        return []
    named: list[Ruling] = []
    for part in parts:
        if not part.cleaned_data.get("words"):
            continue
        found = selected_in(part, report, convention, whole.quote.start)
        if found.span is None or found.trouble:
            part.add_error("words", found.trouble)
            continue
        ruling: Ruling = {"start": found.span.start, "end": found.span.end, "harm": part.cleaned_data["harm"]}
        if part.cleaned_data["status"] != whole.status.value:
            ruling |= {"status": part.cleaned_data["status"], "status_basis": "stated"}
        named.append(ruling)
    if any(part.errors for part in parts):
        return []
    if len(named) < 2:
        form.add_error(None, _("Name the words of two parts or more."))
        return []
    return [{"kind": "part", "claim": whole.id, "reason": form.cleaned_data["reason"], "parts": named}]


def relating(form: RelateForm, claim: Claim) -> list[Ruling]:
    """Return the ruling that relates a claim to another one, or to none."""
    said = form.cleaned_data
    ruling: Ruling = {"kind": "relate", "claim": claim.id, "reason": said["reason"]}
    if said["other"]:
        ruling |= {"claims": [said["other"]], "replacement": {"relation": said["relation"]}}
    return [ruling]
