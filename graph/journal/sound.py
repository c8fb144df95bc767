"""A look at many records at once, which finds most of them sound in a third of the time of `faults`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from graph.entries import Event, RecordVersion
from graph.journal.checks import SURELY_SHORT, hold_texts, time_fault
from graph.model import MODEL


def surely_sound(entries: Iterable[RecordVersion | Event]) -> bool:
    """Whether none of these entries has `faults`; where it cannot be told, false."""
    parts = _Parts()
    for entry in entries:
        if not isinstance(entry, RecordVersion) or entry.traits:
            return False
        parts.add(entry)
    return parts.are_sound()


@dataclass
class _Parts:
    """Everything that versions of records state, but for their traits."""

    sources: set[str] = field(default_factory=set)
    times: list[Any] = field(default_factory=list)
    keys: list[Any] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    names_of: dict[str, set[str]] = field(default_factory=dict)

    def add(self, version: RecordVersion) -> None:
        """Takes in a version."""
        self.sources.add(version.source)
        self.times.append(version.observed_at)
        self.keys.append(version.source_id)
        self.names.update(version.attributes)
        self.values += version.attributes.values()
        for identifier in version.identifiers:
            self.keys.append(identifier.value)
            self.values += identifier.properties.values()
            self.names_of.setdefault(identifier.kind, set()).update(identifier.properties)

    def are_sound(self) -> bool:
        """Whether no key is empty, all is text that is short enough, and all properties are known."""
        keys = [*self.sources, *self.keys]
        return (
            all(keys)
            and _are_short([*keys, *(value for value in self.values if value is not None)])
            and not any(":" in source for source in self.sources)
            and not any(map(time_fault, self.times))
            and hold_texts(self.names)
            and all(map(_are_known, self.names_of, self.names_of.values()))
        )


def _are_known(kind: str, names: set[str]) -> bool:
    return kind in MODEL.identifier and hold_texts(names, MODEL.identifier[kind].label)


def _are_short(values: list[Any]) -> bool:
    """Whether these are texts that any index takes, two of them as one key too."""
    if not set(map(type, values)) <= {str} or max(map(len, values), default=0) > SURELY_SHORT // 2:
        return False
    try:
        "".join(values).encode()
    except UnicodeEncodeError:
        return False
    return True
