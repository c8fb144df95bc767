"""JSON with what is nested in it, and Parquet."""

import json
import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.errors import IngestError, MappingError
from ingest.inputs import FileInput
from ingest.mapping.mapping import Reading
from ingest.readers import open_reader
from tests.ingest.readers.ingested import FIELDS, bad, names, run
from tests.ingest.support import write


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        '{"Nr": 1, "Name": "M\\u00fcller", "Ort": null}',
        '{"Nr": 2, "Name": "Offen"',
        "",
        "[1]",
        '{"Nr": 3.0, "Name": ["A"], "Ort": "Ulm"}',
        '{"Nr": 4, "Name": "Meier"}',
    ]
    file = write(tmp_path / "k.jsonl", "\n".join(lines))
    summary, sink = run(tmp_path, file)
    assert names(sink) == [("1", "Müller"), ("3", ""), ("4", "Meier")]
    assert [line for line, _ in bad(sink)] == [2, 4, 5]
    assert bad(sink)[0][1].startswith("is not valid JSON")
    assert bad(sink)[1:] == [(4, "is not a JSON object"), (5, "is not a single value")]
    assert (summary.total("rejected_rows"), summary.total("rejected_values")) == (2, 1)


def test_nested_json_with_lists(tmp_path: Path) -> None:
    row = {
        "id": "O1",
        "customer": {"id": 7, "mails": [{"address": "a@b.de"}, {"address": "c@d.de"}]},
        "at": "2024-07-01T10:30:00Z",
        "items": [{"sku": "P1", "count": 2}, {"sku": None, "count": 1}, {"sku": "P3"}],
    }
    rows = (
        "[{kind: order, fields: {source_id: customer.id, number: id, ordered_at: at, "
        "email: 'customer.mails[].address'}}, "
        "{kind: order_line, fields: {order: id, product: 'items[].sku', quantity: 'items[].count'}}]"
    )
    file = write(tmp_path / "o.jsonl", json.dumps(row))
    summary, sink = run(tmp_path, file, rows=rows)
    (order,) = sink.events("order")
    assert (order.source_id, [identifier.value for identifier in order.identifiers]) == (
        "7",
        ["a@b.de", "c@d.de"],
    )
    lines = [event.edges[0] for event in sink.events("order_line")]
    assert [(edge.end[1], edge.properties) for edge in lines] == [
        (("crm:P1",), {"line": "1", "quantity": 2}),
        (("crm:P3",), {"line": "3", "quantity": 1}),
    ]
    assert bad(sink) == [(1, "is empty")]
    assert summary.total("rejected_rows") == 1


def test_json_keys_that_no_row_has(tmp_path: Path) -> None:
    file = write(tmp_path / "k.jsonl", '{"Nr": 1, "Nahme": "A"}\n')
    with pytest.raises(MappingError, match=r'has no column "Name". Did you mean "Nahme"'):
        run(tmp_path, file)
    sparse = write(tmp_path / "k.jsonl", '{"Nr": 1, "Name": "A"}\n')
    assert names(run(tmp_path, sparse)[1]) == [("1", "A")]


def test_parquet(tmp_path: Path) -> None:
    table = pa.table(
        {
            "Nr": [1, 2],
            "Name": ["Müller", None],
            "Ort": ["Köln", "Ulm"],
            "born": [date(1980, 12, 24), None],
            "at": [datetime(2024, 7, 1, 10, 30, tzinfo=UTC), None],
            "home": [{"zip": "10115"}, {"zip": None}],
        }
    )
    pq.write_table(table, tmp_path / "k.parquet")
    fields = FIELDS[:-1] + ", birth_date: born, observed_at: at, postal_code: home.zip}"
    _, sink = run(tmp_path, tmp_path / "k.parquet", rows=f"[{{kind: customer, fields: {fields}}}]")
    first, second = sink.records
    assert first.attributes["birth_date"] == "1980-12-24"
    assert (first.attributes["postal_code"], first.origin.line) == ("10115", 1)
    assert first.observed_at == datetime(2024, 7, 1, 10, 30, tzinfo=UTC)
    assert second.attributes == {"city": "Ulm", "country": "DE"}


def test_a_damaged_parquet_file_is_an_error(tmp_path: Path) -> None:
    file = write(tmp_path / "k.parquet", "PAR1 not really")
    with pytest.raises(IngestError, match="damaged or breaks off"):
        run(tmp_path, file)


def test_what_means_nothing_in_json(tmp_path: Path) -> None:
    lines = '{"Nr": 1, "Name": [], "Ort": NaN}\n{"Nr": 2, "Name": {}, "Ort": -1}\n'
    summary, sink = run(tmp_path, write(tmp_path / "k.jsonl", lines), '    nulls: ["-1"]\n')
    assert [record.attributes for record in sink.records] == [{}, {}]
    assert summary.total("rejected_values") == 0


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ('[{"Nr": 1},{"Nr": 2},{"Nr": 3}]', [1, 2, 3]),
        ('{"Nr": 1}\n{"Nr": 2}\n{"Nr": 3}\n', [1, 2, 3]),
        ('[\n{"Nr": 1},\n{"Nr":\n2},\n{"Nr": 3}\n]', [2, 3, 5]),
        ('[{"Nr": 1},\n{"Nr": 2},{"Nr": 3},\n\n\n{"Nr": 4}]', [1, 2, 3, 5]),
    ],
)
def test_no_two_objects_of_a_file_have_one_line(tmp_path: Path, text: str, numbers: list[int]) -> None:
    _, sink = run(tmp_path, write(tmp_path / "k.jsonl", text))
    assert [record.origin.line for record in sink.records] == numbers


@pytest.mark.parametrize("path", ["", "rows"])
def test_a_long_text_that_nothing_closes_is_not_held_many_times(tmp_path: Path, path: str) -> None:
    begun = '{"rows": [' if path else "["
    file = write(tmp_path / "k.json", begun + '{"Nr": 1, "Name": "' + "x" * 1_000_000)
    reader = open_reader(FileInput(file), Reading("jsonl", record_path=path))
    tracemalloc.start()
    with pytest.raises(IngestError, match="breaks off"):
        list(reader.rows())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30_000_000
