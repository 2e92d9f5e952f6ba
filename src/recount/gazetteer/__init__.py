"""Names as written to candidate places.

``WorldGazetteer`` knows the world's towns; ``read_user_file`` reads a user's own places;
``CombinedGazetteer`` asks several, users' first; ``resolve`` makes a ``Place`` of a name, without ever
inventing a point.
"""

from recount.gazetteer.countries import Countries, load_countries
from recount.gazetteer.extents import Extent, country_extents
from recount.gazetteer.names import NameKeys, name_key
from recount.gazetteer.ranking import distance_km
from recount.gazetteer.registry import NO_CONTEXT, CombinedGazetteer, Gazetteer, PlaceContext
from recount.gazetteer.resolve import resolve
from recount.gazetteer.terms import NamedPlace, PlaceTerms, load_terms
from recount.gazetteer.userfile import UserGazetteer, read_user_file
from recount.gazetteer.world import WorldGazetteer, attribution

__all__ = [
    "NO_CONTEXT",
    "CombinedGazetteer",
    "Countries",
    "Extent",
    "Gazetteer",
    "NameKeys",
    "NamedPlace",
    "PlaceContext",
    "PlaceTerms",
    "UserGazetteer",
    "WorldGazetteer",
    "attribution",
    "country_extents",
    "distance_km",
    "load_countries",
    "load_terms",
    "name_key",
    "read_user_file",
    "resolve",
]
