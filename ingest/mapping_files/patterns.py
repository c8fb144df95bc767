"""Regular expressions that users write: they run in bounded time and memory.

They are run by `regex`, which reads all that Python's `re` reads, letters beyond ASCII too, and takes a time
limit. RE2, whose time is bounded by itself, takes the "ü" of "Müller" for no letter: `\\w+` would find an M.
"""

import math
import re
from typing import Any

import regex

from ingest.cleaning.base import InvalidValue

_MAX_PATTERN = 1_000
_MAX_REPEATS = 10_000
_MAX_TEXT = 10_000
_SECONDS = 0.1
_PATIENCE = 5
"""Texts that may take too long before the pattern is given up: a file has millions of them."""


class PatternError(ValueError):
    """A text is no regular expression; the message says why."""


class Pattern:
    """A compiled pattern that gives the first group, or the whole, of its first match."""

    def __init__(self, text: str) -> None:
        if len(text) > _MAX_PATTERN:
            raise PatternError(f"longer than {_MAX_PATTERN:,} characters")
        repeats = [max(int(number), 1) for number in re.findall("[0-9]{1,9}", " ".join(_counts(text)))]
        if math.prod(repeats) > _MAX_REPEATS:
            raise PatternError(f"repeats more than {_MAX_REPEATS:,} times: {{…}} within {{…}} multiply")
        try:
            re.compile(text)  # `regex` knows more, such as recursion, and repeats that it has no bound for
            self._pattern: Any = regex.compile(text)
        except (re.error, regex.error) as error:
            raise PatternError(str(error)) from error
        except (RecursionError, OverflowError, ValueError) as error:
            raise PatternError("too large, or nested too deeply") from error
        self._patience = _PATIENCE

    def first(self, text: str) -> str | None:
        """What the pattern finds in a text, None if nothing; raises InvalidValue when it takes too long."""
        if len(text) > _MAX_TEXT:
            raise InvalidValue(f"is longer than {_MAX_TEXT:,} characters, too long for `extract`")
        if not self._patience:
            raise InvalidValue("was not searched: the pattern under `extract` took too long before")
        try:
            found = self._pattern.search(text, timeout=_SECONDS)
        except (TimeoutError, MemoryError):
            self._patience -= 1
            raise InvalidValue("takes the pattern under `extract` too long: repeats in repeats?") from None
        return found[1 if self._pattern.groups else 0] if found else None


def _counts(text: str) -> list[str]:
    """The largest count of each counted repeat."""
    return [high or low for low, high in re.findall(r"\{([0-9]*),?([0-9]*)\}", text)]
