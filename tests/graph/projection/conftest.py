from collections.abc import Callable
from pathlib import Path

import pytest

from graph.identity.outcome.golden import GoldenRecords
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.settings import Settings


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(Settings(home=tmp_path / "home"))


@pytest.fixture
def new_journal(tmp_path: Path) -> Callable[[str], Journal]:
    """Makes a further journal by name."""
    return lambda name: Journal.open(Settings(home=tmp_path / name))


@pytest.fixture(scope="session")
def golden() -> GoldenRecords:
    return GoldenRecords(load_rules())
