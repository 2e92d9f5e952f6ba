"""The budgets of the code: small modules, small functions, no drawers."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "recount"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
MAX_MODULE_LINES = 400
MAX_FUNCTION_LINES = 50
MAX_PARAMETERS = 7
DRAWERS = {"utils", "misc", "common", "helpers", "util", "helper"}
# Verbs of the command line have one parameter for each option: that is their interface.
VERBS = SOURCE / "cli"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def identity(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", MODULES, ids=identity)
def test_a_module_is_small_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_MODULE_LINES
    assert ast.get_docstring(ast.parse(text))
    assert path.stem not in DRAWERS


@pytest.mark.parametrize("path", MODULES, ids=identity)
def test_functions_are_small(path: Path) -> None:
    for function in functions(path):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= MAX_FUNCTION_LINES or path.parent == VERBS, f"{function.name}: {length} lines"
        parameters = len(function.args.args) + len(function.args.kwonlyargs)
        own = parameters - bool(function.args.args and function.args.args[0].arg in {"self", "cls"})
        assert own <= MAX_PARAMETERS or path.parent == VERBS, f"{function.name}: {own} parameters"


@pytest.mark.parametrize("path", MODULES, ids=identity)
def test_no_private_name_of_a_module_is_left_unused(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    read = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    unused = [name for name in defined(tree) if name.startswith("_") and name[1] != "_" and name not in read]
    assert unused == []


def defined(tree: ast.Module) -> Iterator[str]:
    """Yield the constants that a module defines."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            parts = target.elts if isinstance(target, ast.Tuple) else [target]
            yield from (part.id for part in parts if isinstance(part, ast.Name))


def test_no_top_level_room_takes_the_name_of_a_standard_module() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir()} | {
        path.stem for path in SOURCE.glob("*.py")
    }
    assert not rooms & sys.stdlib_module_names
