"""What an operation may ask for, and how many store queries it takes."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.endpoint import limits_of
from api.stewardship import StewardDesk
from graph.identity.stewards.cases import ReviewCase, SharedIdentifier
from graph.policy.keys import Keys
from graph.policy.principals import Role
from graph.settings import Settings
from graph.store import Store
from tests.api.company import Key, Values, at, write_graph
from tests.api.conftest import Client, running
from tests.support.stores import settings_of

WHOLE = """query ($first: Int!) {customers(first: $first) {edges {node {
  id formerIds provenance {attribute} identifiers(first: 5) {nodes {value}}
  household {id} consents {nodes {purpose}}
  records(first: 5) {nodes {source identifiers(first: 5) {nodes {value}} customer {id}}}
  orders(first: 5) {nodes {id products(first: 5) {nodes {id}} customer {id}}}
  bought {nodes {id buyers(first: 5) {nodes {id}}}} interests {nodes {id}} surveyResponses {nodes {id}}
  tickets(first: 5) {nodes {id products {nodes {id}} orders {nodes {id}}}} contracts {nodes {id}}
  events {totalCount} campaigns {aggregate {count}} households {nodes {members(first: 5) {nodes {id}}}}
  referrals(depth: 3, first: 5) {nodes {customer {id referrals(direction: IN, first: 5) {nodes {at}}}}}
}}}}"""

Link = tuple[Key, Key, Values]


@pytest.fixture(scope="module")
def client(any_client: Client) -> Client:
    """On any store: limits and numbers of statements are none of its business."""
    return any_client


def uniform(number: int) -> tuple[dict[str, list[Values]], dict[tuple[str, str, str], list[Link]]]:
    """Customers who all have a record, an e-mail, an order of their own and somebody they brought."""
    ids = [f"u{n:02}" for n in range(number)]
    nodes: dict[str, list[Values]] = {
        "Customer": [{"id": key} for key in ids] + [{"id": f"x{key}"} for key in ids],
        "SourceRecord": [{"source": "crm", "source_id": key} for key in ids],
        "Email": [{"value": f"{key}@example.de"} for key in ids],
        "Order": [{"id": f"crm:{key}"} for key in ids],
        "Product": [{"id": "p1"}],
    }
    return nodes, {
        ("SourceRecord", "RESOLVES_TO", "Customer"): [(("crm", key), (key,), {}) for key in ids],
        ("SourceRecord", "HAS_EMAIL", "Email"): [(("crm", key), (f"{key}@example.de",), {}) for key in ids],
        ("SourceRecord", "PLACED", "Order"): [(("crm", key), (f"crm:{key}",), {}) for key in ids],
        ("Order", "CONTAINS", "Product"): [((f"crm:{key}",), ("p1",), {"line": "1"}) for key in ids],
        ("Customer", "REFERRED", "Customer"): [((key,), (f"x{key}",), {"at": at(1)}) for key in ids],
    }


def test_store_queries_do_not_grow_with_customers(any_store: Store, tmp_path: Path) -> None:
    write_graph(any_store, *uniform(50))

    with running(settings_of(any_store.endpoint, tmp_path)) as client:
        few, many = client.count(WHOLE, first=3), client.count(WHOLE, first=50)

    assert many == few
    assert few <= 25


def test_an_operation_takes_one_statement_however_deep_and_wide(client: Client) -> None:
    query = """{
      customer(id: "c01") {referrals {nodes {customer {id referrals {nodes {customer {fullName}}}}}}}
      other: customer(id: "c02") {orders {nodes {products {nodes {buyers {nodes {id}}}}}}}
      customers(first: 5) {totalCount nodes {identifiers {nodes {value}}}}
      orders(filter: {customers: {some: {city: {eq: "Ulm"}}}}) {totalCount groups(by: [CHANNEL]) {values}}}"""

    assert client.count(query) == 1


def test_one_customer_asked_for_twice_is_read_once(client: Client) -> None:
    assert client.count('{a: customer(id: "c01") {id} b: customer(id: "c02") {id}}') == 1


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{a", "GRAPHQL_PARSE_FAILED"),
        ("{nothing}", "GRAPHQL_VALIDATION_FAILED"),
        ("{customers {nodes {nothing}}}", "GRAPHQL_VALIDATION_FAILED"),
        ("query ($id: ID!) {order(id: $id) {id}}", "GRAPHQL_VALIDATION_FAILED"),
        ("{__schema {types {name}}}", "GRAPHQL_VALIDATION_FAILED"),
        ('{__type(name: "Customer") {name fields {name}}}', "GRAPHQL_VALIDATION_FAILED"),
        ('{__type(name: "Customer") {... on __Type {kind}}}', "GRAPHQL_VALIDATION_FAILED"),
        (
            '{order(id: "1") {customer {household {members {nodes {household {members {nodes {id}}}}}}}}}',
            "QUERY_TOO_DEEP",
        ),
        ("{customers(first: 50) {nodes {orders(first: 50) {nodes {id}}}}}", "QUERY_TOO_COSTLY"),
        ("{customers(first: 50) {nodes {orders(last: 50) {nodes {id}}}}}", "QUERY_TOO_COSTLY"),
        (
            "{customers(first: 50) {nodes {orders {totalCount groups(by: [CHANNEL]) {values}}}}}",
            "QUERY_TOO_COSTLY",
        ),
        (
            "{customers(filter: {or: [" + '{city: {eq: "Ulm"}} ' * 200 + "]}) {totalCount}}",
            "QUERY_TOO_COSTLY",
        ),
        ("{customers(first: 51) {nodes {id}}}", "PAGE_TOO_LARGE"),
        ("{customers(last: 51) {nodes {id}}}", "PAGE_TOO_LARGE"),
        ("{orders {groups(by: [CHANNEL], first: 51) {values}}}", "PAGE_TOO_LARGE"),
        ('{nodes(ids: ["' + '", "'.join(f"Order:{n}" for n in range(51)) + '"]) {nodeId}}', "PAGE_TOO_LARGE"),
        ("{customers(first: 0) {nodes {id}}}", "BAD_USER_INPUT"),
        ("{customers(first: -1) {nodes {id}}}", "BAD_USER_INPUT"),
        ("{customers(last: -1) {nodes {id}}}", "BAD_USER_INPUT"),
        ("{orders {groups(by: [CHANNEL], first: 0) {values}}}", "BAD_USER_INPUT"),
        ("{" + " ".join(f"a{n}: identityRuns {{id}}" for n in range(31)) + "}", "TOO_MANY_ALIASES"),
        ("{" + "identityRuns {id} " * 700 + "}", "GRAPHQL_PARSE_FAILED"),
    ],
)
def test_what_goes_too_far_is_refused_with_a_code(limited: Client, query: str, code: str) -> None:
    before = limited.app.state.store.queries_sent

    codes = limited.codes(query)

    assert set(codes) == {code}
    assert limited.app.state.store.queries_sent == before


def test_sizes_in_variables_and_fragments_count(limited: Client) -> None:
    query = """query ($n: Int = 50) {customers(first: $n) {nodes {...orders}}}
    fragment orders on Customer {orders(first: $n) {nodes {id}}}"""

    assert limited.codes(query) == ["QUERY_TOO_COSTLY"]
    assert limited.codes(query, n=5) == []


@pytest.mark.parametrize("times", [1, 2])
def test_a_size_is_what_graphql_takes_for_one(limited: Client, times: int) -> None:
    """JSON may write a whole number with a point; what is known by now is measured all the same."""
    query = f"query q{times} ($n: Int!) {{customers(first: $n) {{nodes {{id}}}}}}"
    for _ in range(times):
        assert limited.codes(query, n=5.0) == []

    assert limited.codes(query, n=51.0) == ["PAGE_TOO_LARGE"]
    assert limited.codes(query, n=0.0) == ["BAD_USER_INPUT"]
    assert len(limited.ask(query, n=2.0)["customers"]["nodes"]) == 2
    assert limited.codes(query, n=51) == ["PAGE_TOO_LARGE"]


def test_conditions_in_variables_count(limited: Client) -> None:
    query = "query ($f: CustomerFilter) {customers(filter: $f) {totalCount}}"

    assert limited.codes(query, f={"id": {"in": ["c01"] * 600}}) == ["QUERY_TOO_COSTLY"]
    assert limited.codes(query, f={"not": {"not": {"city": {"eq": "Ulm"}}}}) == []
    nested: dict[str, object] = {"city": {"eq": "Ulm"}}
    for _ in range(28):
        nested = {"not": nested}
    assert limited.codes(query, f=nested) == []
    assert limited.codes(query, f={"or": [{"not": nested}]}) == ["QUERY_TOO_DEEP"]


def test_values_of_every_input_count(limited: Client) -> None:
    query = "query ($i: RecordInput!) {resolveRecord(input: $i) {stored}}"
    emails = [{"kind": "EMAIL", "value": f"{n}@example.de"} for n in range(170)]

    assert limited.codes(query, i={"identifiers": emails}) == ["QUERY_TOO_COSTLY"]
    assert limited.codes(query, i={"identifiers": emails[:100]}) != ["QUERY_TOO_COSTLY"]
    named = "query ($k: [ConnectionKind!]) {neighbourhood(customer: 1, kinds: $k) {complete}}"
    assert limited.codes(named, k=["HOUSEHOLD"] * 501) == ["QUERY_TOO_COSTLY"]


@pytest.mark.parametrize("depth", [0, 11])
def test_walks_go_ten_referrals_far(limited: Client, depth: int) -> None:
    walks = (
        f'{{customer(id: "c01") {{referrals(depth: {depth}) {{nodes {{depth}}}}}}}}',
        f'{{referralNetwork(customer: "c01", depth: {depth}) {{complete}}}}',
    )

    for walk in walks:
        assert limited.codes(walk) == ["BAD_USER_INPUT"]
        assert limited.codes(walk.replace(f"depth: {depth}", "depth: 10")) == []


def test_an_operation_that_takes_too_long_is_given_up(client: Client) -> None:
    settings = client.app.state.settings.model_copy(update={"graphql_seconds": 0.0})

    with running(settings) as hurried:
        assert hurried.codes("{identityRuns {id}}") == ["TIMEOUT"]


def test_a_mutation_takes_its_time(client: Client, tmp_path: Path) -> None:
    """Told of a timeout, nobody would know what was done."""
    settings = client.app.state.settings.model_copy(update={"graphql_seconds": 0.0, "home": tmp_path})
    headers = {"x-api-key": Keys(tmp_path).add("one", [Role.STEWARD])[1]}

    with running(settings) as hurried:
        claim = {"query": 'mutation {claimCase(id: "nothing") {id}}'}
        [error] = hurried.request("POST", "/graphql", json=claim, headers=headers).json()["errors"]

    assert error["extensions"]["code"] == "NOT_FOUND"


def test_what_is_read_below_a_mutation_has_the_time_of_an_operation(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the answer tells that the act is done."""
    settings = client.app.state.settings.model_copy(update={"graphql_seconds": 0.0, "home": tmp_path})
    headers = {"x-api-key": Keys(tmp_path).add("one", [Role.STEWARD])[1]}
    about = SharedIdentifier("email", "info@kranich.example", 30)
    told = ("1", None, "a:1", "a:2", "claimed", "generic_identifier", 1.0, None, "one")
    case = ReviewCase(*told, datetime.now(UTC), None, about, None, None, None, None, None)
    monkeypatch.setattr(StewardDesk, "claim", lambda *_: case)

    with running(settings) as hurried:
        answer, with_users = (
            hurried.request("POST", "/graphql", json={"query": query}, headers=headers).json()
            for query in (
                'mutation {claimCase(id: "1") {id identifier {people}}}',
                'mutation {claimCase(id: "1") {identifier {users {nodes {record}}}}}',
            )
        )

    assert answer == {"data": {"claimCase": {"id": "1", "identifier": {"people": 30}}}}
    [error] = with_users["errors"]
    assert error["extensions"]["code"] == "TIMEOUT"
    assert error["message"].startswith("It is done")


