"""Two records, and the levels that comparisons of them must have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Pair:
    """What two records say, and the level that they fall into by comparison."""

    left: dict[str, Any]
    right: dict[str, Any]
    expected: dict[str, str]
