"""Events that differ in values alone, as rows of the journal: hash by hash what `encode` makes of entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.entries import Event
from graph.journal.appending.blanks import Blank, Fill, Template
from graph.journal.appending.digests import digests_of
from graph.journal.appending.encode import event_columns, event_content
from graph.journal.appending.record_arrays import IdentifierTexts, Texts, identifier_lists
from graph.journal.tables.schema import COUNTED, TIME

STORED = ".stored"
"""Behind the name of the blank of an identifier's properties: as the journal keeps them, none for none."""
_TEXTS = ("kind", "key", "source", "source_id", "record_id", "nodes", "edges", "details", "ended")


@dataclass(frozen=True)
class EventForm:
    """An event with blanks; its `at` is one, or none."""

    event: Event

    def rows(self, texts: Fill, times: Fill, file: str, lines: npt.NDArray[np.int64]) -> pa.Table:
        """A row of `events` for each line, but for what only the append knows; `times` gives moments."""
        count, at = len(lines), self.event.at
        columns = event_columns([replace(self.event, at=None, identifiers=())])
        form = {name: columns[name][0].as_py() for name in (*_TEXTS, "counted")}

        def filled(text: str | None) -> Texts:
            return pa.nulls(count, pa.string()) if text is None else Template(text).filled(texts, count)

        content = event_content(self.event, form["nodes"], form["edges"]).decode()
        found = {name: filled(form[name]) for name in _TEXTS} | {
            "at": times(at.name) if isinstance(at, Blank) else pa.array([None] * count, TIME),
            "identifiers": identifier_lists(self._identifiers(filled, texts), count),
            "counted": _lists([{name: filled(it[name]) for name in it} for it in form["counted"]], count),
            "content_hash": digests_of(filled(content)),
            "file": pa.array([file] * count, pa.string()),
            "line": pa.array(lines, pa.int64()),
        }
        return pa.table({name: found[name] for name in columns})

    def _identifiers(self, filled: Callable[[str], Texts], texts: Fill) -> list[IdentifierTexts]:
        return [
            IdentifierTexts(it.kind, filled(str(it.value)), texts(f"{_name(it.properties)}{STORED}"), None)
            for it in self.event.identifiers
        ]


def _name(properties: Any) -> str:
    """What the blank is called that stands for properties."""
    name: str = properties.name
    return name


def _lists(items: Sequence[dict[str, Texts]], count: int) -> pa.Array[Any]:
    """A list of the items for each row."""
    offsets: Any = pa.array(np.arange(count + 1, dtype=np.int32) * len(items))
    order: Any = pa.array(np.arange(count * len(items)).reshape(len(items), count).T.ravel())
    columns = [
        pa.concat_arrays([item[field.name] for item in items]).take(order)
        if items
        else pa.nulls(0, pa.string())
        for field in COUNTED.value_type
    ]
    structs = pa.StructArray.from_arrays(columns, fields=list(COUNTED.value_type))
    return pa.ListArray.from_arrays(offsets, structs, type=COUNTED)
