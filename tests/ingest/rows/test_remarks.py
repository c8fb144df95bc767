"""What is told of rows that leave out what others said: the same of entries, and of rows of the journal."""

import weakref
from collections import Counter
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.entries import Event, NodeItem, Origin, RecordVersion
from graph.journal.appending.encode import event_columns, record_columns
from ingest.rows import told_lately
from ingest.rows.remarks import EntryRemarks
from tests.support.budget import examples

_Stated = tuple[str, datetime | None, set[str]]
_NAMES = ("given_name", "family_name", "city")
_STATED = st.tuples(
    st.sampled_from("ab"),
    st.sampled_from([None, datetime(2024, 1, 1, tzinfo=UTC)]),
    st.sets(st.sampled_from(_NAMES)),
)
_REMARK = "leaves out what another row of the same key and time tells; that is kept"
_BLOCKS = st.lists(st.lists(_STATED, max_size=6), max_size=4)


def _record(key: str, time: datetime | None, names: set[str]) -> RecordVersion:
    return RecordVersion("crm", key, dict.fromkeys(names, "x"), (), time, Origin("f", 1))


def _order(key: str, time: datetime | None, names: set[str]) -> Event:
    nodes = (NodeItem("Order", (key,), dict.fromkeys(names, "x")),)
    return Event("order", key, "crm", None, time, Origin("f", 1), nodes=nodes)


def _poorer(stated: list[_Stated]) -> int:
    """By the rule itself: of rows of one key that follow each other with one time, those that lack a name."""
    count, last = 0, dict[str, tuple[datetime | None, set[str]]]()
    for key, time, names in stated:
        before = last[key][1] if key in last and last[key][0] == time else set()
        count += not before <= names
        last[key] = time, before | names
    return count


@settings(max_examples=examples(20), deadline=None)
@given(_BLOCKS)
def test_rows_that_leave_out_what_others_said_are_counted(blocks: list[list[_Stated]]) -> None:
    one_by_one, by_columns = EntryRemarks(Counter()), EntryRemarks(Counter())
    for block in blocks:
        records, orders = ([make(*stated) for stated in block] for make in (_record, _order))
        one_by_one.look([*records, *orders])
        by_columns.look_at_records(pa.table(record_columns(records)))
        by_columns.look_at_events(pa.table(event_columns(orders)))

    expected = _poorer([stated for block in blocks for stated in block])
    remarks = {f"{kind} {_REMARK}": expected for kind in ("customer", "order") if expected}
    assert one_by_one.found == by_columns.found == remarks


def test_few_things_that_are_told_of_again_and_again_take_no_more_memory_with_each_block(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(told_lately, "_REMEMBERED", 10)
    remarks, blocks = EntryRemarks(Counter()), []
    for at in range(40):
        told = [_record(key, None, {"city"}) for key in ("a", "a", f"new{at}")]
        table = pa.table(record_columns(told))
        blocks.append(weakref.ref(table))
        remarks.look_at_records(table)
    del table

    assert sum(block() is not None for block in blocks) <= 2 * (10 + 3) / 3
