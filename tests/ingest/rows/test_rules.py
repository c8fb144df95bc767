"""Rules of a mapping: what breaks them is rejected, kept with a warning, or repaired."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.cleaning.base import Context
from ingest.mapping.mapping import RuleInput
from ingest.mapping_files.arithmetic import Expression, ExpressionError, Incomparable
from ingest.pipeline.pipeline import ingest
from tests.ingest.rows.support import ingested
from tests.ingest.support import MemorySink, refusal, write
from tests.support.budget import examples

LINES = """
source: shop
decimal: ","
files:
  - path: k.csv
    rows:
      - kind: order_line
        fields: {order: B, product: A, quantity: M, price: P, total: S}
        rules:
"""
CUSTOMERS = """
source: crm
traits: {tier: text}
files:
  - path: k.csv
    rows:
      - kind: customer
        fields:
          {source_id: Nr, family_name: Name, birth_date: Geb, phone: Tel, country: Land, traits: {tier: T}}
        rules:
"""


def ruled(folder: Path, mapping: str, rule: str, rows: str) -> MemorySink:
    """What becomes of rows under a rule."""
    return ingested(folder, f"{mapping}          - {rule}\n", rows)[0]


def totals(sink: MemorySink) -> dict[str, Any]:
    """The total of each line, by the number of its order."""
    edges = [event.edges[0] for event in sink.events("order_line")]
    return {edge.start[1][0].partition(":")[2]: edge.properties.get("total") for edge in edges}


def told(sink: MemorySink) -> list[tuple[str, str, str]]:
    """Field, value and reason of each rejection."""
    return [(it.field, it.value, it.reason) for it in sink.rejections]


ROWS = 'B,A,M,P,S\n1,x,3,"2,50","7,50"\n2,x,3,"2,50","7,51"\n3,x,3,"2,50",80\n4,x,3,,80\n'
PRODUCT = "check: quantity * price == total, tolerance: 0.01, field: total"
BROKEN = "does not satisfy quantity * price == total"


def test_rows_that_break_a_rule_stay_out(tmp_path: Path) -> None:
    sink = ruled(tmp_path, LINES, f"{{{PRODUCT}}}", ROWS)

    assert totals(sink) == {"1": 7.5, "2": 7.51, "4": 80.0}
    assert told(sink) == [("total", "80", BROKEN)]


def test_a_warning_lets_them_in(tmp_path: Path) -> None:
    sink = ruled(tmp_path, LINES, f"{{{PRODUCT}, severity: warn}}", ROWS)

    assert totals(sink) == {"1": 7.5, "2": 7.51, "3": 80.0, "4": 80.0}
    assert told(sink) == [("total", "80", f"{BROKEN}; it was kept")]


def test_a_repair_keeps_what_it_replaces(tmp_path: Path) -> None:
    sink = ruled(tmp_path, LINES, f"{{{PRODUCT}, severity: repair, compute: quantity * price}}", ROWS)

    assert totals(sink) == {"1": 7.5, "2": 7.51, "3": 7.5, "4": 80.0}
    assert told(sink) == [("total", "80", f"{BROKEN}; it was replaced")]
    assert json.loads(sink.rejections[0].row)["S"] == "80"


def test_later_rules_see_what_was_repaired(tmp_path: Path) -> None:
    rules = f"{{{PRODUCT}, severity: repair, set: null}}\n          - {{field: total, required: true}}"
    sink = ruled(tmp_path, LINES, rules, ROWS)

    assert totals(sink) == {"1": 7.5, "2": 7.51, "4": 80.0}
    assert told(sink) == [("total", "80", "is required"), ("total", "80", f"{BROKEN}; it was left out")]


@pytest.mark.parametrize("repair", ["set: Muster", "compute: \"column('Ersatz')\""])
def test_later_rules_see_names_that_were_repaired(tmp_path: Path, repair: str) -> None:
    """Of a name the text is compared: that of the repair, where it took the place of the row's."""
    begins = "field: family_name, pattern: 'M.*'"
    rules = f"{{{begins}, severity: repair, {repair}}}\n          - {{{begins}}}"
    sink = ruled(
        tmp_path, CUSTOMERS, rules, "Nr,Name,Geb,Tel,Land,T,Ersatz\n1,Huber,,,,,Muster\n2,Maier,,,,,X\n"
    )

    names = {record.source_id: record.attributes["family_name"] for record in sink.records}
    assert names == {"1": "Muster", "2": "Maier"}
    assert told(sink) == [("family_name", "Huber", "does not fit the pattern; it was replaced")]


