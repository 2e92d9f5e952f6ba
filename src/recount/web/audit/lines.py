"""Entries of the log in plain words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from recount.model import ClaimSubject, Decision, LogEntry, claim_id, load_json
from recount.web.addresses import address, address_of
from recount.web.incidents.phrases import label, listed, shown

KINDS: Mapping[str, str | Promise] = {
    "decision": later("Decision"),
    "intake": later("Reports came in"),
    "claims": later("A report was read"),
    "incidents": later("Incidents and tolls were made anew"),
    "assignment": later("Work was assigned"),
    "export": later("Something was taken out"),
    "scope": later("The scope was set"),
    "place_files": later("Place files were set"),
    "account": later("Accounts"),
    "sign_in": later("Signing in"),
    "erasure": later("Something was erased"),
}
"""Every kind of entry, in words."""

_Body = Mapping[str, Any]
_MOST_NAMES = 5
_LONGEST_BODY = 4000  # characters; the file has all


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Something an entry is about; ``address`` is empty where there is no page of it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry as people read it.

    Attributes:
        what: what was done, in one sentence.
        words: words of a report that it is about.
        reason: why, in the words of who did it.
        links: what it is about.
        body: what the hash covers, as JSON text, the first of it where it is long; ``None`` where it was erased.
    """

    seq: int
    at: datetime
    actor: str
    kind: str | Promise
    what: str
    hash: str
    previous_hash: str
    body_sha256: str
    words: str = ""
    reason: str = ""
    links: tuple[Link, ...] = ()
    body: str | None = None
    is_cut: bool = False
    tombstone: str = ""


def line_of(entry: LogEntry) -> Line:
    """Return an entry in words; one of an unknown kind is shown as it stands."""
    said: dict[str, Any] = {"what": ""}
    if entry.body is not None:
        try:
            said = _decided(entry.body) if entry.kind == "decision" else _told(entry.kind, entry.body)
        except (ValueError, TypeError, KeyError, AttributeError):  # not written by this version
            said = {"what": ""}
    return Line(
        seq=entry.seq,
        at=entry.at,
        actor=shown(entry.actor),
        kind=KINDS.get(entry.kind, entry.kind),
        hash=entry.hash,
        previous_hash=entry.previous_hash,
        body_sha256=entry.body_sha256,
        body=None if entry.body is None else shown(entry.body[:_LONGEST_BODY]),
        is_cut=entry.body is not None and len(entry.body) > _LONGEST_BODY,
        tombstone=shown(entry.tombstone or ""),
        **said,
    )


def _decided(body: str) -> dict[str, Any]:
    decision = load_json(Decision, body)
    what = label("decision_kind", decision.kind.value)
    fields = [
        name.replace("_", " ") for name, _value in decision.replacement if name not in {"parts", "covers"}
    ]
    if fields:
        what = f"{what}: {listed(fields)}"
    if decision.supersedes:
        what = _("%(what)s, in the place of an earlier decision") % {"what": what}
    return {
        "what": shown(what),
        "words": "" if decision.claim is None else shown(decision.claim.selector.exact),
        "reason": shown(decision.reason),
        "links": tuple(_subjects(decision)),
    }


def _subjects(decision: Decision) -> list[Link]:
    claims = [*([decision.claim] if decision.claim else []), *decision.claims]
    ids = [_id_of(claim) for claim in claims]
    links = [Link(name=_("claim"), address=address_of(key)) for key in dict.fromkeys(ids)]
    links += [Link(name=_("incident"), address=address_of(key)) for key in decision.incident_ids]
    links += [Link(name=_("report"), address=address_of(key)) for key in decision.report_ids]
    if decision.source_id:
        links.append(Link(name=shown(decision.source_id), address=address("source", decision.source_id)))
    return links


def _id_of(subject: ClaimSubject) -> str:
    place = subject.selector
    return claim_id(subject.report_id, place.start, place.end, subject.harm)


def _told(kind: str, text: str) -> dict[str, Any]:
    tell = _TELL.get(kind)
    return {"what": ""} if tell is None else tell(json.loads(text))


