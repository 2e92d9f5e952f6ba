"""A decision: what a person ruled; appended, never overwritten. And the log that chains decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from recount.model.codes import DecisionKind, Harm
from recount.model.selector import Selector


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSubject:
    """Names a claim by its words, so that a decision survives an upgrade of the extractor."""

    report_id: str
    selector: Selector
    harm: Harm


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One ruling of one person.

    Attributes:
        id: from content; from ``token``, where whoever ruled gave one.
        kind: what is ruled.
        claim: the claim ruled on (accept, reject, correct, pin, split, grade, relate, part, second review,
            sign-off), by its words; for add, the words that a person selected.
        incident_ids: incidents concerned: pin (the one to pin to), merge (two or more, the first survives),
            split (the one to split from), grade, second review and sign-off (the one meant, where it is no
            claim), add (the one the new claim is pinned to, if any).
        claims: for split, the claims that leave; for relate, the other claim; for part, the words of the parts.
        replacement: for correct, field name to new value, as (field, JSON text) pairs; the machine's claim is
            never edited. For grade, code list to code; for add, the fields of the new claim; for relate, the
            relation; for part, the fields of each part; for second review and sign-off, what they cover; for
            source, what is ruled of it; all in the same form.
        reviewer: who ruled.
        reason: why, in the reviewer's words; required for everything but accept.
        decided_at: when (UTC).
        supersedes: id of an earlier decision this one replaces.
        report_ids: the reports withdrawn.
        source_id: the body ruled on, by its id in the originator table.
        token: given by whoever ruled, so that a repeated request is one decision; empty otherwise.
    """

    id: str
    kind: DecisionKind
    reviewer: str
    reason: str
    decided_at: datetime
    claim: ClaimSubject | None = None
    incident_ids: tuple[str, ...] = ()
    claims: tuple[ClaimSubject, ...] = ()
    replacement: tuple[tuple[str, str], ...] = ()
    supersedes: str | None = None
    report_ids: tuple[str, ...] = ()
    source_id: str | None = None
    token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One line of the append-only log.

    ``hash`` is the SHA-256 over (seq, at, actor, kind, body_sha256, previous_hash). The body lies beside the
    log and can be erased for safety; ``body`` is ``None`` then, ``tombstone`` says who erased it and why, and
    verification reports "erased", not "broken". ``at`` is when the entry was written (UTC); when a person ruled
    stands in the decision. In entries older than the history (``Store.history_exact_from``) it is the latter.
    """

    seq: int
    at: datetime
    actor: str
    kind: str
    body_sha256: str
    previous_hash: str
    hash: str
    body: str | None = None
    tombstone: str | None = None
