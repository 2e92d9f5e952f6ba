"""Incident → Toll: policies, arithmetic of parts and wholes, revisions. Pure functions over records."""

from recount.reconcile.arithmetic import checks_of
from recount.reconcile.copies import first_of_copies
from recount.reconcile.gradings import (
    Headline,
    Suggestion,
    basis_of,
    headline_of,
    suggest_gradings,
)
from recount.reconcile.originate import originators_of
from recount.reconcile.policies import POLICIES, Policy, get_policy, list_policies
from recount.reconcile.stateless import incident_as_json
from recount.reconcile.tolls import reconcile

__all__ = [
    "POLICIES",
    "Headline",
    "Policy",
    "Suggestion",
    "basis_of",
    "checks_of",
    "first_of_copies",
    "get_policy",
    "headline_of",
    "incident_as_json",
    "list_policies",
    "originators_of",
    "reconcile",
    "suggest_gradings",
]
