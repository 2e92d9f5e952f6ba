"""The work of ``extract`` and ``incidents``: as pipes, or on a store."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recount.cli.inputs import ingest_options, open_gazetteer, open_stored_gazetteer, split_inputs
from recount.cli.session import Session, open_session
from recount.cli.terminal import progress, say
from recount.extract import Extractor
from recount.gazetteer import Gazetteer
from recount.model import RecordScope, Rejection, RejectionReason
from recount.pipeline import CodingRun, Pipe, Tolled, code_store, open_runner, toll_store
from recount.settings import Settings, load_settings, parse_scope


@dataclass(frozen=True, slots=True, kw_only=True)
class PipeOptions:
    """What a stateless pipe is told on the command line."""

    path: Path
    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    gazetteers: Sequence[Path] = ()
    convention: str | None = None
    policy: str | None = None

    def scope(self) -> RecordScope:
        """Return the scope these options make; raises ``SettingsError`` for an unknown name."""
        chosen = {"convention": self.convention, "policy": self.policy}
        return parse_scope({key: value for key, value in chosen.items() if value is not None}, "command line")


def run_pipe(options: PipeOptions, *, incidents: bool) -> int:
    """Run a pipe to standard output; return how many reports met a fault in Recount."""
    scope = options.scope()
    settings = load_settings(os.environ)
    reading = ingest_options(
        settings, published=options.published, outlet=options.outlet, language=options.language
    )
    with open_runner(settings) as runner, progress("coding") as on_line:
        extractor = make_extractor(settings, open_gazetteer(options.gazetteers), scope)
        pipe = Pipe(extractor, scope, runner)
        items = split_inputs([options.path], reading)
        for line in pipe.incidents(items) if incidents else pipe.claims(items):
            _write_line(line)
            on_line()
    _say_refusals(pipe.rejections)
    return pipe.faults


def make_extractor(settings: Settings, gazetteer: Gazetteer, scope: RecordScope) -> Extractor:
    """Return the extractor the settings and the scope ask for; a language model only where one is set."""
    options, llm = settings.llm(), None
    if options is not None:
        from recount.extract.llm import LlmProposer

        llm = LlmProposer(options=options)
    return Extractor(gazetteer=gazetteer, convention=scope.convention, llm=llm)


def extract_store(session: Session) -> CodingRun:
    """Code the uncoded reports of a store and say what was done."""
    scope = session.store.get_scope()
    gazetteer = open_stored_gazetteer(session.store.get_place_files())
    extractor = make_extractor(session.settings, gazetteer, scope)
    with progress("coding", session.store.status().reports) as on_report:
        run = code_store(session.store, extractor, on_report, session.runner)
    say(f"{run.reports} reports coded, {run.claims} claims found, {sum(run.rejections.values())} refusals.")
    if unanswered := run.rejections[RejectionReason.PROPOSER_FAILED]:
        say(f"The language model gave no answer about {unanswered} reports; the next run asks again.")
    return run


def incidents_store(session: Session) -> Tolled:
    """Link and reconcile the claims of a store and say what was done."""
    done = toll_store(session.store)
    aggregates = sum(incident.kind.value == "aggregate" for incident in done.incidents)
    say(f"{len(done.incidents) - aggregates} incidents and {aggregates} aggregates, {len(done.tolls)} tolls.")
    if done.adjudicated.unattached:
        say(
            f"{len(done.adjudicated.unattached)} decisions found no claim to attach to; "
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


def _write_line(line: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _say_refusals(rejections: Iterable[Rejection]) -> None:
    refused = list(rejections)
    if not refused:
        return
    counted = Counter(item.reason.value for item in refused)
    say("refused: " + ", ".join(f"{count} {reason}" for reason, count in counted.most_common()) + ".")
    for item in refused[:10]:
        say(f"  {item.origin or item.report_id}: {item.detail}")
    if len(refused) > 10:
        say(f"  … and {len(refused) - 10} more. 'recount check' lists all.")
