"""How dense is a record: how many groups hang together, as it grows, and beside real reports?

    python benchmarks/shape.py CLAIMS ... [--store PATH]

Makes a record of each size and prints, for it and for a store of real reports that was coded: claims a report, groups
a report and claims a group, ties a group, the pieces that groups hang together in, and how many other incidents the
place of one has within four days. A made record is also thinned at random to as many reports as the store has
(``--store``), or to 660: real reports are a sample of what was written, and a sample hangs together less.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from random import Random

from recount.ingest import find_copies
from recount.link import Linked, link_all
from recount.link.components import pieces_of
from recount.link.grouping import THRESHOLD
from recount.link.places import place_key
from recount.model import Claim, IncidentKind, Report
from recount.store import open_store
from reports import World

HEAD = (
    "| record | reports | claims | claims a report | claims a group | ties a group | groups of a piece | largest piece "
    "| incidents of a piece | reports an incident | others within 4 days |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)
REPORTS = 660


def main() -> None:
    """Print one line for each record."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("claims", nargs="+", type=int)
    parser.add_argument("--store")
    arguments = parser.parse_args()
    print(HEAD)
    wanted = REPORTS
    if arguments.store:
        with_store = open_store(arguments.store, create=False)
        reports = list(with_store.iter_reports())
        print(line_of("real", reports, list(with_store.iter_claims())), flush=True)
        wanted = len(reports)
    for size in arguments.claims:
        made = list(World().reports(size))
        print(line_of("made", *apart(made)), flush=True)
        thin = Random(1).sample(made, min(wanted, len(made)))
        print(line_of(f"made, {wanted / len(made):.0%} of it", *apart(thin)), flush=True)


def apart(told: Sequence[tuple[Report, list[Claim]]]) -> tuple[list[Report], list[Claim]]:
    """Return reports, and their claims."""
    return [report for report, _ in told], [claim for _, claims in told for claim in claims]


def line_of(name: str, reports: Sequence[Report], claims: Sequence[Claim]) -> str:
    """Return one line of the table."""
    by_id = {report.id: report for report in reports}
    copies = [(pair.report_id, pair.other_id, pair.containment) for pair in find_copies(reports)]
    linked = link_all(claims, by_id, copies=copies)
    groups = linked.ground.groups
    pieces = pieces_of([group.key for group in groups], linked.ground.ties, THRESHOLD, [])
    home = {claim: incident.id for incident in linked.incidents for claim in incident.claim_ids}
    many = sum(len(piece) * len({home[key] for key in piece}) for piece in pieces) / len(groups)
    told = sorted(
        len(incident.report_ids) for incident in linked.incidents if incident.kind is IncidentKind.INCIDENT
    )
    return (
        f"| {name} | {len(reports):,} | {len(claims):,} | {len(claims) / len(reports):.1f} "
        f"| {sum(len(group.claims) for group in groups) / len(groups):.1f} "
        f"| {len(linked.ground.ties) / len(groups):.1f} "
        f"| {sum(len(piece) ** 2 for piece in pieces) / len(groups):.1f} | {max(map(len, pieces))} | {many:.1f} "
        f"| {told[len(told) // 2]} / {told[int(0.9 * len(told))]} | {neighbours(linked):.2f} |"
    )


def neighbours(linked: Linked) -> float:
    """Return how many other incidents the place of one has within four days, on the average."""
    days = defaultdict(list)
    for incident in linked.incidents:
        first, last = incident.when.start, incident.when.last_day
        if incident.kind is not IncidentKind.INCIDENT or not incident.places or not first or not last:
            continue
        if (last - first).days <= 1:
            days[place_key(incident.places[0].name)].append(first.toordinal())
    near = Counter(sum(abs(one - two) <= 4 for two in found) - 1 for found in days.values() for one in found)
    return sum(count * times for count, times in near.items()) / near.total()


if __name__ == "__main__":
    main()
