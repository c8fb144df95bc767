"""Arrow columns as the values that JSON would have: texts, numbers, flags, times, lists, objects.

Bytes are texts where they are UTF-8, times of day ISO 8601 texts. A value that has no such form, such as a
date beyond the year 9999 or a duration, is a BadCell.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import time
from decimal import Decimal
from typing import Any, cast
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import types

from ingest.mapping.cells import BadCell
from ingest.readers.base import distinct

Column = Any
"""An Arrow array of any type; the stubs have one class for each."""


def row_values(batch: pa.RecordBatch, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The values of each row of a batch, by the names that its columns are given."""
    columns: list[list[Any]] = [column_values(column) for column in batch.columns]
    each = zip(*columns, strict=True) if columns else [()] * batch.num_rows
    for values in each:
        yield dict(zip(names, values, strict=True))


def column_values(column: Column) -> list[Any]:
    """The values of a column, in order."""
    column = _decoded(column)
    kind = column.type
    for fits, convert in _NESTED:
        if fits(kind):
            return convert(column)
    if reason := _refused(kind):
        return [BadCell("", reason) if valid else None for valid in column.is_valid().to_pylist()]
    if types.is_timestamp(kind):
        column = column.cast(pa.timestamp("us", kind.tz), safe=False) if kind.unit == "ns" else column
    elif types.is_time64(kind):
        column = column.cast(pa.time64("us"), safe=False)
    elif types.is_float16(kind) or types.is_float32(kind):
        # The fewest digits that name the number: 0.1, not 0.10000000149.
        texts = column.cast(pa.string()).to_pylist()
        return [None if text is None else _natural(float(text)) for text in texts]
    return _single_values(column)


def _decoded(column: Column) -> Column:
    """A column without the wrappings that change how its values lie, not what they are."""
    kind = column.type
    if isinstance(kind, pa.BaseExtensionType):
        is_uuid = kind.extension_name == "arrow.uuid"
        return pa.array([v and str(v) for v in column.to_pylist()]) if is_uuid else _decoded(column.storage)
    if types.is_dictionary(kind):
        return _decoded(column.dictionary_decode())
    if types.is_run_end_encoded(kind):
        return _decoded(pc.call_function("run_end_decode", [column]))
    return column


def _refused(kind: pa.DataType) -> str | None:
    """Why no value of a type can be read, if so."""
    if types.is_duration(kind) or types.is_interval(kind) or types.is_union(kind):
        return f"is of type {kind}, which no field takes; write it as a number or a text"
    if types.is_timestamp(kind) and kind.tz and not _is_zone(kind.tz):
        return f'is a time in "{kind.tz[:50]}", which is not a time zone'
    return None


def _is_zone(name: str) -> bool:
    try:
        return pa.scalar(0, pa.timestamp("us", name)).as_py() is not None and (
            name[0] in "+-" or bool(ZoneInfo(name))
        )
    except Exception:
        return False


_AS_THEY_ARE = frozenset({pa.string(), pa.large_string(), pa.bool_(), pa.int32(), pa.int64()})
"""Types whose Python values are those that JSON would have."""


def _single_values(column: Column) -> list[Any]:
    try:
        values = column.to_pylist()
        return values if column.type in _AS_THEY_ARE else [_natural(value) for value in values]
    except (ValueError, OverflowError, pa.ArrowException):  # one of them has no place in Python
        return [_one(scalar) for scalar in column]


def _one(scalar: Any) -> Any:
    try:
        return _natural(scalar.as_py())
    except UnicodeDecodeError:
        return BadCell("", "is no text in UTF-8")
    except (ValueError, OverflowError, pa.ArrowException):
        return BadCell("", f"is a {scalar.type} beyond the year 9999 or before the year 1")


def _natural(value: Any) -> Any:
    """A Python value in the form in which JSON would have it."""
    if isinstance(value, float):
        return BadCell(str(value), "is not a finite number") if math.isinf(value) else value
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return BadCell(value[:50].hex(), "is bytes that are no text in UTF-8")
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, Decimal) and value.as_tuple().exponent == 0:
        return int(value)
    return value


def _lists(column: Column) -> list[Any]:
    elements = iter(column_values(column.flatten()))
    lengths = pc.list_value_length(column).to_pylist()
    return [None if length is None else _taken(elements, length) for length in lengths]


def _taken(elements: Iterator[Any], count: int) -> list[Any]:
    return [next(elements) for _ in range(count)]


def _objects(column: Column) -> list[Any]:
    names = distinct([field.name for field in column.type])
    parts = [column_values(part) for part in column.flatten()]
    rows = zip(*parts, strict=True) if parts else ((),) * len(column)
    present = column.is_valid().to_pylist()
    return [
        dict(zip(names, row, strict=True)) if valid else None
        for row, valid in zip(rows, present, strict=True)
    ]


def _maps(column: Column) -> list[Any]:
    """Maps as objects; of a key that is there twice the last counts, as in Arrow itself."""
    return [
        {str(pair["key"]): pair["value"] for pair in _pairs(scalar)} if scalar.is_valid else None
        for scalar in column
    ]


def _pairs(scalar: Any) -> list[dict[str, Any]]:
    keys, items = scalar.values.flatten()
    return [
        {"key": key, "value": item}
        for key, item in zip(column_values(keys), column_values(items), strict=True)
    ]


def _is_list(kind: pa.DataType) -> bool:
    views = (types.is_list_view, types.is_large_list_view)
    lists = (types.is_list, types.is_large_list, types.is_fixed_size_list)
    return any(fits(kind) for fits in (*lists, *views))


_NESTED = cast(
    "list[tuple[Callable[[pa.DataType], bool], Callable[[Column], list[Any]]]]",
    [(types.is_map, _maps), (_is_list, _lists), (types.is_struct, _objects)],
)
