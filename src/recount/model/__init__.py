"""The record, in the order of the pipeline.

::

    Report ──< Claim >── Incident ──< Toll
       │          │          │
     capture   selectors,  decisions (append-only, hash-chained) govern all three
     (bytes,   originator → carrier → outlet,
      SHA-256) relations to other claims

Records are frozen. Machine output and human edit never share a field: a correction is a ``Decision`` that
carries the replacement. Unknown, blank and 0 are three different things.
"""

from recount.model.claim import (
    Attribution,
    Claim,
    ClaimRelation,
    Perpetrator,
    Speaker,
    claim_id,
)
from recount.model.codes import (
    CheckOutcome,
    CountKind,
    DateBasis,
    DatePrecision,
    DecisionKind,
    Group,
    Harm,
    IncidentKind,
    Means,
    Modality,
    Qualifier,
    RejectionReason,
    RelationType,
    Scope,
    SegmentKind,
    SourceKind,
    Status,
    StatusBasis,
    WherePrecision,
)
from recount.model.constraints import LinkConstraints
from recount.model.count import Count
from recount.model.decision import ClaimSubject, Decision, LogEntry
from recount.model.identity import content_id, sha256_hex
from recount.model.incident import Incident, LinkReason
from recount.model.interval import TimeInterval, precision_of
from recount.model.place import Place, PlaceCandidate
from recount.model.published import PUBLISHED
from recount.model.rejection import Rejection
from recount.model.report import Capture, OffsetMap, Report, Segment, report_id
from recount.model.scope import RecordScope
from recount.model.selector import Selector
from recount.model.serial import dump_json, dump_record, load_json, load_record, parse_json
from recount.model.source import Source
from recount.model.toll import ArithmeticCheck, Exclusion, Revision, Toll

__all__ = [
    "PUBLISHED",
    "ArithmeticCheck",
    "Attribution",
    "Capture",
    "CheckOutcome",
    "Claim",
    "ClaimRelation",
    "ClaimSubject",
    "Count",
    "CountKind",
    "DateBasis",
    "DatePrecision",
    "Decision",
    "DecisionKind",
    "Exclusion",
    "Group",
    "Harm",
    "Incident",
    "IncidentKind",
    "LinkConstraints",
    "LinkReason",
    "LogEntry",
    "Means",
    "Modality",
    "OffsetMap",
    "Perpetrator",
    "Place",
    "PlaceCandidate",
    "Qualifier",
    "RecordScope",
    "Rejection",
    "RejectionReason",
    "RelationType",
    "Report",
    "Revision",
    "Scope",
    "Segment",
    "SegmentKind",
    "Selector",
    "Source",
    "SourceKind",
    "Speaker",
    "Status",
    "StatusBasis",
    "TimeInterval",
    "Toll",
    "WherePrecision",
    "claim_id",
    "content_id",
    "dump_json",
    "dump_record",
    "load_json",
    "load_record",
    "parse_json",
    "precision_of",
    "report_id",
    "sha256_hex",
]
