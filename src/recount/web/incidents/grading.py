"""The grades of an incident: what rules suggest and why, what a person settled, and what can be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recount.codebook.codelists import load_codelists
from recount.model import Toll
from recount.pipeline.excluding import CloseView
from recount.reconcile import basis_of, suggest_gradings
from recount.reconcile.gradings import RULES
from recount.review import Settled
from recount.review.grades import ON_CLAIM, ON_INCIDENT
from recount.web.incidents.phrases import definition, label, purpose, shown, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One code of a list."""

    code: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeForm:
    """One list of grades.

    Attributes:
        title, about, source: of the list.
        suggested: the code a rule suggests, its label, the rule and what it found; empty when none speaks.
        settled: the grade a person settled, ``None`` when nobody has.
    """

    scheme: str
    title: str
    about: str
    source: str
    choices: tuple[Choice, ...]
    suggested: str = ""
    suggested_label: str = ""
    rule: str = ""
    because: str = ""
    settled: Settled | None = None
    settled_label: str = ""
    settled_on: str = ""


_EXPLAINED = {(rule.scheme, rule.name): rule.explanation for rule in RULES}


def incident_grades(
    view: CloseView, tolls: Sequence[Toll], settled: Mapping[str, Settled]
) -> list[GradeForm]:
    """Return the lists an incident is graded by."""
    claims = {claim.id: claim for claim in view.claims}
    basis = basis_of(view.incident, tolls, claims, view.voices, view.table)
    suggested = {item.scheme: item for item in suggest_gradings(basis)}
    forms = []
    for scheme in ON_INCIDENT:
        found, ruled = suggested.get(scheme), settled.get(scheme)
        forms.append(
            grade_form(
                scheme,
                suggested=found.grade if found else "",
                rule=_EXPLAINED.get((scheme, found.rule), found.rule) if found else "",
                because=shown(found.because) if found else "",
                settled=ruled,
            )
        )
    return forms


def claim_grades() -> list[GradeForm]:
    """Return the lists a single claim is graded by; no rule suggests there."""
    return [grade_form(scheme) for scheme in ON_CLAIM]


def grade_form(
    scheme: str,
    *,
    suggested: str = "",
    rule: str = "",
    because: str = "",
    settled: Settled | None = None,
) -> GradeForm:
    """Return one list with its codes."""
    codes = load_codelists()[scheme]
    choices = tuple(
        Choice(code=entry.code, label=label(scheme, entry.code), definition=definition(scheme, entry.code))
        for entry in codes.codes
    )
    labels = {choice.code: choice.label for choice in choices}
    return GradeForm(
        scheme=scheme,
        title=_(codes.label),
        about=purpose(scheme),
        source=codes.source,
        choices=choices,
        suggested=suggested,
        suggested_label=labels.get(suggested, ""),
        rule=rule,
        because=because,
        settled=settled,
        settled_label=labels.get(settled.grade, settled.grade) if settled else "",
        settled_on=wording().day(settled.decided_at.date()) if settled else "",
    )
