"""The only place where a number is made: count expressions of a text, and their values."""

from typing import TYPE_CHECKING

from recount.loading import load_on_use

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

__getattr__ = load_on_use(__name__, _HOMES)
