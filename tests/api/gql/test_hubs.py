"""Those whom a customer brought come in one order, sorted or sought in the order of an index."""

from datetime import UTC, datetime

import pytest

from cypher import load
from graph.store import Store
from tests.support.stores import writing

LEAST = datetime.min.replace(tzinfo=UTC)
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


@pytest.mark.parametrize("first", [1, 7, DATED, DATED + 1, BROUGHT + 1])
def test_the_earliest_of_a_hub(network: Store, first: int) -> None:
    asked = {"ids": ["hub", "c1", "nobody"], "first": first, "least": LEAST}
    query = load("read/referrals_out")

    [sorted_] = network.run(query, **asked, hub=BROUGHT)
    [sought] = network.run(query, **asked, hub=1)

    found = dict(sought["links"])
    assert found == dict(sorted_["links"])
    assert [link[0] for link in found["c1"]] == ["c2"]
    assert len(found["hub"]) == min(first, BROUGHT)
    assert _place(found["hub"]) == sorted(_place(found["hub"]))


def _place(links: list[list[str | None]]) -> list[tuple[bool, str, str]]:
    return [(at is None, at or "", customer or "") for customer, at, *_ in links]


@pytest.fixture
def network(store: Store) -> Store:
    """A customer who brought sixty, several at a time and twenty at no known one."""
    store.run(writing(_MADE, "brought", "dated"), brought=BROUGHT, dated=DATED)
    store.run(writing(_OTHERS))
    return store
