"""The tests mirror the packages: what tests a package lies in the folder of its name."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
_FOR_ALL = {"support"}
_PACKAGES = ("api", "benchmarks", "cypher", "graph", "ingest")


def _folders(below: Path) -> set[str]:
    """All folders with Python modules below a path, by their names relative to it."""
    return {path.parent.relative_to(below).as_posix() for path in below.rglob("*.py")} - {"."}


def test_every_folder_mirrors_a_package() -> None:
    packages = {
        f"{package}/{name}" for package in _PACKAGES for name in _folders(TESTS.parent / package)
    } | set(_PACKAGES)
    assert _folders(TESTS) - _FOR_ALL - packages == set()


def test_every_large_package_has_its_folder() -> None:
    parts = {
        f"{package}/{part.name}"
        for package in ("api", "graph", "ingest")
        for part in (TESTS.parent / package).iterdir()
        if part.is_dir() and any(part.rglob("*.py"))
    }
    assert parts - _folders(TESTS) == set()


def test_every_folder_is_a_package() -> None:
    assert {name for name in _folders(TESTS) if not (TESTS / name / "__init__.py").is_file()} == set()


def test_tests_that_need_neo4j_say_so_in_their_names(request: pytest.FixtureRequest) -> None:
    """So one worker gets all of them, and starts it once."""
    needing = [item for item in request.session.items if "neo4j_session" in getattr(item, "fixturenames", ())]
    assert [item.nodeid for item in needing if "neo4j" not in item.nodeid] == []


def test_what_benchmarks_import_is_there() -> None:
    """No test runs most of them, and mypy does not read them."""
    lacking = [
        f"{path.name}:{node.lineno} {node.module}.{name.name}"
        for path in sorted((TESTS.parent / "benchmarks").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and str(node.module).partition(".")[0] in (*_PACKAGES, "tests")
        for name in node.names
        if name.name not in _names_in(str(node.module))
    ]
    assert lacking == []


@cache
def _names_in(module: str) -> frozenset[str]:
    """What can be imported from a module of ours: what it defines or imports, and its own modules."""
    place = TESTS.parent.joinpath(*module.split("."))
    below = {path.stem for path in place.iterdir()} if place.is_dir() else set[str]()
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
    return frozenset(below | set(_bound(tree.body)))


def _bound(statements: Iterable[ast.stmt]) -> Iterator[str]:
    for each in statements:
        match each:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield each.name
            case ast.Import() | ast.ImportFrom():
                yield from ((name.asname or name.name).partition(".")[0] for name in each.names)
            case ast.If() | ast.Try():
                yield from _bound([*each.body, *each.orelse])
            case _:
                names = (node for node in ast.walk(each) if isinstance(node, ast.Name))
                yield from (name.id for name in names if isinstance(name.ctx, ast.Store))
