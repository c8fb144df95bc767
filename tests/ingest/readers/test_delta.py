"""Delta Lake tables as inputs: in the version that is there, told apart by it."""

from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import write_deltalake

from graph.errors import IngestError
from graph.journal import Journal
from graph.settings import Settings
from ingest.pipeline.pipeline import ingest
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
