"""The work of ``prove``: a question read, and its answer in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from json import dumps
from typing import Any, TypeVar

import typer

from recount.cli.inputs import parse_day
from recount.cli.session import open_record
from recount.cli.terminal import print_known
from recount.codebook.codelists import load_codelists
from recount.codebook.resources import load_yaml
from recount.errors import UsageError
from recount.model import Group, Harm, Status, TimeInterval, dump_record
from recount.pipeline import prove_view, view_store
from recount.publish import RecordIndex, index_record
from recount.publish.wording import load_wording
from recount.reconcile.solver import Answer, Choice, Dispute, Extent, Finding, Proof, Question, Step

MAX_IDS = 3  # claims named beside a figure; --json names all
MAX_CHOICES = 6  # choices of whom to believe that are shown
MAX_DISPUTES = 3  # disputes that are shown

_Code = TypeVar("_Code", bound=StrEnum)


def question_of(
    words: Mapping[str, str | None], *, groups: Sequence[str], days: tuple[str | None, str | None]
) -> Question:
    """Build a question from the options of the command line.

    Raises:
        UsageError: a code or a day is none.
    """
    status = words["status"]
    return Question(
        harm=_code(Harm, words["harm"] or "", "--harm"),
        status=None if status is None else _code(Status, status, "--status"),
        groups=tuple(_code(Group, group, "--group") for group in groups),
        place=words["place"],
        first=parse_day(days[0], "--from"),
        last=parse_day(days[1], "--to"),
        incident=words["incident"],
    )


def prove_store(store: str | None, question: Question, *, as_json: bool, as_of: str | None = None) -> None:
    """Answer a question from a store and print the answer."""
    with open_record(store, as_of) as held:
        view = view_store(held, generated_at=datetime.now(UTC))
        answer = prove_view(view, question)
        record = index_record(view)
    if as_json:
        typer.echo(answer_as_json(answer, known_at=view.known_at))
        return
    print_known(view.known_at)
    typer.echo("\n".join(_Teller(record).lines(answer)))


def answer_as_json(answer: Answer, *, known_at: datetime | None = None) -> str:
    """Return an answer as one line of JSON, with the moment as of which the record was asked."""
    plain = {
        "question": dump_record(answer.question),
        "known_at": None if known_at is None else known_at.isoformat(),
        "proved": _plain_finding(answer.proved),
        "recorded": _plain_finding(answer.recorded),
        "claims": answer.claim_ids,
        "excluded": [dump_record(item) for item in answer.excluded],
    }
    return dumps(plain, ensure_ascii=False)


def _plain_finding(found: Finding) -> dict[str, Any]:
    return {
        "separate": found.separate,
        "complete": found.complete,
        **dump_record(found.extent),
        "outside": None if found.outside is None else dump_record(found.outside),
        **_plain_proofs(found),
        "disputes": [
            {
                "conflict": _plain_proof(dispute.conflict),
                "choices": [_plain_choice(choice) for choice in dispute.choices],
                "choices_complete": dispute.complete,
            }
            for dispute in found.disputes
        ],
    }


def _plain_choice(choice: Choice) -> dict[str, Any]:
    return {
        "believed": [dump_record(side) for side in choice.believed],
        "set_aside": [dump_record(side) for side in choice.set_aside],
        **dump_record(choice.extent),
        **_plain_proofs(choice),
    }


def _plain_proofs(found: Finding | Choice) -> dict[str, Any]:
    return {
        "low_proofs": [_plain_proof(proof) for proof in found.low],
        "high_proofs": [_plain_proof(proof) for proof in found.high],
    }


def _plain_proof(proof: Proof) -> dict[str, Any]:
    return {
        "value": proof.value,
        "sum": proof.statement or None,
        "steps": [
            {
                "end": step.row.end.value,
                "value": step.row.value,
                "times": None if step.factor is None else str(abs(step.factor)),
                "originators": step.row.originators,
                "claims": step.row.claim_ids,
            }
            for step in proof.steps
        ],
    }


def _code(kind: type[_Code], word: str, option: str) -> _Code:
    try:
        return kind(word)
    except ValueError as error:
        known = ", ".join(item.value for item in kind)
        raise UsageError(f"{option} {word!r} is no code.", next_move=f"Use one of: {known}.") from error


@dataclass(frozen=True, slots=True)
class _Teller:
    """Puts an answer into words."""

    record: RecordIndex

    @property
    def say(self) -> Mapping[str, Any]:
        words: Mapping[str, Any] = load_yaml("recount.reconcile", "data/en/proof.yml")
        return words

    def lines(self, answer: Answer) -> Iterator[str]:
        """Yield the lines of an answer."""
        yield self._question(answer.question)
        yield ""
        yield from self._finding(answer.proved, "proved")
        if answer.recorded.extent != answer.proved.extent:
            yield from self._finding(answer.recorded, "recorded")
        else:
            yield self._bounds(answer.recorded.extent, "recorded")
        yield from self._excluded(answer)

    def _question(self, question: Question) -> str:
        lists = load_codelists()
        wording = load_wording()
        parts = [lists["harm"].label_of(question.harm.value)]
        if question.status is not None:
            parts.append(lists["status"].label_of(question.status.value))
        parts += [lists["group"].label_of(group.value) for group in question.groups]
        if question.place is not None:
            parts.append(question.place)
        if question.first or question.last:
            parts.append(wording.interval(TimeInterval.of_days(question.first, question.last)))
        if question.incident is not None:
            parts.append(
                next(item.label for item in self.record.view.incidents if item.id == question.incident)
            )
        return str(self.say["part"]).join(parts)

    def _bounds(self, extent: Extent, assumption: str) -> str:
        return str(self.say["bounds"][assumption]).format(figure=self._figure(extent))

    def _figure(self, extent: Extent) -> str:
        if extent.high is None:
            return str(self.say["figure"]["open"]).format(low=load_wording().number(extent.low))
        return load_wording().figure(extent.low, extent.high)

    def _finding(self, found: Finding, assumption: str) -> Iterator[str]:
        say = self.say
        yield self._bounds(found.extent, assumption)
        yield from self._ends(found, "  ")
        if found.outside is not None and found.outside != Extent(low=0, high=None):
            yield say["outside"].format(figure=self._figure(found.outside))
        for dispute in found.disputes[:MAX_DISPUTES]:
            settled = dispute.complete and all(item.extent == found.extent for item in dispute.choices)
            yield from self._dispute(dispute, settled=settled)
        more = len(found.disputes) - MAX_DISPUTES
        if more > 0:
            yield say["more_disputes"].format(n=more)
        yield ""

    def _dispute(self, dispute: Dispute, *, settled: bool) -> Iterator[str]:
        yield self.say["conflict_settled" if settled else "conflict"]
        for step in dispute.conflict.steps:
            yield "  " + self._step(step)
        if settled:
            return
        for choice in dispute.choices[:MAX_CHOICES]:
            yield from self._choice(choice)
        if not dispute.complete or len(dispute.choices) > MAX_CHOICES:
            yield self.say["more_choices"]

    def _ends(self, found: Finding | Choice, indent: str) -> Iterator[str]:
        for end, proofs in (("low", found.low), ("high", found.high)):
            for number, proof in enumerate(proofs):
                key = f"{end}_again" if number else end
                by = self._by(proof)
                yield indent + self.say[key].format(value=load_wording().number(proof.value), by=by)
                for step in proof.steps:
                    yield indent + self._step(step)

    def _by(self, proof: Proof) -> str:
        if len(proof.steps) == 1:
            return ":"
        return str(self.say["by"].format(sum=proof.statement) if proof.in_sum else self.say["whole"])

    def _step(self, step: Step) -> str:
        say, row = self.say, step.row
        spelled = list(dict.fromkeys(self.record.spelling(voice) for voice in row.originators))
        alone = say["alone"] if len(row.originators) == 1 else ""
        return str(
            say["step"].format(
                end=say[row.end.value],
                value=load_wording().number(row.value),
                originators=load_wording().listed(spelled),
                alone=alone,
                claims=self._ids(row.claim_ids),
            )
        )

    def _ids(self, ids: Sequence[str]) -> str:
        more = len(ids) - MAX_IDS
        shown = ", ".join(ids[:MAX_IDS])
        return shown if more <= 0 else self.say["and_more"].format(ids=shown, n=more)

    def _choice(self, choice: Choice) -> Iterator[str]:
        sides = {
            name: load_wording().listed([self.record.spelling(side.originator) for side in some])
            for name, some in (("believed", choice.believed), ("set_aside", choice.set_aside))
        }
        yield self.say["choice"].format(figure=self._figure(choice.extent), **sides)
        yield from self._ends(choice, "    ")

    def _excluded(self, answer: Answer) -> Iterator[str]:
        by_reason: dict[str, list[str]] = defaultdict(list)
        for item in answer.excluded:
            by_reason[item.reason].append(item.claim_id)
        if by_reason:
            yield ""
        for reason, ids in sorted(by_reason.items()):
            yield self.say["set_aside"].format(reason=self.say["excluded"][reason], claims=self._ids(ids))
