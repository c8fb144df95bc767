"""What messages become in the journal, together and alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.messages import Line, four_messages, message


def test_a_device_that_goes_from_hand_to_hand_never_makes_its_users_one(line: Line) -> None:
    """History before the first sign-in is the first user's; what follows is whose the device is then."""
    hours = iter(range(1, 23))

    def at(type_: str, **said: Any) -> dict[str, Any]:
        return message(type_, anonymousId="d", **said) | {"timestamp": f"2026-04-30T{next(hours):02}:00:00Z"}

    line.send(at("page", name="1"), at("identify", userId="anna"), at("page", name="2"))
    line.send(at("identify", userId="bert"), at("page", name="3"), at("identify", userId="anna"))
    line.send(at("page", name="4"))

    found = line.rows("SELECT record_id FROM events WHERE kind = 'page_view' ORDER BY \"at\"")
    assert found == [("web:d",), ("web:d",), ("web:d#2",), ("web:d",)]
    cookies = line.rows(
        "SELECT value, list_sort(list(record_id)) FROM identifiers WHERE kind = 'cookie' GROUP BY 1"
    )
    assert dict(cookies) == {"web:d": ["web:anna", "web:d"], "web:d#2": ["web:bert", "web:d#2"]}


def test_events_become_what_they_are_in_a_shop(line: Line) -> None:
    products = [{"product_id": "p1", "quantity": 2, "price": 5, "name": "Tea"}, {"sku": "p2", "price": 1.5}]
    ordered = {"order_id": "42", "total": 11.5, "currency": "EUR", "products": products}
    line.send(
        message("track", userId="1", event="Order Completed", properties=ordered),
        message(
            "track", userId="1", event="Product Viewed", properties={"product_id": "p1", "category": "Tea"}
        ),
        message("track", userId="1", event="Rated", properties={"stars": 5, "deep": {"a": [1]}}),
        message("screen", userId="1", name="Home"),
        message("group", userId="1", groupId="acme", traits={"name": "ACME"}),
        message("alias", userId="1", previousId="old"),
        context={"traits": {"email": "ANNA@Kranich.example"}, "campaign": {"name": "May", "medium": "email"}},
    )

    kinds = line.rows("SELECT kind, count(*) FROM events GROUP BY ALL ORDER BY ALL")
    assert kinds == [
        ("account", 1),
        ("campaign_contact", 1),
        ("event", 2),
        ("order", 1),
        ("order_line", 2),
        ("page_view", 1),
        ("product", 2),
        ("product_view", 1),
    ]
    [(nodes,)] = line.rows("SELECT nodes FROM events WHERE kind = 'event' AND nodes LIKE '%Rated%'")
    assert '"properties":"{\\"properties\\": {\\"deep\\": {\\"a\\": [1]}, \\"stars\\": 5}}"' in nodes
    assert line.rows("SELECT count(*) FROM rejected") == [(0,)]
    accounts = line.rows("SELECT value FROM identifiers WHERE record_id = 'web:1' AND kind = 'account'")
    assert sorted(accounts) == [("web:1",), ("web:old",)]


ODD_NUMBERS = ("dear", "Infinity", "-Infinity", "NaN", "sNaN", "1e999999", None)


def test_orders_that_came_to_nothing_keep_what_they_were(line: Line) -> None:
    """Whatever the message says beside the number, as the specification of clients lets it."""
    products = [{"product_id": "p1", "price": 5}, {"sku": "p2", "price": 6}]
    for number in "123456789":
        bought = {"order_id": number, "total": 11, "currency": "EUR", "products": products}
        line.send(message("track", userId="1", event="Order Completed", properties=bought))
    later = {"userId": "1", "timestamp": "2026-05-01T11:30:00Z"}
    line.send(
        message("track", event="Order Refunded", properties={"order_id": "1", "products": []}, **later),
        message("track", event="Order Cancelled", properties={**bought, "order_id": "2"}, **later),
        *(
            message("track", event="Order Refunded", properties={"order_id": number, **part}, **later)
            for number, part in (
                ("3", {"products": [{**products[0], "price": "2.5", "quantity": 2}]}),
                ("7", {"products": [products[0], {"sku": "p2", "quantity": 1}]}),
                *(("8", {"products": [products[0], {"price": it, "quantity": it}]}) for it in ODD_NUMBERS),
                ("9", {"products": [products[0], {"sku": "p2", "price": 6, "quantity": 0}]}),
                ("4", {"total": 5}),
                ("5", {"value": "5"}),
                ("4", {"total": 1}),
                ("6", {"total": 11, "products": products}),
            )
        ),
    )

    found = line.rows("SELECT order_id, record_id, total, currency, status FROM orders ORDER BY 1")
    assert [(*it[:2], float(it[2]), *it[3:]) for it in found] == [
        ("web:1", "web:1", 11.0, "EUR", "refunded"),
        ("web:2", "web:1", 11.0, "EUR", "cancelled"),
        *(
            (f"web:{number}", "web:1", left, "EUR", "completed")
            for number, left in (
                ("3", 6.0),
                ("4", 5.0),
                ("5", 6.0),
                ("6", 0.0),
                ("7", 11.0),
                ("8", 11.0),
                ("9", 6.0),
            )
        ),
    ]
    placed = line.rows("SELECT DISTINCT \"at\" < TIMESTAMPTZ '2026-05-01 11:30:00+00' FROM orders")
    assert placed == [(True,)]
    [(about,)] = line.rows("SELECT edges FROM events WHERE kind = 'event' AND nodes LIKE '%Cancelled%'")
    assert about.count('"ABOUT"') == 2
    assert line.rows("SELECT count(*) FROM events WHERE kind = 'event' AND nodes LIKE '%Refunded%'") == [
        (15,)
    ]


