"""What the quarantine is told of rows that go in: values that stay out of them, and what they make good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from graph.entries import Origin, Rejection
from ingest.columns.awaited import QuarantineOfFile, abouts
from ingest.columns.distinct import DistinctTexts
from ingest.columns.part import Marks, Places
from ingest.columns.sources import BlockValues
from ingest.mapping.mapping import BoundField, BoundValue, Raw, RowMapping
from ingest.rows.clean_rows import row_text
from ingest.rows.outcome import Outcome
from ingest.rows.row_values import Finding, shown

Found = Mapping[str, Sequence[DistinctTexts]]
"""The values of fields, each as often as it has sources."""


def tell_more(mapping: RowMapping, found: Found, count: int) -> Marks:
    """Which rows have a text that could not be used where this tells more than that there is no value."""
    marks: Marks = np.zeros(count, dtype=bool)
    for name in (*mapping.required, *mapping.ingestor.by_refusal):
        for column in found.get(name, ()):
            marks |= column.remarkable_rows
    return marks


def left_out(
    mapping: RowMapping, found: Found, values: BlockValues, places: Places, quarantine: QuarantineOfFile
) -> dict[int, Outcome]:
    """What is to be told of those of the rows at these places of which a value stays out, or that may make
    good what is in quarantine, by their place in the block."""
    findings = _findings(mapping.fields, found, values, places)
    for at in places[quarantine.awaits(mapping, _key(mapping, found), values)[places]].tolist():
        findings.setdefault(at, [])
    outcomes: dict[int, Outcome] = {}
    each = zip(findings.items(), values.at([*findings]), _abouts(mapping, found, [*findings]), strict=True)
    for (at, of_row), raw, about in each:
        origin, text = Origin(quarantine.file, int(values.lines[at])), row_text(raw)
        rejections = [
            Rejection(mapping.context.source, origin, it.field, it.value, it.reason, text, about)
            for it in of_row
        ]
        outcomes[int(values.places[at])] = Outcome(left_out=rejections, applied=True, raw=raw)
        if about:
            outcomes[int(values.places[at])].about.append((about, mapping.mapped))
    return outcomes


def _findings(
    fields: Sequence[BoundField], found: Found, values: BlockValues, places: Places
) -> dict[int, list[Finding]]:
    """What could not be used of rows, by their position, in the order of the fields."""
    findings: dict[int, list[Finding]] = {}
    for bound in fields:
        for source, column in zip(bound.values, found[bound.field.name], strict=False):
            marked = places[column.remarkable_rows[places]].tolist()
            codes = column.codes.to_numpy()[marked].tolist()
            for at, code, row in zip(marked, codes, values.at(marked), strict=True):
                finding = Finding(bound.field.name, _shown(bound, source, row), column.reasons[code])
                findings.setdefault(at, []).append(finding)
    return findings


def _shown(bound: BoundField, source: BoundValue, row: Raw) -> str:
    """The text of a field that could not be used; of a field that takes several there is one."""
    raw = source.read(row)
    return shown(bound.field.type.pieces(raw)[0] if bound.field.several else raw)


def _key(mapping: RowMapping, found: Found) -> DistinctTexts | None:
    """The keys of what rows state something of; None where they have none."""
    name = mapping.ingestor.key
    return None if name is None or name not in found else found[name][0]


def _abouts(mapping: RowMapping, found: Found, positions: Sequence[int]) -> list[str]:
    """Kind and key of what rows state something of; empty where one has no key."""
    key = _key(mapping, found)
    if key is None:
        return [""] * len(positions)
    codes = key.codes.take(pa.array(positions, pa.int64()))
    return abouts(mapping, {name: part.take(codes) for name, part in key.parts.items()})
