"""Compiled operations answer as graphql-core's own execution of the same schema does."""

from collections.abc import Iterator
from functools import cache, partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from api.gql.compile.fields.objects import Objects
from api.gql.errors import formatted
from api.gql.pages.cursors import Cursors
from api.gql.resolving.context import Context, SharedContext
from api.gql.resolving.loaders import Loaders
from api.gql.schema import build_schema
from api.gql.transport.served_schema import ServedSchema
from graph.policy.principals import Principal, Role
from graph.store import Store
from tests.api.company import EDGES, NODES, write_graph
from tests.api.conftest import Client, running
from tests.api.gql.compile.operations import WIDE, operations
from tests.support.budget import examples, only_thorough
from tests.support.stores import settings_of, wipe

CURSORS = Cursors(lambda: b"k" * 32)
Drawn = tuple[str, dict[str, Any]]
Codes = dict[tuple[Any, ...], set[str]]
PRINCIPALS = tuple(
    Principal.of(name, {Role.READ, *more}) for name, more in (("all", [Role.PII]), ("some", ()))
)
"""Those who see personal values, and those who see masks."""

quietly = partial(settings, deadline=None, suppress_health_check=list(HealthCheck))

ODD: dict[str, list[dict[str, Any]]] = {
    "Customer": [{"id": "odd", "status": "active", "advocacy": None, "record_count": 2**40, "city": 7}],
    "SourceRecord": [{"source": "odd", "source_id": "1", "other_names": "one"}],
    "Order": [{"id": "odd"}],
    "Product": [{"id": "odd", "active": "at times"}],
    "Consent": [{"id": "odd"}],
}
ODD_EDGES: dict[tuple[str, str, str], list[Any]] = {
    ("SourceRecord", "RESOLVES_TO", "Customer"): [(("odd", "1"), ("odd",), {})],
    ("SourceRecord", "PLACED", "Order"): [(("odd", "1"), ("odd",), {})],
    ("SourceRecord", "GRANTED", "Consent"): [(("odd", "1"), ("odd",), {})],
    ("Order", "CONTAINS", "Product"): [(("odd",), ("odd",), {"quantity": 2**40})],
    ("Customer", "REFERRED", "Customer"): [(("c03",), ("odd",), {})],
}
"""What the model would not let in, so that errors and nulls come up."""


@pytest.fixture(scope="module")
def odd_embedded(embedded_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The small company with some nodes that should not be, on the embedded store."""
    yield from _served(embedded_session, tmp_path_factory)


@pytest.fixture(scope="module")
def odd_neo4j(neo4j_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The same on Neo4j."""
    yield from _served(neo4j_session, tmp_path_factory)


def _served(store: Store, folders: pytest.TempPathFactory) -> Iterator[Client]:
    nodes = {label: NODES.get(label, []) + ODD.get(label, []) for label in NODES}
    edges = {kind: list(EDGES[kind]) + ODD_EDGES.get(kind, []) for kind in EDGES}
    write_graph(wipe(store), nodes, edges)
    with running(settings_of(store.endpoint, folders.mktemp("home"))) as client:
        yield client


def executed(
    client: Client, schema: ServedSchema, who: Principal, query: str, variables: dict[str, Any]
) -> tuple[Any, Codes]:
    """What the schema answers: data, and for each null that an error made its place and codes."""
    store = client.app.state.store
    context = Context(
        who, store, Loaders(store, Objects(schema)), SharedContext(WIDE, client.app.state.settings)
    )
    found = client.portal.call(
        partial(schema.execute, query, variable_values=variables, context_value=context)
    )
    codes: Codes = {}
    for error in [formatted(error, who) for error in found.errors or ()]:
        codes.setdefault(_landed(found.data, error), set()).add(error["extensions"]["code"])
    return found.data, codes


def _landed(data: Any, error: dict[str, Any]) -> tuple[Any, ...]:
    """Where an error made something null."""
    place: list[Any] = []
    for part in error.get("path", ()):
        if data is None:
            break
        data = data[part]
        place.append(part)
    return tuple(place)


@cache
def schemas() -> tuple[ServedSchema, ServedSchema]:
    """One whose operations are compiled, and one that is executed plainly."""
    compiled, plain = build_schema(WIDE, CURSORS), build_schema(WIDE, CURSORS)
    plain.execution_context_class = StrawberryGraphQLCoreExecutionContext
    return compiled, plain


def agree(client: Client, who: Principal, operation: Drawn) -> None:
    """Both executions give the same data and errors, compiled also from plans that others used."""
    compiled, plain = schemas()
    expected = executed(client, plain, who, *operation)

    _same(executed(client, compiled, who, *operation), expected)
    executed(client, compiled, next(each for each in PRINCIPALS if each != who), *operation)
    _same(executed(client, compiled, who, *operation), expected)


def _same(found: tuple[Any, Codes], expected: tuple[Any, Codes]) -> None:
    """Of several errors that made one place null, any may be told: who ends first is chance."""
    (data, codes), (expected_data, expected_codes) = found, expected
    assert data == expected_data
    assert codes.keys() == expected_codes.keys()
    assert all(codes[place] & expected_codes[place] for place in codes), (codes, expected_codes)


@quietly(max_examples=examples(40))
@given(who=st.sampled_from(PRINCIPALS), operation=operations())
def test_compiled_and_plain_execution_agree(odd_embedded: Client, who: Principal, operation: Drawn) -> None:
    agree(odd_embedded, who, operation)


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.name)
@pytest.mark.parametrize(
    "query",
    [
        "{customers(first: 2) {nodes {id @include(if: false)}} identityRuns {id @skip(if: true)}}",
        '{customer(id: "c01") {mine: identifiers(last: 1) {some: nodes {__typename kind value firstSeen}}}}',
        '{customer(id: "c01") {identifiers(after: "x") {nodes {value}} consents {nodes {purpose granted}}}}',
        "{customers {nodes {id identifiers {nodes {value shared}} household {id size} formerIds}}}",
        '{customer(id: "c01") {identifiers {nodes {value @skip(if: true)}} household {id} referrals {nodes {'
        "channel customer {id recordCount referrals {nodes {customer {city recordCount}}}}}}}}",
        '{customer(id: "odd") {id recordCount consents {nodes {purpose}} referrals(direction: IN) {nodes {'
        "customer {id referrals {nodes {customer {id recordCount city}}}}}}}}",
        '{customer(id: "c01") {identifiers {nodes @skip(if: true) {kind}} consents {nodes @skip(if: true) {'
        "purpose}} referrals {nodes @include(if: false) {channel}} orders {nodes @skip(if: true) {id}}}}",
    ],
    ids=range(7),
)
def test_what_is_read_together(odd_embedded: Client, who: Principal, query: str) -> None:
    """Objects without anything, pages that Python makes, levels of lists with an odd value in one of them."""
    agree(odd_embedded, who, (query, {}))


@only_thorough
@quietly(max_examples=examples(2))  # it takes long to plan a statement that it sees for the first time
@given(who=st.sampled_from(PRINCIPALS), operation=operations())
def test_they_agree_on_neo4j_too(odd_neo4j: Client, who: Principal, operation: Drawn) -> None:
    """Compiled answers of Neo4j are held against what is known of the company by tests with a `client`."""
    agree(odd_neo4j, who, operation)
