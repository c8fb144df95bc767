"""Values that stay out of rows which go in without them, as the quarantine is told of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from graph.entries import Origin, Rejection
from ingest.columns.distinct import DistinctTexts
from ingest.columns.part import Marks, Places
from ingest.columns.sources import BlockValues
from ingest.mapping.mapping import BoundField, BoundValue, Raw, RowMapping
from ingest.rows.clean_rows import row_text
from ingest.rows.outcome import Outcome
from ingest.rows.row_values import Finding, shown

Found = Mapping[str, Sequence[DistinctTexts]]
"""The values of fields, each as often as it has sources."""
_OF_KEYS = ("source", "value")
"""Parts of keys that name what a row is about."""


def tell_more(mapping: RowMapping, found: Found, count: int) -> Marks:
    """Which rows have a text that could not be used where this tells more than that there is no value."""
    marks: Marks = np.zeros(count, dtype=bool)
    for name in (*mapping.required, *mapping.ingestor.by_refusal):
        for column in found.get(name, ()):
            marks |= column.remarkable_rows
    return marks


def left_out(
    mapping: RowMapping, found: Found, values: BlockValues, places: Places, file: str
) -> dict[int, Outcome]:
    """What is to be told of those of the rows at these places of which a value stays out, by their place in
    the block."""
    outcomes: dict[int, Outcome] = {}
    for at, findings in _findings(mapping.fields, found, values, places).items():
        raw, origin = values.row(at), Origin(file, int(values.lines[at]))
        told = row_text(raw), _about(mapping, found, at)
        rejections = [
            Rejection(mapping.context.source, origin, it.field, it.value, it.reason, *told) for it in findings
        ]
        outcomes[int(values.places[at])] = Outcome(left_out=rejections, applied=True, raw=raw)
    return outcomes


def _findings(
    fields: Sequence[BoundField], found: Found, values: BlockValues, places: Places
) -> dict[int, list[Finding]]:
    """What could not be used of rows, by their position, in the order of the fields."""
    findings: dict[int, list[Finding]] = {}
    for bound in fields:
        for source, column in zip(bound.values, found[bound.field.name], strict=False):
            for at in places[column.remarkable_rows[places]].tolist():
                value = _shown(bound, source, values.row(at))
                reason = column.reasons[column.codes[at].as_py()]
                findings.setdefault(at, []).append(Finding(bound.field.name, value, reason))
    return findings


def _shown(bound: BoundField, source: BoundValue, row: Raw) -> str:
    """The text of a field that could not be used; of a field that takes several there is one."""
    raw = source.read(row)
    return shown(bound.field.type.pieces(raw)[0] if bound.field.several else raw)


def _about(mapping: RowMapping, found: Found, at: int) -> str:
    """Kind and key of what a row states something of; empty where it has no key."""
    name = mapping.ingestor.key
    if name is None or name not in found:
        return ""
    key = found[name][0]
    parts = [key.parts[part][key.codes[at].as_py()].as_py() for part in _OF_KEYS if part in key.parts]
    return f"{mapping.ingestor.kind} {':'.join(parts)}" if all(parts) else ""
