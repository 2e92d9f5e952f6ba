"""A claim beside the others of its incident: its figure, its words, who says it, and what the toll made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from recount.model import Claim, Modality, Report, StatusBasis, Toll
from recount.publish.excerpt import excerpt
from recount.publish.site.environment import isolated
from recount.text.spans import Sentence, Span
from recount.web.incidents.phrases import count_words, label, listed, shown, wording

SETS_LOW, SETS_HIGH, USED, ASIDE, UNUSED = "low", "high", "used", "aside", "unused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a report's words; ``kind`` is "count", "quote" or empty."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What tolls made of a claim: one of the codes above, and for what they set aside the reason."""

    code: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything the page says of one claim.

    Attributes:
        figure: the count in words.
        victims: the words naming the victims, where they say more than the count.
        status: who the victims are said to be, and whether a rule says so; empty when the text does not say.
        pieces: its words in their line; ``is_cut_before`` and ``is_cut_after`` say what is left out.
        said: who says it, through whom, where and when; safe to show.
        state: what people ruled ("open", "accepted", "corrected", "added").
        share: of a copy, the share of its words (per cent) that stand in the report it is folded under.
        rank: 0 for claims that set an end, then used ones, then others.
    """

    id: str
    report_id: str
    outlet: str
    day: str
    harm: str
    figure: str
    victims: str
    status: str
    is_rule: bool
    modality: str
    pieces: tuple[Piece, ...]
    is_cut_before: bool
    is_cut_after: bool
    language: str
    said: SafeString
    standing: tuple[Standing, ...]
    state: str
    rank: int
    share: int = 0
    copies: tuple[Card, ...] = ()

    @property
    def is_aside(self) -> bool:
        """Whether rules set it aside."""
        return self.rank > 1


class CardMaker:
    """Makes the cards of one incident.

    Args:
        reports: by id.
        tolls: of the incident, all harms and statuses.
        state_of: what people ruled on a claim.
    """

    def __init__(
        self, reports: Mapping[str, Report], tolls: Sequence[Toll], state_of: Callable[[str], str]
    ) -> None:
        self._reports = reports
        self._tolls = [toll for toll in tolls if toll.status is None]
        self._state_of = state_of
        self._set_aside: dict[str, list[str]] = {}
        for toll in self._tolls:
            for item in toll.excluded:
                self._set_aside.setdefault(item.claim_id, []).append(item.reason)
        self._low = {key for toll in self._tolls for key in toll.low_claims}
        self._high = {key for toll in self._tolls for key in toll.ceiling_claims}
        self._used = {key for toll in self._tolls for key in toll.claims_used}

    def make(self, claim: Claim, *, share: float = 0.0, copies: Sequence[Card] = ()) -> Card:
        """Return the card of a claim."""
        report, words = self._reports[claim.report_id], wording()
        cut = excerpt(report, [_line_of(report, claim)], claim)
        victims = claim.victims_text or ""
        is_said = claim.status_basis is not StatusBasis.NONE
        return Card(
            id=claim.id,
            report_id=claim.report_id,
            outlet=shown(report.outlet or ""),
            day=words.day(report.reference_date) if report.reference_date else "",
            harm=words.text("harm", claim.harm.value),
            figure=count_words(claim.count),
            victims=shown(victims) if victims != claim.count.words else "",
            status=label("status", claim.status.value) if is_said else "",
            is_rule=claim.status_basis is StatusBasis.RULE,
            modality="" if claim.modality is Modality.ASSERTED else label("modality", claim.modality.value),
            pieces=tuple(
                Piece(
                    text=shown(piece.text),
                    kind="count" if piece.claim_ids else "quote" if piece.in_quote else "",
                )
                for piece in cut.pieces
            ),
            is_cut_before=cut.cut_start,
            is_cut_after=cut.cut_end,
            language=report.language if report.language != "und" else "",
            said=said_of(claim, report),
            standing=self._standing(claim.id),
            state=self._state_of(claim.id),
            rank=self.rank(claim.id),
            share=round(100 * share),
            copies=tuple(copies),
        )

    def rank(self, claim_id: str) -> int:
        """Return 0 for a claim that sets an end of a toll, 1 for one that is used, 2 for others."""
        return 0 if claim_id in self._low | self._high else 1 if claim_id in self._used else 2

    def _standing(self, claim_id: str) -> tuple[Standing, ...]:
        found = [SETS_LOW] if claim_id in self._low else []
        found += [SETS_HIGH] if claim_id in self._high else []
        if not found and claim_id in self._used:
            found = [USED]
        reasons = dict.fromkeys(self._set_aside.get(claim_id, ()))
        lines = [Standing(code=code) for code in found]
        lines += [Standing(code=ASIDE, reason=wording().reason("exclusion", reason)) for reason in reasons]
        return tuple(lines) or (Standing(code=UNUSED),)


def said_of(claim: Claim, report: Report) -> SafeString:
    """Return who says a figure, through whom, where and when; every name escaped and isolated."""
    return mark_safe(wording().said(claim, report, show=isolated))  # noqa: S308 - names are escaped


def groups_of(claim: Claim) -> str:
    """Return the groups a claim names among its victims."""
    return listed(label("group", group.value) for group in claim.groups)


def _line_of(report: Report, claim: Claim) -> Sentence:
    """Return the lines that hold a claim, which ``excerpt`` cuts to a sentence's length."""
    start = report.text.rfind("\n", 0, claim.quote.start) + 1
    end = report.text.find("\n", claim.quote.end)
    return Sentence(span=Span(start, len(report.text) if end < 0 else end), paragraph=0)
