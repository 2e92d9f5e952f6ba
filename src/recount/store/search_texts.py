"""The text by which each kind of record is found; a snippet is cut from the same text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from threading import Lock

from recount.codebook.codelists import load_codelists
from recount.model import Claim, Incident, Means, Report
from recount.store.bulk import Bulk
from recount.store.record import stored
from recount.store.search_spellings import spellings_of

_BETWEEN = " · "
_REMEMBERED = 20_000  # texts of claims, some 300 bytes each; each by the moment since when the claim is so
_MOST_CLAIMS = 300  # of an incident: more say nothing new
_NOT_ERASED = """
    SELECT c.id, c.recorded_at, c.retired_at FROM recount_claim c JOIN recount_report r ON r.id = c.report_id
    JOIN recount_capture k ON k.sha256 = r.capture_id WHERE k.data IS NOT NULL AND c.id {among}
"""


def report_text(report: Report) -> str:
    """Return a report's text, below its title where the text does not hold it."""
    if report.title and report.title not in report.text:
        return f"{report.title}\n{report.text}"
    return report.text


def claim_text(claim: Claim) -> str:
    """Return a claim's words, and the names it is known by that these do not hold."""
    quote = claim.quote.exact
    names = (spelling.name for spelling in spellings_of(claim))
    return _BETWEEN.join([quote, *dict.fromkeys(name for name in names if name not in quote)])


def incident_text(incident: Incident, claims: Sequence[str]) -> str:
    """Return an incident's label, means, places and parties, and the texts of its claims, each once."""
    parts = [incident.label]
    if incident.means not in (Means.UNKNOWN, Means.OTHER):
        parts.append(load_codelists()["means"].label_of(incident.means.value))
    for place in incident.places:
        known = place.resolved
        parts += [place.name] if known is None else [place.name, known.name, known.native_name or ""]
    parts += incident.perpetrators
    return _BETWEEN.join(dict.fromkeys(part for part in [*parts, *claims[:_MOST_CLAIMS]] if part))


def texts_of_claims(alias: str, incidents: Iterable[Incident]) -> dict[str, str]:
    """Return the texts of the live claims of some incidents, those erased for safety left out."""
    bulk = Bulk(alias)
    texts: dict[str, str] = {}
    live = {  # not asked of the database: SQLite would walk through all that are live
        key: (alias, key, recorded_at)
        for key, recorded_at, retired_at in bulk.ask(
            _NOT_ERASED, (key for one in incidents for key in one.claim_ids)
        )
        if retired_at is None
    }
    for key, version in live.items():
        if (text := _texts.get(version)) is not None:
            texts[key] = text
    for key, body in bulk.select("recount_claim", ("id", "body"), "id", live.keys() - texts.keys()):
        texts[key] = claim_text(stored(Claim, body, f"claim {key}"))
        _keep(live[key], texts[key])
    return texts


_Version = tuple[str, str, object]  # the moment as the database has it
_texts: dict[_Version, str] = {}
_turn = Lock()


def _keep(version: _Version, text: str) -> None:
    with _turn:
        while len(_texts) >= _REMEMBERED:
            del _texts[next(iter(_texts))]
        _texts[version] = text


def live_incidents(alias: str, ids: Sequence[str]) -> list[Incident]:
    """Return those of some incidents that are not retired."""
    rows = Bulk(alias).select("recount_incident", ("id", "body", "retired_at"), "id", ids)
    return [
        stored(Incident, body, f"incident {key}")
        for key, body, retired_at in sorted(rows, key=itemgetter(0))
        if retired_at is None
    ]
