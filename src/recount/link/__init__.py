"""Claim → Incident: blocking, features, score, clusters. Pure functions over records."""

from recount.link.doubts import UncertainPair, uncertain_pairs
from recount.link.features import FEATURES, Feature
from recount.link.grouping import Ground
from recount.link.incidents import LINKER, Linked, link, link_all
from recount.link.records import number_of
from recount.link.sharing import Share, alone
from recount.link.stories import STORY_FEATURES
from recount.model import LinkConstraints

__all__ = [
    "FEATURES",
    "LINKER",
    "STORY_FEATURES",
    "Feature",
    "Ground",
    "LinkConstraints",
    "Linked",
    "Share",
    "UncertainPair",
    "alone",
    "link",
    "link_all",
    "number_of",
    "uncertain_pairs",
]
