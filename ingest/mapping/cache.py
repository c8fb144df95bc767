"""Values that are made once for each text, within bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

_MISSING: Final = object()


class Cache(dict[Any, Any]):
    """What a function gives for texts: `cache[text]` calls it once.

    At most twice as many values are kept as `most` says; those go first that were not asked for lately. A
    look-up that finds its text runs no line of Python, unlike one in `lru_cache` around a method.
    """

    def __init__(self, make: Callable[[Any], Any], most: int) -> None:
        super().__init__()
        self._make = make
        self._most = most
        self._older: dict[Any, Any] = {}

    def __missing__(self, text: Any) -> Any:
        value = self._older.pop(text, _MISSING)
        if value is _MISSING:
            value = self._make(text)
        if len(self) >= self._most:
            self._older = dict(self)
            self.clear()
        self[text] = value
        return value
