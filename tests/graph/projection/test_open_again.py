"""What runs or is open again has no end, but one that was agreed on."""

from datetime import datetime

from graph.entries import Event, NodeItem, Origin
from graph.journal import Journal
from graph.projection import project
from graph.projection.resolved.customers import Golden
from graph.store import Store
from tests.support.entries import day
from tests.support.rebuilding import assert_as_rebuilt
from tests.support.stores import reading

Version = tuple[str | None, datetime | None]
"""A status and an end, as far as they are stated."""
HISTORIES: dict[str, tuple[list[Version], datetime | None]] = {
    "open again": ([("open", None), ("closed", day(3)), ("open", None)], None),
    "says nothing": ([("closed", day(3)), (None, None)], day(3)),
    "ends later": ([("closed", None), (None, day(3))], day(3)),
    "closed still": ([("closed", day(3)), ("closed", None)], day(3)),
    "closed again": ([("closed", day(3)), ("open", None), ("closed", day(5))], day(5)),
}
"""Versions of a thing, one after the other, and its end."""


def test_what_is_open_again_has_no_end(embedded_store: Store, journal: Journal, golden: Golden) -> None:
    ends = {"Ticket": "closed_at", "Contract": "cancelled_at"}
    for number in range(3):
        told = [
            _in_state(label, name, key, versions[number])
            for label, name in ends.items()
            for key, (versions, _) in HISTORIES.items()
            if number < len(versions)
        ]
        journal.append(told, str(number))
        project(journal, embedded_store, golden)

    for label, name in ends.items():
        found = embedded_store.run(reading(f"MATCH (n:{label}) RETURN n.id AS id, n.{name} AS end"))
        expected = {f"shop:{key}": end for key, (_, end) in HISTORIES.items()}
        assert {row["id"]: row["end"] for row in found} == expected
    assert_as_rebuilt(journal, embedded_store, golden)


AGREED: dict[str, tuple[list[Version], datetime | None]] = {
    "runs again": ([("active", None), ("cancelled", day(3)), ("active", None)], None),
    "runs to its end again": ([("active", day(9)), ("cancelled", day(3)), ("active", None)], day(9)),
    "cancelled to its end": ([("active", day(9)), ("cancelled", None)], day(9)),
    "says nothing": ([("active", day(9)), (None, None)], day(9)),
}


def test_an_end_that_came_with_a_cancellation_goes_with_it(
    embedded_store: Store, journal: Journal, golden: Golden
) -> None:
    for number in range(3):
        told = [
            _in_state("Contract", "ends_at", key, versions[number])
            for key, (versions, _) in AGREED.items()
            if number < len(versions)
        ]
        journal.append(told, str(number))
        project(journal, embedded_store, golden)

    found = embedded_store.run(reading("MATCH (n:Contract) RETURN n.id AS id, n.ends_at AS end"))
    assert {row["id"]: row["end"] for row in found} == {
        f"shop:{key}": end for key, (_, end) in AGREED.items()
    }
    assert_as_rebuilt(journal, embedded_store, golden)


def _in_state(label: str, end: str, key: str, version: Version) -> Event:
    """A version of a ticket or a contract."""
    stated = zip(("status", end), version, strict=True)
    node = NodeItem(label, (f"shop:{key}",), {name: value for name, value in stated if value})
    return Event(label.lower(), f"shop:{key}", "shop", "1", day(1), Origin("e.csv", 1), (), (node,))
