"""What is computed does not depend on the zone of the machine."""

import time

import pytest

from graph.duck import connect


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/St_Johns", "Asia/Kolkata"])
def test_days_are_those_of_utc(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The night of a change: in Berlin, 31 March 2024 has 23 hours."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        with connect() as connection, connection.cursor() as another:
            for each in (connection, another):
                [(next_day, night)] = each.execute(
                    "SELECT (TIMESTAMPTZ '2024-03-30T22:30:00Z' + INTERVAL 1 DAY)::VARCHAR,"
                    " TIMESTAMPTZ '2024-03-30T23:30:00Z'::DATE::VARCHAR"
                ).fetchall()
                assert (next_day, night) == ("2024-03-31 22:30:00+00", "2024-03-30")
    finally:
        monkeypatch.undo()
        time.tzset()
