"""Rulings on sources, as the forms of their pages ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from recount.codebook.originators import Originators, name_key
from recount.errors import DecisionError
from recount.model import content_id
from recount.review.sources import ANY_HARM

ACTS = ("alias", "not_alias", "parent", "depends_on", "independent", "kind", "name", "label", "new", "undo")
_LONGEST_ID = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What somebody proposes to rule.

    Attributes:
        act: one of ``ACTS``.
        source: id of the source it is about.
        fields: the form's fields, to send them again.
        ruling: what is ruled, as ``decide`` takes it, without a reason.
        words: the ruling in one sentence.
    """

    act: str
    source: str
    fields: Mapping[str, str]
    ruling: Mapping[str, object]
    words: str


def proposal_of(values: QueryDict, table: Originators) -> Proposal | None:
    """Return what a form proposes; ``None`` where the source or what is said of it is not chosen yet.

    Raises:
        DecisionError: it proposes nothing that can be ruled.
    """
    act, value = values.get("act", ""), values.get("value", "").strip()[:200]
    if act not in ACTS:
        raise DecisionError(_("there is no such ruling."), next_move=_("Use one of the forms of the page."))
    source = values.get("source", "").strip()[:200]
    if act == "new":
        source = _new_id(value, table) if value else ""
    elif source and source not in table.by_id:
        raise DecisionError(
            _("there is no source %(id)s.") % {"id": source}, next_move=_("Choose one of the table.")
        )
    harm = values.get("harm", ANY_HARM)
    if not source or (not value and act != "parent"):
        return None
    if act == "undo":
        ruling: dict[str, object] = {"kind": "note", "supersedes": value}
        words = _("an earlier ruling on %(source)s is taken back") % {"source": table.by_id[source].name}
    else:
        replacement, words = _ruled(act, source, value, harm, values, table)
        ruling = {"kind": "source", "source": source, "replacement": replacement}
    fields = {"act": act, "source": source if act != "new" else "", "value": value, "harm": harm}
    fields["kind"] = values.get("kind", "")
    return Proposal(act=act, source=source, fields=fields, ruling=ruling, words=words)


def _ruled(
    act: str, source: str, value: str, harm: str, values: QueryDict, table: Originators
) -> tuple[dict[str, object], str]:
    own = value if act == "new" else table.by_id[source].name
    other = table.by_id[value].name if value in table.by_id else value
    said = {"source": own, "value": value, "other": other}
    depends = list(table.by_id[source].depends_on) if source in table.by_id else []
    if act == "new":
        kind = values.get("kind", "") or "unknown"
        return {"name": value, "kind": kind}, _("“%(value)s” is a source of its own") % said
    if act == "alias":
        return {"aliases": [value]}, _("“%(value)s” is a name of %(source)s") % said
    if act == "not_alias":
        return {"not_aliases": [value]}, _("“%(value)s” is no name of %(source)s") % said
    if act == "parent" and not value:
        return {"parent": None}, _("%(source)s is part of nothing else") % said
    if act == "parent":
        return {"parent": value}, _("%(source)s is part of %(other)s") % said
    if act == "depends_on":
        return {"depends_on": [*depends, value]}, _("%(source)s takes figures from %(other)s") % said
    if act == "independent":
        kept = [key for key in depends if key != value]
        return {"depends_on": kept}, _("%(source)s does not take figures from %(other)s") % said
    if act == "label":
        return {"reliability": {harm: value}}, _("%(source)s is rated %(value)s") % said
    return {act: value}, _("%(source)s: now %(value)s") % said


def _new_id(name: str, table: Originators) -> str:
    """Return an id for a new source: short and readable where its name is in Latin letters, never one in use."""
    words = [word for word in name_key(name).split() if word.isascii()]
    short = "_".join(words)[:_LONGEST_ID] or content_id("s", name_key(name))
    return short if short not in table.by_id else content_id("s", name_key(name))
