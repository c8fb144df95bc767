"""Statements of compiled operations: of a request only its form is in them, and they begin at an index."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings

from api.gql.compile.fields.objects import Objects
from api.gql.resolving.context import Context, SharedContext
from api.gql.resolving.loaders import Loaders
from cypher import Dialect, Mode, Query
from graph.errors import StoreError
from graph.policy.principals import Principal, Role
from graph.settings import Settings
from graph.store import Store
from graph.store_async import AsyncStore
from tests.api.company import found_company
from tests.api.conftest import Client, running
from tests.api.gql.compile.operations import HOSTILE, VALUES, WIDE, operations, wide
from tests.support.budget import examples
from tests.support.plans import scans, unfolded
from tests.support.stores import settings_of, wipe

WHO = Principal.of("all", [Role.READ, Role.PII])
_ALIAS = re.compile(rf"\b({'|'.join(HOSTILE)})(\d+): ")


class Recorder:
    """Takes the place of a store: keeps what it is asked, and answers nothing."""

    dialect = Dialect.NEO4J

    def __init__(self) -> None:
        self.asked: list[tuple[Query, dict[str, Any]]] = []

    async def answer(self, query: Query, **params: Any) -> Any:
        self.asked.append((query, params))
        raise StoreError("nothing here")

    run = answer


def asked(query: str, variables: dict[str, Any]) -> list[tuple[Query, dict[str, Any]]]:
    """The statements that an operation sends first, with their parameters."""
    store: Any = Recorder()
    schema = wide()
    context = Context(
        WHO, store, Loaders(store, Objects(schema)), SharedContext(WIDE, Settings(home=Path("nowhere")))
    )
    asyncio.run(schema.execute(query, variable_values=variables, context_value=context))
    return store.asked


def harmless(value: Any) -> Any:
    """A value with other texts in it, empty where they are."""
    if isinstance(value, dict):
        return {name: harmless(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [harmless(inner) for inner in value]
    return "other" if value and value in VALUES else value


@settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(operation=operations())
def test_aliases_and_values_have_no_say_in_the_text(operation: tuple[str, dict[str, Any]]) -> None:
    query, variables = operation
    note(query)

    texts = [each.text for each, _ in asked(query, variables)]

    named = _ALIAS.sub(r"a\2: ", query)
    assert [each.text for each, _ in asked(named, harmless(variables))] == texts
    foreign = [value for value in VALUES if value and not value.startswith("$")]
    assert not [value for value in foreign if any(value in text for text in texts)]


@pytest.mark.parametrize(
    ("filter_", "looked_at"),
    [
        ('lifecycleStage: {eq: "loyal"}', False),
        ('city: {eq: null, contains: "Ulm"}', False),
        ("email: {exists: false}", True),
        ("reach: {gt: 1}", True),
        ('not: {city: {eq: "Ulm"}}', True),
    ],
)
def test_who_has_a_golden_record_was_not_merged(filter_: str, looked_at: bool) -> None:
    [(query, _)] = asked(f"{{customers(filter: {{{filter_}}}) {{totalCount}}}}", {})

    assert (".status" in query.text) is looked_at


WHOLE = """{customer(id: "c01") {
  formerIds identifiers {nodes {value}} consents {nodes {purpose}} household {id}
  referrals {nodes {customer {id}}}
  records {nodes {source identifiers {nodes {value}} customer {id}}}
  orders {nodes {id customer {id} products {edges {line node {id buyers {edges {count}}}}}} totalCount}
  viewed {edges {count node {viewers {edges {count node {id}}}}} aggregate {price {max}}}
  tickets {nodes {products {nodes {id}} orders {nodes {id}} customer {id}}}
  contracts {nodes {products {nodes {id}}} groups(by: [STATUS]) {values aggregate {count}}}
  emails {edges {lastSeen node {customers {nodes {id}}}}} households {nodes {members {nodes {id}}}}
  events {nodes {id}} interests {nodes {id}} surveyResponses {nodes {id}} campaigns {edges {outcome}}
  granted {nodes {grantedBy {nodes {id}}}}
  brought: referrals(direction: IN) {nodes {at}} referredBy {edges {at}}
}}"""
PARTS = (
    *('{product(id: "p1") {id}}', '{order(id: "shop:o1") {id}}', '{ticket(id: "desk:t1") {id}}'),
    *('{household(id: "h1") {id}}', '{identityRun(id: "run1") {id}}', "{customers {nodes {id}}}"),
    '{customer(identifier: {kind: EMAIL, value: "anna@example.de"}) {id}}',
    '{customer(identifier: {kind: ADDRESS, value: "hauptstraße|1|50667|köln|de"}) {id}}',
    '{customer(by: {phone: "0221-12345"}) {id}}',
    '{customers(filter: {lifecycleStage: {eq: "loyal"}, city: {eq: "Ulm"}}) {nodes {id} totalCount}}',
    '{customers(filter: {email: {eq: "anna@example.de"}}, orderBy: REVENUE_DESC) {nodes {id} totalCount}}',
    '{customers(filter: {lifecycleStage: {in: ["loyal"]}}) {groups(by: [CITY]) {values}}}',
    '{orders(filter: {id: {in: ["shop:o1"]}, products: {some: {name: {eq: "Tee"}}}}) {totalCount}}',
    '{customers(filter: {familyName: {eq: "weber"}}) {nodes {id}}}',
    '{customers(filter: {bought: {some: {id: {in: ["p1"]}}}, city: {eq: "Ulm"}}) {totalCount}}',
    '{orders(filter: {customers: {some: {id: {eq: "c01"}}}}) {aggregate {total {sum}}}}',
    '{products(filter: {category: {eq: "Getränke"}}) {nodes {id orders(last: 1) {nodes {id}}} totalCount}}',
    "{orders {nodes {id}} consents(last: 2) {nodes {id}} records {nodes {source}} campaigns {nodes {id}}}",
    '{path(from: "c07", to: "c10") {length}}',
    '{paths(from: "c01", to: "c05", minProbability: 0.5) {length}}',
    '{neighbourhood(customer: "c08", depth: 2) {nodes {customer {id}}}}',
    '{connectedBy(from: "c07", to: "c08") {kind}}',
    '{referralNetwork(customer: "c01") {nodes {customer {id orders {nodes {id}}}}}}',
    '{customer(id: "c01") {referrals(depth: 2) {nodes {customer {id}}}}}',
)
"""No lists of customers that are ordered or counted without a condition that an index serves: these look at
all customers, and so does a list of all runs at runs."""

RANGES = (
    '{orders(filter: {orderedAt: {gte: "2020-01-01"}}) {nodes {id} totalCount aggregate {count}}}',
    '{tickets(filter: {openedAt: {lt: "2030-01-01"}}, orderBy: OPENED_AT_DESC) {nodes {id}}}',
    '{events(filter: {at: {gte: "2020-01-01", lt: "2030-01-01"}}) {totalCount}}',
    '{customers(filter: {lastSeen: {gte: "2020-01-01"}}) {totalCount}}',
    '{customers(filter: {familyName: {startsWith: "web"}}) {totalCount}}',
    '{customers(filter: {bought: {some: {category: {eq: "Getränke"}}}, city: {eq: "Ulm"}}) {totalCount}}',
)
"""Ranges of times and texts, and texts in several spellings, which Neo4j finds in indexes."""


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The small company on each of the two stores."""
    store = wipe(request.getfixturevalue(f"{request.param}_session"))
    found_company(store)
    if store.dialect is Dialect.NEO4J:
        _fill(store)
    with running(settings_of(store.endpoint, tmp_path_factory.mktemp("home"))) as client:
        yield client


