"""A claim: one figure asserted in one report, anchored to its words and to who says it."""

from __future__ import annotations

from dataclasses import dataclass

from recount.model.codes import Group, Harm, Means, Modality, RelationType, Scope, Status, StatusBasis
from recount.model.count import Count
from recount.model.identity import content_id
from recount.model.interval import TimeInterval
from recount.model.place import Place
from recount.model.selector import Selector


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Whoever the text credits with a figure, as written.

    Attributes:
        name: shortest usual name as it stands in the text ("SOHR", "a civil defence official").
        start, end: where the name stands in the normalised text (the nearest mention used).
        originator: id in the originator table ("sohr"), ``None`` for a body the table does not know.
    """

    name: str
    start: int | None = None
    end: int | None = None
    originator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says a figure, to whom, and how the text shows it.

    Attributes:
        speakers: all names credited, person and body both; empty when the report speaks in its own voice.
        carrier: agency or outlet said to have been told or to have reported it, as written.
        basis: "credit" (in the same sentence), "carried" (a credit that covers following sentences),
            "headline", or "own_voice".
    """

    speakers: tuple[Speaker, ...] = ()
    carrier: str | None = None
    basis: str = "own_voice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Perpetrator:
    """A party the text names as having caused the harm. Always an allegation of the text, never ours."""

    name: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRelation:
    """How this claim relates to an earlier claim of the same report, and the cue that shows it."""

    type: RelationType
    to: str
    cue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One figure asserted in one report.

    Invariant: ``quote`` and ``count_selector`` hold in the report's text, the second lies inside the first,
    and ``count`` can be re-read from ``count.words`` by the rule of its kind (``extract.anchor`` proves it;
    a claim that fails is a ``Rejection``).

    Attributes:
        id: from content (``claim_id``).
        quote: the clause that holds the count and the harm word.
        count_selector: the count expression.
        victims_text: exact words naming the victims, ``None`` when the text names none.
        alleged_perpetrators: parties the text says caused it; empty when it does not say.
        perpetrator_alleged: True when the text hedges ("believed to be", "blamed on").
        when: interval of the harm.
        confidence: 0–1; 1 never occurs for a machine-read claim.
        proposers: names of the proposers that found it.
        extractor: name and version that wrote it; not part of the id.
    """

    id: str
    report_id: str
    quote: Selector
    count_selector: Selector
    count: Count
    harm: Harm
    status: Status = Status.UNKNOWN
    status_basis: StatusBasis = StatusBasis.NONE
    groups: tuple[Group, ...] = ()
    victims_text: str | None = None
    attribution: Attribution = Attribution()
    alleged_perpetrators: tuple[Perpetrator, ...] = ()
    perpetrator_alleged: bool = False
    means: Means = Means.UNKNOWN
    places: tuple[Place, ...] = ()
    when: TimeInterval = TimeInterval()
    scope: Scope = Scope.UNCLEAR
    modality: Modality = Modality.ASSERTED
    relation: ClaimRelation | None = None
    confidence: float = 0.5
    proposers: tuple[str, ...] = ()
    extractor: str = ""

    def __post_init__(self) -> None:
        if not self.quote.contains(self.count_selector):
            raise ValueError(f"claim {self.id}: the count lies outside the quote")
        if self.count.words != self.count_selector.exact:
            raise ValueError(f"claim {self.id}: count words {self.count.words!r} are not the selected words")


def claim_id(report_id: str, start: int, end: int, harm: Harm) -> str:
    """Return the id of a claim: its report, where its count stands, and what it counts."""
    return content_id("c", report_id, start, end, harm.value)
