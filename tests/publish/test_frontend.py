"""The map libraries: what the lock fixes is what the package carries, with licences, naming no host."""

import importlib.util
import json
import shutil
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
VENDOR = ROOT / "src/recount/publish/assets/vendor"
LIBRARIES = {"leaflet", "supercluster", "topojson-client", "world-atlas"}


def load_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("frontend_build", FRONTEND / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build = load_build()


def test_the_lock_names_no_host_and_hashes_everything() -> None:
    text = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in text
    assert "//" not in text
    packages = json.loads(text)["packages"]
    assert set(packages[""]["dependencies"]) == LIBRARIES
    assert all(entry["integrity"].startswith("sha512-") for path, entry in packages.items() if path)


def test_libraries_are_pinned_exactly() -> None:
    package = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    wanted = package["dependencies"]
    assert set(wanted) == LIBRARIES
    assert all(version[0].isdigit() for version in (*wanted.values(), *package["devDependencies"].values()))


def test_what_only_tests_use_is_no_part_of_the_package() -> None:
    package = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    tools = package["devDependencies"]
    carried = (VENDOR / "LICENSES.txt").read_text(encoding="utf-8")
    assert set(tools) == {"axe-core"}
    assert not set(tools) & {asset.package for asset in build.ASSETS}
    assert not [name for name in tools if name in carried]
    assert list(VENDOR.rglob("*axe*")) == []


def test_tools_are_fetched_again_when_the_lock_names_others(tmp_path: Path) -> None:
    lock = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    (tmp_path / "package-lock.json").write_text(lock, encoding="utf-8")
    assert not build.has_tools(tmp_path)
    installed = tmp_path / "node_modules" / build.INSTALLED
    installed.parent.mkdir()
    installed.write_text(lock, encoding="utf-8")
    assert build.has_tools(tmp_path)
    installed.write_text(lock.replace("sha512-F", "sha512-G"), encoding="utf-8")
    assert not build.has_tools(tmp_path)


def test_the_package_carries_what_the_manifest_says() -> None:
    manifest = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    on_disk = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert on_disk == set(manifest["files"]) | {"manifest.json"}
    for name, digest in manifest["files"].items():
        assert sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name


def test_every_library_carries_its_licence() -> None:
    text = (VENDOR / "LICENSES.txt").read_text(encoding="utf-8")
    for library in (*LIBRARIES, "kdbush", "Natural Earth"):
        assert f"== {library} " in text


def test_what_is_there_and_unchanged_is_not_fetched_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / build.VENDOR
    shutil.copytree(VENDOR, copy)
    shutil.copytree(FRONTEND, tmp_path / "frontend", ignore=shutil.ignore_patterns("node_modules"))
    monkeypatch.setenv("PATH", "")  # no npm: a fetch would fail
    build.build(tmp_path)
    (copy / "supercluster.js").write_bytes(b"changed")
    assert not build.is_current(copy, tmp_path / "frontend" / "package-lock.json")
    with pytest.raises(build.BuildError, match="npm"):
        build.build(tmp_path)


def test_the_world_loads_as_a_script() -> None:
    script = (VENDOR / "countries-50m.js").read_text(encoding="utf-8")
    start = "window.RECOUNT_WORLD="
    assert script.startswith(start)
    world = json.loads(script.removeprefix(start).rstrip().rstrip(";"))
    assert world["type"] == "Topology"
    assert "countries" in world["objects"]
