"""Tolls for a page: the figure, the claims that set each end, and how it would move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from recount.model import ArithmeticCheck, Claim, Harm, Report, Toll
from recount.web.incidents.cards import said_of
from recount.web.incidents.phrases import label, shown, toll_words, wording

SETTERS_SHOWN = 4  # claims named beside a toll; copies of one story may set an end by the dozen


@dataclass(frozen=True, slots=True, kw_only=True)
class Setter:
    """A claim that sets an end: its id, its words, and who says it."""

    id: str
    words: str
    said: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class TollRow:
    """One line of the table of tolls.

    Attributes:
        low_by, high_by: claims that set each end; the second is empty where they are the same.
        low_more, high_more: how many further claims set the end.
        is_same: whether the same claims set both.
        originators, carriers, outlets: how many stand behind it, in words.
    """

    harm: str
    status: str
    is_all: bool
    figure: str
    low_by: tuple[Setter, ...]
    high_by: tuple[Setter, ...]
    low_more: int
    high_more: int
    is_same: bool
    support: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A toll before and after; an empty side says that there is none."""

    harm: str
    status: str
    before: str
    after: str
    incident_id: str = ""
    incident: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Parts held against their whole: the sum, and the claims."""

    statement: str
    whole: tuple[Setter, ...]
    parts: tuple[Setter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStep:
    """One step of a toll as reports came in."""

    harm: str
    day: str
    figure: str
    reason: str
    claims: tuple[Setter, ...]


class TollWords:
    """Puts the tolls of one incident into words."""

    def __init__(self, claims: Iterable[Claim], reports: Mapping[str, Report]) -> None:
        self._claims = {claim.id: claim for claim in claims}
        self._reports = reports

    def row(self, toll: Toll) -> TollRow:
        """Return one line of the table."""
        is_same = bool(toll.low_claims) and toll.low_claims == toll.ceiling_claims
        low, high = self._known(toll.low_claims), () if is_same else self._known(toll.ceiling_claims)
        counts = {
            "originators": len(toll.originators),
            "carriers": len(toll.carriers),
            "outlets": len(toll.outlets),
        }
        return TollRow(
            harm=label("harm", toll.harm.value),
            status=status_words(toll),
            is_all=toll.status is None,
            figure=self.figure(toll),
            low_by=low[:SETTERS_SHOWN],
            high_by=high[:SETTERS_SHOWN],
            low_more=max(0, len(low) - SETTERS_SHOWN),
            high_more=max(0, len(high) - SETTERS_SHOWN),
            is_same=is_same,
            support=wording().listed_counts(counts),
        )

    def figure(self, toll: Toll | None) -> str:
        """Return a toll in words, empty for none."""
        if toll is None:
            return ""
        return toll_words(toll, [self._claims.get(key) for key in (*toll.low_claims, *toll.high_claims)])

    def changes(self, pairs: Iterable[tuple[Toll | None, Toll | None]]) -> list[Change]:
        """Return how tolls move; ``None`` at a side says that there is none."""
        return [
            Change(
                harm=label("harm", toll.harm.value),
                status=status_words(toll),
                before=self.figure(before),
                after=self.figure(after),
                incident_id=toll.incident_id,
            )
            for before, after in pairs
            if (toll := after or before) is not None
        ]

    def checks(self, tolls: Iterable[Toll]) -> list[Check]:
        """Return the arithmetic of parts and wholes."""
        distinct: dict[ArithmeticCheck, None] = dict.fromkeys(
            check for toll in tolls for check in toll.checks
        )
        return [
            Check(
                statement=check.statement,
                whole=self._known((check.whole_id,)),
                parts=self._known(check.part_ids),
            )
            for check in distinct
        ]

    def steps(self, tolls: Iterable[Toll]) -> list[KnownStep]:
        """Return how tolls moved as reports came in, where they did."""
        return [
            KnownStep(
                harm=label("harm", toll.harm.value),
                day=wording().day(step.known_on) if step.known_on else wording().text("date", "unknown"),
                figure=wording().figure(
                    step.low, step.high, high_open=self._is_open(step.claim_ids, step.high)
                ),
                reason=wording().reason("revision", step.reason),
                claims=self._known(step.claim_ids),
            )
            for toll in tolls
            if toll.status is None and len(toll.history) > 1
            for step in toll.history
        ]

    def _is_open(self, claim_ids: Sequence[str], high: int | None) -> bool:
        known = [self._claims[key].count for key in claim_ids if key in self._claims]
        return any(count.high is None and count.greatest_stated == high for count in known)

    def _known(self, claim_ids: Sequence[str]) -> tuple[Setter, ...]:
        found = [self._claims[key] for key in claim_ids if key in self._claims]
        return tuple(
            Setter(
                id=claim.id,
                words=shown(claim.count.words),
                said=said_of(claim, self._reports[claim.report_id]),
            )
            for claim in found
        )


def status_words(toll: Toll) -> str:
    """Return whom a toll counts."""
    return label("status", toll.status.value) if toll.status else wording().text("status_all")


def whole_toll(tolls: Iterable[Toll], harm: Harm) -> Toll | None:
    """Return the toll of one harm over all victims."""
    return next((toll for toll in tolls if toll.harm is harm and toll.status is None), None)


def in_order(tolls: Iterable[Toll]) -> list[Toll]:
    """Return tolls by harm, as the codebook has them, over all victims first."""
    harms = list(Harm)
    return sorted(tolls, key=lambda toll: (harms.index(toll.harm), str(toll.status or "")))
