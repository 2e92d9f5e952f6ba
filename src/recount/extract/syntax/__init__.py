"""Rules over a dependency parse: whoever stands in the victim's place of a word of harm, whatever the noun."""

from recount.extract.syntax.proposer import propose_by_syntax

__all__ = ["propose_by_syntax"]
