"""The extractor: a report in, its claims and refusals out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from recount import __version__
from recount.extract.anchor import anchor_proposal
from recount.extract.attribution import find_attributions
from recount.extract.confidence import rate_claims
from recount.extract.gate import passes_gate
from recount.extract.grammar import propose_claims
from recount.extract.means import find_means
from recount.extract.perpetrators import find_perpetrators
from recount.extract.places import find_places
from recount.extract.proposal import Proposal, RelationHint
from recount.extract.propose import add_suggested, unite
from recount.extract.reading import Reading, read_report
from recount.extract.relations import find_relations, give_parties
from recount.extract.repeats import drop_repeats
from recount.extract.scope import find_scope, find_totals
from recount.extract.syntax import propose_by_syntax
from recount.extract.unread import refuse_unread
from recount.extract.victims import find_victims
from recount.extract.when import find_when
from recount.gazetteer import Gazetteer
from recount.model import Claim, Rejection, RejectionReason, Report, claim_id

if TYPE_CHECKING:  # what is off is not loaded either
    from recount.extract.llm import LlmProposer

_VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """Reads the claims of a report by rules.

    Attributes:
        language: of the reports it has rules for (ISO 639-1); others are refused, never coded as "no claim".
        gazetteer: the register names are looked up in, ``None`` to leave places unresolved.
        convention: how words become numbers.
        llm: a language model on this machine that proposes as well; off without one.
    """

    language: str = "en"
    gazetteer: Gazetteer | None = None
    convention: str = "literal"
    llm: LlmProposer | None = None

    @property
    def name(self) -> str:
        """Name and version, written on every claim; it says whether a language model was asked as well."""
        rules = f"recount-rules-{self.language}/{__version__}.{_VERSION}"
        return rules if self.llm is None else f"{rules}+{self.llm.version(self.language)}"

    def extract(self, report: Report) -> Iterator[Claim | Rejection]:
        """Yield the claims of a report in the order of their counts, and a rejection for each that fails."""
        if report.language != self.language or not has_rules(report.language):
            yield _without_rules(report)
            return
        if not passes_gate(report.text, report.language):
            return
        found = [
            each
            for part in read_report(report, convention=self.convention).parts()
            for each in self._read(part)
        ]
        yield from (each for each in found if isinstance(each, Rejection))
        yield from sorted(
            (each for each in found if isinstance(each, Claim)), key=lambda claim: claim.count_selector.start
        )

    def _read(self, reading: Reading) -> Iterator[Claim | Rejection]:
        """Read a report, or the headline of another one that stands in it: nothing is carried from one to the other."""
        grammar = propose_claims(reading)
        proposals = unite(grammar, propose_by_syntax(reading, grammar))
        if self.llm is not None:
            asked = self.llm.propose(reading)
            yield from asked.rejections
            proposals, overruled = add_suggested(reading, proposals, asked.proposals)
            yield from overruled
        proposals, unread = refuse_unread(reading, drop_repeats(reading, proposals))
        yield from unread
        yield from self._claims(reading, proposals)

    def _claims(self, reading: Reading, proposals: list[Proposal]) -> Iterator[Claim | Rejection]:
        claims: list[Claim] = []
        hints: list[RelationHint | None] = []
        compared: list[int] = []
        for proposal, claim in zip(proposals, self._slots(reading, proposals), strict=True):
            if isinstance(claim, Rejection):
                yield claim
            else:
                if proposal.is_compared:
                    compared.append(len(claims))
                claims.append(claim)
                hints.append(proposal.hint)
        relations = find_relations(reading, claims, hints, compared=compared)
        yield from rate_claims(reading, give_parties(claims, relations))

    def _slots(self, reading: Reading, proposals: list[Proposal]) -> Iterator[Claim | Rejection]:
        """Anchor each proposal and fill its slots."""
        whens = find_when(reading, proposals, convention=self.convention)
        scopes = find_scope(reading, proposals, whens)
        totals = find_totals(reading, proposals, scopes, whens)
        columns = zip(
            proposals,
            find_victims(reading, proposals),
            find_attributions(reading, proposals),
            find_means(reading, proposals, totals),
            find_perpetrators(reading, proposals, totals),
            find_places(reading, proposals, self.gazetteer, whens),
            whens,
            scopes,
            strict=True,
        )
        for proposal, victims, attribution, means, (parties, alleged), places, when, scope in columns:
            anchor = anchor_proposal(reading.report, proposal)
            if isinstance(anchor, Rejection):
                yield anchor
                continue
            yield Claim(
                id=claim_id(
                    reading.report.id, anchor.count_selector.start, anchor.count_selector.end, proposal.harm
                ),
                report_id=reading.report.id,
                quote=anchor.quote,
                count_selector=anchor.count_selector,
                count=anchor.count,
                harm=proposal.harm,
                status=victims.status,
                status_basis=victims.basis,
                groups=victims.groups,
                victims_text=victims.text,
                attribution=attribution,
                alleged_perpetrators=parties,
                perpetrator_alleged=alleged,
                means=means,
                places=places,
                when=when,
                scope=scope,
                modality=proposal.modality,
                proposers=(proposal.proposer, *proposal.agreeing),
                extractor=self.name,
            )


def has_rules(language: str) -> bool:
    """Whether the package holds the words and rules of a language."""
    return resources.files("recount.extract").joinpath(f"data/{language}/grammar.yml").is_file()


def _without_rules(report: Report) -> Rejection:
    return Rejection(
        stage="extract",
        reason=RejectionReason.LANGUAGE_WITHOUT_RULES,
        detail=f"The report is in {report.language!r}, for which there are no rules; it is kept, not coded.",
        origin=report.external_id or report.capture.origin,
        report_id=report.id,
        capture_sha256=report.capture.sha256,
    )