def test_limits_come_from_the_settings(tmp_path: Path) -> None:
    limits = limits_of(Settings(home=tmp_path, graphql_depth=3, graphql_introspection=False))

    assert (limits.depth, limits.introspection) == (3, False)
    assert limits_of(Settings(home=tmp_path, graphql_introspection=False, development=True)).introspection


def test_names_are_not_suggested_where_introspection_is_off(limited: Client) -> None:
    message = limited.answer("{customer(id: 1) {ids}}")["errors"][0]["message"]

    assert not re.search("Did you mean", message)


def test_nothing_is_asked_of_the_store_that_nobody_wants_to_know(client: Client) -> None:
    def statements(query: str) -> int:
        before = client.app.state.store.queries_sent
        assert client.ask(query).popitem()[1]
        return int(client.app.state.store.queries_sent - before)

    assert statements('{referralNetwork(customer: "c01") {edges {toId}}}') == 1  # two levels in one
    path, around = '{path(from: "c01", to: "c02")', '{neighbourhood(customer: "c09")'
    assert statements(path + "{length}}") == 2  # who the two are, and what is next to them
    assert statements(path + "{length steps {kind}}}") == 3
    assert statements(path + "{length steps {kind} customers {id}}}") == 4
    assert statements(around + "{nodes {distance}}}") == 3
    assert statements(around + "{nodes {distance} steps {kind}}}") == 4
