"""Rows of a block that may make good what is in quarantine, told for all at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ingest.columns.distinct import DistinctTexts
from ingest.columns.part import Marks, Places
from ingest.columns.sources import BlockValues
from ingest.mapping.mapping import RowMapping
from ingest.rows.mending import Mending

_OF_KEYS = ("source", "value")
"""Parts of keys that name what a row is about."""


@dataclass(frozen=True)
class QuarantineOfFile:
    """What is in quarantine of the source of a file, and by which name the file is told of there."""

    file: str
    mending: Mending = field(default_factory=Mending)

    def awaits(self, mapping: RowMapping, key: DistinctTexts | None, values: BlockValues) -> Marks:
        """Which rows may be in quarantine themselves, or are about what something there is about."""
        marks: Marks = np.zeros(len(values.lines), dtype=bool)
        if self.mending.awaits:
            marks[_may_be_in_quarantine(values, self.mending)] = True
            if key is not None:
                subjects = abouts(mapping, key.parts)
                wanted = np.fromiter(map(self.mending.awaits_subject, subjects), bool, len(subjects))
                marks |= wanted[key.codes.to_numpy()]
        return marks


def abouts(mapping: RowMapping, key: Any) -> list[str]:
    """Kind and key of what each key names, by the columns of its parts; empty where there is none."""
    parts = [key[part].to_pylist() for part in _OF_KEYS if part in key]
    return [
        f"{mapping.ingestor.kind} {':'.join(each)}" if all(each) else "" for each in zip(*parts, strict=True)
    ]


def _may_be_in_quarantine(values: BlockValues, mending: Mending) -> Places:
    """The positions of rows that have in each column what one in quarantine has there."""
    positions = np.arange(len(values.lines))
    for name in filter(values.knows, mending.values.columns):
        cells = values.cells(name, positions)
        may_have = (mending.values.may_have(name, cell) for cell in cells)
        positions = positions[np.fromiter(may_have, bool, len(positions))]
    return positions
