"""Where incidents and tolls are lost: the same scores with more and more of the work left to Recount.

    python evals/stages.py [FOLDER] [--errors] [--stage NAME ...]

Runs over the annotated incidents of the shared folder, where it lies beside the repository; without it the script
says so and ends well. Four stages, each scored by the folder's own scorer:

``policy``   claims and groups as annotated: what the toll policy alone gets right;
``groups``   claims, places and days as annotated, grouped by Recount: adds what linking loses;
``slots``    claims as annotated, with place, day and means as Recount reads them: adds what reading those loses;
``real``     the texts alone.

``--errors`` lists, for each incident whose toll differs, both tolls and the figures that set the ends of ours.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from readings import lines_of, load_scorer, read_claims

from recount.extract import Extractor
from recount.gazetteer import WorldGazetteer
from recount.model import (
    Attribution,
    Claim,
    ClaimRelation,
    Count,
    CountKind,
    Harm,
    Incident,
    IncidentKind,
    Means,
    Place,
    RecordScope,
    RelationType,
    Report,
    Scope,
    Selector,
    Speaker,
    TimeInterval,
    Toll,
    claim_id,
)
from recount.pipeline.tolling import make_tolls
from recount.reconcile import incident_as_json, reconcile
from recount.text.quantities import find_quantities

DEFAULT_FOLDER = Path("../shared/evals")
GOLD = "annotated"
UNCOUNTED = {  # how a count without a number is written, by its ends
    (0, 0): CountKind.ZERO,
    (1, 1): CountKind.SINGULAR,
    (1, None): CountKind.NONE_STATED,
    (2, None): CountKind.BARE_PLURAL,
}

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The reports and what Recount reads in them.

    Attributes:
        reports: by the id of the folder.
        claims: by the id of the folder.
    """

    reports: Mapping[str, Report]
    claims: Mapping[str, Sequence[Claim]]

    @property
    def all_reports(self) -> dict[str, Report]:
        """The reports by their own ids."""
        return {report.id: report for report in self.reports.values()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """One annotated figure in the form of the record.

    Attributes:
        incident: id of the annotated incident.
        claim: with the slots that are annotated.
        read: the claim Recount reads at the same words, ``None`` where it misses it.
    """

    incident: str
    claim: Claim
    read: Claim | None


def main() -> None:
    """Print the figures of all stages."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--errors", action="store_true", help="list the tolls that differ")
    parser.add_argument("--stage", nargs="*", choices=STAGES, default=list(STAGES))
    arguments = parser.parse_args()
    source = arguments.folder / "fakes/incidents.gold.jsonl"
    if not source.is_file():
        print(f"No annotated incidents in {arguments.folder}; nothing was scored.")
        return
    scorer = load_scorer(arguments.folder / "score_incidents.py")
    gold = list(lines_of(source))
    read = read_all(arguments.folder / "fakes/incidents.reports.jsonl")
    figures = list(annotated(gold, read))
    found = sum(figure.read is not None for figure in figures)
    print(f"annotated figures {len(figures)}, read at the same words {found}")
    for name in arguments.stage:
        predicted = list(STAGES[name](gold, figures, read))
        scores, pairs, incidents = scorer.score(gold, predicted)
        print(f"{name:8}", shown(scores))
        if arguments.errors:
            list_errors(incidents, pairs)


def shown(scores: Mapping[str, Any]) -> str:
    """Return the scores of one stage in one line."""
    killed, injured, contested = scores["killed"], scores["injured"], scores["contested"]
    of_contested = round((contested["both"] or 0) * contested["incidents"])
    grouping = scores["grouping"]
    return (
        f"grouping P {grouping['p']:.3f} R {grouping['r']:.3f} F1 {grouping['f1']:.3f}, found {scores['found']:.3f}; "
        f"killed low {killed['low']:.3f} high {killed['high']:.3f} both {killed['both']:.3f} "
        f"of {killed['incidents']}; injured both {injured['both']:.3f} of {injured['incidents']}; "
        f"contested {of_contested} of {contested['incidents']}"
    )


def list_errors(gold: Iterable[Line], pairs: Mapping[str, Line]) -> None:
    """Print the tolls that differ, with the figures that set the ends of ours."""
    for incident in gold:
        ours = pairs.get(incident["id"])
        for harm in ("killed", "injured"):
            wanted = ends(incident, harm)
            got = ends(ours, harm) if ours else (None, None)
            if wanted == got or (wanted == (None, None) and ours is not None):
                continue
            where = ", ".join(incident["places"][:2])
            print(f"  {incident['id']} {where} {harm} {wanted} -> {got if ours else 'not found'}")
            for line in ends_of(ours or {}, harm):
                print(f"      {line}")


def ends(incident: Line, harm: str) -> tuple[Any, Any]:
    """Return the two ends of a toll."""
    return incident.get(f"{harm}_low"), incident.get(f"{harm}_high")


def ends_of(incident: Line, harm: str) -> Iterator[str]:
    """Yield the figures that may set an end of a toll."""
    used = {
        claim for toll in incident.get("tolls", ()) if toll["harm"] == harm for claim in toll.get("used", ())
    }
    for claim in incident.get("claims", ()):
        if claim["harm"] == harm and claim["id"] in used:
            said = f"[{claim['low']}, {claim['high']}] {', '.join(claim['claimants'])}"
            yield f"{claim['doc']} {claim['count_text']!r} {said}"


def read_all(source: Path) -> Read:
    """Read the reports."""
    extractor = Extractor(gazetteer=WorldGazetteer())
    reports: dict[str, Report] = {}
    claims: dict[str, Sequence[Claim]] = {}
    for line in lines_of(source):
        for report, found in read_claims(extractor, line):
            reports[line["id"]], claims[line["id"]] = report, found
    return Read(reports=reports, claims=claims)


def annotated(gold: Iterable[Line], read: Read) -> Iterator[Annotated]:
    """Yield the annotated figures as claims; those of one incident that are parts point to its greatest whole."""
    for incident in gold:
        figures = [(told, told_in["doc"]) for told_in in incident["reports"] for told in told_in["claims"]]
        made = [
            (told, item)
            for told, doc in figures
            if (item := as_claim(incident, told, read.reports[doc], read.claims[doc])) is not None
        ]
        wholes = [item.claim for told, item in made if not told["part_of_total"]]
        older = dict(replacements(made, read))
        for told, item in made:
            part = whole_for(item.claim, wholes) if told["part_of_total"] else None
            yield replace(item, claim=replace(item.claim, relation=part or older.get(item.claim.id)))


def replacements(made: Iterable[tuple[Line, Annotated]], read: Read) -> Iterator[tuple[str, ClaimRelation]]:
    """Yield the annotated claims whose text says that they replace another, as read: it is not annotated."""
    items = [item for _, item in made]
    of_read = {item.read.id: item.claim for item in items if item.read is not None}
    for claims in read.claims.values():
        for claim in claims:
            older = claim.relation
            if older is None or older.type is not RelationType.UPDATES or older.to not in of_read:
                continue
            for item in items:
                newer = item.claim
                if (newer.report_id, newer.harm) == (claim.report_id, claim.harm) and (
                    newer.count.greatest_stated == claim.count.greatest_stated
                ):
                    yield newer.id, replace(older, to=of_read[older.to].id)


def whole_for(claim: Claim, wholes: Sequence[Claim]) -> ClaimRelation | None:
    """Return the relation of a part to the greatest figure for the whole, of its own report if there is one."""
    fitting = [whole for whole in wholes if whole.harm is claim.harm]
    if not fitting:
        return None
    whole = max(
        fitting,
        key=lambda item: (item.report_id == claim.report_id, item.count.greatest_stated or 0, item.id),
    )
    return ClaimRelation(type=RelationType.SUBSET_OF, to=whole.id, cue=GOLD)


def as_claim(incident: Line, told: Line, report: Report, found: Sequence[Claim]) -> Annotated | None:
    """Return an annotated figure as a claim, ``None`` where its words are not in the text as it was read."""
    span = where(report.text, told)
    if span is None:
        return None
    start, end = span
    harm = Harm(told["harm"])
    near = [
        claim
        for claim in found
        if claim.harm is harm and claim.count_selector.start < end and start < claim.count_selector.end
    ]
    own = min(near, key=lambda claim: (abs(claim.count_selector.start - start), claim.id), default=None)
    claim = Claim(
        id=claim_id(report.id, start, end, harm),
        report_id=report.id,
        quote=Selector.at(report.text, start, end),
        count_selector=Selector.at(report.text, start, end),
        count=counted(told, report.text[start:end]),
        harm=harm,
        attribution=Attribution(
            speakers=tuple(Speaker(name=name) for name in told["claimants"]),
            carrier=told["carrier"],
            basis="credit" if told["claimants"] else "own_voice",
        ),
        places=tuple(Place(name=name) for name in incident["places"]),
        means=Means(incident["means"]),
        when=TimeInterval.of_days(day(incident["date_start"]), day(incident["date_end"]), basis="words"),
        scope=Scope.INCIDENT if incident["kind"] == "incident" else Scope.PERIOD,
    )
    if own is not None and (own.count.low, own.count.high) == (told["low"], told["high"]):
        claim = replace(
            claim,
            status=own.status,
            status_basis=own.status_basis,
            groups=own.groups,
            modality=own.modality,
            victims_text=own.victims_text,
        )
    return Annotated(incident=incident["id"], claim=claim, read=own)


def where(text: str, told: Line) -> tuple[int, int] | None:
    """Return where an annotated count stands."""
    at = text.find(told["quote"])
    inside = told["quote"].find(told["count_text"])
    if at < 0 or inside < 0:
        return None
    return at + inside, at + inside + len(told["count_text"])


def counted(told: Line, words: str) -> Count:
    """Return an annotated count, its kind as its words show it."""
    numbers = list(find_quantities(words))
    kind = numbers[0].kind if numbers else UNCOUNTED.get((told["low"], told["high"]), CountKind.WORDS)
    return Count(low=told["low"], high=told["high"], words=words, kind=kind)


def day(value: str | None) -> date | None:
    """Return a day."""
    return date.fromisoformat(value) if value else None


def by_policy(gold: Sequence[Line], figures: Sequence[Annotated], read: Read) -> Iterator[Line]:
    """Yield the annotated incidents with the tolls the policy gives their annotated figures."""
    of_incident: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
    for figure in figures:
        of_incident[figure.incident][figure.claim.id] = figure.claim
    for line in gold:
        claims = of_incident[line["id"]]
        total = line["kind"] != "incident"
        incident = Incident(
            id=line["id"],
            kind=IncidentKind(line["kind"]),
            label=line["id"],
            scope=Scope.PERIOD if total else Scope.INCIDENT,
            when=TimeInterval.of_days(day(line["date_start"]), day(line["date_end"])),
            places=tuple(Place(name=name) for name in line["places"]),
            claim_ids=tuple(claims),
            main_report_ids=tuple(read.reports[item["doc"]].id for item in line["reports"]),
        )
        tolls = reconcile(incident, claims.values(), read.all_reports)
        yield as_line(incident, tolls, read, claims)


def by_groups(_gold: Sequence[Line], figures: Sequence[Annotated], read: Read) -> Iterator[Line]:
    """Yield incidents grouped from claims whose slots are all annotated."""
    yield from grouped((figure.claim for figure in figures), read)


def by_slots(_gold: Sequence[Line], figures: Sequence[Annotated], read: Read) -> Iterator[Line]:
    """Yield incidents grouped from annotated figures with place, day, means and scope as read."""
    yield from grouped((with_slots(figure) for figure in figures), read)


def with_slots(figure: Annotated) -> Claim:
    """Return an annotated figure with the slots read at its words; of one that was missed they are unknown."""
    own = figure.read
    if own is None:
        return replace(figure.claim, places=(), means=Means.UNKNOWN, when=TimeInterval(), scope=Scope.UNCLEAR)
    return replace(
        figure.claim,
        places=own.places,
        means=own.means,
        when=own.when,
        scope=own.scope,
        alleged_perpetrators=own.alleged_perpetrators,
    )


def by_all(_gold: Sequence[Line], _figures: Sequence[Annotated], read: Read) -> Iterator[Line]:
    """Yield incidents from the texts alone."""
    yield from grouped((claim for claims in read.claims.values() for claim in claims), read)


def grouped(claims: Iterable[Claim], read: Read) -> Iterator[Line]:
    """Yield what Recount makes of claims."""
    known = {claim.id: claim for claim in claims}
    done = make_tolls(read.reports.values(), list(known.values()), scope=RecordScope())
    tolls: defaultdict[str, list[Toll]] = defaultdict(list)
    for toll in done.tolls:
        tolls[toll.incident_id].append(toll)
    for incident in done.incidents:
        yield as_line(incident, tolls[incident.id], read, known)


def as_line(incident: Incident, tolls: Sequence[Toll], read: Read, claims: Mapping[str, Claim]) -> Line:
    """Return an incident as the scorer reads it, with the claims each toll used."""
    line = incident_as_json(incident, tolls, read.all_reports, claims)
    used = {toll.harm.value: toll.claims_used for toll in tolls if toll.status is None}
    for toll in line["tolls"]:
        toll["used"] = used[toll["harm"]]
    return line


Stage = Callable[[Sequence[Line], Sequence[Annotated], Read], Iterable[Line]]
STAGES: Mapping[str, Stage] = {"policy": by_policy, "groups": by_groups, "slots": by_slots, "real": by_all}


if __name__ == "__main__":
    main()