@pytest.mark.parametrize("repair", ["set: '030 999999'", "compute: \"column('Ersatz')\""])
def test_a_field_of_several_values_is_repaired(tmp_path: Path, repair: str) -> None:
    rule = f"{{field: phone, pattern: '.49.*', severity: repair, {repair}}}"
    sink = ruled(
        tmp_path, CUSTOMERS, rule, "Nr,Name,Geb,Tel,Land,T,Ersatz\n1,Huber,,+43 1 58858,,,030/999-999\n"
    )

    [record] = sink.records
    assert [it.value for it in record.identifiers] == ["+4930999999"]


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        ("{field: birth_date, required: true}", "23"),
        ("{field: birth_date, min: 1.1.1980, max: 31.12.1990}", "4"),
        ("{field: birth_date, min: 1900-01-01, max: 1970-01-01}", "14"),
        ("{field: country, allowed: [Deutschland, AT]}", "3"),
        ("{field: phone, pattern: '\\+49.*'}", "3"),
        ("{field: traits.tier, type: whole}", "14"),
        ("{field: traits.tier, pattern: '[0-9]+'}", "14"),
        ("{field: traits.tier, allowed: [gold, 7], when: {Land: DE}}", "4"),
        ("{field: family_name, pattern: 'M.*'}", "4"),
        ("{check: country == 'DE'}", "3"),
        ("{check: count(phone) == 1}", "2"),
    ],
)
def test_each_kind_of_rule(tmp_path: Path, rule: str, broken: str) -> None:
    rows = "Nr,Name,Geb,Tel,Land,T\n1,Müller,1.2.1985,030 123456,DE,gold\n2,Maier,,,DE,\n"
    rows += "3,Moser,x,+43 1 58858,Schweiz,7\n4,Huber,1.1.1979,030 123456,DE,silver\n"
    sink = ruled(tmp_path, CUSTOMERS, rule, rows)

    accepted = {record.source_id for record in sink.records}
    assert accepted == set("1234") - set(broken), told(sink)


@pytest.mark.parametrize(
    ("rule", "mistake"),
    [
        (
            "{field: totl, min: 1}",
            '.field: "totl" is no field that is fed in this entry. Did you mean "total"?',
        ),
        ("{field: total}", ": needs exactly one of required, type, min"),
        ("{field: total, min: 1, pattern: x}", ": needs exactly one of required, type, min"),
        ("{min: 1}", ': "field" is missing.'),
        ("{field: total, min: many}", '.min: "many" is not a number'),
        (
            "{field: total, min: 1, severity: wran}",
            '.severity: must be reject, warn, repair. Did you mean "warn"?',
        ),
        ("{field: total, min: 1, severity: repair}", ": a repair needs a `field`, and `set` or `compute`"),
        ("{field: total, min: 1, set: 3}", ".set: goes with `severity: repair`"),
        ("{field: total, min: 1, severity: repair, set: some}", '.set: "some" is not a number'),
        ("{field: product, pattern: '('}", ".pattern: is not a regular expression"),
        (
            "{field: product, type: numbr}",
            ".type: must be text, number, boolean, date, time, whole. Did you mean",
        ),
        ("{check: quantity *}", ".check: is no expression, such as"),
        ("{check: quantity ** 9 > 1}", ".check: takes fields, numbers, texts in quotes"),
        ("{check: __import__('os')}", ".check: takes fields, numbers, texts in quotes"),
        ("{check: quantity.real > 1}", ".check: takes fields, numbers, texts in quotes"),
        ("{check: menge > 1}", '.check: names the field "menge", which has no value in this entry'),
        ("{check: quantity > 1, tolerance: -1}", ".tolerance: must be a number, 0 or more"),
        ("{chek: quantity > 1}", ': "chek" is not known here. Did you mean "check"?'),
    ],
)
def test_mistakes_are_told_by_line_and_field(tmp_path: Path, rule: str, mistake: str) -> None:
    found = refusal(tmp_path, f"{LINES}          - {rule}\n")

    assert any(it.startswith(f"9: files[0].rows[0].rules[0]{mistake}") for it in found), found


