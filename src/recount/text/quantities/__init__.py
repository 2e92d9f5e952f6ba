"""The only place where a number is made: count expressions of a text, and their values."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recount.text.quantities.forms import (
        bare_plural_quantity,
        name_list_quantity,
        none_stated_quantity,
        singular_quantity,
    )
    from recount.text.quantities.quantity import Quantity
    from recount.text.quantities.reread import read_count
    from recount.text.quantities.scan import find_quantities
    from recount.text.quantities.unread import find_unread

__all__ = [
    "Quantity",
    "bare_plural_quantity",
    "find_quantities",
    "find_unread",
    "name_list_quantity",
    "none_stated_quantity",
    "read_count",
    "singular_quantity",
]

_HOMES = {
    "forms": ("bare_plural_quantity", "name_list_quantity", "none_stated_quantity", "singular_quantity"),
    "quantity": ("Quantity",),
    "reread": ("read_count",),
    "scan": ("find_quantities",),
    "unread": ("find_unread",),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
