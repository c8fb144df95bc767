"""The JSON Schema takes every mapping that loads, and none of those with mistakes that a schema can see."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from ingest.ingestors import INGESTORS
from ingest.mapping_files.mapping_schema import PATH, mapping_schema, schema_text

PROJECT = Path(__file__).parents[3]
MAPPINGS = sorted([*PROJECT.glob("ingest/sample/mappings/*.yaml"), *PROJECT.glob("ingest/packaged/*-*.yaml")])
GOOD = """
source: crm
country: DE
dates: ["%d.%m.%Y"]
namespaces: {product: catalogue}
traits: {shoe_size: {type: number}, tier: {type: category, values: [gold]}, since: date}
files:
  - path: kunden.csv
    skip: 2
    delimiter: tab
    rows:
      - kind: customer
        when: {Typ: [K, P], Test: {not: ja}, Karte: null}
        fields:
          source_id: {template: "{A}-{B}"}
          full_name: {columns: [A, B], join: " "}
          gender: {column: G, map: {H: male, "1": female, "*": null}}
          phone: [Tel, {column: Mobil, country: {column: Land}}]
          handle: {column: I, network: instagram}
          traits: {shoe_size: {column: Schuhe, map: {S: "38"}}, since: Seit}
"""


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(mapping_schema())
    return Draft202012Validator(mapping_schema())


def is_valid(validator: Draft202012Validator, text: str) -> bool:
    return bool(validator.is_valid(yaml.safe_load(text)))


def test_the_file_for_editors_is_up_to_date() -> None:
    assert PATH.read_text(encoding="utf-8") == schema_text(), "run `make generate`"


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.name)
def test_mappings_of_the_project_are_valid(validator: Draft202012Validator, path: Path) -> None:
    errors = [
        error.message for error in validator.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))
    ]
    assert errors == []


def test_all_forms_of_fields_and_conditions_are_valid(validator: Draft202012Validator) -> None:
    assert is_valid(validator, GOOD)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("source: crm", "sauce: crm"),
        ("source: crm", "source: a:b"),
        ("path: kunden.csv", "path: kunden.csv\n    pth: x"),
        ("skip: 2", "skip: two"),
        ("kind: customer", "kind: custmer"),
        ("full_name:", "full_nme:"),
        ("source_id:", "city:"),
        ("network: instagram", "netwrk: instagram"),
        (", network: instagram", ""),
        ("{column: G, map", "{column: G, const: x, map"),
        ('{template: "{A}-{B}"}', "[A, B]"),
        ("Test: {not: ja}", "Test: {nt: ja}"),
        ("product: catalogue", "products: catalogue"),
        ("country: DE", "decimal: ';'"),
        ('dates: ["%d.%m.%Y"]', "dates: XYZ"),
        ('dates: ["%d.%m.%Y"]', "dates: [DMY]"),
        ("{column: G, map", "{column: G, dates: dmy, map"),
        ("since: date", "since: dat"),
        ("shoe_size: {type", "Shoe: {type"),
        ("since: Seit", "since: [Seit, Von]"),
        ("delimiter: tab", 'delimiter: ";;"'),
        ("delimiter: tab", "delimiter: tab\n    quote: two"),
        ("delimiter: tab", "header: [A, A]"),
        ("path: kunden.csv", 'path: ""'),
        ("path: kunden.csv", "path: kunden.csv\n    sql: {url_env: U, table: t}"),
        ("path: kunden.csv", "sql: {table: t}"),
        ("path: kunden.csv", "sql: {url_env: U, table: t, query: q}"),
        ("path: kunden.csv", "sql: {url_env: U, table: t, lag: 5 minutes}"),
        ("path: kunden.csv", "kafka: {bootstrap: b}"),
        ('"{A}-{B}"', "A-B"),
        ("columns: [A, B]", "columns: []"),
        ('columns: [A, B], join: " "', 'column: A, join: " "'),
        ("since: Seit", "since: ''"),
        ("{column: G, map", "{column: G, split: ';', map"),
    ],
)
def test_mistakes_are_seen(validator: Draft202012Validator, right: str, wrong: str) -> None:
    assert right in GOOD
    assert not is_valid(validator, GOOD.replace(right, wrong, 1))


def test_editors_are_told_all_kinds_and_fields() -> None:
    text: dict[str, Any] = json.loads(schema_text())
    rows = text["$defs"]["Rows"]
    told = {
        it["if"]["properties"]["kind"]["const"]: it["then"]["properties"]["fields"] for it in rows["allOf"]
    }

    assert rows["properties"]["kind"]["enum"] == list(INGESTORS)
    assert "traits" in told["customer"]["properties"]  # no field of the kind: sources declare them
    told["customer"]["properties"].pop("traits")
    for kind, ingestor in INGESTORS.items():
        assert {name: it["description"] for name, it in told[kind]["properties"].items()} == {
            field.name: field.description for field in ingestor.fields
        }