def _intake(body: _Body) -> dict[str, Any]:
    number, refused = len(body["reports"]), len(body["rejections"])
    what = ngettext("%(n)s report was kept", "%(n)s reports were kept", number) % {"n": number}
    if refused:
        words = ngettext("%(n)s was refused", "%(n)s were refused", refused) % {"n": refused}
        what = f"{what}; {words}"
    return {"what": what, "links": _named(_("report"), body["reports"])}


def _claims(body: _Body) -> dict[str, Any]:
    number = len(body["claims"])
    what = ngettext("%(n)s claim found by %(by)s", "%(n)s claims found by %(by)s", number)
    said = {"n": number, "by": body["extractor"]}
    return {"what": shown(what % said), "links": _named(_("report"), [body["report"]])}


def _incidents(body: _Body) -> dict[str, Any]:
    said = {"n": body.get("rows_changed", 0)}
    return {"what": _("%(n)s incidents and tolls are new or other than before") % said}


def _assignment(body: _Body) -> dict[str, Any]:
    number, to = len(body["items"]), body["to"]
    if to is None:
        what = ngettext("%(n)s item was given to nobody", "%(n)s items were given to nobody", number)
        return {"what": what % {"n": number}}
    what = ngettext("%(n)s item was given to %(to)s", "%(n)s items were given to %(to)s", number)
    return {"what": shown(what % {"n": number, "to": to})}


def _export(body: _Body) -> dict[str, Any]:
    names = {"log": _("the log, as a file"), "publication": _("the record, as site and files")}
    what = names.get(str(body.get("what")), str(body.get("what")))
    if body.get("full_text"):
        what = _("%(what)s, with whole texts (internal)") % {"what": what}
    if body.get("as_of"):
        what = _("%(what)s, as known on %(moment)s") % {"what": what, "moment": body["as_of"]}
    if body.get("about"):
        what = _("%(what)s, about %(subject)s") % {"what": what, "subject": body["about"]}
    return {"what": shown(f"{what}; SHA-256 {body.get('sha256', '')}")}


def _account(body: _Body) -> dict[str, Any]:
    names = {
        "created": _("made"),
        "changed": _("changed"),
        "invited": _("invited"),
        "revoked": _("revoked"),
    }
    said = [
        f"{name.replace('_', ' ')}: {value}"
        for name, value in body.items()
        if name not in {"change", "account"}
    ]
    who = [str(body["account"])] if "account" in body else []
    change = names.get(str(body.get("change")), str(body.get("change", "")))
    return {"what": shown(" · ".join([*who, change, *said]))}


def _sign_in(body: _Body) -> dict[str, Any]:
    words = {
        "signed in": _("signed in"),
        "signed out": _("signed out"),
        "refused": _("a sign-in was refused"),
    }
    what = words.get(str(body.get("outcome")), str(body.get("outcome")))
    return {"what": shown(f"{what}: {body['name']}" if "name" in body else what)}


def _erasure(body: _Body) -> dict[str, Any]:
    if "log_entry" in body:
        what = _("what entry %(seq)s said") % {"seq": body["log_entry"]}
    else:
        what = _("the captured bytes %(sha)s") % {"sha": body.get("capture", "")}
    return {"what": shown(what), "reason": shown(str(body.get("reason", "")))}


def _scope(body: _Body) -> dict[str, Any]:
    return {"what": shown(str(body.get("title", "")))}


def _place_files(body: _Body) -> dict[str, Any]:
    return {"what": shown(listed(body) or _("none"))}


def _named(name: str, ids: list[str]) -> tuple[Link, ...]:
    return tuple(Link(name=name, address=address_of(key)) for key in ids[:_MOST_NAMES])


_TELL: Mapping[str, Callable[[_Body], dict[str, Any]]] = {
    "intake": _intake,
    "claims": _claims,
    "incidents": _incidents,
    "assignment": _assignment,
    "export": _export,
    "account": _account,
    "sign_in": _sign_in,
    "erasure": _erasure,
    "scope": _scope,
    "place_files": _place_files,
}
