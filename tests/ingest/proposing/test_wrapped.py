"""JSON that is one object with its rows in a list, as programs answer."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.inputs import FileInput
from ingest.proposing.opening import by_part
from ingest.proposing.parts import told_apart
from ingest.proposing.proposal import propose
from ingest.readers import text_file
from tests.ingest.proposing.proposals import fields, proposed
from tests.ingest.support import write

_ROWS: list[dict[str, Any]] = [
    {"id": 11, "first_name": "Anna", "last_name": "Meier", "contact": {"email": "a@x.example"}},
    {"id": 12, "first_name": "Jean", "last_name": "Dupont", "contact": {"email": "b@x.example"}},
]

_FIELDS = {
    "source_id": ("id",),
    "given_name": ("first_name",),
    "family_name": ("last_name",),
    "email": ("contact.email",),
}


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        ({"count": 2, "customers": _ROWS}, "customers"),
        ({"data": {"people": _ROWS}, "count": 2}, "data.people"),
        ({"results": _ROWS, "count": 2, "errors": []}, "results"),
    ],
)
def test_rows_in_a_list_are_found(tmp_path: Path, answer: dict[str, Any], path: str) -> None:
    found = proposed(tmp_path / "x.json", json.dumps(answer))

    assert fields(found, "customer") == _FIELDS
    assert (found.reading.record_path, found.read, found.unused) == (path, 2, ["_outer.count"])


@pytest.mark.parametrize("form", ["{}\n{}", "[{}, {}]"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"results": _ROWS, "paging": {"next": {"after": "12"}}}, {"results": _ROWS[:1]}),
        ({"totalSize": 4, "done": False, "results": _ROWS}, {"totalSize": 4, "done": True, "results": _ROWS}),
        (
            {"results": _ROWS, "list_id": "a36", "_links": [{"rel": "self"}]},
            {"results": [], "list_id": "a36"},
        ),
    ],
)
def test_rows_on_several_pages_are_found(
    tmp_path: Path, first: dict[str, Any], second: dict[str, Any], form: str
) -> None:
    pages = [
        {**page, "results": [{**row, "id": f"{at}{row['id']}"} for row in page["results"]]}
        for at, page in enumerate((first, second))
    ]
    found = proposed(tmp_path / "x.json", form.format(*map(json.dumps, pages)))

    assert fields(found, "customer") == _FIELDS
    assert (found.reading.record_path, found.read) == ("results", sum(len(page["results"]) for page in pages))


def test_lists_within_rows_that_are_in_a_list_are_theirs(tmp_path: Path) -> None:
    items = [{"sku": f"S{at}", "quantity": at, "price": 9.5} for at in (1, 2)]
    orders = [
        {"order_number": at, "created_at": f"2024-01-0{at}T10:00:00Z", "email": f"n{at}@x.example",
         "total_price": "28.50", "currency": "EUR", "line_items": items}
        for at in (1, 2, 3)
    ]  # fmt: skip
    found = proposed(tmp_path / "x.json", json.dumps({"orders": orders}))

    assert found.reading.record_path == "orders"
    assert fields(found, "order")["number"] == ("order_number",)
    assert fields(found, "order_line")["product"] == ("line_items[].sku",)


def test_an_object_too_long_for_a_row_has_its_rows_in_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_file, "MAX_LINE", 100)
    found = proposed(tmp_path / "x.json", json.dumps({"count": 2, "data": {"people": _ROWS}}))

    assert fields(found, "customer") == _FIELDS


def test_without_a_key_the_line_is_one(tmp_path: Path) -> None:
    found = proposed(tmp_path / "x.json", json.dumps({"contacts": [{"email": "a@x.example"}] * 2}))
    [key] = [line.value for rows in found.rows for line in rows.lines if line.name == "source_id"]

    assert key == {"template": "x:{_line}"}


_NODES = [{"node": {**row, "addresses": [{"city": "Ulm", "zip": "89073", "street": "Weg"}]}} for row in _ROWS]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (json.dumps({"data": {"customers": {"edges": _NODES}}}), "data.customers.edges"),
        ("\n".join(map(json.dumps, _NODES)), ""),
        (
            json.dumps({"hits": [{"fields": row, "parts": [{"a": 1, "b": 2, "c": 3}]} for row in _ROWS]}),
            "hits",
        ),
        (json.dumps({"pages": [{"page": at, "rows": _ROWS} for at in (1, 2)]}), "pages.rows"),
        (json.dumps({"data": {"id": "a36", "members": _ROWS}}), "data.members"),
        (json.dumps({"invoices": [{"date": f"2024-01-0{at}", "lines": _ROWS} for at in (1, 2)]}), "invoices"),
        (json.dumps({"results": [{"date": "2024-01-01", "line_items": _ROWS}] * 2}), "results"),
        (json.dumps({"orders": [{"date": "2024-01-01", "parts": _ROWS}] * 2}), "orders"),
        (json.dumps({"days": [{"date": "2024-01-01", "orders": _ROWS}] * 2}), "days.orders"),
        (json.dumps({"pages": [{"total": 4, "items": _ROWS}] * 2}), "pages.items"),
    ],
)
def test_rows_with_lists_may_be_within_objects_of_a_list(tmp_path: Path, text: str, path: str) -> None:
    assert proposed(tmp_path / "x.json", text).reading.record_path == path


@pytest.mark.parametrize("whose", ["user", "visitor", "account", "Telefon", "company"])
def test_objects_that_are_told_apart_by_whose_they_are_stay_rows(tmp_path: Path, whose: str) -> None:
    order = {"order_id": "1", "date": "2024-01-02", "total": 5.5, "currency": "EUR", "status": "paid"}
    people = [
        {whose: f"0301234{at}", "orders": [{**order, "order_id": f"{at}1"}, order]} for at in (0, 1, 2, 2)
    ]
    found = proposed(tmp_path / "x.jsonl", "\n".join(map(json.dumps, people)))
    pages = proposed(tmp_path / "y.jsonl", "\n".join(json.dumps({**it, whose: "03012340"}) for it in people))

    assert (found.reading.record_path, pages.reading.record_path) == ("", "orders")


def test_links_to_other_pages_are_nothing_that_a_row_says(tmp_path: Path) -> None:
    people = [{"id": at, "email": f"n{at}@x.example"} for at in (1, 2)]
    link = "https://x.example/people?page="
    pages = [
        {"count": 4, "next": f"{link}2", "previous": None, "results": people},
        {"count": 4, "next": None, "previous": f"{link}1", "results": [{**it, "id": 9} for it in people[:1]]},
    ]
    found = proposed(tmp_path / "x.json", "\n".join(map(json.dumps, pages)))

    assert (found.reading.record_path, found.read) == ("results", 3)


@pytest.mark.parametrize(
    "row",
    [
        {
            "id": 7,
            "email": "a@x.example",
            "first_name": "Anna",
            "last_name": "Meier",
            "items": [{"sku": 1}] * 2,
        },
        {"customer": {"id": 7, "email": "a@x.example"}, "items": [{"sku": 1}, {"sku": 2}]},
        {"total": 12.5, "currency": "EUR", "date": "2024-05-01", "items": [{"sku": 1, "quantity": 2}]},
    ],
)
def test_an_object_that_is_a_row_itself_stays_one(tmp_path: Path, row: dict[str, Any]) -> None:
    found = proposed(tmp_path / "x.json", json.dumps(row))

    assert (found.reading.record_path, found.read) == ("", 1)


def test_each_list_of_rows_has_a_proposal_and_what_stands_around_all_is_theirs(tmp_path: Path) -> None:
    sales = [
        {"number": f"K{at}", "date": f"2026-02-1{at}", "customer_id": 11, "total": 9.5} for at in range(3)
    ]
    answer = {
        "store": {"id": "S1", "currency": "CHF"},
        "sales": sales,
        "customers": _ROWS,
        "facets": [{"k": 1}],
    }
    path = write(tmp_path / "x.json", json.dumps(answer))
    found = {
        it.reading.record_path: it for it in (propose(part, "shop") for part in by_part([FileInput(path)]))
    }

    assert found.keys() == {"sales", "customers"}
    assert fields(found["sales"], "order") == {
        "source_id": ("customer_id",),
        "number": ("number",),
        "ordered_at": ("date",),
        "total": ("total",),
        "currency": ("_outer.store.currency",),
    }
    assert fields(found["customers"], "customer") == _FIELDS
    assert "_outer.store.id" in found["sales"].unused


def test_lists_of_which_nothing_can_be_told_are_left_out_beside_others(tmp_path: Path) -> None:
    path = write(
        tmp_path / "x.json", json.dumps({"customers": _ROWS, "facets": [{"k": 1, "n": 2}, {"k": 3, "n": 4}]})
    )
    found = told_apart([propose(part, "shop") for part in by_part([FileInput(path)])])

    assert [it.reading.record_path for it in found] == ["customers"]


_SPRING = {
    "pageable": {"pageNumber": 0, "pageSize": 20},
    "sort": {"sorted": False},
    "totalElements": 4,
    "numberOfElements": 2,
    "size": 20,
    "first": True,
    "last": False,
    "empty": False,
}


@pytest.mark.parametrize(
    ("around", "path"),
    [
        (lambda at: {"content": _ROWS, "number": at}, "content"),
        (lambda at: {"content": _ROWS, "number": at, **_SPRING}, "content"),
        (lambda at: {"data": {"number": at, "content": _ROWS}}, "data.content"),
        (lambda at: {"data": {"page_number": at, "people": _ROWS}}, "data.people"),
        (lambda at: {"number": at, "size": 20, "people": _ROWS}, "people"),
        (lambda at: {"number": at, "items": _ROWS}, ""),
        (lambda at: {"order": {"number": at, "items": _ROWS}}, ""),
        (lambda at: {"number": at, "date": f"2024-01-0{at}", "entries": _ROWS}, ""),
        (
            lambda at: {"number": at, "date": f"2024-01-0{at}", "tz_offset": 60, "total": 9, "items": _ROWS},
            "",
        ),
    ],
)
def test_the_number_of_a_page_is_that_of_no_row(
    tmp_path: Path, around: Callable[[int], dict[str, Any]], path: str
) -> None:
    pages = "\n".join(json.dumps(around(at)) for at in (1, 2))

    assert proposed(tmp_path / "x.jsonl", pages).reading.record_path == path
