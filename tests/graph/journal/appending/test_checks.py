"""What no store could hold, or the model has no place for, is refused before it is stored."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pandas as pd
import pytest

from graph.entries import CountedItem, EdgeItem, Entry, Event, Identifier, NodeItem, Origin
from graph.errors import JournalError
from graph.journal import Journal
from graph.journal.appending.checks import INDEXED_BYTES, faults
from graph.journal.appending.sound import surely_sound
from tests.support.entries import day, email, order, person

ORIGIN = Origin("x.csv", 1)
LONG = "ü" * INDEXED_BYTES
PLAIN = person("2", day(1), email("a@x.de"), city="Köln", nationality=None)


def event(*nodes: NodeItem, edges: tuple[EdgeItem, ...] = (), key: str = "1", **more: Any) -> Event:
    return Event("event", key, "web", "1", day(1), ORIGIN, nodes=nodes, edges=edges, **more)


def edge(type_: str, end: str, *key: Any, **properties: Any) -> EdgeItem:
    return EdgeItem(type_, ("SourceRecord", ("web", "1")), (end, key), properties)


REFUSED: dict[str, Entry] = {
    "source with a colon": person("1", source="a:b"),
    "empty key": person(""),
    "long key": person(LONG),
    "half a surrogate pair in a key": person("\ud800"),
    "half a surrogate pair": person("1", city="\udfff"),
    "number for a text": person("1", city=5),
    "long indexed text": person("1", full_name=LONG),
    "text for texts": person("1", other_names="Ann"),
    "texts with a null": person("1", other_names=["Ann", None]),
    "nested texts": person("1", other_names=[["Ann"]]),
    "time before year 1": person("1", datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))),
    "a time that is another type": person("1", pd.Timestamp("2024-01-01T00:00:00.000000001Z")),
    "unknown identifier": person("1", Identifier("shoe", "43")),
    "empty identifier": person("1", None, Identifier("email", "")),
    "long identifier": person("1", None, Identifier("email", LONG)),
    "identifier property of another type": person("1", None, Identifier("email", "a@b", {"domain": 1})),
    "not a number": order("1", "1", day(0), total=float("nan")),
    "infinite": order("1", "1", day(0), total=float("-inf")),
    "more than 64 bits": order("1", "1", day(0), total=2**63),
    "text for a number": order("1", "1", day(0), total="5"),
    "no time": order("1", "1", day(0), ordered_at="yesterday"),
    "map for a text": event(NodeItem("Event", ("1",), {"properties": {"a": 1}})),
    "list for a text": event(NodeItem("Event", ("1",), {"properties": ["a"]})),
    "flag for a whole number": event(NodeItem("SurveyResponse", ("1",), {"score": True})),
    "float for a whole number": event(NodeItem("SurveyResponse", ("1",), {"score": 9.0})),
    "unknown value that is no JSON": event(NodeItem("Event", ("1",), {"unknown": {1}})),
    "node of our own": event(NodeItem("Projection", ("journal",), {})),
    "node that is none": event(NodeItem("Unicorn", ("1",), {})),
    "key of too many parts": event(NodeItem("Event", ("1", "2"), {})),
    "null key": event(edges=(edge("DID", "Event", None),)),
    "edge of our own": event(edges=(edge("RESOLVES_TO", "Customer", "c1"),)),
    "edge between other nodes": event(edges=(edge("PLACED", "Product", "p1"),)),
    "edge property of another type": event(edges=(edge("DID", "Event", "1", at=5),)),
    "counted edge that is none": event(counted=(CountedItem("DID", "Event", "1"),)),
    "counted without key": event(counted=(CountedItem("VIEWED", "Product", ""),)),
}


@pytest.mark.parametrize("entry", REFUSED.values(), ids=REFUSED)
def test_an_entry_that_cannot_be_projected_is_refused(entry: Entry, journal: Journal) -> None:
    assert list(faults(entry))
    assert not surely_sound([PLAIN, entry, PLAIN])

    with pytest.raises(JournalError):
        journal.append([person("2"), entry], "one")

    assert journal.versions()["records"] == 0


def test_many_plain_records_are_found_sound_at_once() -> None:
    assert surely_sound([PLAIN] * 3)
    assert list(faults(PLAIN)) == []


def test_the_reason_does_not_repeat_the_value() -> None:
    [fault] = faults(order("1", "1", day(0), total="Zauberfisch"))

    assert fault == "Order.total is no number"


@pytest.mark.parametrize(
    "entry",
    [
        person("1", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), email("a@x.de"), other_names=["Ann"]),
        person("1", full_name="\0\u202e\uffff", address_text=LONG, city=None, unknown=1),
        order("1", "1", day(0), total=5, unknown=["x"]),
        event(NodeItem("Event", ("'\"`\\$",), {"at": "2024-01-01T00:00:00Z", "value": -0.0})),
    ],
)
def test_odd_values_that_a_store_can_hold_are_taken(entry: Entry) -> None:
    assert list(faults(entry)) == []
