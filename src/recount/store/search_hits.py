"""Hits as they are shown: what was found is read from the record, and its words from the original text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from recount.model import Claim, Incident, Report
from recount.store.models import ClaimRow, IncidentRow, ReportRow
from recount.store.record import stored
from recount.store.search_engines import Question
from recount.store.search_index import PART_BYTES, PART_WORDS
from recount.store.search_models import IncidentMemberRow, NameRow, SearchRow
from recount.store.search_snippet import early_snippet, share_before, snippet
from recount.store.search_texts import claim_text, incident_text, report_text, texts_of_claims
from recount.store.search_types import Piece, SearchHit

_LONGEST_TITLE = 160
_FEW_CLAIMS = 4  # of an incident with no more all are read, and of others so many beyond those that should do


class Found(NamedTuple):
    """A row of the index that is to be shown."""

    kind: str
    record_id: str
    row_id: int
    score: float


def show(alias: str, question: Question, found: Sequence[Found]) -> tuple[SearchHit, ...]:
    """Return the hits in the order given."""
    rows = SearchRow.objects.using(alias).defer("words").in_bulk([item.row_id for item in found])
    shown: dict[tuple[str, str], SearchHit] = {}
    for kind, show_kind in _SHOWN.items():
        chosen = {
            item.record_id: (rows[item.row_id], item.score)
            for item in found
            if item.kind == kind and item.row_id in rows
        }
        if chosen:
            shown |= {(kind, hit.id): hit for hit in show_kind(alias, question, chosen)}
    keys = ((item.kind, item.record_id) for item in found)
    return tuple(shown[key] for key in keys if key in shown)


_Chosen = dict[str, tuple[SearchRow, float]]


def _reports(alias: str, question: Question, chosen: _Chosen) -> Iterator[SearchHit]:
    rows = ReportRow.objects.using(alias).filter(id__in=chosen)
    for key, body in rows.values_list("id", "body"):
        row, score = chosen[key]
        report = stored(Report, body, f"report {key}")
        text = report_text(report)
        yield SearchHit(
            kind="report",
            id=key,
            title=(report.title or text[:_LONGEST_TITLE].strip().partition("\n")[0])[:_LONGEST_TITLE],
            snippet=snippet(text[row.start : row.stop + 1], question),
            score=score,
            day=row.day,
            outlet=report.outlet,
            report_id=key,
        )


def _claims(alias: str, question: Question, chosen: _Chosen) -> Iterator[SearchHit]:
    members = IncidentMemberRow.objects.using(alias).filter(claim_id__in=chosen)
    incident_of = dict(members.values_list("claim_id", "incident_id"))
    rows = ClaimRow.objects.using(alias).filter(id__in=chosen)
    for key, body in rows.values_list("id", "body"):
        row, score = chosen[key]
        claim = stored(Claim, body, f"claim {key}")
        yield SearchHit(
            kind="claim",
            id=key,
            title=claim.count.words,
            snippet=snippet(claim_text(claim), question),
            score=score,
            day=row.day,
            outlet=row.outlet,
            report_id=claim.report_id,
            incident_id=incident_of.get(key),
        )


def _incidents(alias: str, question: Question, chosen: _Chosen) -> Iterator[SearchHit]:
    rows = IncidentRow.objects.using(alias).filter(id__in=chosen)
    incidents = [stored(Incident, body, f"incident {key}") for key, body in rows.values_list("id", "body")]
    snippets = _early_snippets(alias, question, incidents, chosen)
    texts = texts_of_claims(alias, [one for one in incidents if one.id not in snippets])
    for incident in incidents:
        row, score = chosen[incident.id]
        yield SearchHit(
            kind="incident",
            id=incident.id,
            title=incident.label,
            snippet=snippets.get(incident.id) or snippet(_text_of(incident, texts), question),
            score=score,
            day=row.day,
        )


def _early_snippets(
    alias: str, question: Question, incidents: Sequence[Incident], chosen: _Chosen
) -> dict[str, tuple[Piece, ...]]:
    """Return the snippets for which the first claims of incidents are enough.

    An incident may have hundreds of claims, and each hit shows one line. The index says where in the text the
    words stand, and so about how many of the claims must be read.
    """
    large = [one for one in incidents if len(one.claim_ids) > _FEW_CLAIMS]
    rows = SearchRow.objects.using(alias).filter(pk__in=[chosen[one.id][0].pk for one in large])
    words = {  # a row that somebody has replaced meanwhile has no words any more
        key: text for key, text in rows.values_list("record_id", "words") if _is_whole(chosen[key][0], text)
    }
    first = [
        replace(one, claim_ids=one.claim_ids[: _claims_to(words[one.id], question, len(one.claim_ids))])
        for one in large
        if one.id in words
    ]
    texts = texts_of_claims(alias, first)
    found = {one.id: early_snippet(_text_of(one, texts), words[one.id], question) for one in first}
    return {key: pieces for key, pieces in found.items() if pieces is not None}


def _claims_to(words: str, question: Question, claims: int) -> int:
    """Return how many of an incident's claims hold its text up to where all that was asked for has stood once.

    A guess from the share of the words before that place, for claims are of much the same length.
    """
    return _FEW_CLAIMS + round(claims * share_before(words, question))


def _is_whole(row: SearchRow, words: str) -> bool:
    """Whether a row of the index is the only one of its record: where there is another, the first is full."""
    return row.part == 0 and words.count(" ") < PART_WORDS and len(words.encode()) < PART_BYTES


def _text_of(incident: Incident, texts: Mapping[str, str]) -> str:
    return incident_text(incident, [texts[key] for key in incident.claim_ids if key in texts])


def _names(alias: str, question: Question, chosen: _Chosen) -> Iterator[SearchHit]:
    for name in NameRow.objects.using(alias).filter(id__in=chosen):
        yield SearchHit(
            kind="name",
            id=name.id,
            title=name.name,
            snippet=snippet(name.name, question),
            score=chosen[name.id][1],
            role=name.role,
        )


_SHOWN = {"report": _reports, "claim": _claims, "incident": _incidents, "name": _names}
