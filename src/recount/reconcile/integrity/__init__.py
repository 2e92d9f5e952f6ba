"""Integrity: rules that look over a whole record, warn and explain. They never change anything."""

from recount.reconcile.integrity.record import Record, Surroundings, make_record
from recount.reconcile.integrity.rule import Finding, IntegrityRule
from recount.reconcile.integrity.rules import RULES, check_integrity

__all__ = ["RULES", "Finding", "IntegrityRule", "Record", "Surroundings", "check_integrity", "make_record"]
