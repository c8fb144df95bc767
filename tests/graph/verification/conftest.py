"""A home with a journal of three appends to one table, and a copy of its state before."""

from pathlib import Path

import pytest

from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import company


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose table `records` has three commits of its own, and as many files."""
    journal = Journal.open(Settings(home=tmp_path / "home"))
    for number in range(3):
        journal.append(company(4 + number), f"ingest-{number}")
    return tmp_path / "home"


@pytest.fixture
def records(home: Path) -> Path:
    """The folder of the table `records`."""
    return home / "journal" / "records"
