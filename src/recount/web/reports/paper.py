"""A block of a report's text as HTML: words as text nodes only, claims marked, what is not seen made visible.

Every element with ``data-skip`` holds nothing of the text; one with ``data-sign`` stands for so many code points.
``report.js`` counts positions by these, so nothing here may add white space between elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from recount.web.reports.marking import Run, Segment, runs

# Of several claims on the same words, the state that still asks for a ruling is shown first.
_ORDER = ("open", "corrected", "added", "accepted", "parted", "rejected", "withdrawn")
SIGN_OF = {
    "open": "?",
    "accepted": "✓",
    "corrected": "✎",
    "added": "+",
    "rejected": "✕",
    "parted": "÷",
    "withdrawn": "−",
}
"""What stands beside a claim's number, so that its state is never told by colour alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """How claims are marked.

    Attributes:
        states: of each claim.
        numbers: by which a claim is called on the page, from 1.
        current: the claim the reader is at; empty for none.
    """

    states: Mapping[str, str]
    numbers: Mapping[str, int]
    current: str = ""


def inked(cut: Iterable[Segment], ink: Ink) -> SafeString:
    """Return segments as HTML."""
    return mark_safe("".join(_segment(segment, ink) for segment in cut))  # noqa: S308 - parts are escaped


def _segment(segment: Segment, ink: Ink) -> SafeString:
    body = format_html_join("", "{}", ((_run(run),) for run in runs(segment.text)))
    anchors = format_html_join(
        "", '<span data-skip id="at-{}" tabindex="-1"></span>', ((claim_id,) for claim_id in segment.first_of)
    )
    refs = format_html_join("", "{}", ((_ref(claim_id, ink),) for claim_id in segment.last_of))
    if not (segment.counts or segment.quotes or segment.is_chosen):
        return body
    element = "mark" if segment.counts else "span"
    return format_html(
        '{}<{} class="{}" data-counts="{}" data-quotes="{}">{}</{}>{}',
        anchors,
        mark_safe(element),  # noqa: S308 - one of two words
        _classes(segment, ink),
        " ".join(segment.counts),
        " ".join(segment.quotes),
        body,
        mark_safe(element),  # noqa: S308 - one of two words
        refs,
    )


def _classes(segment: Segment, ink: Ink) -> str:
    claims = segment.counts or segment.quotes
    names = ["count" if segment.counts else "quote" if segment.quotes else ""]
    if claims:
        names.append(min((ink.states.get(claim_id, "open") for claim_id in claims), key=_ORDER.index))
    if ink.current in segment.quotes or ink.current in segment.counts:
        names.append("current")
    if segment.is_chosen:
        names.append("chosen")
    return " ".join(name for name in names if name)


def _run(run: Run) -> SafeString:
    if not run.sign:
        return format_html("{}", run.text)
    return format_html('<span class="sign" data-sign="{}">{}</span>', run.length, run.sign)


def _ref(claim_id: str, ink: Ink) -> SafeString:
    state, number = ink.states.get(claim_id, "open"), ink.numbers.get(claim_id, 0)
    said = _("Claim %(number)s") % {"number": number}
    return format_html(
        '<a class="ref {}" data-skip href="#{}" aria-label="{}" title="{}">{}{}</a>',
        state,
        claim_id,
        f"{said}: {state_word(state)}",
        state_word(state),
        number,
        SIGN_OF[state],
    )


def state_word(state: str) -> str:
    """Return what became of a claim, in words."""
    return {
        "open": _("suggestion of the machine"),
        "accepted": _("accepted"),
        "corrected": _("corrected"),
        "added": _("added by a person"),
        "rejected": _("rejected"),
        "parted": _("split into parts"),
        "withdrawn": _("report withdrawn"),
    }[state]
