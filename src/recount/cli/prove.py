"""``recount prove``: what the claims of a store prove about a question."""

from __future__ import annotations

from typing import Annotated

import typer

from recount.cli.options import AsOfOption, StoreOption


def prove(
    store: StoreOption = None,
    as_of: AsOfOption = None,
    harm: Annotated[
        str,
        typer.Option("--harm", help="killed, injured, casualties, missing, displaced, detained or trapped."),
    ] = "killed",
    status: Annotated[
        str | None, typer.Option("--status", help="civilian or combatant; all people when not given.")
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option("--group", help="Only this group, such as child; several: people who are in all."),
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", help="A place that claims name; everywhere when not given.")
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="First day, as 2016-10-11.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Last day, included; as 2016-10-13.")
    ] = None,
    incident: Annotated[
        str | None, typer.Option("--incident", help="Id of an incident: only its victims.")
    ] = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="Write the whole answer as one line of JSON.")] = False,
) -> None:
    """Prove the least and the greatest number of people, and show the sum that proves it.

    Every claim of the record counts as far as it goes: a part is in its whole, groups overlap, totals hold
    the incidents inside them. Claims that contradict each other are shown, with what follows from each.
    """
    from recount.cli.proving import prove_store, question_of

    words = {"harm": harm, "status": status, "place": place, "incident": incident}
    question = question_of(words, groups=group or (), days=(first, last))
    prove_store(store, question, as_json=json, as_of=as_of)