def test_traits_become_a_record(line: Line) -> None:
    """Wherever a client puts them."""
    traits = {
        "firstName": "Anna",
        "lastName": "Berger",
        "title": "VP of Sales",
        "address": {"city": "Köln", "postalCode": "50667"},
    }
    line.send(
        message("identify", userId="1", anonymousId=None, traits=traits),
        message("identify", userId="2", context={"traits": traits}),
    )

    found = line.rows("SELECT record_id, full_name, title, city, postal_code FROM records ORDER BY 1")
    assert found == [(f"web:{user}", "Anna Berger", None, "Köln", "50667") for user in "12"]


@pytest.mark.parametrize("nobody", ["undefined", "null", "0", " - ", "anonymous", -1, ""])
def test_who_is_called_nothing_is_nobody(line: Line, nobody: str | int) -> None:
    """Programs send such words where they have no id: a visitor stays one, and no device changes hands."""
    line.send(
        message("page", anonymousId="d", userId=nobody, name="Tea"),
        message("identify", anonymousId=nobody, userId="anna", traits={"name": "Anna Berger"}),
        message("identify", anonymousId="d", userId="anna"),
    )

    assert line.rows("SELECT kind, record_id FROM events") == [("page_view", "web:d")]
    shared = "SELECT record_id FROM identifiers WHERE (kind, value) = ('cookie', 'web:d') ORDER BY 1"
    assert line.rows(shared) == [("web:anna",), ("web:d",)]
    assert line.rows("SELECT count(*) FROM rejected") == [(0,)]


def test_who_was_taken_for_somebody_by_older_versions_is_nobody(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They stored such words as ids of users; a memory made from their messages knows of none."""
    with monkeypatch.context() as older:
        older.setattr("ingest.live.mapped.named", lambda id_: id_)
        line.send(message("page", anonymousId="d", userId="undefined"))
    (line.settings.home / "waiting" / "memory.sqlite").unlink()
    line.send(message("identify", anonymousId="d", userId="anna"))

    cookies = "SELECT value FROM identifiers WHERE kind = 'cookie' AND record_id = 'web:anna'"
    assert line.rows(cookies) == [("web:d",)]


def _hostile() -> Iterator[dict[str, Any]]:
    yield message("track", userId="1", event="x", properties={"deep": _nested(900)})
    yield message("track", userId="1", event="x" * 20_000)
    yield message("identify", userId="1", traits={"email": ["a", {"b": 1}], "name": {"first": 1}})
    yield message("track", userId="1", event="a\x00b", properties={"products": [1, None, {"product_id": []}]})
    yield message("page", userId="N/A", properties=None, context={"campaign": 5, "page": [], "traits": 3})


def _nested(levels: int) -> Any:
    found: Any = 1
    for _ in range(levels):
        found = [found]
    return found


def test_one_strange_message_never_holds_up_the_others(line: Line) -> None:
    sent = list(_hostile())
    line.send(*sent, message("track", userId="1", event="last"))

    assert line.rows("SELECT count(*) FROM stored_messages") == [(len(sent),)]
    assert line.rows("SELECT field, reason FROM rejected WHERE row LIKE '%N/A%'") == [
        ("userId", "and anonymousId are both missing, or name nobody")
    ]
    assert line.rows("SELECT count(*) FROM events WHERE nodes LIKE '%\"last\"%'") == [(1,)]


_SAID = {
    "records": "*",
    "identifiers": "*",
    "stored_events": 'kind, key, record_id, "at", identifiers, counted, nodes, edges, details, content_hash',
    "rejected": "source, field, value, reason, row, about",
}


def _unlike_messages() -> list[dict[str, Any]]:
    """Of all types, some of which make no sense in part or as a whole."""
    bought = {"order_id": "9", "total": "x", "products": [{"product_id": "p", "quantity": 2, "price": 3}]}
    return [
        *four_messages(),
        message("track", userId="u3", event="Order Completed", properties=bought),
        message("track", userId="u3", event="Product Viewed", properties={"product_id": "p", "name": "Pen"}),
        message("page", userId="u4", context=["a list where an object belongs"]),
        message("identify", userId="u5", traits={"email": "not an address", "birthday": "31.02.1990"}),
        message("identify", userId="u6", traits={"address": "Hauptstr. 1", "name": ["a", {"b": "c"}]}),
        message("page", userId="u7", properties={"path": {"deep": [1]}, "category": "\u202eC\u0000"}),
        message("alias", userId="u5", previousId="old"),
    ]


def test_messages_of_a_portion_become_what_each_becomes_alone(tmp_path: Path) -> None:
    """They are mapped together; what one of them says never changes or holds up another."""
    sent = _unlike_messages()
    together, alone = Line.at(tmp_path / "together"), Line.at(tmp_path / "alone")
    together.send(*sent)
    for each in sent:
        alone.send(each)

    for view, columns in _SAID.items():
        stored = f"SELECT {columns} FROM {view} ORDER BY ALL"  # noqa: S608 - columns of our own
        assert together.rows(stored) == alone.rows(stored)
    assert alone.rows("SELECT DISTINCT value FROM rejected WHERE field = 'email'") == [("not an address",)]
