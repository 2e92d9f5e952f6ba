"""How small a named place is, as far as the report tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum

from recount.extract.places.lexicon import PlaceLexicon
from recount.extract.places.toponyms import Toponym


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


def grade_names(
    toponyms: Sequence[Toponym], lexicon: PlaceLexicon, is_city: Callable[[str], bool]
) -> dict[str, Fineness]:
    """Return the fineness of each name, from all that the report says of it.

    The kind given with the very name decides; else that of the same name with other words ("X city", "X
    province" make X a city); else the register; else it is taken for a town.
    """
    own: dict[str, set[Fineness]] = {}
    of_core: dict[str, set[Fineness]] = {}
    for name in toponyms:
        core = lexicon.terms.take_apart(name.name)
        if name.is_country:
            fineness: Fineness | None = Fineness.COUNTRY_PART if core.is_part else Fineness.COUNTRY
        else:
            fineness = _OF_KIND.get(name.kind or "")
        if fineness is not None:
            own.setdefault(name.name, set()).add(fineness)
            of_core.setdefault(core.core, set()).add(fineness)
    grades: dict[str, Fineness] = {}
    for written in {name.name for name in toponyms}:
        bare = lexicon.terms.take_apart(written).core
        grades[written] = _grade(own.get(written), of_core.get(bare), bare, is_city)
    return grades


def _grade(
    own: set[Fineness] | None, others: set[Fineness] | None, core: str, is_city: Callable[[str], bool]
) -> Fineness:
    if own:
        return min(own)
    if others and min(others) <= Fineness.CITY:
        return Fineness.CITY  # beside "X province", X alone is its town
    return Fineness.CITY if is_city(core) else Fineness.TOWN
