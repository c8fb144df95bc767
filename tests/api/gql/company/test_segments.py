"""Segments: filters under a name, of a file that is checked when the server starts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from graph.errors import SettingsError
from graph.policy.keys import Keys
from graph.policy.principals import Role
from graph.settings import Settings
from graph.store import Store
from tests.api.company import found_company
from tests.api.conftest import Client, running
from tests.support.stores import settings_of, wipe

SEGMENTS = """
golden:
  description: Tier gold
  filter: {traits: [{name: tier, text: {eq: gold}}]}
buyers:
  filter:
    or: [{orders: {some: {orderedAt: {gte: 2020-01-01}}}}, {city: {eq: nowhere}}]
germans:
  filter: {country: {eq: Germany}}
lately:
  filter: {orders: {some: {orderedAt: {withinDays: 20000}}}}
ages_ago:
  filter: {orders: {none: {orderedAt: {withinDays: 1}}}}
noted:
  filter: {traits: [{name: note}], fullName: {startsWith: A}}
"""
BY = "query ($filter: CustomerFilter) {customers(filter: $filter, orderBy: ID, first: 50) {nodes {id}}}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("segments")


@pytest.fixture(scope="module")
def settings(embedded_session: Store, folder: Path) -> Settings:
    store = wipe(embedded_session)
    found_company(store)
    (folder / "segments.yaml").write_text(SEGMENTS, encoding="utf-8")
    found = settings_of(store.endpoint, folder / "home")
    return found.model_copy(update={"segments": folder / "segments.yaml"})


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[Client]:
    with running(settings) as client:
        yield client


def ids(client: Client, **filter_: Any) -> set[str]:
    return {node["id"] for node in client.ask(BY, filter=filter_)["customers"]["nodes"]}


def test_a_segment_holds_whom_its_filter_holds(client: Client) -> None:
    golden = ids(client, traits=[{"name": "tier", "text": {"eq": "gold"}}])
    buyers = ids(client, orders={"some": {"orderedAt": {"gte": "2020-01-01"}}})
    germans = ids(client, country={"eq": "Germany"})

    assert all((golden, buyers, germans))
    assert ids(client, segment="golden") == golden
    assert ids(client, segment="buyers") == buyers
    assert ids(client, segment="germans") == germans
    assert (ids(client, segment="lately"), ids(client, segment="ages_ago")) == (buyers, ids(client))
    assert ids(client, **{"and": [{"segment": "buyers"}, {"not": {"segment": "golden"}}]}) == buyers - golden


def test_the_name_may_be_a_variable(client: Client) -> None:
    query = "query ($name: String) {customers(filter: {segment: $name}) {totalCount}}"
    counts = {name: client.ask(query, name=name)["customers"]["totalCount"] for name in ("golden", None)}

    assert counts == {"golden": len(ids(client, segment="golden")), None: len(ids(client))}


def test_customers_know_their_segments(client: Client) -> None:
    listed = client.ask("{segments {name description} customers(first: 50) {nodes {id segments}}}")
    of_name = {
        name: {node["id"] for node in listed["customers"]["nodes"] if name in node["segments"]}
        for name in ("buyers", "germans", "golden", "noted")
    }

    assert [(each["name"], each["description"]) for each in listed["segments"]] == [
        ("ages_ago", ""),
        ("buyers", ""),
        ("germans", ""),
        ("golden", "Tier gold"),
        ("lately", ""),
        ("noted", ""),
    ]
    assert of_name == {name: ids(client, segment=name) for name in of_name}


@pytest.mark.parametrize("days", [-1, 100_001])
def test_days_that_there_are_not_are_told(client: Client, days: int) -> None:
    [error] = client.answer(BY, filter={"lastOrderAt": {"withinDays": days}})["errors"]

    assert error["message"] == f"withinDays is a number from 0 to 100,000, not {days}."


def test_a_name_that_is_none_is_told(client: Client) -> None:
    [error] = client.answer(BY, filter={"segment": "goldn"})["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "Did you mean golden?" in error["message"]


def test_what_a_segment_compares_with_needs_the_role_that_its_filter_does(settings: Settings) -> None:
    _, key = Keys(settings.home).add("shop", [Role.READ])
    with running(settings) as client:
        client.http.headers["X-Api-Key"] = key
        shown = client.ask('{segments {name} customer(id: "c01") {segments}}')
        codes = client.codes(BY, filter={"not": {"segment": "noted"}})

    assert "noted" not in {each["name"] for each in shown["segments"]}
    assert "noted" not in shown["customer"]["segments"]
    assert codes == ["FORBIDDEN"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- golden", ":1: segments are a mapping of names"),
        ("gold: {filter: {tier: {eq: gold}}}", ":1: gold.filter: "),
        ("gold:\n  filter:\n    city: {eq: 5}", ":3: gold.filter.city.eq: "),
        (
            "gold:\n  filter:\n    orders:\n      some: {orderedAt: {gte: soon}}",
            ":4: gold.filter.orders.some",
        ),
        ("Gold: {filter: {}}", ":1: Gold: a name is of small letters"),
        ("gold: {city: {eq: Bonn}}", ":1: gold: a segment has a `filter`"),
        ("gold: {filter: {country: {eq: Atlantis}}}", ":1: gold.filter: A value that country"),
        ("a: {filter: {}}\nb: {filter: {not: {segment: a}}}", ":2: b.filter: a segment cannot name another"),
        ("a: {filter: {}}\na: {filter: {}}", ":2: `a` is there twice"),
        ("a: {", "not valid YAML"),
        ("a: {filter: {lastOrderAt: {gte: 2024-13-45}}}", "a number or a date that there is not"),
    ],
)
def test_mistakes_are_told_when_the_server_starts(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "segments.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SettingsError) as refused:
        create_app(Settings(home=tmp_path / "home", segments=path))

    assert str(path) in str(refused.value)
    assert told in str(refused.value)
