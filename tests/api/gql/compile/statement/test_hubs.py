"""Those whom a customer brought come in one order, sorted or sought in the order of an index."""

from collections.abc import Iterator
from typing import Any

import pytest

from api.gql.compile.statement.relations import referrals_of
from graph.store import Store
from tests.api.conftest import Client, running
from tests.support.stores import settings_of, wipe, writing

BROUGHT = 60
DATED = 40
_MADE = """CREATE (hub:Customer {id: 'hub'})
WITH hub
UNWIND range(1, $brought) AS i
CREATE (c:Customer {id: 'c' + toString((i * 7) % 61)})
CREATE (hub)-[r:REFERRED {channel: 'app'}]->(c)
SET r.at = CASE WHEN i <= $dated THEN datetime('2026-01-01T00:00:00Z') + duration({days: i % 4}) END"""
_OTHERS = (
    "MATCH (a:Customer {id: 'c1'}) MATCH (b:Customer {id: 'c2'}) CREATE (a)-[:REFERRED {at: datetime()}]->(b)"
)
OUT: Any = referrals_of("out").fixed
Brought = list[tuple[str, str | None]]


@pytest.mark.parametrize("first", [1, 7, DATED, DATED + 1, BROUGHT + 1])
def test_the_earliest_of_a_hub(network: Client, first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ordered = sorted(_asked(network, "all", BROUGHT + 1), key=lambda brought: (brought[1] or "", brought[0]))
    dated = [brought for brought in ordered if brought[1]]
    expected = [*dated, *(brought for brought in ordered if not brought[1])][:first]

    assert _asked(network, f"sorted{first}", first) == expected
    monkeypatch.setitem(OUT, "hub", 1)
    assert _asked(network, f"sought{first}", first) == expected


def test_a_walk_begins_with_the_earliest_of_a_hub(network: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    walked = 'customer(id: "hub") {referrals(depth: 2, first: 50) {nodes {depth viaId customer {id}}}}'
    sorted_ = network.ask(f"{{{walked}}}")["customer"]["referrals"]["nodes"]
    monkeypatch.setitem(OUT, "hub", 1)

    assert network.ask(f"query Sought {{{walked}}}")["customer"]["referrals"]["nodes"] == sorted_
    assert [each["customer"]["id"] for each in sorted_] == [id_ for id_, _ in _asked(network, "one", 50)]


def _asked(client: Client, name: str, first: int) -> Brought:
    query = (
        f'query {name} {{customer(id: "hub") {{referrals(first: {first}) {{nodes {{at customer {{id}}}}}}}}}}'
    )
    return [
        (each["customer"]["id"], each["at"]) for each in client.ask(query)["customer"]["referrals"]["nodes"]
    ]


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def network(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A customer who brought sixty, several at a time and twenty at no known one."""
    store: Store = wipe(request.getfixturevalue(f"{request.param}_session"))
    store.run(writing(_MADE, "brought", "dated"), brought=BROUGHT, dated=DATED)
    store.run(writing(_OTHERS))
    with running(settings_of(store.endpoint, tmp_path_factory.mktemp("home"))) as client:
        yield client
