"""The work of ``extract`` and ``incidents`` as pipes: reports in, lines out, no store.

This process hands pieces on to those that code, and loads nothing of what they need.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recount.cli.inputs import ingest_options, make_llm, open_gazetteer, split_inputs
from recount.cli.terminal import progress, say
from recount.extract import ExtractorOnDemand
from recount.pipeline import Pipe, open_runner
from recount.settings import load_settings, parse_scope

if TYPE_CHECKING:
    from recount.model import RecordScope, Rejection


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
        extractor = ExtractorOnDemand(
            gazetteer=open_gazetteer(options.gazetteers) if options.gazetteers else None,
            convention=scope.convention,
            llm=make_llm(settings),
        )
        pipe = Pipe(extractor, scope, runner)
        items = split_inputs([options.path], reading)
        for line in pipe.incidents(items) if incidents else pipe.claims(items):
            _write_line(line)
            on_line()
    _say_refusals(pipe.rejections)
    return pipe.faults


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
