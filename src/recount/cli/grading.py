"""The work of ``gradings``: lines for people."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from recount.cli.terminal import counted
from recount.codebook.codelists import load_codelists
from recount.errors import UsageError
from recount.model import Harm
from recount.pipeline import Graded, headline_from
from recount.publish.wording import load_wording
from recount.reconcile.gradings import HEADLINE

_SERIES = (Harm.KILLED, Harm.INJURED)


def known_grades(grades: Sequence[str] | None) -> list[str]:
    """Return the grades whose incidents are summed: those given, or Airwars' own choice.

    Raises:
        UsageError: one of them is none.
    """
    known = [entry.code for entry in load_codelists()["grading_incident"].codes]
    if unknown := sorted(set(grades or ()).difference(known)):
        raise UsageError(f"there is no grade {unknown[0]!r}.", next_move=f"Use: {', '.join(known)}.")
    return list(dict.fromkeys(grades or sorted(HEADLINE)))


def print_gradings(graded: Sequence[Graded]) -> None:
    """Print each incident with the grades people settled and those that rules suggest."""
    for item in graded:
        typer.echo(f"{item.incident.id}  {item.incident.label}")
        for settled in item.settled.values():
            label = _label(settled.scheme, settled.grade)
            typer.echo(f"    settled    {label}, by {settled.reviewer}: {settled.reason}")
        for suggestion in item.suggested:
            label = _label(suggestion.scheme, suggestion.grade)
            typer.echo(f"    suggested  {label} ({suggestion.rule}): {suggestion.because}")


def _label(scheme: str, grade: str) -> str:
    codelist = load_codelists()[scheme]
    return f"{codelist.label}: {codelist.label_of(grade)}"


def print_totals(graded: Sequence[Graded], chosen: Sequence[str]) -> None:
    """Print the sums over settled grades, the chosen ones first, each harm by itself."""
    harms, grades = load_codelists()["harm"], load_codelists()["grading_incident"]
    for harm in _SERIES:
        headline = headline_from(graded, harm, chosen)
        names = ", ".join(grades.label_of(grade) for grade in chosen)
        figure = load_wording().figure(headline.low, headline.high, high_open=headline.high_open)
        shown = figure if headline.incidents else "no incident"
        typer.echo(
            f"{harms.label_of(harm.value)}, {names}: {shown} ({counted(headline.incidents, 'incident')})"
        )
        for grade, (low, high, number) in headline.beside.items():
            beside = load_wording().figure(low, high)
            typer.echo(f"  beside, {grades.label_of(grade)}: {beside} ({counted(number, 'incident')})")
    open_ = sum("grading_incident" not in item.settled for item in graded)
    typer.echo(f"Without a grade that a person settled, and in no total: {counted(open_, 'incident')}.")
