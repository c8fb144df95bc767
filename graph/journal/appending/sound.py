"""A look at many records at once, which finds most of them sound in a tenth of the time of `faults`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from graph.entries import Event, Identifier, Properties, RecordVersion
from graph.journal.appending.checks import SURELY_SHORT, hold_texts, time_fault
from graph.model import MODEL


def surely_sound(entries: Iterable[RecordVersion | Event]) -> bool:
    """Whether none of these entries has `faults`; where it cannot be told, false."""
    versions: list[RecordVersion] = []
    for entry in entries:
        if not isinstance(entry, RecordVersion) or entry.traits:
            return False
        versions.append(entry)
    identifiers = list(chain.from_iterable([version.identifiers for version in versions]))
    sources = {version.source for version in versions}
    keys = [*sources, *(version.source_id for version in versions), *(it.value for it in identifiers)]
    return (
        all(keys)
        and _are_short_texts(keys)
        and not any(":" in source for source in sources)
        and not any(time_fault(version.observed_at) for version in versions)
        and _hold_texts([version.attributes for version in versions])
        and all(_of_kind(*alike) for alike in _by_kind(identifiers).items())
    )


def _by_kind(identifiers: Iterable[Identifier]) -> dict[str, list[Properties]]:
    """The properties of the identifiers of each kind."""
    found: dict[str, list[Properties]] = {}
    for identifier in identifiers:
        found.setdefault(identifier.kind, []).append(identifier.properties)
    return found


def _of_kind(kind: str, properties: Sequence[Properties]) -> bool:
    """Whether the model knows the kind of identifiers, and its nodes may have these properties."""
    return kind in MODEL.identifier and _hold_texts(properties, MODEL.identifier[kind].label)


def _hold_texts(properties: Sequence[Properties], label: str | None = None) -> bool:
    """Whether all properties are known, and each value is a short text or none."""
    values = [value for value in chain.from_iterable(map(dict.values, properties)) if value is not None]
    return hold_texts(set(chain.from_iterable(properties)), label) and _are_short_texts(values)


def _are_short_texts(values: Sequence[Any]) -> bool:
    """Whether these are texts that any index takes, two of them as one key too."""
    if not set(map(type, values)) <= {str} or max(map(len, values), default=0) > SURELY_SHORT // 2:
        return False
    try:
        "".join(values).encode()
    except UnicodeEncodeError:
        return False
    return True
