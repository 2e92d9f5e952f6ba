"""Whether wheel and source distribution hold what they need and nothing else.

python -m tests.release.check_dist DIST            the files of a build
python -m tests.release.check_dist DIST --rebuild  and that the source distribution makes the same wheel
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Sequence
from email import message_from_bytes
from email.message import Message
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
MEGABYTE = 1_000_000
MOST_BYTES = {"wheel": 24 * MEGABYTE, "sdist": 9 * MEGABYTE}

# What may stand in a wheel, by patterns of whole names. ``INFO`` stands for the folder of its metadata.
ALLOWED = (
    r"recount/(?:[\w/]+/)?\w+\.py",
    r"recount/py\.typed",
    r"recount/(?:\w+/)+data/(?:\w+/)*\w+\.yml",
    r"recount/gazetteer/world\.sqlite",
    r"recount/extract/parse/weights/\w+/(?:(?:card|meta)\.json|config\.cfg|words\.txt|tokenizer)",
    r"recount/extract/parse/weights/\w+/(?:tok2vec|tagger|parser)/(?:cfg|model|moves)",
    r"recount/publish/assets/[\w.]+\.(?:css|js|svg)",
    r"recount/publish/assets/vendor/(?:[\w-]+/)*[\w.-]+\.(?:css|js|json|png|txt)",
    r"recount/publish/site/templates/\w+\.html",
    r"recount/web/templates/(?:\w+/)+\w+\.html",
    r"recount/web/static/recount/[\w-]+\.(?:css|js|svg)",
    r"recount/web/locale/\w+/LC_MESSAGES/django\.(?:po|mo)",
    r"recount/sample/[\w.-]+",
    r"recount/sample/reports/[\w.-]+",
    r"INFO/(?:METADATA|WHEEL|RECORD|entry_points\.txt|licenses/LICENSE|licenses/NOTICE)",
)
# What no archive may hold, whatever a pattern above allows.
FORBIDDEN = re.compile(
    r"(?:^|/)(?:tests?|__pycache__|node_modules|requirements|evals|benchmarks|fuzz|docs|deploy|\.venv|\.git|\.ci)(?:/|$)"
    r"|\.(?:pyc|pyo|so|whl|orig|rej|log|swp)$|(?:^|/)\.DS_Store$|conftest\.py$"
)
# What is made when the package is built, and so is not among the sources.
MADE = (
    "recount/gazetteer/world.sqlite",
    "recount/publish/assets/vendor/",
    "recount/web/locale/ar/LC_MESSAGES/django.mo",
)
NEEDED_MADE = (
    "recount/gazetteer/world.sqlite",
    "recount/publish/assets/vendor/LICENSES.txt",
    "recount/publish/assets/vendor/manifest.json",
    "recount/publish/assets/vendor/countries-50m.js",
    "recount/publish/assets/vendor/leaflet/leaflet.js",
    "recount/publish/assets/vendor/supercluster.js",
    "recount/publish/assets/vendor/topojson-client.js",
    "recount/web/locale/ar/LC_MESSAGES/django.mo",
)
SDIST = (
    *("CHANGELOG.md", "LICENSE", "NOTICE", "PKG-INFO", "README.md", "hatch_build.py", "pyproject.toml"),
    *("frontend/.npmrc", "frontend/README.md", "frontend/build.py", "frontend/package.json"),
    *("frontend/package-lock.json", "frontend/messages.py", ".gitignore"),
)
SAMPLE_BYTES = 1000
SQLITE = b"SQLite format 3\x00"


def wheel_faults(wheel: Path) -> list[str]:
    """Return what is wrong with a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        info = next((name.split("/")[0] for name in names if name.endswith(".dist-info/METADATA")), "")
        if not info:
            return ["no metadata"]
        about = message_from_bytes(archive.read(f"{info}/METADATA"))
        entry_points = archive.read(f"{info}/entry_points.txt").decode()
        world = archive.read(NEEDED_MADE[0])[: len(SQLITE)] if NEEDED_MADE[0] in names else SQLITE
        licences = archive.read(NEEDED_MADE[1]).decode() if NEEDED_MADE[1] in names else ""
    plain = [re.sub(rf"^{re.escape(info)}/", "INFO/", name) for name in names]
    faults = name_faults(plain, ALLOWED)
    missing = sorted({*sources(), *NEEDED_MADE, "INFO/licenses/LICENSE", "INFO/licenses/NOTICE"} - set(plain))
    faults += [f"missing: {name}" for name in missing]
    faults += metadata_faults(about, wheel.name)
    if "recount = recount.cli.main:run" not in entry_points:
        faults.append("the command recount is not among the entry points")
    if world != SQLITE:
        faults.append("world.sqlite is no SQLite file")
    faults += [
        f"no licence of {name} in LICENSES.txt" for name in _libraries() if f"== {name} " not in licences
    ]
    return faults + _size_faults(wheel, "wheel")


