"""Rows that tell of an identifier seen with a person."""

from pathlib import Path
from typing import Any

import pytest

from graph.entries import Identifier
from tests.ingest.ingestors.one_row import AT, WHEN, event


@pytest.mark.parametrize(
    ("kind", "values", "identifier"),
    [
        (
            "device",
            {"device": "D1", "device_type": "Handy", "platform": "iOS", "model": "iPhone 12"},
            Identifier("device", "D1", {"device_type": "phone", "platform": "iOS", "model": "iPhone 12"}),
        ),
        (
            "cookie",
            {"cookie": "C1", "user_agent": "Firefox"},
            Identifier("cookie", "shop.de:C1", {"domain": "shop.de", "user_agent": "Firefox"}),
        ),
        (
            "account",
            {
                "account": "A1",
                "account_type": "Bonus",
                "status": "aktiv",
                "tier": "Gold",
                "opened_at": WHEN,
                "balance": "5",
            },
            Identifier(
                "account",
                "shop:A1",
                {
                    "realm": "shop",
                    "account_type": "loyalty",
                    "status": "aktiv",
                    "tier": "Gold",
                    "opened_at": AT,
                    "balance": 5.0,
                },
            ),
        ),
        (
            "social_handle",
            {"handle": "@Anna", "url": "https://instagram.com/anna", "followers": "12"},
            Identifier(
                "handle",
                "instagram:anna",
                {
                    "network": "instagram",
                    "name": "anna",
                    "url": "https://instagram.com/anna",
                    "followers": 12,
                },
            ),
        ),
    ],
)
def test_sightings(tmp_path: Path, kind: str, values: dict[str, Any], identifier: Identifier) -> None:
    seen = event(tmp_path, kind, source_id="7", at=WHEN, email="a@b.de", **values)
    key = f"shop:7:{identifier.value}:2024-07-01T10:30:00+00:00"
    email = Identifier("email", "a@b.de", {"domain": "b.de"})
    assert (seen.kind, seen.key, seen.source_id, seen.at) == (kind, key, "7", AT)
    assert set(map(repr, seen.identifiers)) == {repr(identifier), repr(email)}
