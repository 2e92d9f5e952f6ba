"""Reports and names written to do harm to whoever opens the page, taken through the real pipeline.

Each way in sets the name that ``visiting`` has put a trap on. The places, bodies and events are invented.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import cycle
from typing import Any

from recount.extract import Extractor
from recount.gazetteer import UserGazetteer
from recount.ingest import Ingested, IngestOptions, read_stream
from recount.model import (
    Claim,
    DecisionKind,
    PlaceCandidate,
    RecordScope,
    Rejection,
    RejectionReason,
    Report,
)
from recount.pipeline import code_report, make_tolls
from recount.publish import Method, RecordView, Ruling
from tests.browser.visiting import SENTINEL

MOMENT = datetime(2031, 5, 9, 8, 30, tzinfo=UTC)
DO = f"window.{SENTINEL}=1;alert(1)"
PAYLOADS = {
    "script": f"<script>{DO}</script>",
    "handler": f'"><img src=x onerror="{DO}">',
    "attribute": f"' autofocus onfocus='{DO}' x='",
    "svg": f"<svg/onload={DO}><animate onbegin={DO}>",
    "address": f"javascript:{DO}//",
    "end": f"</script></style></title></textarea>--><script>{DO}</script>",
    "template": "{{ 7*7 }} {0} {n} {name} %s %(x)s ${7*7} $& $' \\u003cscript\\u003e",
    "entity": f"&lt;script&gt;{DO}&lt;/script&gt; &amp;#60; &#x202e;",
    "bidi": "\u202egnorw si siht\u202c \u2066inside\u2069 \u200fright\u200e \u061c",
    "unseen": "ze\u200bro\u200d \u2060wi\u00addth\ufeff \u180e tag\U000e0041",
    "signs": "👩🏽\u200d🚒 🏳️\u200d🌈 💥 ½ ﷽ Z̸͉͌a̷̱͝l̵͖̈́g̶̢̀o̸͎͊",
    "arabic": "غارة جوية على تارفان",
    "formula": "=cmd|' /C calc'!A0",
}
LONG_LINE = "q" * 200_000
# What else in the record is text that a report, a place file or a person could have written.
POISONED = {
    "RecordScope": ("title", "area", "inclusion", "contact"),
    "Report": ("title", "outlet", "external_id", "dateline_place", "agency_credits", "warnings"),
    "Claim": ("victims_text", "extractor"),
    "Attribution": ("carrier",),
    "Speaker": ("name",),
    "Perpetrator": ("name",),
    "TimeInterval": ("words",),
    "Place": ("name",),
    "PlaceCandidate": ("name", "native_name", "parents"),
    "Incident": ("label", "perpetrators", "previous_ids"),
    "Toll": ("originators", "carriers", "outlets"),
    "ArithmeticCheck": ("statement",),
    "Exclusion": ("reason",),
    "Revision": ("reason",),
    "Rejection": ("detail", "origin", "words"),
    "Method": ("name", "text"),
    "RecordView": ("credits", "log_head"),
}
TOWNS = {"Tarvane": (-21.5, 72.25), "Osk": (-23.0, 75.5), "Velm": (-23.0, 75.5)}


def report_lines() -> bytes:
    """Return JSON Lines: one report for each payload, and some that are hostile by length or by address."""
    made = [_report(number, name, PAYLOADS[name]) for number, name in enumerate(PAYLOADS)]
    made += [
        _report(90, "long", LONG_LINE),
        _report(91, "lines", "\n".join(["\t" * 50 + "word " * 50] * 40)),
        _report(92, "url", "a line") | {"url": PAYLOADS["address"]},
        _report(93, "other", "x") | {"text": "Ein Angriff auf Osk.", "language": "de"},
        _report(94, "tongue", "x") | {"language": PAYLOADS["handler"]},
    ]
    return "".join(json.dumps(item) + "\n" for item in made).encode()


def _report(number: int, name: str, payload: str) -> dict[str, str]:
    town = tuple(TOWNS)[number % len(TOWNS)]
    return {
        "id": f"{name} {payload[:300]}",
        "text": (
            f"Air strike on {town} kills {number + 3}\n\n"
            f"An air strike killed at least {number + 3} civilians in {town} on Tuesday, the Belmar Monitor "
            f"said. {payload}\n\n"
            f"Two children were among the dead {payload} in {town}, residents told the Coastal Wire."
        ),
        "published": date(2031, 5, 7 + number % 7).isoformat(),
        "outlet": f"{name} Post {payload[:300]}",
        "title": f"Headline {number} {payload[:5000]}",
        "url": f"https://tarvane.example/?q={payload[:300]}",
        "language": "en",
    }


def view() -> RecordView:
    """Return the record that the pipeline makes of the reports, every name in it made hostile as well."""
    scope = RecordScope(title="Violence in Belmar", area=("Belmar",), inclusion=("All.",), contact="x")
    options = IngestOptions(today=date(2031, 6, 1), captured_at=MOMENT)
    items = list(read_stream(BytesIO(report_lines()), origin="hostile.jsonl", options=options))
    reports = [item.report for item in items if isinstance(item, Ingested)]
    refused = [item for item in items if isinstance(item, Rejection)]
    claims: list[Claim] = []
    extractor = Extractor(gazetteer=_gazetteer(), convention=scope.convention)
    for report in reports:
        found, rejections = code_report(report, extractor, scope)
        claims += found
        refused += rejections
    made: RecordView = _poisoned(_record(scope, reports, claims, refused), cycle(PAYLOADS.values()))
    return made


def _record(
    scope: RecordScope, reports: list[Report], claims: list[Claim], refused: list[Rejection]
) -> RecordView:
    done = make_tolls(reports, claims, scope=scope)
    return RecordView(
        scope=scope,
        generated_at=MOMENT,
        reports=tuple(reports),
        claims=done.adjudicated.claims,
        incidents=done.incidents,
        tolls=done.tolls,
        rejections=(
            *refused,
            Rejection(stage="ingest", reason=RejectionReason.MALFORMED, detail="No.", origin="x", words="no"),
        ),
        rulings=tuple(
            Ruling(
                claim_id=claim.id,
                kind=DecisionKind.CORRECT,
                reason=payload,
                decided_at=MOMENT,
                reviewer=payload,
                changes=(("count", payload, payload),),
            )
            for claim, payload in zip(claims, PAYLOADS.values(), strict=False)
        ),
        methods=(Method(kind="policy", name="range/1", text="The range."),),
        credits=("Places invented.",),
        log_head="ab",
    )


def _gazetteer() -> UserGazetteer:
    return UserGazetteer(
        "invented",
        [
            (
                PlaceCandidate(
                    gazetteer="invented",
                    place_id=name,
                    name=name,
                    kind="town",
                    lat=lat,
                    lon=lon,
                    country="AQ",
                    parents=("Belmar",),
                    native_name="x",
                ),
                (name,),
            )
            for name, (lat, lon) in TOWNS.items()
        ],
    )


def _poisoned(value: Any, payloads: Iterator[str], *, hit: bool = False) -> Any:  # noqa: ANN401 - any record
    """Return a record with the next payload behind every text that others can write."""
    if isinstance(value, tuple):
        return tuple(_poisoned(item, payloads, hit=hit) for item in value)
    if hit and type(value) is str:
        return f"{value} {next(payloads)}"
    if not is_dataclass(value) or isinstance(value, type):
        return value
    names = POISONED.get(type(value).__name__, ())
    changes = {
        field.name: _poisoned(getattr(value, field.name), payloads, hit=field.name in names)
        for field in fields(value)
    }
    return replace(value, **changes)