def test_values_refer_to_those_of_another_file(tmp_path: Path) -> None:
    write(tmp_path / "products.csv", "Nr;Name\n x ;Tea\n007;Spy\n")
    rows = "B,A,M,P,S\n1,x,1,1,1\n2,y,1,1,1\n3,007,1,1,1\n"
    sink = ruled(tmp_path, LINES, "{field: product, references: {path: products.csv, column: Nr}}", rows)

    assert set(totals(sink)) == {"1", "3"}
    assert told(sink) == [("product", "y", "is not in products.csv")]


@pytest.mark.parametrize(
    ("reference", "mistake"),
    [
        ("{path: products.csv, column: No}", '.column: no column "No" is there.'),
        ("{path: products.csv}", ': "column" is missing.'),
        ("{path: gone.csv, column: Nr}", ".path: "),
        ("{path: products.txt.exe, column: Nr}", ".path: must end like CSV"),
    ],
)
def test_mistakes_in_references(tmp_path: Path, reference: str, mistake: str) -> None:
    write(tmp_path / "products.csv", "Nr,Name\nx,Tea\n")
    found = refusal(tmp_path, f"{LINES}          - {{field: product, references: {reference}}}\n")

    assert any(it.startswith(f"9: files[0].rows[0].rules[0].references{mistake}") for it in found), found


def test_a_column_of_a_rule_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r'rules\[0\]\.check: file k\.csv has no column "Rabat"'):
        ruled(tmp_path, LINES, "{check: total > column('Rabat')}", ROWS)


def test_totals_are_held_against_the_sum_of_nested_lines(tmp_path: Path) -> None:
    mapping = """
    source: shop
    files:
      - path: o.jsonl
        rows:
          - kind: order
            fields: {source_id: who, number: no, ordered_at: at, total: total}
            rules:
              - check: sum(column("items[].n") * column("items[].price")) == total
                tolerance: 0.005
    """
    items = [{"n": 3, "price": 0.1}, {"n": "1", "price": "0.20"}]
    orders = [
        {"who": 1, "no": n, "at": "2026-01-01", "total": t, "items": items} for n, t in ((1, 0.5), (2, 0.51))
    ]
    orders += [
        {"who": 1, "no": 3, "at": "2026-01-01", "total": 7},
        {**orders[0], "no": 4, "items": [{"n": "x"}]},
    ]
    write(tmp_path / "o.jsonl", "\n".join(map(json.dumps, orders)))
    sink = MemorySink()
    ingest(write(tmp_path / "m.yaml", mapping), (), sink)

    assert [event.key for event in sink.events("order")] == ["shop:1", "shop:3", "shop:4"]


def of(text: str, **values: Any) -> Any:
    """The value of an expression over fields."""
    return Expression(text, values.keys(), Context()).of(RuleInput(values, {}))


def test_what_is_empty_says_nothing() -> None:
    assert of("a + 1 > 2", a=None) is None
    assert of("a > 2 or b == 'x'", a=None, b="x") is True
    assert of("a > 2 and b == 'y'", a=None, b="x") is False
    assert of("not a", a=None) is None


def test_round_keeps_as_many_decimals_as_it_is_told_or_none() -> None:
    assert of("round(a) == 20 and round(a, 1) == 20.4", a=Decimal("20.44")) is True


@pytest.mark.parametrize("text", ["a / 0 == 1", "a == 'x'", "a + 'x' == 1", "round(a, 1000000) > 1"])
def test_what_cannot_be_computed_is_told(text: str) -> None:
    with pytest.raises(Incomparable):
        of(text, a=1)


def test_expressions_are_bounded() -> None:
    for text in (
        "1+" * 200 + "1 == 1",
        "(" * 300 + "1" + ")" * 300,
        "1 == " + "1" * 1_000,
        "'x' * 1000000 == 1",
    ):
        with pytest.raises((ExpressionError, Incomparable)):
            of(text)


@given(st.decimals(-(10**9), 10**9, places=4), st.decimals(-(10**9), 10**9, places=4))
@settings(max_examples=examples(30), deadline=None)
def test_numbers_are_computed_in_decimals(left: Decimal, right: Decimal) -> None:
    found = of(f"a + ({right}) * 3 - abs(a)", a=left)

    assert found == left + right * 3 - abs(left)
