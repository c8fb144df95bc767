"""Readers of CSV, JSON, Parquet and Excel files, of Delta Lake tables and databases."""

from ingest.inputs.base import Input
from ingest.mapping.mapping import Reading
from ingest.readers.base import Reader
from ingest.readers.csv_file import CsvFile
from ingest.readers.delta_table import DeltaReader
from ingest.readers.excel_file import ExcelFile
from ingest.readers.json_file import JsonFile
from ingest.readers.mended_file import MendedFile
from ingest.readers.parquet_file import ParquetFile
from ingest.readers.partitioned import PartitionedFile
from ingest.readers.sql_table import SqlTable

_READERS: dict[str, type[Reader]] = {
    "csv": CsvFile,
    "jsonl": JsonFile,
    "parquet": ParquetFile,
    "excel": ExcelFile,
    "mended": MendedFile,
    "sql": SqlTable,
    "delta": DeltaReader,
}


def open_reader(source: Input, reading: Reading) -> Reader:
    """The reader for an input; raises IngestError when it is of another format."""
    reader = _READERS[reading.format](source, reading)
    return PartitionedFile(reader) if source.partitions else reader
