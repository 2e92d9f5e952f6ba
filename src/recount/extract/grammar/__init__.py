"""The token grammar: a fast proposer of claims, without a parser."""

from recount.extract.grammar.proposer import propose_claims

__all__ = ["propose_claims"]