def sdist_faults(sdist: Path) -> list[str]:
    """Return what is wrong with a source distribution."""
    with tarfile.open(sdist) as archive:
        members = archive.getmembers()
    folder = sdist.name.removesuffix(".tar.gz")
    faults = [
        f"no plain file: {member.name}" for member in members if not (member.isfile() or member.isdir())
    ]
    names = [member.name.removeprefix(f"{folder}/") for member in members if member.isfile()]
    wanted = {*SDIST, *(f"src/{name}" for name in sources())}
    faults += [f"missing: {name}" for name in sorted(wanted - set(names))]
    faults += [f"not needed: {name}" for name in sorted(set(names) - wanted)]
    return faults + _size_faults(sdist, "sdist")


def name_faults(names: Iterable[str], allowed: Sequence[str]) -> list[str]:
    """Return the names that should not be in an archive."""
    pattern = re.compile("|".join(allowed))
    return [
        f"not needed: {name}"
        for name in sorted(names)
        if FORBIDDEN.search(name) or not pattern.fullmatch(name)
    ]


def metadata_faults(about: Message, file_name: str) -> list[str]:
    """Return where the metadata of a wheel is not that of the project."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = re.search(
        r'__version__ = "([^"]+)"', (SOURCE / "recount/__init__.py").read_text(encoding="utf-8")
    )
    stated = {
        "Name": project["name"],
        "Version": version[1] if version else "",
        "Summary": project["description"],
        "License-Expression": "Apache-2.0",
        "Requires-Python": project["requires-python"],
    }
    faults = [
        f"{key} is {about[key]!r}, not {value!r}" for key, value in stated.items() if about[key] != value
    ]
    if not file_name.startswith(f"recount_record-{stated['Version']}-py3-none-any"):
        faults.append(f"{file_name} is not named after the version, or not for every platform")
    required = {_package(line) for line in about.get_all("Requires-Dist") or [] if "extra ==" not in line}
    if required != {_package(line) for line in project["dependencies"]}:
        faults.append(f"Requires-Dist is {sorted(required)}")
    if sorted(about.get_all("License-File") or []) != ["LICENSE", "NOTICE"]:
        faults.append("License-File is not LICENSE and NOTICE")
    return faults


def sources() -> set[str]:
    """Return the files of the package that are sources, as a wheel names them."""
    paths = (path for path in SOURCE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    names = (path.relative_to(SOURCE).as_posix() for path in paths)
    return {name for name in names if not name.startswith(MADE)}


def rebuild_faults(sdist: Path, wheel: Path) -> list[str]:
    """Return where the wheel made from the source distribution differs from the one beside it."""
    with tempfile.TemporaryDirectory() as scratch, tarfile.open(sdist) as archive:
        archive.extractall(scratch, filter="data")
        folder = Path(scratch, sdist.name.removesuffix(".tar.gz"))
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", scratch]
        subprocess.run(build, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with zipfile.ZipFile(Path(scratch, wheel.name)) as made, zipfile.ZipFile(wheel) as given:
            crcs = [{item.filename: item.CRC for item in made.infolist()}]
            crcs += [{item.filename: item.CRC for item in given.infolist()}]
    differing = dict(crcs[0].items() ^ crcs[1].items())
    return [f"made from the source distribution it differs: {name}" for name in sorted(differing)]


def _package(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    return found[0].lower().replace("_", "-") if found else ""


def _libraries() -> tuple[str, ...]:
    text = (ROOT / "frontend" / "build.py").read_text(encoding="utf-8")
    listed = re.search(r"^LICENSED = \(([^)]*)\)", text, re.M)
    return tuple(re.findall(r'"([^"]+)"', listed[1])) if listed else ("(frontend/build.py names no library)",)


def _size_faults(path: Path, kind: str) -> list[str]:
    size = path.stat().st_size
    return [f"{size} bytes, more than {MOST_BYTES[kind]}"] if size > MOST_BYTES[kind] else []


def main(folder: Path, *, rebuild: bool) -> int:
    """Check the archives of a folder, say what is wrong, and return how much that is."""
    wheels, sdists = sorted(folder.glob("*.whl")), sorted(folder.glob("*.tar.gz"))
    faults = (
        []
        if len(wheels) == len(sdists) == 1
        else ["not one wheel and one source distribution: run make wheel"]
    )
    for wheel in wheels:
        faults += [f"{wheel.name}: {fault}" for fault in wheel_faults(wheel)]
    for sdist in sdists:
        faults += [f"{sdist.name}: {fault}" for fault in sdist_faults(sdist)]
    if rebuild and not faults:
        faults += rebuild_faults(sdists[0], wheels[0])
    sys.stdout.write(
        "".join(f"{fault}\n" for fault in faults) or "wheel and source distribution: as they should be.\n"
    )
    return len(faults)


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--rebuild"]
    sys.exit(bool(main(Path(arguments[0] if arguments else "dist"), rebuild="--rebuild" in sys.argv)))
