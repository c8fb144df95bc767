"""A home with a journal of three appends to one table, and a copy of its state before."""

import shutil
from pathlib import Path

import pytest

from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import company
from tests.support.shared import made_once


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose table `records` has three commits of its own, and as many files."""
    shutil.copytree(made_once("verified", _make), tmp_path / "home")
    return tmp_path / "home"


def _make(home: Path) -> None:
    journal = Journal.open(Settings(home=home))
    for number in range(3):
        journal.append(company(4 + number), f"ingest-{number}")


@pytest.fixture
def records(home: Path) -> Path:
    """The folder of the table `records`."""
    return home / "journal" / "records"
