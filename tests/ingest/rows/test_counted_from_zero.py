"""Rows that are numbered from zero keep their first; a zero that refers to nothing stays a placeholder."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.errors import MappingError
from ingest.pipeline.pipeline import ingest
from ingest.pipeline.summary import IngestSummary
from tests.ingest.support import MemorySink, write

IS_PLACEHOLDER = "is a placeholder and names nothing"


def taken(tmp_path: Path, file: str, rows: str) -> tuple[MemorySink, IngestSummary]:
    """What a file becomes, and how it was counted."""
    sink = MemorySink()
    text = f"source: shop\nfiles:\n  - path: {file}\n    rows: [{rows}]\n"
    return sink, ingest(write(tmp_path / "m.yaml", text), (), sink)


def customers(tmp_path: Path, file: str, column: str = "id") -> list[str]:
    """Keys of the customers of a file."""
    rows = f'{{kind: customer, fields: {{source_id: "{column}", full_name: name}}}}'
    return [it.source_id for it in taken(tmp_path, file, rows)[0].records]


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        (["0", "1", "2"], ["0", "1", "2"]),
        (["2", "1", "0"], ["2", "1", "0"]),
        (["0.0", "1.0", "2.0"], ["0", "1", "2"]),
        (["000", "001", "002"], ["000", "001", "002"]),
        (["0", "1", "2", "2"], ["0", "1", "2", "2"]),
        (["0", "1", "0", "2"], ["1", "2"]),
        (["0", "1001", "1002"], ["1001", "1002"]),
        (["0", "1", "1", "2", "2"], ["1", "1", "2", "2"]),
        (["0", "00", "1", "2"], ["1", "2"]),
        (["0"], []),
    ],
)
def test_zero_is_a_key_where_a_column_counts_from_it(
    tmp_path: Path, written: list[str], keys: list[str]
) -> None:
    lines = [f"{key},Anna Ott" for key in written]
    write(tmp_path / "k.csv", "\n".join(["id,name", *lines]))
    assert customers(tmp_path, "k.csv") == keys


@pytest.mark.parametrize("numbers", [[0, 1, 2], [0.0, 1.0, 2.0], ["0", "1", "2"], ["0.0", "1.0", "2.0"]])
def test_zeros_of_json_and_parquet(tmp_path: Path, numbers: list[Any]) -> None:
    pq.write_table(pa.table({"id": numbers, "name": ["Anna Ott"] * 3}), tmp_path / "k.parquet")
    rows = [
        json.dumps({"id": it, "of": {"id": it}, "ids": [{"of": "a.b", "id": it}], "name": "Anna Ott"})
        for it in numbers
    ]
    write(tmp_path / "k.jsonl", "\n".join(rows))
    in_json = ("id", "of.id", "ids[of=a.b].id")
    for file, column in (("k.parquet", "id"), *(("k.jsonl", column) for column in in_json)):
        assert customers(tmp_path, file, column) == ["0", "1", "2"]


def test_a_file_of_orders_counted_from_zero_whose_guests_are_zero(tmp_path: Path) -> None:
    write(tmp_path / "o.csv", "order,customer,at\n" + "".join(f"{n},{n % 2},2024-07-01\n" for n in range(6)))
    rows = "{kind: order, fields: {source_id: customer, number: order, ordered_at: at}}"
    sink, summary = taken(tmp_path, "o.csv", rows)
    assert [(it.source_id, it.nodes[0].key) for it in sink.events("order")] == [
        ("1", ("shop:1",)), ("1", ("shop:3",)), ("1", ("shop:5",)),
    ]  # fmt: skip
    assert summary.files[0].row_reasons == {f"source_id {IS_PLACEHOLDER}": 3}


def test_the_order_zero_and_the_product_zero(tmp_path: Path) -> None:
    write(tmp_path / "o.csv", "order,customer,product,at\n0,K1,0,2024-07-01\n1,K1,1,2024-07-02\n")
    order = "{kind: order, fields: {source_id: customer, number: order, ordered_at: at}}"
    sink, _ = taken(tmp_path, "o.csv", f"{order}, {{kind: product, fields: {{id: product, name: product}}}}")
    for kind in ("order", "product"):
        assert [it.nodes[0].key for it in sink.events(kind)] == [("shop:0",), ("shop:1",)]


def test_zero_as_phone_document_or_postal_code_names_nothing(tmp_path: Path) -> None:
    write(tmp_path / "k.csv", "id,name,n\na,Anna Ott,0\nb,Bernd Ott,1\nc,Carl Ott,2\n")
    rows = """{kind: customer, fields: {source_id: id, full_name: name, phone: n,
        document: {column: n, type: passport}, account: {column: n, realm: card}}}"""
    found = taken(tmp_path, "k.csv", rows)[0].records[0]
    assert [it.value for it in found.identifiers] == []


@pytest.mark.parametrize("header", [",given,family", '"",given,family'])
def test_a_column_without_a_name_is_called_after_its_place(tmp_path: Path, header: str) -> None:
    write(tmp_path / "k.csv", f"{header}\n0,Anna,Ott\n1,Bernd,Ott\n")
    rows = "{kind: customer, fields: {source_id: %s, given_name: given, family_name: family}}"
    sink, _ = taken(tmp_path, "k.csv", rows % "column 1")
    assert [it.source_id for it in sink.records] == ["0", "1"]
    with pytest.raises(MappingError, match='Its column without a name is called "column 1"') as caught:
        taken(tmp_path, "k.csv", rows % "index")
    assert caught.value.hint == "Correct the mapping; the format is described in docs/mappings.md."
