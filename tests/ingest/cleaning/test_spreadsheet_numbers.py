"""Numbers that went through spreadsheets and table tools, in files and in every field that holds a number."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.pipeline.pipeline import ingest
from tests.ingest.support import MemorySink, write

CUSTOMERS = """
source: shop
files:
  - path: "*.csv"
    rows:
      - kind: customer
        fields:
          source_id: id
          street: {const: Hauptstr.}
          house_number: house
          postal_code: zip
          city: {const: Dresden}
          phone: phone
          account: {column: card, realm: card}
          document: {column: passport, type: passport}
"""
DAY_1 = "id,house,zip,phone,card,passport\n1001,5,01067,0170 1234567,770011,30458712\n1002,7,10115,,,\n"


def taken(tmp_path: Path, mapping: str, **files: str) -> MemorySink:
    """What the files of a mapping become, in the order of their names."""
    for name, text in files.items():
        write(tmp_path / f"{name}.csv", text)
    sink = MemorySink()
    ingest(write(tmp_path / "mapping.yaml", mapping), (), sink)
    return sink


@pytest.mark.parametrize(
    "day_2",
    [
        "1001.0,5.0,1067.0,1701234567.0,770011.0,30458712.0\n1002.0,7.0,10115.0,,,\n",
        '"1001,0","5,0","1067,0","1701234567,0","770011,0","30458712,0"\n"1002,0",7,10115,,,\n',
        "'1001,'5,'01067,'01701234567,'770011,'30458712\n1002,7,10115,,,\n",
        '"=""1001""","=""5""","=""01067""","=""01701234567""","=""770011""","=""30458712"""\n1002,7,10115,,,\n',
        '"1,001",5,01067,01701234567,"770,011",30458712\n"1,002",7,10115,,,\n',
        "1\u00a0001,5,01067,0170\u00a01234567,770\u202f011,30458712\n1\u00a0002,7,10115,,,\n",
        "1.001E3,5,01067,1.701234567E9,7.70011E5,3.0458712E7\n1002,7,10115,,,\n",
    ],
    ids=["floats", "comma floats", "apostrophes", "formulas", "thousands", "hard blanks", "exponents"],
)
def test_the_second_day_is_the_first_however_its_numbers_are_written(tmp_path: Path, day_2: str) -> None:
    header = DAY_1.partition("\n")[0]
    sink = taken(tmp_path, CUSTOMERS, day1=DAY_1, day2=f"{header}\n{day_2}")
    first, second = sink.records[0], sink.records[2]
    assert sink.rejections == []
    assert (second.source_id, second.attributes) == (first.source_id, first.attributes)
    assert second.identifiers == first.identifiers
    assert sink.records[3].source_id == "1002"


def test_ids_that_are_versions_stay_as_they_are(tmp_path: Path) -> None:
    mapping = """
    source: lab
    files:
      - path: "*.csv"
        rows: [{kind: product, fields: {id: version, name: version}}]
    """
    sink = taken(tmp_path, mapping, products="version\n1.0\n1.1\n2.0\n")
    assert [it.nodes[0].key[0] for it in sink.events("product")] == ["lab:1.0", "lab:1.1", "lab:2.0"]


def test_a_mapping_may_have_all_keys_as_they_are_written(tmp_path: Path) -> None:
    mapping = """
    source: lab
    keys: as_written
    files:
      - path: "*.csv"
        rows: [{kind: product, fields: {id: version, name: version}}]
    """
    sink = taken(tmp_path, mapping, products="version\n1.0\n2.0\n")
    assert [it.nodes[0].key[0] for it in sink.events("product")] == ["lab:1.0", "lab:2.0"]


def test_references_templates_conditions_and_lists_of_values_read_floats_too(tmp_path: Path) -> None:
    mapping = """
    source: shop
    files:
      - path: "*.csv"
        rows:
          - kind: order
            when: {type: "1"}
            fields:
              source_id: {template: "K-{customer}"}
              number: order
              ordered_at: at
              status: {column: status, map: {"1": paid, "2": open}}
          - kind: order_line
            fields: {order: order, product: product, line: line, quantity: quantity}
    """
    rows = "type,customer,order,at,status,product,line,quantity\n1.0,7.0,55.0,2024-07-01,1.0,41.0,1.0,2.0\n"
    sink = taken(tmp_path, mapping, orders=rows)
    (order,), (line,) = sink.events("order"), sink.events("order_line")
    assert (order.source_id, order.nodes[0].key, order.nodes[0].properties["status"]) == (
        "K-7", ("shop:55",), "paid",
    )  # fmt: skip
    assert (line.edges[0].start[1], line.edges[0].properties["quantity"]) == (("shop:55",), 2)
    assert line.edges[0].end[1][-1].endswith("41")


