"""What a value of each Arrow type is read as, from a real Parquet file where the format has the type."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.inputs import FileInput
from ingest.mapping.cells import BadCell
from ingest.mapping.mapping import Reading
from ingest.readers import open_reader
from ingest.readers.arrow_values import column_values
from ingest.readers.base import GoodRow

NOON = datetime(2024, 7, 1, 12, 30, 1, 500, tzinfo=UTC)
INSTANT = 1_719_837_001_000_500_999  # NOON in nanoseconds, and 999 of them


def read(tmp_path: Path, column: Any, **how: Any) -> list[Any]:
    """The values of a column that went through a file."""
    path = tmp_path / "k.parquet"
    pq.write_table(pa.table({"x": column}), path, **how)
    rows = list(open_reader(FileInput(path), Reading("parquet")).rows())
    return [row.values["x"] for row in rows if isinstance(row, GoodRow)]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pa.array([1, None], pa.int8()), [1, None]),
        (pa.array([2**64 - 1], pa.uint64()), [2**64 - 1]),
        (pa.array([True, None]), [True, None]),
        (pa.array([0.1, None], pa.float32()), [0.1, None]),
        (pa.array([0.1], pa.float64()), [0.1]),
        (pa.array([Decimal("12.50")], pa.decimal128(10, 2)), [Decimal("12.50")]),
        (pa.array([Decimal(10**30)], pa.decimal256(40, 0)), [10**30]),
        (pa.array([date(1980, 2, 29), None], pa.date32()), [date(1980, 2, 29), None]),
        (pa.array([date(1980, 2, 29)], pa.date64()), [date(1980, 2, 29)]),
        (pa.array([INSTANT, None], pa.timestamp("ns", "UTC")), [NOON, None]),
        (pa.array([INSTANT], pa.timestamp("ns")), [NOON.replace(tzinfo=None)]),
        (pa.array([1_719_837_001], pa.timestamp("s")), [datetime(2024, 7, 1, 12, 30, 1)]),  # noqa: DTZ001
        (pa.array([INSTANT // 1000], pa.timestamp("us", "Europe/Berlin")), [NOON]),
        (pa.array([INSTANT // 1000], pa.timestamp("us", "+02:00")), [NOON]),
        (pa.array([time(10, 30)], pa.time32("s")), ["10:30:00"]),
        (pa.array([1], pa.time64("ns")), ["00:00:00"]),
        (pa.array(["a", None], pa.large_string()), ["a", None]),
        (pa.array(["a", None], pa.string_view()), ["a", None]),
        (pa.array(["a", None, "a"]).dictionary_encode(), ["a", None, "a"]),
        (pa.array(["Köln".encode()], pa.binary()), ["Köln"]),
        (pa.array([b"ab"], pa.binary(2)), ["ab"]),
        (pa.array([b"ab"], pa.large_binary()), ["ab"]),
        (pa.array([None, None], pa.null()), [None, None]),
        (pa.array([[1, 2], None, []], pa.list_(pa.int64())), [[1, 2], None, []]),
        (pa.array([[INSTANT]], pa.large_list(pa.timestamp("ns", "UTC"))), [[NOON]]),
        (pa.array([[1, 2], None], pa.list_(pa.int64(), 2)), [[1, 2], None]),
        (pa.array([{"a": {"b": [0.1]}}, None]), [{"a": {"b": [0.1]}}, None]),
        (pa.array([[("k", 1)], None, []], pa.map_(pa.string(), pa.int64())), [{"k": 1}, None, {}]),
        (pa.array([], pa.struct([])), []),
    ],
    ids=lambda value: str(value.type) if isinstance(value, pa.Array) else "",
)
def test_values_that_have_a_natural_form(tmp_path: Path, column: Any, expected: list[Any]) -> None:
    if column.type != pa.struct([]):  # the format has no empty object
        assert read(tmp_path, column) == expected
    assert column_values(column) == expected


@pytest.mark.parametrize("moment", [datetime(9999, 12, 31, tzinfo=UTC), datetime(1500, 1, 1, tzinfo=UTC)])
def test_times_of_spark_beyond_those_of_nanoseconds(tmp_path: Path, moment: datetime) -> None:
    column = pa.array([moment], pa.timestamp("us", "UTC"))
    (found,) = read(tmp_path, column, use_deprecated_int96_timestamps=True)
    assert found.replace(tzinfo=UTC) == moment


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pa.array([1.5], pa.float16()), [1.5]),
        (pa.array([["a"], None], pa.list_view(pa.string())), [["a"], None]),
        (pa.RunEndEncodedArray.from_arrays([2, 3], ["a", "b"]), ["a", "a", "b"]),
        (
            pa.ExtensionArray.from_storage(pa.uuid(), pa.array([bytes(16)], pa.binary(16))),
            [str(UUID(bytes=bytes(16)))],
        ),
        (pa.array([[1], [2, 3], [4]], pa.list_(pa.int64()))[1:], [[2, 3], [4]]),
        (pa.array([{"a": 1}, {"a": 2}])[1:], [{"a": 2}]),
        (pa.array([[("k", 1)], [("l", 2)]], pa.map_(pa.string(), pa.int64()))[1:], [{"l": 2}]),
        (pa.StructArray.from_arrays([pa.array([1]), pa.array([2])], ["a", "a"]), [{"a (1)": 1, "a (2)": 2}]),
    ],
    ids=lambda value: str(value.type) if isinstance(value, pa.Array) else "",
)
def test_values_of_rare_types(column: Any, expected: list[Any]) -> None:
    assert column_values(column) == expected


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        (pa.array([3_000_000], pa.date32()), "is a date32[day] beyond the year 9999"),
        (pa.array([10**18], pa.timestamp("us")), "is a timestamp[us] beyond the year 9999"),
        (pa.array([-(10**12)], pa.timestamp("s", "UTC")), "is a timestamp[s, tz=UTC] beyond the year 9999"),
        (pa.array([0], pa.timestamp("us", "Mars/Phobos")), 'is a time in "Mars/Phobos", which is not a'),
        (pa.array([timedelta(days=1)], pa.duration("ms")), "is of type duration[ms], which no field takes"),
        (pa.array([(1, 2, 3)], pa.month_day_nano_interval()), "is of type month_day_nano_interval"),
        (pa.array([b"\xff\xfe"], pa.binary()), "is bytes that are no text in UTF-8"),
        (pa.array([b"\xff\xfe"], pa.binary()).view(pa.string()), "is no text in UTF-8"),
        (pa.array([float("inf")]), "is not a finite number"),
        (pa.array([float("-inf")], pa.float32()), "is not a finite number"),
    ],
    ids=lambda value: str(value.type) if isinstance(value, pa.Array) else "",
)  # fmt: skip
def test_values_that_cannot_be_read_cost_themselves_only(column: Any, reason: str) -> None:
    good = pa.concat_arrays([column, pa.nulls(1, column.type)])
    bad, empty = column_values(good)
    assert isinstance(bad, BadCell)
    assert bad.reason.startswith(reason)
    assert empty is None
    ((nested,),) = column_values(pa.ListArray.from_arrays([0, 1], column))
    assert nested == bad


def test_columns_of_one_name(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array([1]), pa.array(["a"]), pa.array([2])], names=["x", "y", "x"])
    pq.write_table(table, tmp_path / "k.parquet")
    reader = open_reader(FileInput(tmp_path / "k.parquet"), Reading("parquet"))
    assert reader.columns == ("x (1)", "y", "x (2)")
    assert list(reader.rows()) == [GoodRow(1, {"x (1)": 1, "y": "a", "x (2)": 2})]
