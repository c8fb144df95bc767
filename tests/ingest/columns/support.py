"""Holds both ways of reading rows, by columns and one by one, against each other."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from graph.entries import Event, RecordVersion, Rejection
from graph.journal.appending.encode import event_columns, record_columns
from ingest.columns.row_columns import RowColumns
from ingest.pipeline.pipeline import IngestOptions, open_inputs
from ingest.pipeline.reading import outcomes, read_blocks
from ingest.rows.line_items import LineItems


def listed(text: str) -> list[str]:
    return text.replace("\n", "").split("|")


TABLES: Sequence[tuple[str, type, Any]] = (
    ("records", RecordVersion, record_columns),
    ("events", Event, event_columns),
)


def compared(mapping_path: Path, file: Path) -> tuple[int, int]:
    """Holds both ways against each other; how many rows there are, and how many were looked at singly."""
    opened = open_inputs(mapping_path, [file], IngestOptions())
    [(reader, entry)] = opened.inputs
    columns = RowColumns.of(entry)
    assert columns is not None
    by_row = list(outcomes(reader, entry, opened.mapping.source, LineItems()))
    by_column = list(read_blocks(reader, entry, opened.mapping.source, columns, LineItems()))

    for table, type_, encoded in TABLES:
        entries = [it for outcome in by_row for it in outcome.entries if isinstance(it, type_)]
        expected = pa.table(encoded(entries))
        found = pa.concat_tables([expected.slice(0, 0), *(portion.tables[table] for portion in by_column)])
        for name in expected.column_names:
            assert found.column(name).to_pylist() == expected.column(name).to_pylist(), name
    told = [outcome for portion in by_column for outcome in portion.outcomes]
    assert remarked(told) == remarked(by_row)
    assert sum(portion.size for portion in by_column) == len(by_row)
    nobodys = sum(not (outcome.applied or outcome.refused) for outcome in by_row)
    assert sum(portion.skipped for portion in by_column) == nobodys
    by_itself = [it for it in told if it.entries or it.refused or not it.applied]
    return len(by_row), len(by_itself)


def remarked(outcomes_: Sequence[object]) -> list[tuple[list[Rejection], list[Rejection]]]:
    told = [(outcome.refused, outcome.left_out) for outcome in outcomes_]  # type: ignore[attr-defined]
    return [it for it in told if any(it)]
