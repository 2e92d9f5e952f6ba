"""A rejection: a refusal that is data. Nothing is dropped without one."""

from __future__ import annotations

from dataclasses import dataclass

from recount.model.codes import RejectionReason
from recount.model.identity import content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Something that was not coded, and why.

    Attributes:
        stage: "ingest" or "extract".
        reason: the code it is counted under.
        detail: what was found, where, and what to do, in one sentence.
        origin: the input it concerns (file name, "line 12", URL).
        report_id: set when a report exists.
        capture_sha256: set when the bytes were kept.
        words: the words concerned, for a rejected claim.
    """

    stage: str
    reason: RejectionReason
    detail: str
    origin: str = ""
    report_id: str | None = None
    capture_sha256: str | None = None
    words: str | None = None

    @property
    def id(self) -> str:
        """Id from content, so that a re-run counts the same refusal once."""
        return content_id(
            "x", self.stage, self.reason.value, self.origin, self.report_id, self.capture_sha256, self.words
        )
