"""A log and the journal behind it."""

from pathlib import Path

import pytest

from tests.support.messages import Line


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line.at(tmp_path / "home")
