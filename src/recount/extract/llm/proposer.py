"""The proposer: asks about each passage of a report, grounds the answers, and says so when it fails."""

from __future__ import annotations

from dataclasses import dataclass, field

from recount.extract.llm.endpoint import LlmOptions
from recount.extract.llm.ground import Grounder
from recount.extract.llm.passages import Passage, cut_passages
from recount.extract.llm.request import AnswerMalformed, prompt_version, read_answer, request_for
from recount.extract.llm.transport import Deadline, EndpointFailed, ask
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Rejection, RejectionReason

GIVES_UP = 3
"""Reports in a row without any answer after which a run asks no more: a server that stalls costs minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came of asking about one report."""

    proposals: list[Proposal]
    rejections: list[Rejection]


@dataclass(slots=True, kw_only=True)
class LlmProposer:
    """A language model on this machine.

    It travels to worker processes with the extractor; each counts failures for itself.

    Attributes:
        options: how it is reached.
        failures: reports in a row about which there was no answer.
    """

    options: LlmOptions
    failures: int = field(default=0, compare=False)

    @property
    def name(self) -> str:
        """What stands on the claims it proposes or agrees with."""
        return f"llm:{self.options.model}"

    def version(self, language: str) -> str:
        """Return what stands in the name of the extractor: model and version of the instructions."""
        return f"{self.name}.{prompt_version(language)}"

    def propose(self, reading: Reading) -> Asked:
        """Ask about a report; a failure is a rejection, and what was answered before it is kept."""
        passages = cut_passages(reading)
        grounder = Grounder(reading, self.name)
        if not passages:
            return Asked(proposals=[], rejections=[])
        if self.failures >= GIVES_UP:
            failed = _failed(
                reading, self.name, f"it was not asked: {self.failures} reports before had no answer"
            )
            return Asked(proposals=[], rejections=[failed])
        refused = self._ask_all(reading, passages, grounder)
        return Asked(proposals=grounder.proposals, rejections=[*grounder.rejections, *refused])

    def _ask_all(self, reading: Reading, passages: list[Passage], grounder: Grounder) -> list[Rejection]:
        language, deadline = reading.report.language, Deadline(self.options.timeout_seconds)
        refused: list[Rejection] = []
        for number, passage in enumerate(passages):
            body = request_for(passage, language=language, model=self.options.model)
            try:
                grounder.take(passage, read_answer(ask(self.options, body, deadline)))
                self.failures = 0
            except AnswerMalformed as error:
                self.failures = 0
                what = f"the answer about passage {number + 1} of {len(passages)} is none: {error}"
                refused.append(_rejection(reading, RejectionReason.ANSWER_MALFORMED, self.name, what))
            except EndpointFailed as error:
                self.failures += 1
                what = f"{error}; {len(passages) - number} of {len(passages)} passages were not read by it"
                return [*refused, _failed(reading, self.name, what)]
        return refused


def _failed(reading: Reading, name: str, what: str) -> Rejection:
    return _rejection(reading, RejectionReason.PROPOSER_FAILED, name, what)


def _rejection(reading: Reading, reason: RejectionReason, name: str, what: str) -> Rejection:
    report = reading.report
    return Rejection(
        stage="extract",
        reason=reason,
        detail=f"{name}: {what}. The report is coded by the rules.",
        origin=report.external_id or report.capture.origin,
        report_id=report.id,
        capture_sha256=report.capture.sha256,
        words=what if reason is RejectionReason.ANSWER_MALFORMED else None,
    )
