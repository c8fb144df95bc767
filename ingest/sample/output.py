"""Writes rows in the format of their file: text as bytes, Parquet as tables."""

import csv
import io
import json
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.sample.block import Row
from ingest.sample.broken import CUT
from ingest.sample.layouts import LAYOUTS, Layout

Chunk = bytes | pa.Table


def rendered(rows: list[Row], layout: Layout) -> Chunk:
    """The rows as they go into the file, without a header."""
    if layout.schema is not None:
        return pa.Table.from_pylist(rows, schema=layout.schema)
    return _json_lines(rows) if layout.format == "jsonl" else _csv(rows, layout)


def header(layout: Layout) -> bytes:
    """What stands at the beginning of the file."""
    if not layout.columns:
        return b""
    return _encoded(_csv_text([list(layout.columns)], layout), layout, start=True)


def _json_lines(rows: list[Row]) -> bytes:
    lines = []
    for row in rows:
        cut = row.pop(CUT, False)
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        lines.append(line[: len(line) * 2 // 3] if cut else line)
    return "".join(f"{line}\n" for line in lines).encode()


def _csv(rows: list[Row], layout: Layout) -> bytes:
    cells = [[row.get(c, "") for c in layout.columns][: 2 if row.get(CUT) else None] for row in rows]
    return _encoded(_csv_text(cells, layout), layout)


def _csv_text(cells: list[list[str]], layout: Layout) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=layout.delimiter, lineterminator="\r\n").writerows(cells)
    return out.getvalue()


def _encoded(text: str, layout: Layout, *, start: bool = False) -> bytes:
    """Only the beginning of a file may have a byte order mark."""
    return text.encode(layout.encoding if start else layout.encoding.removesuffix("-sig"))


class Files:
    """All files of the company, open for writing; Parquet files get a row group per block."""

    def __init__(self, target: Path) -> None:
        target.mkdir(parents=True, exist_ok=True)
        self._text = {x.file: (target / x.file).open("wb") for x in LAYOUTS if x.schema is None}
        self._parquet = {
            x.file: pq.ParquetWriter(target / x.file, x.schema, compression="zstd")
            for x in LAYOUTS
            if x.schema is not None
        }
        for layout in LAYOUTS:
            if layout.schema is None:
                self._text[layout.file].write(header(layout))

    def write(self, file: str, chunk: Chunk) -> None:
        """Append a block's rows to a file."""
        if isinstance(chunk, bytes):
            self._text[file].write(chunk)
        else:
            self._parquet[file].write_table(chunk)

    def __enter__(self) -> "Files":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for text in self._text.values():
            text.close()
        for table in self._parquet.values():
            table.close()
