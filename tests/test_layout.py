"""The tests mirror the packages: what tests a package lies in the folder of its name."""

import ast
from pathlib import Path

import pytest

from tests.support.modules import names_in

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
        if name.name not in names_in(str(node.module))
    ]
    assert lacking == []
