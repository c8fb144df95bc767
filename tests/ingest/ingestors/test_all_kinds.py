"""What holds for rows of every kind."""

from pathlib import Path
from typing import Any

import pytest

from ingest.ingestors import INGESTORS
from tests.ingest.ingestors.one_row import ORIGIN, WHEN, outcome


@pytest.mark.parametrize(
    ("kind", "values", "field", "reason"),
    [
        (
            "survey_answer",
            {"number": "S1", "answered_at": WHEN, "survey": "Q", "metric": "csat", "score": "9"},
            "score",
            "is not between 1 and 5",
        ),
        (
            "contract",
            {"number": "V", "starts_at": WHEN, "ends_at": "01.01.2020"},
            "ends_at",
            "lies before the start of the contract",
        ),
        ("referral", {"referred_id": "7", "at": WHEN}, "referred_id", "is the record of who referred"),
        (
            "consent",
            {"purpose": "mail", "granted": "ja", "at": WHEN, "valid_to": "01.01.2020"},
            "valid_to",
            "lies before the time of the consent",
        ),
        (
            "order",
            {"number": "O1", "ordered_at": "31.02.2024"},
            "ordered_at",
            "is not a date of the calendar",
        ),
        ("order", {"number": "", "ordered_at": WHEN}, "number", "is empty"),
    ],
)
def test_rows_that_make_no_sense(
    tmp_path: Path, kind: str, values: dict[str, Any], field: str, reason: str
) -> None:
    made = outcome(tmp_path, kind, source_id="7", **values)
    (rejection,) = made.refused
    assert made.entries == []
    assert (rejection.field, rejection.reason, rejection.origin) == (field, reason, ORIGIN)


def test_every_field_is_described() -> None:
    fields = [field for ingestor in INGESTORS.values() for field in ingestor.fields]
    assert [field.name for field in fields if not field.description] == []
