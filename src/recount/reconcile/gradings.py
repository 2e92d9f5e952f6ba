"""Gradings: what a rule would call an incident, with the rule and its reason. Only people settle a grade.

No rule judges how reliable a body is, whether a standard of proof is met, or that something did not happen.
The order of Airwars' grades is a reading: its definitions are published, their precedence is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from recount.codebook.originators import Originators
from recount.model import Claim, Harm, Incident, Means, Modality, Status, StatusBasis, Toll
from recount.reconcile.originate import OUTLET, accused_in

HEADLINE = frozenset({"confirmed", "fair"})  # Airwars' own choice of grades for its totals
INDEPENDENT = 2  # Airwars: two or more credible sources; a source is an originator here, never an outlet
_NO_ACTION = frozenset({Means.UNKNOWN, Means.OTHER, Means.ACCIDENT})
_SERIES = (Harm.KILLED, Harm.INJURED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A grade that a rule suggests.

    Attributes:
        scheme: the code list ("grading_incident").
        grade: a code of it.
        rule: name of the rule, its explanation is in ``RULES``.
        because: what the rule found, in figures and names.
    """

    scheme: str
    grade: str
    rule: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a grading looks at: an incident, the claims its toll counts, and who says them.

    Attributes:
        toll: of all the killed, else of all the injured; ``None`` when nothing counts.
        claims: those that the toll counts.
        accused: keys of the alleged perpetrators.
        parties: the accused that the table of originators knows; other names may be names of one party.
        behind: the bodies that an originator is known to take its figures from.
    """

    incident: Incident
    toll: Toll | None
    claims: tuple[Claim, ...]
    voices: Mapping[str, tuple[str, ...]]
    accused: frozenset[str]
    parties: tuple[str, ...]
    behind: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def independent(self) -> tuple[str, ...]:
        """The independent lines behind the toll, without the accused.

        Bodies quoted together are one line, and so are a body and those it is known to take its figures from.
        """
        lines: list[list[str]] = []
        for claim in self.claims:
            line = [key for key in self.voices.get(claim.id, ()) if key not in self.accused]
            reach = self._reach(line)
            joined = [other for other in lines if not self._reach(other).isdisjoint(reach)]
            lines = [other for other in lines if other not in joined]
            lines.append(list(dict.fromkeys(key for other in (*joined, line) for key in other)))
        return tuple(" with ".join(line) for line in lines if line)

    def _reach(self, line: Sequence[str]) -> set[str]:
        return {*line, *(other for key in line for other in self.behind.get(key, ()))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """Sums over the incidents of the chosen grades, lows and highs separately.

    Attributes:
        low, high: the sums; a toll without that end adds nothing to it.
        high_open: whether one of the tolls leaves its upper end open.
        incidents: how many were summed.
        beside: the sums of the other grades, each by itself: (low, high, number of incidents).
    """

    low: int
    high: int
    high_open: bool
    incidents: int
    beside: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)


def basis_of(
    incident: Incident,
    tolls: Iterable[Toll],
    claims: Mapping[str, Claim],
    voices: Mapping[str, tuple[str, ...]],
    table: Originators,
) -> Basis:
    """Return what the rules look at. ``voices``: originators by claim id (``originators_of``)."""
    whole = {toll.harm: toll for toll in tolls if toll.status is None and toll.claims_used}
    toll = next((whole[harm] for harm in _SERIES if harm in whole), None)
    used = toll.claims_used if toll else ()
    known = (table.find(name) for name in incident.perpetrators)
    return Basis(
        incident=incident,
        toll=toll,
        claims=tuple(claims[key] for key in used if key in claims),
        voices=voices,
        accused=accused_in(incident, table),
        parties=tuple(dict.fromkeys(table.root_of(source.id) for source in known if source is not None)),
        behind={key: table.behind(key) for found in voices.values() for key in found},
    )


def suggest_gradings(basis: Basis) -> list[Suggestion]:
    """Return the grades the rules suggest: of each scheme the first rule that finds something."""
    found: dict[str, Suggestion] = {}
    for rule in RULES:
        because = rule.find(basis) if basis.toll and rule.scheme not in found else None
        if because is not None:
            found[rule.scheme] = Suggestion(
                scheme=rule.scheme, grade=rule.grade, rule=rule.name, because=because
            )
    return list(found.values())


def headline_of(graded: Iterable[tuple[str, Toll]], chosen: Iterable[str] = HEADLINE) -> Headline:
    """Sum the tolls of one harm over the chosen grades; other grades are summed beside, each by itself.

    Args:
        graded: (grade, toll) for each incident; grades that people settled.
        chosen: grades that enter the headline.
    """
    wanted = frozenset(chosen)
    by_grade: dict[str, list[Toll]] = {}
    for grade, toll in graded:
        by_grade.setdefault(grade, []).append(toll)
    inside = [toll for grade, tolls in by_grade.items() if grade in wanted for toll in tolls]
    low, high, number = _sums(inside)
    return Headline(
        low=low,
        high=high,
        high_open=any(toll.high_open for toll in inside),
        incidents=number,
        beside={grade: _sums(tolls) for grade, tolls in by_grade.items() if grade not in wanted},
    )


def _sums(tolls: Sequence[Toll]) -> tuple[int, int, int]:
    return sum(toll.low or 0 for toll in tolls), sum(toll.high or 0 for toll in tolls), len(tolls)


def responsibility_accepted(basis: Basis) -> str | None:
    """A party that is alleged to have done it itself says that civilians were harmed."""
    for claim in basis.claims:
        said = basis.voices.get(claim.id, ())
        is_harm = claim.status is Status.CIVILIAN and (claim.count.greatest_stated or 0) > 0
        if said and is_harm and claim.modality is Modality.ASSERTED and basis.accused.issuperset(said):
            return f"{', '.join(said)} says so, of {claim.count.words!r}"
    return None


def only_combatants(basis: Basis) -> str | None:
    """Every figure that counts is of combatants, as its text says."""
    stated = [claim for claim in basis.claims if claim.status_basis is StatusBasis.STATED]
    if not basis.claims or len(stated) < len(basis.claims):
        return None
    all_are = all(claim.status is Status.COMBATANT for claim in stated)
    return f"all {len(stated)} figures are of combatants" if all_are else None


def several_parties_accused(basis: Basis) -> str | None:
    """Two or more different parties are alleged to have done it; names not in the table are not compared."""
    return f"alleged of {', '.join(basis.parties)}" if len(basis.parties) > 1 else None


def two_originators_and_an_action(basis: Basis) -> str | None:
    """Two or more independent originators, and an act of a belligerent: a party or a means is named."""
    acted = basis.incident.perpetrators or basis.incident.means not in _NO_ACTION
    if len(basis.independent) >= INDEPENDENT and acted:
        act = ", ".join(basis.incident.perpetrators) or basis.incident.means.value
        return f"{_listed(basis.independent)}; {act}"
    return None


def no_more_than_a_claim(basis: Basis) -> str | None:
    """Whatever is left: one originator, or several without an act of a belligerent."""
    said = basis.toll.originators if basis.toll else ()
    return f"said by {_listed(said)}" if said else None


def originators_agree(basis: Basis) -> str | None:
    """Two or more independent originators give figures that can all be true at once."""
    return _compared(basis, agree=True)


def originators_differ(basis: Basis) -> str | None:
    """Two or more independent originators give figures that cannot all be true at once."""
    return _compared(basis, agree=False)


def nothing_to_compare(basis: Basis) -> str | None:
    """There is one independent originator, or none: nothing to corroborate with."""
    number = len(basis.independent)
    return f"{number} independent originator{'' if number == 1 else 's'}" if number < INDEPENDENT else None


def _listed(keys: Iterable[str]) -> str:
    """Return originators by name; an outlet that speaks for itself by its own, where that is known."""
    names = (key.removeprefix(OUTLET) for key in keys)
    return ", ".join(
        "a report whose outlet is not known" if name.startswith("r_") else name for name in names
    )


def _compared(basis: Basis, *, agree: bool) -> str | None:
    if len(basis.independent) < INDEPENDENT or basis.toll is None:
        return None
    least = max((claim.count.low or 0 for claim in basis.claims), default=0)
    tops = [claim.count.high for claim in basis.claims if claim.count.high is not None]
    if (least <= min(tops, default=least)) is not agree:
        return None
    figures = " and ".join(dict.fromkeys(claim.count.words for claim in basis.claims))
    return f"{figures}, by {_listed(basis.independent)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingRule:
    """One rule: the grade it suggests, and why it does when it does.

    Attributes:
        scheme, grade: the code list and its code.
        find: gives the reason, ``None`` when the rule has nothing to say; its docstring explains it to readers.
    """

    scheme: str
    grade: str
    find: Callable[[Basis], str | None]

    @property
    def name(self) -> str:
        """What the rule looks for, in words."""
        return self.find.__name__.replace("_", " ")

    @property
    def explanation(self) -> str:
        """What the rule looks for, in a sentence for readers."""
        return " ".join((self.find.__doc__ or "").split())


# In the order in which they are asked; the first of a scheme that finds something counts.
RULES = (
    GradingRule(scheme="grading_incident", grade="confirmed", find=responsibility_accepted),
    GradingRule(scheme="grading_incident", grade="discounted", find=only_combatants),
    GradingRule(scheme="grading_incident", grade="contested", find=several_parties_accused),
    GradingRule(scheme="grading_incident", grade="fair", find=two_originators_and_an_action),
    GradingRule(scheme="grading_incident", grade="weak", find=no_more_than_a_claim),
    GradingRule(scheme="grading_outcome", grade="confirmed", find=originators_agree),
    GradingRule(scheme="grading_outcome", grade="inconclusive", find=originators_differ),
    GradingRule(scheme="grading_outcome", grade="pending", find=nothing_to_compare),
)
