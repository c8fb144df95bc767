from pathlib import Path

import pytest

from graph.journal import Journal
from graph.settings import Settings


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(Settings(home=tmp_path))
