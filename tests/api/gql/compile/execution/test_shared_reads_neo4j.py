"""Reads that are shared on a Neo4j: the same answers in fewer statements, each from an index."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from api.gql.compile.execution import shared_reads
from api.gql.compile.execution.shared_reads import SharedReads
from cypher import Query
from graph.store import Store
from graph.store_async import AsyncStore
from tests.api.company import found_company
from tests.api.conftest import Client, running
from tests.support.plans import scans
from tests.support.stores import settings_of, wipe, writing

WHO = ("c01", "c02", "c05", "old1", "nobody", "", "c01", "$p1", "c11")
BY_ID = (
    """query ($id: ID!) {__typename found: customer(id: $id) {
      id formerIds identifiers {nodes {value}} orders(first: 3) {nodes {id total}} household {id}
      referrals {nodes {customer {id referrals {nodes {customer {id}}}}}}}}""",
    """query ($id: ID!) {customer(id: $id) {
      id orders(filter: {customers: {some: {id: {eq: $id}}}}) {totalCount}}}""",
)
BY_EMAIL = "query ($value: String!) {customer(identifier: {kind: EMAIL, value: $value}) {id fullName}}"
ADDRESSES = ("anna@example.de", "nobody@example.de", "shared@example.de", "ANNA@EXAMPLE.DE")
CASES = [
    *((query, [{"id": each} for each in WHO]) for query in BY_ID),
    (BY_EMAIL, [{"value": each} for each in ADDRESSES]),
]


@pytest.fixture(scope="module")
def company(neo4j_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The small company on Neo4j."""
    store = wipe(neo4j_session)
    found_company(store)
    store.run(writing("CALL db.prepareForReplanning(60)"))  # else plans may go by what other tests left
    with running(settings_of(store.endpoint, tmp_path_factory.mktemp("home"))) as client:
        yield client


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets for how many seconds reads wait for each other, however large they are."""
    row = SharedReads.row

    def wait(seconds: float) -> None:
        reads = SharedReads(seconds)
        monkeypatch.setattr(shared_reads, "LARGEST", 1_000_000)
        monkeypatch.setattr(SharedReads, "row", lambda _reads, *asked: row(reads, *asked))

    return wait


def together(company: Client, query: str, variables: list[dict[str, Any]]) -> list[Any]:
    """The answers to requests that come at the same time."""

    async def asked() -> list[Any]:
        posts = (
            company.http.post("/graphql", json={"query": query, "variables": each}) for each in variables
        )
        return [answer.json() for answer in await asyncio.gather(*posts)]

    found: list[Any] = company.portal.call(asked)
    return found


@pytest.mark.parametrize(("query", "variables"), CASES, ids=range(len(CASES)))
def test_together_as_one_by_one(
    company: Client,
    query: str,
    variables: list[dict[str, Any]],
    patience: Callable[[float], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = [company.answer(query, **each) for each in variables]
    sent: list[tuple[Query, dict[str, Any]]] = []
    real = AsyncStore.answer

    async def recorded(self: AsyncStore, statement: Query, /, **params: Any) -> Any:
        sent.append((statement, params))
        return await real(self, statement, **params)

    monkeypatch.setattr(AsyncStore, "answer", recorded)
    patience(60.0)

    assert together(company, query, variables) == alone
    assert len(sent) < len(variables)
    with Store(company.app.state.store.endpoint) as store:
        assert [step for statement, params in sent for step in scans(store, statement, params)] == []


def test_given_up_as_one_by_one(company: Client, patience: Callable[[float], None]) -> None:
    """What is too slow together, as all is for who has no patience, ends in the store, and is read alone."""
    query, variables = CASES[0]
    alone = [company.answer(query, **each) for each in variables]
    patience(0.0)

    assert together(company, query, variables) == alone
