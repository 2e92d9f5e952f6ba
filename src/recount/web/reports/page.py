"""What the page of one report shows: the text with its claims, a card for each, the report itself, and one form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from recount.model import Claim
from recount.pipeline.desks import ReportDesk
from recount.publish.site.environment import shortened
from recount.store.report_list import Beside, ReportList
from recount.store.sql import SqlStore
from recount.text.spans import Span
from recount.web.incidents.phrases import label, shown, wording
from recount.web.reports.cards import CardMaker, ClaimCard, Fact, last_ruling, ordered
from recount.web.reports.marking import block_at, blocks, hidden_in, in_block, mark_of, segments, trimmed
from recount.web.reports.paper import Ink, inked

FORMS = ("correct", "reject", "note", "add", "part", "relate", "undo")
_AROUND = 300  # code points shown around a quote on the page of one claim
_CARDS_SHOWN = 200  # of one block; a block of hostile text may hold more claims than anyone reads at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader asks of the page.

    Attributes:
        current: the claim they are at; empty for the first that asks for a ruling.
        do: the form that is open; empty for none.
        chosen: words they selected.
        block: the part of a long text; ``None``: where the current claim stands.
        is_uncovered: whether the text was asked for (``Preferences.is_careful``).
    """

    current: str = ""
    do: str = ""
    chosen: Span | None = None
    block: int | None = None
    is_uncovered: bool = False


def asked_of(request: HttpRequest, length: int) -> Asked:
    """Read what is asked from the address, or from a form that is shown again; what makes no sense is left out."""
    said = request.POST if request.method == "POST" else request.GET
    start, end, block = (_number(said.get(name)) for name in ("start", "end", "block"))
    do = said.get("do", "")
    is_span = start is not None and end is not None and 0 <= start < end <= length
    return Asked(
        current=said.get("claim", "")[:64],
        do=do if do in FORMS else "",
        chosen=Span(start or 0, end or 0) if is_span else None,
        block=block,
        is_uncovered=said.get("text") == "shown",
    )


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a long text: its number, and how many claims of it ask for a ruling."""

    number: int
    claims: int
    open: int
    is_shown: bool


@dataclass(kw_only=True)
class ReportPage:
    """The page of one report for one reader."""

    desk: ReportDesk
    store: SqlStore
    asked: Asked
    reader: str
    is_past: bool = False
    forms: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def claims(self) -> list[Claim]:
        """All claims in the order of the text."""
        return ordered(self.desk)

    @cached_property
    def beside(self) -> Beside:
        """What lies beside the report; of a report as it was known earlier, nothing."""
        if self.is_past:
            return Beside(refusals=(), work={})
        return ReportList(self.store.alias, self.store.url).beside(self.desk.report.id, now=datetime.now(UTC))

    @cached_property
    def maker(self) -> CardMaker:
        """Makes the cards."""
        return CardMaker(self.desk, self.beside.work, self.reader)

    @cached_property
    def current(self) -> Claim | None:
        """The claim the reader is at: the one asked for, else the first that asks for a ruling, else the first."""
        if self.asked.current in self.desk.known:
            return self.desk.known[self.asked.current]
        if self.asked.block is not None or self.asked.do == "add":
            return None
        waiting = next((claim for claim in self.claims if self._is_open(claim)), None)
        return waiting or next(iter(self.claims), None)

    @cached_property
    def cut(self) -> tuple[Span, ...]:
        """The parts of the text."""
        return blocks(self.desk.report.text)

    @cached_property
    def block(self) -> int:
        """The number of the part that is shown."""
        if self.asked.block is not None:
            return min(self.asked.block, len(self.cut) - 1)
        if self.asked.chosen is not None and self.asked.do == "add":
            return block_at(self.cut, self.asked.chosen.start)
        return block_at(self.cut, self.current.count_selector.start) if self.current else 0

    def shown(self) -> dict[str, Any]:
        """Return what the template needs."""
        report = self.desk.report
        cards = self._cards()
        return {
            "desk": self.desk,
            "report": report,
            "heading": shown(shortened(report.title or _("Report without a headline"))),
            "outlet": shown(report.outlet or _("outlet not known")),
            "day": wording().day(report.reference_date) if report.reference_date else _("not dated"),
            "asked": self.asked,
            "kept": "&text=shown" if self.asked.is_uncovered else "",
            "current": self.current.id if self.current else "",
            "cards": cards,
            "left_out": self._left_out(len(cards)),
            "paper": self._paper(),
            "piece": self.cut[self.block],
            "parts": self._parts(),
            "part_before": self.block - 1,
            "part_after": self.block + 1,
            "here": reverse("report", args=[report.id]),
            "dir": direction_of(report.language),
            "facts": report_facts(self.desk),
            "refusals": [
                (label("rejection_reason", item.reason.value), shown(item.detail), shown(item.words or ""))
                for item in self.beside.refusals
            ],
            "open_number": sum(self._is_open(claim) for claim in self.claims),
            "counted": wording().counted("claims", len(self.claims)),
            "own_last": self.shown_last[0],
            "report_version": self.desk.versions.get(report.id, ""),
            **self.forms,
        }

    def _is_open(self, claim: Claim) -> bool:
        return self.desk.states.get(claim.id) == "open"

    def _cards(self) -> list[ClaimCard]:
        here = self.cut[self.block]
        near = [claim for claim in self.claims if here.start <= claim.count_selector.start < here.end]
        current = self.current.id if self.current else ""
        return [
            self.maker.make(claim, self.block, is_current=claim.id == current)
            for claim in self._kept_in_sight(near)
        ]

    def _kept_in_sight(self, near: list[Claim]) -> list[Claim]:
        """The first claims of a block; of a block with too many, those around the current one."""
        at = near.index(self.current) if self.current in near else 0
        first = max(0, min(at - _CARDS_SHOWN // 2, len(near) - _CARDS_SHOWN))
        return near[first : first + _CARDS_SHOWN]

    def _left_out(self, cards: int) -> int:
        here = self.cut[self.block]
        return len(in_block([mark_of(claim) for claim in self.claims], here)) - cards

    def _paper(self) -> SafeString:
        ink = Ink(
            states=self.desk.states,
            numbers=self.maker.numbers,
            current=self.current.id if self.current else "",
        )
        marks = [mark_of(claim) for claim in self.claims if self.desk.states.get(claim.id) != "parted"]
        text = self.desk.report.text
        chosen = self.asked.chosen
        span = trimmed(text, chosen.start, chosen.end) if chosen else None
        return inked(segments(text, self.cut[self.block], marks, span), ink)

    def excerpt(self, claim: Claim) -> SafeString:
        """Return one claim's words with some of the text around them."""
        text, quote = self.desk.report.text, claim.quote
        start = text.find(" ", max(0, quote.start - _AROUND), quote.start) if quote.start > _AROUND else 0
        end = (
            text.rfind(" ", quote.end, quote.end + _AROUND) if quote.end + _AROUND < len(text) else len(text)
        )
        start, end = start if start >= 0 else quote.start, end if end >= 0 else quote.end
        ink = Ink(states=self.desk.states, numbers=self.maker.numbers, current=claim.id)
        return inked(segments(text, Span(start, end), [mark_of(claim)]), ink)

    def _parts(self) -> list[Part]:
        if len(self.cut) == 1:
            return []
        claims, waiting = [0] * len(self.cut), [0] * len(self.cut)
        number = 0
        for claim in self.claims:
            while claim.count_selector.start >= self.cut[number].end:
                number += 1
            claims[number] += 1
            waiting[number] += self._is_open(claim)
        near = range(max(0, self.block - 2), min(len(self.cut), self.block + 3))
        wanted = {0, len(self.cut) - 1, *near, *(at for at in range(len(self.cut)) if waiting[at])}
        chosen = sorted(wanted, key=lambda at: (abs(at - self.block), at))[:40]
        return [
            Part(number=at, claims=claims[at], open=waiting[at], is_shown=at == self.block)
            for at in sorted(chosen)
        ]

    @cached_property
    def shown_last(self) -> tuple[str, str]:
        """The reader's own last ruling here that can be taken back, and its claim."""
        standing = {ruling.id for ruling in self.desk.rulings}
        found = ("", "")
        newest = 0
        for claim_id, about in self.desk.about.items():
            own = [logged for logged in about if logged.decision.reviewer == self.reader]
            last = last_ruling(own, standing)
            seq = max((logged.seq for logged in own if logged.decision.id == last), default=0)
            if last and seq > newest:
                found, newest = (last, claim_id), seq
        return found


