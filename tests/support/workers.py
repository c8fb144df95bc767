"""What each worker of a run in parallel gets, and in which order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from xdist.scheduler import LoadScopeScheduling

_NEO4J = re.compile(r"\[(.*-)?neo4j\b")
_FIRST = ("neo4j", "tests/graph/identity/", "tests/ingest/sample/", "tests/api/", "tests/graph/")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that nobody waits for it at the end."""
    items.sort(key=lambda item: [not _group(item.nodeid).startswith(name) for name in _FIRST])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """A worker takes a file of tests at a time, for its fixtures; one all of Neo4j, to start it once."""
    from xdist.scheduler import LoadScopeScheduling  # runs without workers do not need it

    class Files(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return _group(nodeid)

    config.option.loadscopereorder = False
    return Files(config, log)


def _group(nodeid: str) -> str:
    return "neo4j" if _NEO4J.search(nodeid) else nodeid.partition("::")[0]
