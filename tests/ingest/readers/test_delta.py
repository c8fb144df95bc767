"""Delta Lake tables as inputs: in the version that is there, told apart by it."""

import base64
import json
import struct
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import write_deltalake

from graph.errors import IngestError
from graph.journal import Journal
from graph.settings import Settings
from ingest.inputs.delta import DeltaInput
from ingest.mapping.mapping import Reading
from ingest.pipeline.pipeline import ingest
from ingest.readers.base import GoodRow
from ingest.readers.delta_table import DeltaReader
from tests.ingest.support import write

MAPPING = """
    source: lake
    snapshot: true
    files:
      - path: people
        format: delta
        rows: [{kind: customer, fields: {source_id: nr, full_name: name.full, email: mails}}]
"""


def people(*numbers: int) -> pa.Table:
    rows = [{"nr": nr, "name": {"full": f"Name {nr} Groß"}, "mails": [f"n{nr}@x.example"]} for nr in numbers]
    return pa.Table.from_pylist(rows)


def test_a_table_is_read_in_its_version(tmp_path: Path) -> None:
    mapping, journal = write(tmp_path / "m.yaml", MAPPING), Journal.open(Settings(home=tmp_path / "home"))
    table = tmp_path / "people"
    counts = []
    for numbers, given in ((range(10), ()), (range(10), (table,)), (range(8), ())):
        if counts[1:] or not counts:
            write_deltalake(table, people(*numbers), mode="overwrite")
        summary = ingest(mapping, given, journal)
        counts.append((summary.total("accepted"), summary.total("unchanged"), summary.ended))
    assert counts == [(10, 0, 0), (0, 10, 0), (2, 8, 2)]
    contents = [it.content for it in journal.readings("lake")]
    assert contents[0] == contents[1] != contents[2]
    with journal.connect() as connection:
        found = connection.sql(
            "SELECT full_name, value FROM records JOIN identifiers USING (record_id) ORDER BY 1"
        )
        assert found.fetchall()[0] == ("Name 0 Groß", "n0@x.example")


def test_what_is_no_table_is_told(tmp_path: Path) -> None:
    mapping, journal = write(tmp_path / "m.yaml", MAPPING), Journal.open(Settings(home=tmp_path / "home"))
    (tmp_path / "people").mkdir()
    with pytest.raises(IngestError, match="no file of format delta in"):
        ingest(mapping, (), journal)
    (tmp_path / "people" / "_delta_log").mkdir()
    with pytest.raises(IngestError, match="is damaged"):
        ingest(mapping, (), journal)


BASE85 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
Z85 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"


def without_rows(*deleted: int) -> dict[str, Any]:
    """A deletion vector as Delta Lake's protocol writes it into the log: a roaring bitmap of one array."""
    count = len(deleted)
    vector = struct.pack("<IQI", 1681511377, 1, 0)  # mark, bitmaps, the upper half of their numbers
    vector += struct.pack("<IIHHI", 12346, 1, 0, count - 1, 16) + struct.pack(f"<{count}H", *deleted)
    text = base64.b85encode(vector).decode().translate(str.maketrans(BASE85, Z85))
    return {
        "storageType": "i",
        "pathOrInlineDv": text,
        "sizeInBytes": len(vector),
        "cardinality": count,
    }


def renamed(number: int, name: str, kind: str) -> dict[str, Any]:
    """A column that has another name in the files of the table."""
    metadata = {"delta.columnMapping.id": number, "delta.columnMapping.physicalName": f"col-{number}"}
    return {"name": name, "type": kind, "nullable": True, "metadata": metadata}


def test_deleted_rows_renamed_columns_and_times_that_spark_writes(tmp_path: Path) -> None:
    moments = [datetime(9999, 12, day, tzinfo=UTC) for day in range(1, 11)]
    stored = pa.table({"col-1": list(range(10)), "col-2": pa.array(moments, pa.timestamp("us", tz="UTC"))})
    pq.write_table(stored, tmp_path / "p.parquet", use_deprecated_int96_timestamps=True)
    schema = {
        "type": "struct",
        "fields": [renamed(1, "Kunden Nr", "long"), renamed(2, "gültig bis", "timestamp")],
    }
    features = ["columnMapping", "deletionVectors"]
    actions = [
        {
            "protocol": {
                "minReaderVersion": 3,
                "minWriterVersion": 7,
                "readerFeatures": features,
                "writerFeatures": features,
            }
        },
        {
            "metaData": {
                "id": "t",
                "format": {"provider": "parquet", "options": {}},
                "schemaString": json.dumps(schema),
                "partitionColumns": [],
                "configuration": {"delta.columnMapping.mode": "name", "delta.columnMapping.maxColumnId": "2"},
            }
        },
        {
            "add": {
                "path": "p.parquet",
                "partitionValues": {},
                "size": (tmp_path / "p.parquet").stat().st_size,
                "modificationTime": 0,
                "dataChange": True,
                "deletionVector": without_rows(0, 9),
            }
        },
    ]
    log = "\n".join(json.dumps(action) for action in actions)
    (tmp_path / "_delta_log").mkdir()
    write(tmp_path / "_delta_log" / "00000000000000000000.json", log)
    rows = list(DeltaReader(DeltaInput(tmp_path), Reading("delta")).rows())
    assert [row.values for row in rows if isinstance(row, GoodRow)] == [
        {"Kunden Nr": number, "gültig bis": moments[number]} for number in range(1, 9)
    ]
