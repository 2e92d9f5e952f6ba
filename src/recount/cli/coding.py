"""The work of ``extract`` and ``incidents`` on a store."""

from __future__ import annotations

from recount.cli.inputs import make_llm, open_stored_gazetteer
from recount.cli.session import Session, open_session
from recount.cli.terminal import counted, progress, say
from recount.extract import ExtractorOnDemand
from recount.model import RejectionReason
from recount.pipeline import CodingRun, Tolled, code_store, toll_store


def extract_store(session: Session) -> CodingRun:
    """Code the uncoded reports of a store and say what was done."""
    scope = session.store.get_scope()
    gazetteer = open_stored_gazetteer(session.store.get_place_files())
    extractor = ExtractorOnDemand(
        gazetteer=gazetteer, convention=scope.convention, llm=make_llm(session.settings)
    )
    with progress("coding", session.store.status().reports) as on_report:
        run = code_store(session.store, extractor, on_report, session.runner)
    refusals = counted(sum(run.rejections.values()), "refusal")
    say(f"{counted(run.reports, 'report')} coded, {counted(run.claims, 'claim')} found, {refusals}.")
    if unanswered := run.rejections[RejectionReason.PROPOSER_FAILED]:
        say(
            f"The language model gave no answer about {counted(unanswered, 'report')}; the next run asks again."
        )
    return run


def incidents_store(session: Session) -> Tolled:
    """Link and reconcile the claims of a store and say what was done."""
    done = toll_store(session.store)
    aggregates = sum(incident.kind.value == "aggregate" for incident in done.incidents)
    incidents, totals = len(done.incidents) - aggregates, counted(aggregates, "aggregate")
    say(f"{counted(incidents, 'incident')} and {totals}, {counted(len(done.tolls), 'toll')}.")
    if done.adjudicated.unattached:
        say(
            f"{counted(len(done.adjudicated.unattached), 'decision')} found no claim to attach to; "
            "see 'recount log --kind decision'."
        )
    return done


def run_on_store(url: str | None, *, incidents: bool) -> int:
    """Run ``extract`` or ``incidents`` on a store; return how many reports met a fault in Recount."""
    with open_session(url, reads=not incidents) as session:
        if incidents:
            incidents_store(session)
            return 0
        return extract_store(session).faults