def _fill(store: Store) -> None:
    """So many others that to look at all of a kind is never cheaper than an index; the planner knows it."""
    for kind in ("Customer", "Order", "Product"):
        text = f"UNWIND range(1, 2000) AS number CREATE (:{kind} {{id: 'other' + number}})"
        store.run(Query("test/fill", Mode.WRITE, (), "Made up by a test.", text))
    store.run(Query("test/plan", Mode.WRITE, (), "Made up by a test.", "CALL db.prepareForReplanning(60)"))


@pytest.mark.parametrize("operation", [WHOLE, *PARTS, *RANGES])
def test_every_statement_begins_at_an_index(
    company: Client, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if operation in RANGES and company.app.state.store.dialect is not Dialect.NEO4J:
        pytest.skip("ArcadeDB has no indexes of times")
    sent: list[tuple[Query, dict[str, Any]]] = []
    real = AsyncStore.answer

    async def recorded(self: AsyncStore, query: Query, /, **params: Any) -> Any:
        sent.append((query, params))
        return await real(self, query, **params)

    monkeypatch.setattr(AsyncStore, "answer", recorded)
    company.ask(operation)

    assert sent
    with Store(company.app.state.store.endpoint) as store:
        assert [step for query, params in sent for step in _scans(store, query, params)] == []


def _scans(store: Store, query: Query, params: dict[str, Any]) -> list[str]:
    parts = [query] if store.dialect is Dialect.NEO4J else unfolded(query, rows="[['c02']]")
    return [step for part in parts for step in scans(store, part, params)]


def test_a_scan_in_a_subquery_is_told(company: Client) -> None:
    inner = "CALL (c) {\nMATCH (o:Order)\nWHERE o.status = c.id OR 1 = 1\nRETURN o\n}"
    text = f"MATCH (c:Customer {{id: 'c01'}})\n{inner}\nRETURN c"
    query = Query("test/scan", Mode.READ, (), "Made up by a test.", text)

    with Store(company.app.state.store.endpoint) as store:
        assert _scans(store, query, {})
