"""Mappings that are right, and mistakes that are refused with file, line and field."""

from pathlib import Path

import pytest

from graph.errors import IngestError, MappingError
from ingest.cleaning.base import Context
from ingest.ingestors import INGESTORS
from ingest.inputs.finding import find_inputs
from ingest.mapping_files.loader import load_mapping
from tests.ingest.support import refusal, write

HEAD = """
source: crm
files:
  - path: kunden.csv
    rows:
      - kind: customer
        fields:
          source_id: Nr
"""


def test_a_small_mapping(tmp_path: Path) -> None:
    path = write(tmp_path / "crm.yaml", HEAD)
    mapping = load_mapping(path, Context(country="AT", timezone="Europe/Vienna"))
    row = mapping.files[0].rows[0]
    assert (mapping.source, mapping.priority, mapping.files[0].reading.format) == ("crm", 100, "csv")
    assert (row.context.country, row.context.timezone, row.context.dates) == ("AT", "Europe/Vienna", "DMY")
    assert [(use.column, use.line) for use in row.columns] == [("Nr", 7)]


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        (
            "emial: Mail",
            '8: files[0].rows[0].fields.emial: kind customer has no field "emial". Did you mean "email"?',
        ),
        (
            "gender: {const: femle}",
            '8: files[0].rows[0].fields.gender.const: "femle" is none of female, male, diverse',
        ),
        (
            "gender: {column: G, map: {H: man, D: lady}}",
            '8: files[0].rows[0].fields.gender.map.D: "lady" is none of female, male, diverse',
        ),
        (
            "email: {column: M, clean: [loer]}",
            '8: files[0].rows[0].fields.email.clean[0]: "loer" is not a cleaner. Did you mean "lower"?',
        ),
        (
            "birth_date: [A, B]",
            '8: files[0].rows[0].fields.birth_date: "birth_date" takes one value, not a list.',
        ),
        ("handle: Insta", '8: files[0].rows[0].fields.handle: "handle" needs `network` beside the column.'),
        (
            "handle: {column: I, netwrk: instagram}",
            '8: files[0].rows[0].fields.handle: "handle" needs `network` beside the column.',
        ),
        (
            "city: {colum: Ort}",
            '8: files[0].rows[0].fields.city: "colum" is not known here. Did you mean "column"?',
        ),
        (
            "city: {column: A, const: B}",
            "8: files[0].rows[0].fields.city: "
            "needs exactly one of column, columns, coalesce, template, const",
        ),
        ('city: {template: "{A"}', "8: files[0].rows[0].fields.city.template: has braces that do not match"),
        (
            "city: {template: '{A:>9}'}",
            "8: files[0].rows[0].fields.city.template: "
            "takes nothing but a column in braces, such as {Nummer}",
        ),
        ("city: {columns: []}", "8: files[0].rows[0].fields.city.columns: is empty"),
        ("city: ''", "8: files[0].rows[0].fields.city: must not be empty"),
        (
            "city: {column: A, extract: '(a{1000}){1000}'}",
            "8: files[0].rows[0].fields.city.extract: is not a regular expression: "
            "repeats more than 10,000 times: {…} within {…} multiply",
        ),
        (
            "city: {template: Berlin}",
            "8: files[0].rows[0].fields.city.template: has no column in it, such as {Nummer}",
        ),
        (
            "city: {column: A, extract: '('}",
            "8: files[0].rows[0].fields.city.extract: is not a regular expression: "
            "missing ), unterminated subpattern at position 0",
        ),
        ("city: {column: A, join: x}", "8: files[0].rows[0].fields.city.join: goes with `columns` only"),
        (
            "city: {column: A, split: x}",
            '8: files[0].rows[0].fields.city.split: "city" takes one value and cannot be split.',
        ),
        (
            "birth_date: {column: A, dates: DYM}",
            "8: files[0].rows[0].fields.birth_date.dates: "
            "must be DMY, MDY, YMD or a list of formats such as %d.%m.%Y",
        ),
        ("source_id: Nummer", '8: files[0].rows[0].fields: "source_id" is there twice.'),
        ("city:", "8: files[0].rows[0].fields.city: must be a text"),
    ],
)
def test_mistakes_in_fields(tmp_path: Path, line: str, mistake: str) -> None:
    assert mistake in refusal(tmp_path, HEAD + f"          {line}\n")


def test_all_mistakes_are_reported_together(tmp_path: Path) -> None:
    mistakes = refusal(
        tmp_path,
        """
        source: "cr:m"
        dates: DYM
        timezone: Berlin
        fils: x
        files:
          - path: kunden.dbf
            encoding: utf-9
            delimiter: ";;"
            skip: two
            rows:
              - kind: custmer
                fields: {}
              - kind: order
                when: {A: {is: 1}}
                fields: {number: Nr, email: Mail}
          - rows: []
        """,
    )
    assert mistakes == [
        "1: source: must be a name of letters, digits, dots, dashes and underscores",
        "2: dates: must be DMY, MDY, YMD or a list of formats such as %d.%m.%Y",
        '3: timezone: "Berlin" is not a time zone, such as Europe/Berlin',
        '4: "fils" is not known here. Did you mean "files"?',
        '6: files[0]: "kunden.dbf" tells no format: add `format`, csv, jsonl, parquet, excel or delta',
        '7: files[0].encoding: "utf-9" is not an encoding; common ones: utf-8, cp1252, utf-16',
        "8: files[0].delimiter: must be one character, or `tab`",
        "9: files[0].skip: must be a whole number from 0 to 10000",
        '11: files[0].rows[0].kind: "custmer" is not a kind. Did you mean "customer"?',
        '14: files[0].rows[1].when.A: "is" is not known here. Known: not.',
        '14: files[0].rows[1].when.A: must be a value, a list, "*", null or `{not: value}`',
        '15: files[0].rows[1].fields: kind order needs the field "ordered_at".',
        '15: files[0].rows[1].fields: kind order needs the field "source_id".',
        "16: files[1].rows: is empty",
        '16: files[1]: "path" is missing.',
    ]


