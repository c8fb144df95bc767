"""Since when a grant or a denial holds that is dated where programs begin to count."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest

from graph.projection.stated.statements import edges_of

STATED = datetime(2024, 7, 1, 10, 30, tzinfo=UTC)
ENDS = (["SourceRecord", ["crm", "1"]], ["Consent", ["mail:any"]])


@pytest.mark.parametrize(
    ("dated", "since"),
    [
        ("1970-01-01T00:00:00+00:00", STATED),
        ("1969-12-31T23:00:00+00:00", STATED),
        ("1900-01-01T06:00:00+00:00", STATED),
        ("1970-01-02T00:00:00+00:00", datetime(1970, 1, 2, tzinfo=UTC)),
        ("2020-01-01T00:00:00+00:00", datetime(2020, 1, 1, tzinfo=UTC)),
        ((STATED + timedelta(days=9)).isoformat(), STATED + timedelta(days=9)),
    ],
)
def test_a_denial_from_1970_holds_since_it_was_stated(dated: str, since: datetime) -> None:
    """One that began in 1970 would be taken back by whatever was granted at any time; a grant would take
    back what was denied, did it hold since it was stated."""
    assert begins("DENIED", dated) == since
    assert begins("GRANTED", dated) == datetime.fromisoformat(dated)


def begins(type_: str, dated: str) -> datetime:
    edges = orjson.dumps([[type_, *ENDS, {"valid_from": dated}]]).decode()
    [edge] = edges_of({"edges": edges, "stated_at": STATED, "seen_at": STATED})
    found = edge.properties["valid_from"]
    assert isinstance(found, datetime)
    return found


def test_what_a_contract_says_of_its_beginning_stays() -> None:
    node = ["Contract", ["crm:1"]]
    edges = orjson.dumps([["SIGNED", ENDS[0], node, {"valid_from": "1970-01-01T00:00:00+00:00"}]]).decode()

    [edge] = edges_of({"edges": edges, "stated_at": STATED, "seen_at": STATED})
    assert edge.properties["valid_from"].year == 1970
