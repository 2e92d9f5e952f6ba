"""How small a named place is, as far as the report tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum

from recount.extract.places.lexicon import PlaceLexicon


class Fineness(IntEnum):
    """From the whole of a country to a quarter."""

    COUNTRY = 0
    COUNTRY_PART = 1
    DIVISION = 2
    CITY = 3
    TOWN = 4
    QUARTER = 5


_OF_KIND = {
    "country": Fineness.COUNTRY,
    "region": Fineness.DIVISION,
    "adm1": Fineness.DIVISION,
    "adm2": Fineness.DIVISION,
    "city": Fineness.CITY,
    "town": Fineness.TOWN,
    "village": Fineness.TOWN,
    "quarter": Fineness.QUARTER,
    "site": Fineness.QUARTER,
}
# Kinds that tell how fine a mention is, whatever else bears the name ("the city of X", beside "X province").
_SETTLEMENTS = {kind: _OF_KIND[kind] for kind in ("city", "town", "village")}

Mention = tuple[str, str | None, bool]  # a name as written, the kind the text gives it, whether a country's


class Grades:
    """The fineness of a report's names, from all that it says of them.

    The kind given with the very name decides; else that of the same name with other words ("X city", "X
    province" make X a city); else the register; else it is taken for a town.
    """

    def __init__(
        self, mentions: Iterable[Mention], lexicon: PlaceLexicon, is_city: Callable[[str], bool]
    ) -> None:
        """Take every mention of a name, and whether a register knows a name as a city's."""
        own: dict[str, set[Fineness]] = {}
        of_core: dict[str, set[Fineness]] = {}
        cores: dict[str, str] = {}
        for name, kind, is_country in mentions:
            taken = lexicon.terms.take_apart(name)
            cores[name] = taken.core
            if is_country:
                fineness: Fineness | None = Fineness.COUNTRY_PART if taken.is_part else Fineness.COUNTRY
            else:
                fineness = _OF_KIND.get(kind or "")
            if fineness is not None:
                own.setdefault(name, set()).add(fineness)
                of_core.setdefault(taken.core, set()).add(fineness)
        self._grades = {
            name: _grade(own.get(name), of_core.get(core), core, is_city) for name, core in cores.items()
        }

    def of(self, name: str, kind: str | None, *, is_country: bool) -> Fineness:
        """Return the fineness of a mention."""
        own = None if is_country or kind is None else _SETTLEMENTS.get(kind)
        return self._grades[name] if own is None else own

    def of_name(self, name: str) -> Fineness:
        """Return the fineness of a name wherever it stands, of a country for one the report has not."""
        return self._grades.get(name, Fineness.COUNTRY)


def _grade(
    own: set[Fineness] | None, others: set[Fineness] | None, core: str, is_city: Callable[[str], bool]
) -> Fineness:
    if own:
        return min(own)
    if others and min(others) <= Fineness.CITY:
        return Fineness.CITY  # beside "X province", X alone is its town
    return Fineness.CITY if is_city(core) else Fineness.TOWN
