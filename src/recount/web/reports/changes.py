"""What a correction's form changes of a claim, field by field, as the plain values that a ruling takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from recount.codebook.originators import load_originators
from recount.model import Attribution, Claim, Group, Perpetrator, Place, Speaker, TimeInterval, dump_record
from recount.web.reports.forms import CorrectForm, lines_of

_PLAIN = ("harm", "status", "means", "scope", "modality")


def changed_fields(form: CorrectForm, claim: Claim) -> dict[str, Any]:
    """Return the fields whose values differ from the claim's; the count is looked at elsewhere."""
    said = form.cleaned_data
    changes: dict[str, Any] = {
        name: said[name] for name in _PLAIN if said.get(name) and said[name] != str(getattr(claim, name))
    }
    if "status" in changes:
        changes["status_basis"] = "none" if changes["status"] == "unknown" else "stated"
    before, written = _plain(dump_record(claim)), _plain(_written(form, claim))
    return changes | {name: value for name, value in written.items() if value != before[name]}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as JSON keeps them: a tuple and a list of the same things are the same."""
    plain: dict[str, Any] = json.loads(json.dumps(values))
    return plain


def _written(form: CorrectForm, claim: Claim) -> dict[str, Any]:
    said = form.cleaned_data
    found: dict[str, Any] = {
        "groups": [group.value for group in Group if group.value in said.get("groups", ())],
        "victims_text": said.get("victims_text") or None,
        "perpetrator_alleged": bool(said.get("is_hedged")),
    }
    if set(found["groups"]) == {group.value for group in claim.groups}:
        del found["groups"]
    makers: Mapping[str, Callable[[CorrectForm, Claim], Any]] = {
        "attribution": _attribution,
        "alleged_perpetrators": _perpetrators,
        "places": _places,
        "when": _when,
    }
    return found | {name: make(form, claim) for name, make in makers.items()}


def _attribution(form: CorrectForm, claim: Claim) -> Any:  # noqa: ANN401 - plain values
    before, names = claim.attribution, lines_of(form.cleaned_data.get("speakers", ""))
    carrier = form.cleaned_data.get("carrier") or None
    written = list(dict.fromkeys(speaker.name for speaker in before.speakers))
    if names == written and carrier == before.carrier:
        return dump_record(before)
    basis = "own_voice" if not names else "credit" if before.basis == "own_voice" else before.basis
    speakers = tuple(_speaker(name, before.speakers) for name in names)
    return dump_record(Attribution(speakers=speakers, carrier=carrier, basis=basis))


def _speaker(name: str, before: Sequence[Speaker]) -> Speaker:
    known = next((speaker for speaker in before if speaker.name == name), None)
    if known is not None:
        return known
    source = load_originators().find(name)
    return Speaker(name=name, originator=None if source is None else source.id)


def _perpetrators(form: CorrectForm, claim: Claim) -> Any:  # noqa: ANN401 - plain values
    before = {party.name: party for party in claim.alleged_perpetrators}
    names = lines_of(form.cleaned_data.get("perpetrators", ""))
    return [dump_record(before.get(name, Perpetrator(name=name))) for name in names]


def _places(form: CorrectForm, claim: Claim) -> Any:  # noqa: ANN401 - plain values
    before = {place.name: place for place in claim.places}
    names = lines_of(form.cleaned_data.get("places", ""))
    if names == list(before):
        return [dump_record(place) for place in claim.places]
    return [_place(form, line, before) for line in names]


def _place(form: CorrectForm, line: str, before: Mapping[str, Place]) -> Any:  # noqa: ANN401 - plain values
    if line in before:
        return dump_record(before[line])
    name, _separator, point = line.partition(";")
    if not point.strip():
        return dump_record(Place(name=name.strip()))
    try:
        lat, lon = (float(part) for part in point.split(","))
    except ValueError:
        form.add_error("places", _("“%(line)s” has no point like “36.20, 37.16”.") % {"line": line})
        return dump_record(Place(name=name.strip()))
    return {"name": name.strip(), "lat": lat, "lon": lon}


def _when(form: CorrectForm, claim: Claim) -> Any:  # noqa: ANN401 - plain values
    first, last = form.cleaned_data.get("first"), form.cleaned_data.get("last")
    if form.errors.get("first") or form.errors.get("last"):
        return dump_record(claim.when)
    if (first, last) == (claim.when.start, claim.when.last_day):
        return dump_record(claim.when)
    words = claim.when.words if first or last else None
    return dump_record(TimeInterval.of_days(first, last, words=words, basis="words" if words else "none"))
