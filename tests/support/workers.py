"""What each worker of a run in parallel gets, and in which order."""

from __future__ import annotations

import importlib
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.shared import worker_name

if TYPE_CHECKING:
    from xdist.scheduler import LoadScopeScheduling

_NEO4J = "neo4j"
_FIRST = (_NEO4J, "tests/graph/identity/", "tests/ingest/sample/", "tests/api/", "tests/graph/")
_WARM = ("tests/api/browser/",)
"""Tests that give up on a Neo4j which plans for the first time."""
_RESTARTING = ("tests/graph/bulk/", "tests/graph/stores/")
"""Tests that end a Neo4j: the next one begins without plans and without compiled code."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """All workers import all tests; each begins in another place, so that what has not been compiled yet is
    compiled by one of them. What cannot be imported is told by the collection."""
    worker, config = worker_name(), session.config
    if worker is None or config.args != config.getini("testpaths"):
        return
    root = config.rootpath
    tests = sorted(path for folder in config.args for path in (root / folder).rglob("test_*.py"))
    begin = len(tests) * int(worker.removeprefix("gw")) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    for path in (*tests[begin:], *tests[:begin]):
        with suppress(Exception, pytest.skip.Exception):
            importlib.import_module(_module(path.relative_to(root)))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that nobody waits for it at the end."""
    items.sort(key=lambda item: _place(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """A worker takes a file of tests at a time, for its fixtures; one all of Neo4j, to start it once."""
    from xdist.scheduler import LoadScopeScheduling  # runs without workers do not need it

    class Files(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return _group(nodeid)

    config.option.loadscopereorder = False
    return Files(config, log)


def _module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts)


def _place(nodeid: str) -> list[bool]:
    group = _group(nodeid)
    last = (group == _NEO4J and nodeid.startswith(late) for late in (_RESTARTING, _WARM))
    return [*(not group.startswith(name) for name in _FIRST), *last]


def _group(nodeid: str) -> str:
    """That of a test: all that have Neo4j in their names, else those of its file."""
    return _NEO4J if _NEO4J in nodeid else nodeid.partition("::")[0]
