"""The forms of the report page as they are opened: filled in with what stands, or with what a person just wrote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.http import QueryDict
from django.utils.translation import gettext as _

from recount.model import Claim, Harm
from recount.web.incidents.phrases import count_words, shown, wording
from recount.web.reports.cards import OUT, last_ruling
from recount.web.reports.forms import (
    AddForm,
    CorrectForm,
    NoteForm,
    RejectForm,
    RelateForm,
    RulingForm,
    UndoForm,
    initial_of,
    part_forms,
)
from recount.web.reports.page import ReportPage
from recount.web.reports.reading import Selected, select

_SIMPLE: Mapping[str, type[RulingForm]] = {"reject": RejectForm, "note": NoteForm}


def new_token() -> str:
    """Return a token for one form."""
    return uuid4().hex


def open_forms(page: ReportPage, convention: str, said: QueryDict | None = None) -> dict[str, Any]:
    """Return the form the page asks for, by name; ``said``: what a person wrote in it."""
    do, claim = page.asked.do, page.current
    if do == "add":
        return {"form": add_form(page, convention, said)}
    if do == "undo":
        return _undo_form(page, said)
    if claim is None or not do:
        return {}
    common = {"version": page.desk.versions.get(claim.id, ""), "token": new_token()}
    if do == "correct":
        return {"form": CorrectForm(said, initial=common | initial_of(claim) | _chosen(page, convention))}
    if do == "relate":
        return {"form": RelateForm(said, near=near_of(page, claim), initial=common | _relation(claim))}
    if do == "part":
        return {"form": RulingForm(said, initial=common), "part_forms": part_forms(said, claim)}
    return {"form": _SIMPLE[do](said, initial=common)}


def add_form(page: ReportPage, convention: str, said: QueryDict | None = None) -> AddForm:
    """Return the form that adds a claim, filled in from the words chosen and the claim before them."""
    chosen = _chosen(page, convention)
    before = _before(page, chosen.get("start", 0))
    initial: dict[str, Any] = {
        "token": new_token(),
        "version": page.desk.versions.get(page.desk.report.id, ""),
        "harm": before.harm.value if before else Harm.KILLED.value,
        "status": "unknown",
        "like": before.id if before else "",
    }
    return AddForm(said, near=near_of(page), initial=initial | chosen)


def near_of(page: ReportPage, claim: Claim | None = None) -> list[tuple[str, str]]:
    """Return the other claims of the report that count, as choices."""
    numbers = page.maker.numbers
    return [
        (other.id, f"{numbers[other.id]}: {_short(other)}")
        for other in page.claims
        if page.desk.states.get(other.id) not in OUT and (claim is None or other.id != claim.id)
    ]


def selected(page: ReportPage, convention: str) -> Selected | None:
    """Return the words chosen, read."""
    chosen = page.asked.chosen
    if chosen is None:
        return None
    return select(page.desk.report, chosen.start, chosen.end, convention=convention)


def _short(claim: Claim) -> str:
    return f"{count_words(claim.count)} {wording().text('harm', claim.harm.value)}"


def _chosen(page: ReportPage, convention: str) -> dict[str, Any]:
    found = selected(page, convention)
    if found is None or found.span is None:
        return {}
    ends = {} if found.count is None else {"low": found.count.low, "high": found.count.high}
    return {"start": found.span.start, "end": found.span.end, "words": shown(found.words), **ends}


def _before(page: ReportPage, position: int) -> Claim | None:
    live = [claim for claim in page.claims if page.desk.states.get(claim.id) not in OUT]
    return next(
        (claim for claim in reversed(live) if claim.count_selector.start <= position), next(iter(live), None)
    )


def _relation(claim: Claim) -> dict[str, Any]:
    if claim.relation is None:
        return {}
    return {"relation": claim.relation.type.value, "other": claim.relation.to}


def _undo_form(page: ReportPage, said: QueryDict | None) -> dict[str, Any]:
    """Undo the last ruling on the current claim; where nobody ruled on it, the reader's own last ruling here."""
    standing = {ruling.id for ruling in page.desk.rulings}
    claim = page.current
    about = page.desk.about.get(claim.id, []) if claim else []
    ruling, claim_id = last_ruling(about, standing), claim.id if claim else ""
    if not ruling:
        ruling, claim_id = page.shown_last
    if not ruling:
        return {}
    initial = {
        "version": page.desk.versions.get(claim_id, ""),
        "token": new_token(),
        "reason": _("Undone: ruled by mistake"),
    }
    line = next(
        (
            item
            for item in page.maker.make(page.desk.known[claim_id], page.block).rulings
            if item.id == ruling
        ),
        None,
    )
    return {"form": UndoForm(said, initial=initial), "undoing": line, "undoing_claim": claim_id}