def direction_of(language: str) -> str:
    """Return the direction of a language's script; "auto" where it is not known."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "auto"


def report_facts(desk: ReportDesk) -> list[Fact]:
    """Return what is known of a report: what its publisher says, and what was captured and read."""
    report, day = desk.report, wording().day
    hidden = hidden_in(report.received_text) if report.received_text != report.text else {}
    unseen = ", ".join(f"{name} ×{number}" for name, number in hidden.items())
    size = _("%(size)s bytes, %(type)s") % {
        "size": wording().number(report.capture.size),
        "type": report.capture.media_type,
    }
    facts = [
        Fact(name=_("Headline"), value=shown(report.title or ""), is_foreign=True),
        Fact(name=_("Outlet"), value=shown(report.outlet or ""), is_foreign=True),
        Fact(name=_("Address"), value=shown(report.url or ""), is_foreign=True),
        Fact(name=_("Published"), value=day(report.published) if report.published else ""),
        Fact(name=_("Dated in its text"), value=day(report.text_date) if report.text_date else ""),
        Fact(name=_("Dateline"), value=shown(report.dateline_place or ""), is_foreign=True),
        Fact(name=_("Agencies credited"), value=shown(", ".join(report.agency_credits)), is_foreign=True),
        Fact(name=_("Language"), value=shown(report.language)),
        Fact(name=_("Captured"), value=size),
        Fact(name=_("SHA-256 of the capture"), value=report.capture.sha256),
        Fact(name=_("SHA-256 of the text"), value=report.text_sha256),
        Fact(name=_("Unseen characters left out"), value=unseen),
        Fact(name=_("Read by"), value=report.normaliser),
        Fact(name=_("Identifier"), value=report.id),
        Fact(name=_("Identifier it came with"), value=shown(report.external_id or ""), is_foreign=True),
    ]
    return [fact for fact in facts if fact.value]
