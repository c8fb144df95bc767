"""Readers of CSV, JSON Lines and Parquet files."""

from pathlib import Path

from ingest.mapping import Reading
from ingest.readers.base import Reader
from ingest.readers.csv_file import CsvFile
from ingest.readers.jsonl_file import JsonLinesFile
from ingest.readers.parquet_file import ParquetFile

_READERS: dict[str, type[Reader]] = {"csv": CsvFile, "jsonl": JsonLinesFile, "parquet": ParquetFile}


def open_reader(path: Path, reading: Reading) -> Reader:
    """The reader for a file; raises IngestError when there is no such file or it is of another format."""
    return _READERS[reading.format](path, reading)
