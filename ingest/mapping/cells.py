"""Values as a file holds them: plain text, or what cannot be read, which costs its field alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.cleaning.base import InvalidValue, as_text
from ingest.cleaning.texts import is_empty, tidy


@dataclass(frozen=True, slots=True)
class BadCell:
    """A value that cannot be read: as much of it as can be shown, and why."""

    shown: str
    reason: str

    def __str__(self) -> str:
        return self.shown


def bad_part(value: Any) -> BadCell | None:
    """The value, or the first part of a list or object, that cannot be read; None if all can."""
    return value if isinstance(value, BadCell) else next(_bad_parts(value), None)


def _bad_parts(value: Any) -> Iterator[BadCell]:
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if found := bad_part(part):
            yield found


def plain(value: Any) -> str | None:
    """A raw value as tidy text, None when it is empty or no single value."""
    if value is None:
        return None
    try:
        text = tidy(as_text(value))
    except InvalidValue:
        return None
    return None if is_empty(text) else text
