"""An incident as one row of a table, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from recount.model import Claim, Harm, Incident, Toll
from recount.publish.exports.incidents import main_toll, support_of
from recount.publish.location import main_place
from recount.publish.site.context import Site, incident_path, time_key
from recount.publish.site.environment import isolated


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """What tables say of an incident; the keys are what a reader sorts and filters by."""

    incident: Incident
    path: str
    label: Markup
    when: str
    time_key: str
    year: str
    place: Markup
    precision: str
    means: str
    killed: str
    killed_key: int
    injured: str
    injured_key: int
    other: str
    support: str
    originators: int
    review: str
    reviewed: int


def incident_rows(site: Site, incidents: Iterable[Incident]) -> list[IncidentRow]:
    """Return the rows of incidents, in their order."""
    return [_row(site, incident) for incident in incidents]


def toll_text(site: Site, toll: Toll) -> str:
    """Return a toll in words; "about" stands only where every claim that sets an end is approximate."""
    setters = [site.record.claim.get(claim_id) for claim_id in (*toll.low_claims, *toll.high_claims)]
    return site.wording.toll(toll, approx=_all_approximate(setters))


def _all_approximate(claims: Sequence[Claim | None]) -> bool:
    return bool(claims) and all(claim is not None and claim.count.approx for claim in claims)


def _row(site: Site, incident: Incident) -> IncidentRow:
    tolls = site.record.tolls_of.get(incident.id, ())
    place = main_place(incident.places)
    counts, reviewed = support_of(tolls), site.record.reviewed_in(incident)
    killed, injured = main_toll(tolls, Harm.KILLED), main_toll(tolls, Harm.INJURED)
    key = time_key(incident.when)
    return IncidentRow(
        incident=incident,
        path=incident_path(incident),
        label=isolated(incident.label),
        when=site.wording.interval(incident.when),
        time_key=key,
        year=key[:4] if key != "9999" else "",
        place=isolated(site.wording.place(place) if place else site.wording.text("place", "unknown")),
        precision=site.wording.label("where_precision", int(place.where_precision) if place else 0),
        means=incident.means.value,
        killed=toll_text(site, killed) if killed else "",
        killed_key=_key(killed),
        injured=toll_text(site, injured) if injured else "",
        injured_key=_key(injured),
        other=_other(site, tolls),
        support=site.wording.listed_counts(counts),
        originators=counts["originators"],
        review=site.wording.text("reviewed").format(done=reviewed, all=len(incident.claim_ids)),
        reviewed=reviewed,
    )


def _key(toll: Toll | None) -> int:
    if toll is None:
        return -1
    return toll.high if toll.high is not None else toll.low if toll.low is not None else -1


def _other(site: Site, tolls: Iterable[Toll]) -> str:
    shown = (Harm.KILLED, Harm.INJURED)
    return site.wording.text("list_separator").join(
        f"{toll_text(site, toll)} {site.wording.text('harm', toll.harm.value)}"
        for toll in tolls
        if toll.status is None and toll.harm not in shown and (toll.low, toll.high) != (None, None)
    )
