"""Overlooking: the rules of integrity run over a whole store. They warn and explain; nothing is changed."""

from __future__ import annotations

from recount.gazetteer import country_extents
from recount.ingest import find_copies
from recount.reconcile import first_of_copies
from recount.reconcile.integrity import Finding, Surroundings, check_integrity, make_record
from recount.review import apply_decisions, originators_for
from recount.store import StoreReader


def overlook_store(store: StoreReader) -> list[Finding]:
    """Return what the rules find in a store, decisions applied, by code of the rule.

    Raises:
        IntegrityError: the store contradicts its own hashes and cannot be read whole.
    """
    reports = {report.id: report for report in store.iter_reports()}
    decisions = list(store.iter_decisions())
    adjudicated = apply_decisions(list(store.iter_claims()), decisions)
    copies = [(pair.report_id, pair.other_id, pair.containment) for pair in find_copies(reports.values())]
    record = make_record(
        reports.values(),
        adjudicated.claims,
        store.iter_incidents(),
        store.iter_tolls(),
        scope=store.get_scope(),
        beside=Surroundings(
            copy_of=first_of_copies(copies, reports),
            rejected=frozenset((*adjudicated.rejected, *adjudicated.parted, *adjudicated.withdrawn)),
            originators=originators_for(decisions),
            extents=country_extents(),
        ),
    )
    return check_integrity(record)
