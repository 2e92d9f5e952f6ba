"""The claims of an incident side by side: by harm, then by who says them, copies folded under their first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from recount.codebook.originators import name_key
from recount.model import Claim, Harm, Source
from recount.pipeline.excluding import CloseView
from recount.publish.view import OUTLET_VOICE
from recount.web.incidents.card_html import CardPrinter
from recount.web.incidents.cards import Card, CardMaker
from recount.web.incidents.phrases import count_words, label, shown, wording

SHOWN_OF_ONE = 6  # claims of one originator shown whole; the others are one line each until they are opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One originator's claims of one harm.

    Attributes:
        key: as in ``Toll.originators``.
        names: of the originator, or of several that are credited together.
        is_own_voice: the outlet or agency says it itself.
        kind: of the body, where the table knows it.
        is_accused: whether it is alleged to have done it.
        newest: the figure of its newest claim that counts; empty when none does.
        shown, folded: its claims as cards; the second, ``more`` of them, are shown on demand.
        outlets: in how many outlets its claims stand.
    """

    key: str
    names: str
    is_own_voice: bool
    kind: str
    is_accused: bool
    newest: str
    shown: SafeString
    folded: SafeString
    more: int
    outlets: str
    copies: int
    rank: int
    size: int

    @property
    def query(self) -> str:
        """How an address asks for the toll without it."""
        return f"by:{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmGroup:
    """The claims of one harm.

    Attributes:
        claims, originators: how many, in words.
    """

    harm: str
    label: str
    claims: str
    originators: str
    voices: tuple[Voice, ...]


def voice_key(keys: Sequence[str]) -> str:
    """Return what names the claims of one or several originators in an address."""
    return "|".join(keys)


class Speakers:
    """The names readers know for the keys of originators."""

    def __init__(self, view: CloseView) -> None:
        self._table = view.table
        written = [speaker.name for claim in view.claims for speaker in claim.attribution.speakers]
        reports = [view.reports[key] for key in {claim.report_id: None for claim in view.claims}]
        written += [report.outlet for report in reports if report.outlet]
        written += [name for report in reports for name in report.agency_credits]
        self._reports = frozenset(report.id for report in reports)
        self._spellings: dict[str, str] = {}
        for name in written:
            self._spellings.setdefault(name_key(name), name)

    def name(self, key: str) -> str:
        """Return the name of one key, as the reports write it where the table does not know it."""
        source = self._table.by_id.get(key)
        if (
            source is None
            and key.startswith(OUTLET_VOICE)
            and key.removeprefix(OUTLET_VOICE) in self._reports
        ):
            return wording().unnamed_outlet(key.removeprefix(OUTLET_VOICE))
        return source.name if source else shown(self._spellings.get(key.removeprefix(OUTLET_VOICE), key))

    def source(self, key: str) -> Source | None:
        """Return the table's entry, ``None`` where it does not know the body."""
        return self._table.by_id.get(key)

    def names(self, keys: Sequence[str]) -> str:
        """Return the names of keys as a list."""
        return wording().listed(self.name(key) for key in keys)


def harm_groups(
    view: CloseView, maker: CardMaker, printer: CardPrinter, accused: frozenset[str]
) -> list[HarmGroup]:
    """Return the claims of an incident by harm and originator; the weightiest originators first."""
    speakers, groups = Speakers(view), []
    for harm in Harm:
        chosen = [claim for claim in view.claims if claim.harm is harm]
        if not chosen:
            continue
        by_voice: dict[tuple[str, ...], list[Claim]] = {}
        for claim in chosen:
            by_voice.setdefault(tuple(sorted(view.voices[claim.id])), []).append(claim)
        voices = [
            _voice(
                view,
                speakers,
                keys,
                claims,
                cards=_folded(view, maker, claims),
                printer=printer,
                accused=accused,
            )
            for keys, claims in by_voice.items()
        ]
        voices.sort(key=lambda voice: (voice.rank, -voice.size, voice.names))
        groups.append(
            HarmGroup(
                harm=harm.value,
                label=label("harm", harm.value),
                claims=wording().counted("claims", len(chosen)),
                originators=wording().counted("originators", len(by_voice)),
                voices=tuple(voices),
            )
        )
    return groups


def _voice(
    view: CloseView,
    speakers: Speakers,
    keys: tuple[str, ...],
    claims: Sequence[Claim],
    *,
    cards: Sequence[Card],
    printer: CardPrinter,
    accused: frozenset[str],
) -> Voice:
    source = speakers.source(keys[0])
    ordered = sorted(cards, key=lambda card: card.rank)
    counting = {card.id for card in cards if card.rank < 2}
    newest = [claim for claim in claims if claim.id in counting]
    outlets = {view.reports[claim.report_id].outlet for claim in claims} - {None, ""}
    return Voice(
        key=voice_key(keys),
        names=speakers.names(keys),
        is_own_voice=keys[0].startswith(OUTLET_VOICE),
        kind=label("source_kind", source.kind.value) if source else "",
        is_accused=accused.issuperset(keys),
        newest=count_words(newest[-1].count) if newest else "",
        shown=printer.all(ordered[:SHOWN_OF_ONE]),
        folded=printer.all(ordered[SHOWN_OF_ONE:]),
        more=max(0, len(ordered) - SHOWN_OF_ONE),
        outlets=wording().counted("outlets", len(outlets)),
        copies=sum(len(card.copies) for card in cards),
        rank=min(card.rank for card in cards),
        size=len(claims),
    )


def _folded(view: CloseView, maker: CardMaker, claims: Sequence[Claim]) -> list[Card]:
    """Make cards; a claim that repeats another's figure in a copy of its story is folded under that one."""
    leads: list[tuple[Claim, list[Card]]] = []
    for claim in sorted(claims, key=lambda claim: (_order(view, claim), maker.rank(claim.id))):
        lead = next((item for item in leads if _is_copy(view, claim, item[0])), None)
        if lead is None:
            leads.append((claim, []))
        else:
            share = view.share(claim.report_id, lead[0].report_id)
            lead[1].append(maker.make(claim, share=share))
    return [maker.make(claim, copies=copies) for claim, copies in leads]


def _order(view: CloseView, claim: Claim) -> bool:
    """Whether a claim stands in a later copy of a story: those come after the first."""
    return view.first_of.get(claim.report_id, claim.report_id) != claim.report_id


def _is_copy(view: CloseView, claim: Claim, lead: Claim) -> bool:
    same = (claim.count.low, claim.count.high) == (lead.count.low, lead.count.high)
    first = view.first_of.get(claim.report_id)
    is_other = claim.report_id != lead.report_id
    return same and is_other and first is not None and first == view.first_of.get(lead.report_id)