def test_native_floats_of_parquet_are_whole_numbers_too(tmp_path: Path) -> None:
    columns = {"id": [1001.0], "house": [5.0], "zip": [1067.0], "phone": [491701234567.0], "card": [770011.0]}
    pq.write_table(pa.table(columns | {"passport": [30458712.0]}), tmp_path / "day2.parquet")
    sink = MemorySink()
    text = CUSTOMERS.replace("*.csv", "*.parquet")
    ingest(write(tmp_path / "mapping.yaml", text), (), sink)
    (record,) = sink.records
    assert record.source_id == "1001"
    assert [it.value for it in record.identifiers] == [
        "card:770011",
        "+491701234567",
        "passport::30458712",
        "hauptstr|5|01067|dresden|de",
    ]


PRODUCTS = """
source: shop
files:
  - path: day.jsonl
    rows:
      - kind: ticket
        fields: {source_id: c.id, number: "n", opened_at: at, product: p}
      - kind: order_line
        fields: {order: "n", product: "items[].sku", line: "items[].line"}
  - path: day.csv
    rows:
      - kind: ticket
        fields: {source_id: c, number: "n", opened_at: at, product: {column: p, split: ";"}}
"""


def test_numbers_in_lists_and_in_texts_of_several_are_read_alike(tmp_path: Path) -> None:
    rows = (
        '{"n": 5, "c": {"id": "1001.0"}, "at": "2024-01-02", "p": ["41.0", 42.0], "items":'
        ' [{"sku": "41.0", "line": "1.0"}, {"sku": 42, "line": 2}]}\n'
    )
    write(tmp_path / "day.csv", "n,c,at,p\n6,1001.0,2024-01-02,41.0; 42.0\n7,1001,2024-01-02,41\n")
    sink = MemorySink()
    write(tmp_path / "day.jsonl", rows)
    ingest(write(tmp_path / "mapping.yaml", PRODUCTS), (), sink)
    tickets, lines = sink.events("ticket"), sink.events("order_line")
    about = [[edge.end[1][0] for edge in it.edges if edge.type == "ABOUT"] for it in tickets]
    assert {it.source_id for it in tickets} == {"1001"}
    assert about == [["shop:41", "shop:42"], ["shop:41", "shop:42"], ["shop:41"]]
    assert [(it.key, it.edges[0].end[1]) for it in lines] == [
        ("shop:5:1", ("shop:41",)),
        ("shop:5:2", ("shop:42",)),
    ]


def test_versions_in_lists_stay_as_they_are(tmp_path: Path) -> None:
    write(tmp_path / "day.csv", "n,c,at,p\n6,1,2024-01-02,1.0;1.1\n")
    row = (
        '{"n": 5, "c": {"id": 1}, "at": "2024-01-02", "p": ["1.0", "1.1"], "items": [{"sku": 4, "line": 0}]}'
    )
    write(tmp_path / "day.jsonl", row)
    sink = MemorySink()
    ingest(write(tmp_path / "mapping.yaml", PRODUCTS), (), sink)
    about = [[edge.end[1][0] for edge in it.edges if edge.type == "ABOUT"] for it in sink.events("ticket")]
    assert about == [["shop:1.0", "shop:1.1"]] * 2
    assert [it.key for it in sink.events("order_line")] == ["shop:5:0"]


@pytest.mark.parametrize(
    ("number", "key", "total"),
    [
        ("4.91701e12", None, 4.91701e12),
        ("1e5", None, 1e5),
        ("1.5E7", None, 1.5e7),
        ("1.00001e5", "100001", 100001.0),
    ],
)
def test_a_number_of_json_that_may_lack_digits_is_no_key_but_an_amount(
    tmp_path: Path, number: str, key: str | None, total: float
) -> None:
    mapping = """
    source: shop
    decimal: ","
    files:
      - path: orders.jsonl
        rows:
          - kind: order
            fields: {source_id: k, number: "n", ordered_at: at, total: total, phone: phone}
          - kind: event
            fields: {source_id: k, name: {const: paid}, at: at, properties: [total]}
    """
    row = f'{{"n": {number}, "k": "A", "at": "2024-01-02", "total": {number}, "phone": {number}}}\n'
    write(tmp_path / "orders.jsonl", row + row.replace(f'"n": {number}', '"n": 7'))
    sink = MemorySink()
    ingest(write(tmp_path / "mapping.yaml", mapping), (), sink)
    orders = sink.events("order")
    assert [it.key for it in orders] == [*([f"shop:{key}"] if key else []), "shop:7"]
    assert orders[-1].nodes[0].properties["total"] == total
    assert all(it.kind != "phone" for it in orders[-1].identifiers)
    assert sink.events("event")[0].nodes[0].properties["properties"] in (
        f'{{"total": {total}}}',
        f'{{"total": {total:.0f}}}',
    )
    assert key or {it.value for it in sink.rejections} == {f'"{Decimal(number)}"'}
