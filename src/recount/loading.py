"""Names of a package that are loaded when they are first used.

A process that has work done by others, or only looks whether there is any, starts sooner when it loads
no more than it uses (``benchmarks/starting.py``).
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module


def load_on_use(package: str, homes: Mapping[str, Sequence[str]]) -> Callable[[str], object]:
    """Return the ``__getattr__`` of a package.

    Args:
        package: its name.
        homes: its modules, with the names that each gives to the package.
    """
    home_of = {name: home for home, names in homes.items() for name in names}

    def load(name: str) -> object:
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{home_of[name]}"), name)

    return load
