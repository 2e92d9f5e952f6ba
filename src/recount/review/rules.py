"""What each kind of decision names, and nothing else."""

from __future__ import annotations

from recount.model import Decision, DecisionKind
from recount.review.fields import refuse
from recount.review.placing import check_placing

_ON_ONE_CLAIM = frozenset(
    {
        DecisionKind.ACCEPT,
        DecisionKind.REJECT,
        DecisionKind.CORRECT,
        DecisionKind.PIN,
        DecisionKind.RELATE,
        DecisionKind.PART,
    }
)
_WITH_OTHERS = frozenset({DecisionKind.RELATE, DecisionKind.PART})
_REPLACES = frozenset(
    {
        DecisionKind.CORRECT,
        DecisionKind.GRADE,
        DecisionKind.ADD,
        DecisionKind.PART,
        DecisionKind.SECOND_REVIEW,
        DecisionKind.SIGN_OFF,
        DecisionKind.SOURCE,
    }
)
_ON_EITHER = frozenset({DecisionKind.GRADE, DecisionKind.SECOND_REVIEW, DecisionKind.SIGN_OFF})


def check_decision(decision: Decision) -> None:
    """Check that a decision names what its kind needs and nothing else.

    Raises:
        DecisionError: it does not.
    """
    kind = decision.kind
    is_placing = kind is DecisionKind.CORRECT and decision.claim is None and bool(decision.incident_ids)
    if is_placing:
        check_placing(decision)
    elif kind in _ON_ONE_CLAIM and (decision.claim is None or (decision.claims and kind not in _WITH_OTHERS)):
        refuse(f"{kind} needs one claim.", "Name it in `claim`, by its id or by its words.")
    if kind is not DecisionKind.RELATE and (kind in _REPLACES) is not bool(decision.replacement):
        refuse(
            f"{kind} {'needs' if kind in _REPLACES else 'takes no'} replacement.",
            'Give the new values in `replacement`, with kind "correct", or the grades, with kind "grade".',
        )
    if kind in _ON_EITHER and (decision.claims or len(decision.incident_ids) + bool(decision.claim) != 1):
        refuse(f"{kind} needs one incident or one claim.", "Name it in `incidents` or in `claim`.")
    _check_incidents(kind, len(decision.incident_ids), is_placing=is_placing)
    _check_others(decision)
    if kind is DecisionKind.MERGE and (decision.claim or decision.claims):
        refuse("merge concerns whole incidents.", "Use pin or split for single claims.")
    if kind is DecisionKind.SPLIT and not (decision.claim or decision.claims):
        refuse("split needs the claims that leave.", "Name them in `claims`.")
    if kind is DecisionKind.NOTE and not is_about_something(decision):
        refuse("a note needs something it is about.", "Name a claim or an incident.")


def is_about_something(decision: Decision) -> bool:
    """Whether a decision names anything; one that only takes another back is about what that one was."""
    return bool(
        decision.claim
        or decision.claims
        or decision.incident_ids
        or decision.report_ids
        or decision.source_id
        or decision.supersedes
    )


def _check_incidents(kind: DecisionKind, number: int, *, is_placing: bool) -> None:
    needs = {
        DecisionKind.CORRECT: (
            number == int(is_placing),
            "a claim, or the one incident whose place it corrects",
        ),
        DecisionKind.PIN: (number == 1, "the one incident it pins to"),
        DecisionKind.SPLIT: (number == 1, "the one incident that is split"),
        DecisionKind.MERGE: (number >= 2, "two or more different incidents"),
        DecisionKind.GRADE: (number <= 1, "one incident, or a claim"),
        DecisionKind.SECOND_REVIEW: (number <= 1, "one incident, or a claim"),
        DecisionKind.SIGN_OFF: (number <= 1, "one incident, or a claim"),
        DecisionKind.ADD: (number <= 1, "at most the one incident it pins to"),
        DecisionKind.NOTE: (True, ""),
    }
    is_right, what = needs.get(kind, (number == 0, "no incidents"))
    if not is_right:
        refuse(f"{kind} needs {what}; {number} given.", "List their ids in `incidents`.")


def _check_others(decision: Decision) -> None:
    """Check reports, sources and the other claims."""
    kind, reports = decision.kind, len(decision.report_ids)
    if (kind is DecisionKind.WITHDRAW) is not bool(reports) and kind is not DecisionKind.NOTE:
        what = "needs reports" if kind is DecisionKind.WITHDRAW else "takes no reports"
        refuse(f"{kind} {what}; {reports} given.", "List their ids in `reports`, with kind withdraw.")
    if kind in {DecisionKind.WITHDRAW, DecisionKind.SOURCE} and (decision.claim or decision.claims):
        refuse(f"{kind} concerns no claim.", "Leave `claim` and `claims` out.")
    if (kind is DecisionKind.SOURCE) is not bool(decision.source_id) and kind is not DecisionKind.NOTE:
        what = "needs a source" if kind is DecisionKind.SOURCE else "takes no source"
        refuse(f"{kind} {what}.", "Give its id in `source`, with kind source.")
    if kind is DecisionKind.ADD and (decision.claim is None or decision.claims):
        refuse("add needs the words of one claim.", "Give `words`: report_id, start and end.")
    if kind is DecisionKind.PART and len(decision.claims) < 2:
        refuse(f"part needs two or more parts; {len(decision.claims)} given.", "List them in `parts`.")
    if kind is DecisionKind.RELATE:
        _check_relation(decision)


def _check_relation(decision: Decision) -> None:
    if len(decision.claims) > 1 or bool(decision.claims) is not bool(decision.replacement):
        refuse(
            "relate needs one other claim and the relation, or neither of them.",
            'Give `claims` with one id and `replacement` {"relation": "subset_of"}; neither says: no relation.',
        )
    if decision.claim in decision.claims:
        refuse("a claim cannot be related to itself.", "Name another claim in `claims`.")
    if any(other.report_id != decision.claim.report_id for other in decision.claims if decision.claim):
        refuse("both claims must be of one report.", "Merge or pin claims of different reports instead.")
