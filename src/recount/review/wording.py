"""The rulings that rest on words of a report: a missed claim, a claim put on other words, the parts of a claim."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from recount.model import Claim, ClaimSubject, DecisionKind, Harm, Report, Selector, dump_record
from recount.review.adding import FORMS, INHERITED, OF_THE_WHOLE, counted_at, new_claim_fields, quote_around
from recount.review.fields import list_of, object_of, position_of, refuse
from recount.review.replacement import WORDS, plain_fields, replacement_from_json

Fields = tuple[tuple[str, str], ...]


def addition_from_json(
    plain: Mapping[str, Any], reports: Mapping[str, Report], claims: Mapping[str, Claim], convention: str
) -> tuple[ClaimSubject, Fields]:
    """Return the words and the fields of a claim that is added.

    Args:
        plain: ``words``: ``report_id`` with ``start`` and ``end``, or with ``exact``, which must stand once in
            the report; ``harm``; ``quote`` (start and end) if it is not the line; ``like``: a claim of the
            report whose context it shares; ``replacement``: any other field.

    Raises:
        DecisionError: the words are not there, give no number, or are those of a claim that is there.
    """
    words = object_of(plain.get("words"), "words")
    report = _report(words.get("report_id"), reports)
    start, end = _span(words, report)
    ruled = object_of(plain.get("replacement", {}))
    selector, count = counted_at(report, start, end, convention=convention, ruled=_count_of(ruled))
    harm = _harm(plain.get("harm", ruled.get("harm")))
    near = _like(plain.get("like"), report, claims)
    fields = {name: dump_record(near)[name] for name in INHERITED} if near is not None else {}
    fields |= plain_fields({name: value for name, value in ruled.items() if name not in {"count", "harm"}})
    _check_is_new(report, selector, harm, claims)
    quote = _quote(plain.get("quote"), report, selector)
    subject = ClaimSubject(report_id=report.id, selector=selector, harm=harm)
    return subject, new_claim_fields(quote, count, fields)


def other_words_from_json(
    plain: Mapping[str, Any],
    claim: Claim,
    reports: Mapping[str, Report],
    claims: Mapping[str, Claim],
    convention: str,
) -> Fields:
    """Return the replacement of a correction that puts a claim on other words of its report.

    Args:
        plain: ``words``: ``start`` and ``end``, or ``exact``, which must stand once in the report; ``quote``
            (start and end) if it is not the line; ``replacement``: any other field, and the count where the
            words alone do not say it.

    Raises:
        DecisionError: the words are not there, give no number, or are those of another claim.
    """
    words = object_of(plain.get("words"), "words")
    report = _report(words.get("report_id", claim.report_id), reports)
    if report.id != claim.report_id:
        refuse("a claim cannot be put on the words of another report.", "Add a claim to that report instead.")
    start, end = _span(words, report)
    ruled = object_of(plain.get("replacement", {}))
    selector, count = counted_at(report, start, end, convention=convention, ruled=_count_of(ruled))
    others = {key: other for key, other in claims.items() if key != claim.id}
    _check_is_new(report, selector, _harm(ruled.get("harm", claim.harm.value)), others)
    quote = _quote(plain.get("quote"), report, selector)
    moved = {
        "quote": dump_record(quote),
        "count_selector": dump_record(selector),
        "count": dump_record(count),
    }
    rest = replacement_from_json({name: value for name, value in ruled.items() if name != "count"})
    return ((WORDS, json.dumps(moved, sort_keys=True)), *rest)


def parts_from_json(
    plain: Mapping[str, Any], whole: Claim, report: Report, convention: str
) -> tuple[tuple[ClaimSubject, ...], Fields]:
    """Return the words and the fields of the parts that take a claim's place.

    Args:
        plain: ``parts``: for each ``start`` and ``end`` (or ``exact``) of its count inside the whole's quote,
            ``harm`` if it is another, and any other field; what is not said is as with the whole.

    Raises:
        DecisionError: a part's words lie outside the quote, overlap another's, or give no number.
    """
    subjects: list[ClaimSubject] = []
    kept: list[dict[str, Any]] = []
    inherited = dump_record(whole)
    for item in list_of(plain.get("parts"), "parts"):
        part = object_of(item, "a part")
        start, end = _span(part, report, inside=whole.quote)
        selector, count = counted_at(report, start, end, convention=convention, ruled=_count_of(part))
        harm = _harm(part.get("harm", whole.harm.value))
        ruled = {name: value for name, value in part.items() if name not in _ANCHORS}
        fields = {name: inherited[name] for name in OF_THE_WHOLE} | plain_fields(ruled)
        _check_part(whole, selector, harm, subjects)
        subjects.append(ClaimSubject(report_id=report.id, selector=selector, harm=harm))
        named = dict(new_claim_fields(whole.quote, count, fields))
        kept.append({name: json.loads(value) for name, value in named.items()})
    return tuple(subjects), (("parts", json.dumps(kept, sort_keys=True)),)


_ANCHORS = frozenset({"start", "end", "exact", "harm", "count"})


def _report(report_id: object, reports: Mapping[str, Report]) -> Report:
    if not isinstance(report_id, str) or report_id not in reports:
        refuse(f"there is no report {report_id!r}.", "Give the id of a report of this record.")
    return reports[report_id]


def _span(words: Mapping[str, Any], report: Report, inside: Selector | None = None) -> tuple[int, int]:
    first, last = (0, len(report.text)) if inside is None else (inside.start, inside.end)
    exact = words.get("exact")
    if isinstance(exact, str) and exact and "start" not in words:
        if report.text.count(exact, first, last) != 1:
            number = report.text.count(exact, first, last)
            refuse(f"the words {exact!r} stand {number} times there.", "Give `start` and `end`.")
        start = report.text.index(exact, first, last)
        return start, start + len(exact)
    start, end = position_of(words.get("start"), "start"), position_of(words.get("end"), "end")
    if not first <= start < end <= last:
        where = "the report" if inside is None else "the claim's quote"
        refuse(f"{start} to {end} are no words of {where}.", "Select words there.")
    return start, end


def _quote(value: object, report: Report, words: Selector) -> Selector:
    if value is None:
        return quote_around(report, words)
    ends = [position_of(item, "quote") for item in list_of(value, "quote")]
    if len(ends) != 2 or not ends[0] <= words.start < words.end <= ends[1] <= len(report.text):
        refuse("the quote does not hold the count's words.", "Give its start and its end.")
    return Selector.at(report.text, ends[0], ends[1])


def _like(value: object, report: Report, claims: Mapping[str, Claim]) -> Claim | None:
    if value is None:
        return None
    claim = claims.get(str(value))
    if claim is None or claim.report_id != report.id:
        refuse(f"there is no claim {value!r} in this report.", "Leave `like` out, or name one of its claims.")
    return claim


def _count_of(ruled: Mapping[str, Any]) -> Mapping[str, Any] | None:
    count = ruled.get("count")
    if count is None:
        return None
    if not {"low", "high"} <= set(object_of(count, "count")) and count.get("kind") not in FORMS:
        refuse("the count needs both ends.", 'Give {"low": 84, "high": null}; null is an open end.')
    return object_of(count, "count")


def _harm(value: object) -> Harm:
    try:
        return Harm(str(value))
    except ValueError:
        refuse(f"{value!r} is no harm.", f"Give `harm`, one of: {', '.join(Harm)}.")


def _check_is_new(report: Report, words: Selector, harm: Harm, claims: Mapping[str, Claim]) -> None:
    for claim in claims.values():
        its = claim.count_selector
        if (
            claim.report_id == report.id
            and claim.harm is harm
            and (its.start, its.end) == (words.start, words.end)
        ):
            refuse(
                f"{words.exact!r} is already a claim, {claim.id}.",
                f"Use {DecisionKind.CORRECT}, or {DecisionKind.ACCEPT}, on that claim; reject what is no claim.",
            )


def _check_part(whole: Claim, words: Selector, harm: Harm, others: list[ClaimSubject]) -> None:
    its = whole.count_selector
    if harm is whole.harm and (its.start, its.end) == (words.start, words.end):
        refuse("a part cannot have the words of the whole.", "Select the words of the part.")
    if any(
        other.harm is harm and words.start < other.selector.end and other.selector.start < words.end
        for other in others
    ):
        refuse(f"the words of two parts overlap at {words.exact!r}.", "Select the words of each part.")
