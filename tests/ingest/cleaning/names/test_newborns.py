"""Names of children that have none yet."""

import pytest

from ingest.cleaning.names.names import parse_name


@pytest.mark.parametrize(
    ("written", "twin"),
    [
        ("Baby Girl A Duran", "A"),
        ("Duran, BabyBoy B", "B"),
        ("Duran, Janet Baby Girl Twin 2", "B"),
        ("Baby Girl A. Duran", "A"),
        ("Baby Boy D Souza", None),
    ],
)
def test_newborn_twins_keep_their_letter(written: str, twin: str | None) -> None:
    assert parse_name(written).suffix == twin
