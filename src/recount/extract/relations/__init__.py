"""Relations between the claims of one report: parts, repeats, increments, updates."""

from recount.extract.relations.finder import find_relations
from recount.extract.relations.parts import give_parties

__all__ = ["find_relations", "give_parties"]
