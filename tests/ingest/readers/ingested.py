"""Files of customers, ingested by a mapping of a few lines."""

from pathlib import Path

from ingest.pipeline.pipeline import ingest
from ingest.pipeline.summary import IngestSummary
from tests.ingest.support import MemorySink, write

FIELDS = "{source_id: Nr, family_name: Name, city: Ort}"
CUSTOMERS = f"[{{kind: customer, fields: {FIELDS}}}]"


def run(
    tmp_path: Path, file: Path, options: str = "", rows: str = CUSTOMERS
) -> tuple[IngestSummary, MemorySink]:
    """Ingests one file with a mapping for its columns Nr, Name and Ort."""
    entry = f"  - path: {file.name}\n    rows: {rows}\n{options}"
    mapping = write(tmp_path / "crm.yaml", f"source: crm\nfiles:\n{entry}")
    sink = MemorySink()
    return ingest(mapping, (), sink), sink


def names(sink: MemorySink) -> list[tuple[str, str]]:
    """Source id and family name of all records."""
    return [(record.source_id, record.attributes.get("family_name", "")) for record in sink.records]


def bad(sink: MemorySink) -> list[tuple[int, str]]:
    """Line and reason of all rejections."""
    return [(rejection.origin.line, rejection.reason) for rejection in sink.rejections]
