"""Numbers over few people are told to those alone who may see who they are."""

from pathlib import Path

from api.gql.policy.fields import mask_of
from api.gql.types.insight.lifecycle import lifecycle_run
from graph.analytics.lifecycle.stages import STAGES
from graph.policy.keys import Keys
from graph.policy.principals import Role
from graph.store import Store
from tests.api.company import Key, Values, at, write_graph
from tests.api.conftest import running
from tests.support.stores import settings_of


def test_numbers_over_five_people_are_told(store: Store, tmp_path: Path) -> None:
    write_graph(store, *bought_by(5))
    with running(settings_of(store.endpoint, tmp_path)) as client:
        keys = {"read": [Role.READ], "read+pii": [Role.READ, Role.PII]}
        heads = {name: {"X-API-Key": Keys(tmp_path).add(name, roles)[1]} for name, roles in keys.items()}
        query = """{orders {
            totalCount aggregate {total {sum}} groups(by: [STATUS]) {values aggregate {count}}}
          few: orders(filter: {number: {in: ["0", "1", "2", "3"]}}) {
            totalCount aggregate {count total {sum}}}
          product(id: "p") {buyers {totalCount groups(by: [CITY]) {values aggregate {count}}}
            orders {edgeAggregate {quantity {sum}}}
            done: orders(filter: {status: {eq: "done"}}) {edgeAggregate {quantity {sum}}}}}"""
        answers = {
            role: client.request("POST", "/graphql", json={"query": query}, headers=head).json()
            for role, head in heads.items()
        }

    found = {role: answer["data"] for role, answer in answers.items()}

    open_, done = (
        {"values": ["done"], "aggregate": {"count": 1}},
        {"values": ["open"], "aggregate": {"count": 5}},
    )
    assert found["read+pii"]["orders"]["groups"] == [open_, done]
    assert found["read"]["orders"] == {
        "totalCount": 6,
        "aggregate": {"total": {"sum": 6.0}},
        "groups": [{"values": [it], "aggregate": {"count": None}} for it in ("done", "open")],
    }
    assert found["read"]["few"] == {"totalCount": None, "aggregate": {"count": None, "total": {"sum": None}}}
    assert found["read+pii"]["few"]["totalCount"] == 4
    cities = [
        {"values": ["Bonn"], "aggregate": {"count": None}},
        {"values": ["Ulm"], "aggregate": {"count": None}},
    ]
    pieces = {
        role: [
            found[role]["product"][name]["edgeAggregate"]["quantity"]["sum"] for name in ("orders", "done")
        ]
        for role in found
    }
    assert pieces == {"read": [12.0, None], "read+pii": [12.0, 2.0]}
    assert found["read"]["product"]["buyers"] == {"totalCount": 5, "groups": cities}


def test_one_small_group_is_no_remainder_of_the_others() -> None:
    """Of a whole that is known, one missing number is the rest: the next larger one is hidden, too."""
    days = [
        {"day": f"2026-{month}", "stages": dict(zip(STAGES, counts, strict=True)), "activities": {}}
        for month, counts in (
            ("03", (60, 40, 3, 7, 0)),
            ("04", (60, 40, 3, 4, 9)),
            ("05", (60, 40, 6, 7, 9)),
        )
    ]
    mask = mask_of("LifecycleCount", "customers", "customers")
    assert mask

    run = lifecycle_run({"step_days": 365, "steps": [], "history": days})

    hidden = [
        (it.day[5:], it.name) for it in run.history if mask.shown(it.customers, {"told": it.told}) is None
    ]
    assert hidden == [("03", "customer"), ("03", "loyal"), ("04", "customer"), ("04", "loyal")]


def test_one_small_group_of_a_list_is_no_remainder_either(store: Store, tmp_path: Path) -> None:
    """And a contract that ended is still of somebody."""
    nodes, edges = bought_by(17)
    status = dict(enumerate([*["active"] * 3, *["ended"] * 5, *["paused"] * 9]))
    nodes["Contract"] = [{"id": f"s:{n}", "status": it, "signed_at": at(1)} for n, it in status.items()]
    edges["SourceRecord", "SIGNED", "Contract"] = [
        (("s", str(n)), (f"s:{n}",), {"valid_from": at(1), "valid_to": at(2)}) for n in status
    ]
    write_graph(store, nodes, edges)
    with running(settings_of(store.endpoint, tmp_path)) as client:
        head = {"X-API-Key": Keys(tmp_path).add("read", [Role.READ])[1]}
        query = "{contracts {totalCount groups(by: [STATUS]) {values aggregate {count}}}}"
        answer = client.request("POST", "/graphql", json={"query": query}, headers=head).json()

    found = answer["data"]["contracts"]
    assert found["totalCount"] == 17
    assert [each["aggregate"]["count"] for each in found["groups"]] == [None, None, 9]


def bought_by(
    people: int,
) -> tuple[dict[str, list[Values]], dict[tuple[str, str, str], list[tuple[Key, Key, Values]]]]:
    """So many customers, with an open order each of one product; the first has another one, which is done."""
    keys = [str(number) for number in range(people)]
    orders = [*((key, key, "open") for key in keys), ("x", keys[0], "done")]
    nodes: dict[str, list[Values]] = {
        "Customer": [{"id": key, "city": "Ulm" if key < "2" else "Bonn"} for key in keys],
        "SourceRecord": [{"source": "s", "source_id": key} for key in keys],
        "Order": [{"id": f"s:{n}", "number": n, "status": status, "total": 1.0} for n, _, status in orders],
        "Product": [{"id": "p"}],
    }
    return nodes, {
        ("SourceRecord", "RESOLVES_TO", "Customer"): [(("s", key), (key,), {}) for key in keys],
        ("SourceRecord", "PLACED", "Order"): [(("s", key), (f"s:{n}",), {}) for n, key, _ in orders],
        ("Order", "CONTAINS", "Product"): [
            ((f"s:{n}",), ("p",), {"line": "1", "quantity": 2.0}) for n, _, _ in orders
        ],
    }
