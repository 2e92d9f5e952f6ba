"""The style, the scripts and the map libraries that a site carries with it."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable

from recount.errors import PublishError

_OWN = ("site.css", "site.js", "map.js", "icon.svg")
_REQUIRED = ("vendor/leaflet/leaflet.js", "vendor/countries-50m.js", "vendor/LICENSES.txt")


def asset_files() -> dict[str, bytes]:
    """Return all assets by their path in the site.

    Raises:
        PublishError: the map libraries are not in the package.
    """
    folder = resources.files("recount.publish").joinpath("assets")
    files = {f"assets/{name}": folder.joinpath(name).read_bytes() for name in _OWN}
    vendor = folder.joinpath("vendor")
    if vendor.is_dir():
        files |= {f"assets/vendor/{name}": data for name, data in _walk(vendor)}
    missing = [name for name in _REQUIRED if f"assets/{name}" not in files]
    if missing:
        raise PublishError(
            f"the package lacks the map libraries ({missing[0]}).",
            next_move="Reinstall recount-record, or run 'python frontend/build.py' in a source tree.",
        )
    return files


def _walk(folder: Traversable, prefix: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.is_dir():
            found += _walk(entry, f"{prefix}{entry.name}/")
        elif not entry.name.startswith("."):
            found.append((prefix + entry.name, entry.read_bytes()))
    return found
