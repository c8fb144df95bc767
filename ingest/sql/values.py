"""Values of database drivers as the values that JSON would have, with times and decimals as they are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from ipaddress import IPv4Address, IPv4Interface, IPv6Address, IPv6Interface
from typing import Any
from uuid import UUID

from ingest.mapping.cells import BadCell

_PLAIN = (str, bool, int, date)
_TEXTS = (UUID, IPv4Address, IPv6Address, IPv4Interface, IPv6Interface)


def natural(value: Any) -> Any:
    """The value as a field takes it; a BadCell where it has no such form."""
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, float):
        return BadCell(str(value), "is not a finite number") if math.isinf(value) else value
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return _text(bytes(value))
    if isinstance(value, _TEXTS):
        return str(value)
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [natural(part) for part in value]
    if isinstance(value, Mapping):
        return {str(name): natural(part) for name, part in value.items()}
    return BadCell(
        "", f"is of type {type(value).__name__}, which no field takes; cast it to text in a `query`"
    )


def _number(value: Decimal) -> Any:
    if not value.is_finite():
        return None if value.is_nan() else BadCell(str(value), "is not a finite number")
    return int(value) if value.as_tuple().exponent == 0 else value


def _text(value: bytes) -> Any:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return BadCell(value[:50].hex(), "is bytes that are no text in UTF-8")
