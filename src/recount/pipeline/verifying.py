"""Verification: the record against its own hashes, words and numbers. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from recount.errors import CodebookError, IntegrityError, StoreError
from recount.extract import verify_claim
from recount.model import DecisionKind, Report, sha256_hex
from recount.review import Addition, additions_of, in_force, misanchored, moved_of
from recount.store import LogFault, StoreReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that does not hold.

    Attributes:
        kind: "broken", or "erased" for what was erased on purpose.
        where: the entry, report or claim.
        detail: what was found.
    """

    kind: str
    where: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a verification looked at and found."""

    log_entries: int
    reports: int
    claims: int
    faults: tuple[Fault, ...]

    @property
    def broken(self) -> int:
        """How many things do not hold."""
        return sum(fault.kind == "broken" for fault in self.faults)

    @property
    def erased(self) -> int:
        """How many were erased on purpose."""
        return len(self.faults) - self.broken


def verify_store(store: StoreReader) -> Verification:
    """Recompute the log's chain, the hashes of texts and captured bytes, and re-read every claim."""
    status = store.status()
    faults = [_in_log(fault) for fault in store.verify_log()]
    faults += [
        Fault(kind="broken", where=fault.where, detail=fault.detail) for fault in store.find_row_faults()
    ]
    try:
        standing = in_force(store.iter_decisions())
        additions = [*additions_of(standing), *moved_of(standing)]
        for report in store.iter_reports():
            faults += _report_faults(store, report)
            faults += _addition_faults(additions, report)
    except IntegrityError as error:
        detail = f"{error.message} The reports after it were not checked."
        faults.append(Fault(kind="broken", where="reports", detail=detail))
    return Verification(
        log_entries=status.log_entries, reports=status.reports, claims=status.claims, faults=tuple(faults)
    )


def verify_checkpoints(store: StoreReader, path: Path, *, public_key: str) -> tuple[int, tuple[Fault, ...]]:
    """Hold the log against a file of checkpoints that ``public_key`` (hexadecimal) must have signed.

    Returns:
        How many checkpoints there are, and what does not hold.

    Raises:
        UsageError, InputError: the file cannot be read, or holds something else.
    """
    from recount.store.checkpoints import find_checkpoint_faults, read_checkpoints  # loads cryptography

    signed = read_checkpoints(path)
    found = find_checkpoint_faults(store.iter_log(), signed, public_key=public_key)
    return len(signed), tuple(_in_log(fault) for fault in found)


def _in_log(fault: LogFault) -> Fault:
    return Fault(kind=fault.kind, where=f"log entry {fault.seq}", detail=fault.detail)


def _report_faults(store: StoreReader, report: Report) -> Iterator[Fault]:
    where = f"report {report.id}"
    if sha256_hex(report.text.encode("utf-8", "surrogatepass")) != report.text_sha256:
        yield Fault(kind="broken", where=where, detail="its text is not the text that was hashed")
    try:
        data = store.get_capture(report.capture.sha256)
    except StoreError as error:
        kind = "erased" if "erased" in error.message else "broken"
        yield Fault(kind=kind, where=where, detail=error.message)
    else:
        if sha256_hex(data) != report.capture.sha256:
            yield Fault(kind="broken", where=where, detail="its captured bytes were changed")
    yield from _claim_faults(store, report)


def _addition_faults(additions: Iterable[Addition], report: Report) -> Iterator[Fault]:
    """Yield what does not hold of the claims that people added from a report."""
    for addition in additions:
        if addition.subject.report_id == report.id and (detail := misanchored(addition, report)) is not None:
            where = f"claim {addition.claim_id}, added by a person"
            if addition.decision.kind is DecisionKind.CORRECT:
                where = f"decision {addition.decision.id}, a correction"
            yield Fault(kind="broken", where=where, detail=detail)


def _claim_faults(store: StoreReader, report: Report) -> Iterator[Fault]:
    try:
        claims = list(store.iter_claims(report.id))
    except IntegrityError as error:
        detail = f"they were not held against its text: {error.message}"
        yield Fault(kind="broken", where=f"claims of report {report.id}", detail=detail)
        return
    for claim in claims:
        try:
            reason = verify_claim(claim, report)
        except CodebookError as error:
            yield Fault(kind="broken", where=f"claim {claim.id}", detail=error.message)
            continue
        if reason is not None:
            detail = f"{claim.count.words!r} does not hold in its report ({reason.value})"
            yield Fault(kind="broken", where=f"claim {claim.id}", detail=detail)
