"""A database to be read."""

from pathlib import Path

import pytest

from tests.ingest.sql.erp import Erp


@pytest.fixture
def erp(tmp_path: Path) -> Erp:
    erp = Erp(tmp_path)
    erp.add((1, "Anna Alt", "2024-01-01 10:00:00"), (2, "Bernd Neu", "2024-01-02 10:00:00"))
    return erp
