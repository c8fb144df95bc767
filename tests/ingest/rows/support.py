"""Rows of one file under a mapping."""

from pathlib import Path

from ingest.pipeline.pipeline import ingest
from ingest.pipeline.summary import FileSummary
from tests.ingest.support import MemorySink, write


def ingested(folder: Path, mapping: str, rows: str) -> tuple[MemorySink, FileSummary]:
    """What a sink is told of the rows of `k.csv`, and the summary of that file."""
    sink = MemorySink()
    write(folder / "k.csv", rows)
    return sink, ingest(write(folder / "m.yaml", mapping), (), sink).files[0]
