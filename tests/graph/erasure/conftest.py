"""A journal with somebody to be erased."""

from pathlib import Path

import pytest

from graph.journal import Journal
from tests.support.erasing import journal_in


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return journal_in(tmp_path)
