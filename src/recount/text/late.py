"""Patterns compiled when they are first used.

Compiling all patterns of a language takes longer than reading a report, and no report needs all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Protocol


class HoldsSources(Protocol):
    """What has the sources of its patterns by name."""

    @property
    def sources(self) -> Mapping[str, str]:
        """Regular expressions; one that is to match in any case begins with ``(?i)``."""
        ...


def late(name: str) -> cached_property[re.Pattern[str]]:
    """Return an attribute for a class that ``HoldsSources`` and no slots: the pattern of the source of that name."""

    def compiled(holder: HoldsSources) -> re.Pattern[str]:
        return re.compile(holder.sources[name])

    return cached_property(compiled)
