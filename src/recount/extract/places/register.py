"""What the gazetteer says of a report's names; each is looked up once."""

from __future__ import annotations

from collections.abc import Sequence

from recount.gazetteer import Gazetteer, PlaceContext, distance_km
from recount.model import PlaceCandidate

_KNOWN = 0.76  # score of the name itself, in a country the report is about
_LARGE = 0.85  # score of a city of some 150,000 people in the country a report is about


class Register:
    """A gazetteer, asked about the names of one report."""

    def __init__(self, gazetteer: Gazetteer | None, countries: Sequence[str]) -> None:
        """Take a gazetteer, if there is one, and the countries the report is about."""
        self._gazetteer = gazetteer
        self._context = PlaceContext(countries=tuple(countries))
        self._found: dict[str, PlaceCandidate | None] = {}

    def entry(self, core: str) -> PlaceCandidate | None:
        """Return the entry a name stands for, ``None`` when it stands for none beyond doubt."""
        if core not in self._found:
            self._found[core] = self._look_up(core)
        return self._found[core]

    def _look_up(self, core: str) -> PlaceCandidate | None:
        if self._gazetteer is None:
            return None
        found = self._gazetteer.find(core, context=self._context, limit=1)
        return found[0] if found and found[0].score >= _KNOWN else None

    def is_city(self, core: str) -> bool:
        """Whether a name is a city's."""
        entry = self.entry(core)
        return entry is not None and entry.kind == "city"

    def is_large_city(self, core: str) -> bool:
        """Whether a name is that of a city that has quarters and suburbs with names of their own."""
        return self.city_score(core) >= _LARGE

    def city_score(self, core: str) -> float:
        """Return how well a name fits a city; the larger the city, the higher. 0 when it is none's."""
        entry = self.entry(core)
        return entry.score if entry is not None and entry.kind == "city" else 0.0

    def is_near(self, core: str, other: str, reach: float) -> bool:
        """Whether two names are known to lie within so many kilometres of each other."""
        first, second = self.entry(core), self.entry(other)
        if first is None or second is None:
            return False
        distance = distance_km(first, second)
        return distance is not None and distance <= reach
