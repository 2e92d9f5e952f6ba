"""Where a harm happened: place names as a report writes them, and which of them each figure is about."""

from recount.extract.places.finder import find_toponyms
from recount.extract.places.slot import find_places
from recount.extract.places.surroundings import Role
from recount.extract.places.toponyms import Toponym

__all__ = ["Role", "Toponym", "find_places", "find_toponyms"]
