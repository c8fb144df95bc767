"""Messages of a topic as rows: their JSON object, or by their key what is no more."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ingest.kafka.arrived import ReceivedMessage
from ingest.readers.base import BadRow, GoodRow
from ingest.readers.json_file import parsed_object
from ingest.readers.text_file import printable, unreadable

KEY, AT = "_key", "_timestamp"
"""Columns of each row beside its own: the message's key as a text, and when Kafka says that it came."""
_FRAME = 5
"""Bytes that serializers of a schema registry put before a value: a zero and the number of the schema."""


def row_of(message: ReceivedMessage, longest: int) -> GoodRow | BadRow:
    """The row in the value of a message, which has one; the line is its offset."""
    value, offset = message.value or b"", message.offset
    if len(value) > longest:
        return BadRow(offset, _text(value[:10_000]), f"is larger than {longest:,} bytes")
    framed = value[:1] == b"\0"
    text = _text(value[_FRAME:] if framed else value)
    found = unreadable(text, "utf-8") or parsed_object(text)
    if isinstance(found, dict):
        return GoodRow(offset, found | {KEY: _key(message), AT: message.at.isoformat()})
    if framed:
        found = "is no JSON: it is written by a schema registry's Avro or Protobuf, which are not read"
    return BadRow(offset, printable(text), found)


def row_of_key(message: ReceivedMessage, columns: Sequence[str]) -> GoodRow | None:
    """A row with what the key of a message tells, in the columns that the mapping has for it; None where it
    does not tell them all."""
    key = _key(message)
    values = _key_values(key, columns) if key is not None else None
    if not columns or values is None:
        return None
    row: dict[str, Any] = {KEY: key, AT: message.at.isoformat()}
    for column, value in zip(columns, values, strict=True):
        _put(row, column.split("."), value)
    return GoodRow(message.offset, row)


def _key_values(key: str, columns: Sequence[str]) -> list[Any] | None:
    """The values of a key, which is a JSON object with them, or itself the only one."""
    try:
        found = json.loads(key)
    except (ValueError, RecursionError):
        found = key
    if isinstance(found, dict):
        inner = found.get("payload", found) if found.keys() == {"schema", "payload"} else found
        names = [column.rpartition(".")[2] for column in columns]
        told = isinstance(inner, dict) and all(inner.get(name) is not None for name in names)
        return [inner[name] for name in names] if told else None
    if len(columns) != 1 or isinstance(found, list) or found is None:
        return None
    return [found if isinstance(found, str) else key]  # a number as it is written


def _put(row: dict[str, Any], path: Sequence[str], value: Any) -> None:
    *outer, last = path
    for name in outer:
        row = row.setdefault(name, {})
    row[last] = value


def _key(message: ReceivedMessage) -> str | None:
    return None if message.key is None else printable(_text(message.key))


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")
