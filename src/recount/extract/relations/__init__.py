"""Relations between the claims of one report: parts, repeats, increments, updates."""

from recount.extract.relations.finder import find_relations

__all__ = ["find_relations"]
