"""One small sample company for all tests of this folder."""

import csv
from pathlib import Path

import pytest

from ingest.sample import SampleReport, generate


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> SampleReport:
    """2,000 people, as in the demo."""
    return generate(2_000, 1, tmp_path_factory.mktemp("company"))


def read(folder: Path, file: str) -> list[dict[str, str]]:
    """The rows of a truth file."""
    with (folder / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