def test_fields_through_two_lists_are_refused(tmp_path: Path) -> None:
    mistakes = refusal(
        tmp_path,
        """
        source: shop
        files:
          - path: orders.jsonl
            rows:
              - kind: order_line
                fields:
                  order: id
                  product: items[].sku
                  quantity: gifts[].count
        """,
    )
    assert mistakes == [
        '9: files[0].rows[0].fields.quantity: goes through the list "gifts[]", other fields through "items[]"'
    ]


def test_what_is_looked_for_in_a_list_and_beside_it_is_refused(tmp_path: Path) -> None:
    mistakes = refusal(
        tmp_path,
        """
        source: shop
        files:
          - path: events.jsonl
            rows:
              - kind: event
                fields:
                  source_id: user
                  name: event
                  at: at
                  product: {coalesce: [sku, "items[].sku"]}
        """,
    )
    assert mistakes == [
        "10: files[0].rows[0].fields.product.coalesce: has columns that go through a list beside others"
    ]


@pytest.mark.parametrize("text", ["", "source: [", "- a\n", "just text"])
def test_what_is_no_mapping(tmp_path: Path, text: str) -> None:
    with pytest.raises(MappingError):
        load_mapping(write(tmp_path / "crm.yaml", text))


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="cannot be read"):
        load_mapping(tmp_path / "none.yaml")


def test_norway_stays_norway(tmp_path: Path) -> None:
    path = write(tmp_path / "crm.yaml", HEAD.replace("source: crm", "source: crm\ncountry: NO"))
    assert load_mapping(path).files[0].rows[0].context.country == "NO"


def test_given_files_go_to_the_entry_that_fits_their_name(tmp_path: Path) -> None:
    text = """
    source: shop
    files:
      - path: kunden*.csv
        rows: [{kind: customer, fields: {source_id: Nr}}]
      - path: artikel.csv
        rows: [{kind: product, fields: {id: Nr}}]
    """
    mapping = load_mapping(write(tmp_path / "shop.yaml", text))
    customers, products = mapping.files
    given = (tmp_path / "kunden-2024.csv", tmp_path / "artikel.csv")
    for path in (*given, tmp_path / "sonstiges.csv"):
        path.touch()
    found = [(source.name, entry) for source, _, entry in find_inputs(mapping, given)]
    assert found == [(given[0].name, customers), (given[1].name, products)]
    with pytest.raises(IngestError, match="fits no entry"):
        find_inputs(mapping, (tmp_path / "sonstiges.csv",))
    given[0].unlink()
    with pytest.raises(IngestError, match=r"No file kunden\*\.csv"):
        find_inputs(mapping)


def test_the_packaged_mappings_are_right() -> None:
    paths = sorted(Path("benchmarks/mappings").glob("*.yaml"))
    assert len(paths) >= 6
    for path in paths:
        assert load_mapping(path).files


def test_the_documentation_lists_every_kind_and_field() -> None:
    page = Path("docs/mappings.md").read_text(encoding="utf-8")
    missing = [
        f"{kind}.{field.name}"
        for kind, ingestor in INGESTORS.items()
        for field in ingestor.fields
        if f"`{field.name}`" not in page and f"`{field.name}*`" not in page
    ]
    missing += [kind for kind in INGESTORS if f"| `{kind}`" not in page]
    assert missing == []


_EVENT = """source: app
files:
  - path: e.jsonl
    rows:
      - kind: event
        fields:
          source_id: w
          at: t
          properties: LISTED
          name: n
"""


@pytest.mark.parametrize(
    ("listed", "mistake"),
    [
        ("[a.at, b.at]", 'properties[1]: "at" is there already: give this one a `name` of its own.'),
        ("[x, {column: y, name: x}]", 'properties[1]: "x" is there already'),
        ("[x, y, {coalesce: [u, v]}, {columns: [s, t]}]", 'properties[3]: "value" is there already'),
        ("[x, x]", 'properties[1]: "x" is there already'),
    ],
)
def test_values_of_an_event_under_one_name_are_refused(tmp_path: Path, listed: str, mistake: str) -> None:
    (found,) = refusal(tmp_path, _EVENT.replace("LISTED", listed))
    assert found.startswith(f"9: files[0].rows[0].fields.{mistake}")


def test_values_of_an_event_take_names_of_their_own(tmp_path: Path) -> None:
    listed = "[a.at, {column: b.at, name: b_at}, {columns: [s, t]}]"
    assert load_mapping(write(tmp_path / "app.yaml", _EVENT.replace("LISTED", listed))).files
