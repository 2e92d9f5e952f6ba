"""Letting Python's collector of cycles rest while much is made that has none.

Linking makes millions of small objects and no cycles; the collector would go through all of them again and again,
for a tenth of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Leave cycles alone inside the context; what is freed by counting references is freed as always."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
