"""Claim → Incident: blocking, features, score, clusters. Pure functions over records."""

from recount.link.features import FEATURES, Feature
from recount.link.incidents import link
from recount.link.stories import STORY_FEATURES
from recount.model import LinkConstraints

__all__ = ["FEATURES", "STORY_FEATURES", "Feature", "LinkConstraints", "link"]
