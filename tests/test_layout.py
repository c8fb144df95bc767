"""The tests mirror the packages: what tests a package lies in the folder of its name."""

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
