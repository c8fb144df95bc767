"""Holds both ways of reading rows, by columns and one by one, against each other."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from graph.entries import Event, RecordVersion, Rejection
from graph.journal.appending.encode import event_columns, record_columns, rejection_id
from graph.journal.quality.quarantine import OpenRejection
from ingest.columns.row_columns import RowColumns
from ingest.pipeline.pipeline import IngestOptions, open_inputs
from ingest.pipeline.reading import outcomes, read_blocks
from ingest.rows.clean_rows import row_text
from ingest.rows.line_items import LineItems
from ingest.rows.mending import Mending
from ingest.rows.outcome import Outcome


def listed(text: str) -> list[str]:
    return text.replace("\n", "").split("|")


TABLES: Sequence[tuple[str, type, Any]] = (
    ("records", RecordVersion, record_columns),
    ("events", Event, event_columns),
)


def compared(mapping_path: Path, file: Path) -> tuple[int, int]:
    """Holds both ways against each other, where much of the file is in quarantine; how many rows there are,
    and how many were looked at singly."""
    opened = open_inputs(mapping_path, [file], IngestOptions())
    [(reader, entry)] = opened.inputs
    by_row = list(outcomes(reader, entry, opened.mapping.source, LineItems()))
    quarantine = [*quarantined(by_row)]
    columns = RowColumns.of(entry, Mending.of(quarantine))
    assert columns is not None
    by_column = list(read_blocks(reader, entry, opened.mapping.source, columns, LineItems()))

    for table, type_, encoded in TABLES:
        entries = [it for outcome in by_row for it in outcome.entries if isinstance(it, type_)]
        expected = pa.table(encoded(entries))
        found = pa.concat_tables([expected.slice(0, 0), *(portion.tables[table] for portion in by_column)])
        for name in expected.column_names:
            assert found.column(name).to_pylist() == expected.column(name).to_pylist(), name
    told = [outcome for portion in by_column for outcome in portion.outcomes]
    assert remarked(told) == remarked(by_row)
    assert made_good(told, quarantine) == made_good(by_row, quarantine)
    assert sum(portion.size for portion in by_column) == len(by_row)
    nobodys = sum(not (outcome.applied or outcome.refused) for outcome in by_row)
    assert sum(portion.skipped for portion in by_column) == nobodys
    by_itself = [it for it in told if it.entries or it.refused or not it.applied]
    return len(by_row), len(by_itself)


def quarantined(found: Sequence[Outcome]) -> Iterator[OpenRejection]:
    """What is in quarantine of a file that was read before: all that is still wrong with its rows, some rows
    as they are, and for other reasons something of what some of them are about."""
    for at, outcome in enumerate(found):
        for wrong in (*outcome.refused, *outcome.left_out):
            yield in_quarantine(rejection_id(wrong), wrong.field, wrong.row, wrong.about)
        if at % 3 == 0:
            yield in_quarantine(f"row {at}", "", row_text(outcome.raw), "")
        for about, mapped in outcome.about if at % 5 == 0 else ():
            for name in (*sorted(mapped)[:2], "other", ""):
                yield in_quarantine(f"{about} {name}", name, f"{at}: no row", about)


def in_quarantine(id_: str, field: str, row: str, about: str) -> OpenRejection:
    return OpenRejection(id_, "", "", 1, field, "", "", row, about, "", datetime.now(UTC))


def made_good(found: Sequence[Outcome], quarantine: Sequence[OpenRejection]) -> set[str]:
    mending = Mending.of(quarantine)
    for outcome in found:
        mending.look(outcome)
    return {*mending.made_good("said").get("said", ())}


def remarked(outcomes_: Sequence[object]) -> list[tuple[list[Rejection], list[Rejection]]]:
    told = [(outcome.refused, outcome.left_out) for outcome in outcomes_]  # type: ignore[attr-defined]
    return [it for it in told if any(it)]
