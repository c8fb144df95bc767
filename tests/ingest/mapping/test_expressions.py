"""How values are taken from rows: paths, lists, templates and conditions, whatever the row holds."""

from typing import Any

import pytest

from ingest.mapping.conditions import Conjunction, MatchingRows, compared
from ingest.mapping.expressions import (
    column_reader,
    filled,
    first,
    first_of_each,
    joined,
    read_all,
    split_list,
    template_columns,
)

ORDER: dict[str, Any] = {
    "order": {"id": 7, "items": [{"sku": "A"}, {"sku": "B"}, {}]},
    "order.id": "9",
    "Vorname": "  Ada ",
    "Nachname": "",
    "Tags": "vip|neu",
    "pairs": [{"key": "a.b", "value": {"int": 1}}, {"key": "n", "value": 2}, 7, {"key": "n", "value": 3}],
    "homes": [
        {"usual": False, "city": "Ulm"},
        {"usual": True, "city": "Bonn", "lines": [{"x": 1}, {"x": 2}]},
    ],
}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("Vorname", "  Ada "),
        ("order.id", "9"),  # a column of that very name comes before the path
        ("order.items[].sku", ["A", "B", None]),
        ("order.items.sku", None),  # a list that the path does not name as one
        ("order.missing.deeper", None),
        ("Vorname.first", None),  # a path through a value that is no object
        ("pairs[key=a.b].value.int", 1),
        ("pairs[key=n].value", 2),  # the first
        ("pairs[key=other].value", None),
        ("pairs[key=].value", None),
        ("homes[usual=true].city", "Bonn"),
        ("homes[usual=true].lines[].x", [1, 2]),
        ("homes[0].city", "Ulm"),
        ("order.items[0].sku", "A"),
        ("homes[0].lines[0].x", None),  # the first has no such list
        ("homes[1].city", None),  # an element by its place is the first
        ("Vorname[0].x", None),  # no list
        ("Vorname[key=n].value", None),  # no list
    ],
)
def test_a_column_or_a_path(column: str, value: object) -> None:
    assert column_reader(column, explode=None)(ORDER) == value


def test_the_element_of_an_exploded_list_is_read_by_the_path_of_the_list() -> None:
    row = {"order.items[]": {"sku": "B"}}
    assert column_reader("order.items[].sku", explode="order.items[]")(row) == "B"


def test_many_rows_are_read_as_each_by_itself() -> None:
    rows = [ORDER, {}, {"Vorname": None}]
    for column in ("Vorname", "order.id"):
        read = column_reader(column, explode=None)
        assert read_all(read, rows) == [read(row) for row in rows]


def test_joined_columns_and_the_first_filled_one_leave_out_what_is_empty() -> None:
    readers = [column_reader(name, explode=None) for name in ("Nachname", "Vorname", "Tags")]
    assert joined(readers, ", ")(ORDER) == "Ada, vip|neu"
    assert first(readers)(ORDER) == "  Ada "
    assert joined(readers, ", ")({}) is None


def test_of_lists_the_first_filled_column_is_looked_for_element_by_element() -> None:
    read = first_of_each([column_reader(f"items[].{name}", explode=None) for name in ("id", "sku")])
    items = [{"id": 1, "sku": "a"}, {"sku": "b"}, {"id": " ", "sku": None}, None]
    assert read({"items": items}) == [1, "b", None, None]
    assert read({"items": None}) == []


def test_a_template_is_filled_or_empty() -> None:
    readers = {name: column_reader(name, explode=None) for name in ("Vorname", "Nachname")}
    assert filled("Nr-{Vorname}", readers)(ORDER) == "Nr-Ada"
    assert filled("{Vorname} {Nachname}", readers)(ORDER) is None


@pytest.mark.parametrize("template", ["{", "{}", "{a!r}", "{a:>3}"])
def test_a_template_takes_columns_alone(template: str) -> None:
    with pytest.raises(ValueError, match=r"braces|column"):
        template_columns(template)


def test_one_text_as_a_list() -> None:
    assert split_list(column_reader("Tags", explode=None), "|")(ORDER) == ["vip", "neu"]
    assert not split_list(column_reader("Nachname", explode=None), "|")(ORDER)


@pytest.mark.parametrize(
    ("value", "values", "holds"),
    [
        ("1.0", {"1"}, True),  # a table tool made a number of it
        ("1.5", {"1"}, False),
        ("", {"1"}, False),
        ("x", {"*"}, True),
        (" ", {"*"}, False),
    ],
)
def test_a_condition_and_its_opposite(value: str, values: set[str], holds: bool) -> None:
    read = column_reader("c", explode=None)
    row = {"c": value}
    assert compared(read, frozenset(values), negated=False)(row) is holds
    assert compared(read, frozenset(values), negated=True)(row) is not holds


def test_many_rows_fulfil_a_condition_as_each_of_them_does() -> None:
    values = ("a", "1.0", "", None, 1, ["a"], {"a": 1})
    rows: list[dict[str, Any]] = [{"c": one, "d": {"e": other}} for one in values for other in values]
    parts = [
        compared(column_reader(column, explode=None), frozenset(wanted), negated=negated)
        for column in ("c", "d.e", "missing")
        for wanted in ({"a"}, {"1", "a"}, {"*"})
        for negated in (False, True)
    ]
    fulfilling, some = MatchingRows(rows), range(0, len(rows), 2)
    for condition in (*parts, *map(Conjunction, zip(parts, reversed(parts), strict=True)), Conjunction(())):
        expected = [at for at in some if condition(rows[at])]
        assert list(fulfilling.places(condition, some)) == expected
