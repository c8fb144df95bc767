"""What every store must do alike: values, constraints, transactions, concurrent writers, errors."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone

import httpx
import pytest

from cypher import Dialect, Mode
from graph.model.schema import apply_schema, schema_queries
from graph.store import Store
from graph.store_async import AsyncStore
from graph.stores.errors import QueryError, StoreConflictError
from tests.support.stores import reading, writing

COUNT = reading("MATCH (n:Product) RETURN count(n) AS n")
CREATE = writing("CREATE (n:Product {id: $id}) RETURN n.id AS id", "id")
ENDLESS = reading(
    "UNWIND range(1, 30000) AS a UNWIND range(1, 30000) AS b WITH a * b AS endless RETURN sum(endless) AS s"
)
MERGE = writing("UNWIND $rows AS row MERGE (n:Product {id: row.id}) SET n += row.values", "rows")


def test_plain_values_come_back_as_they_went_in(store: Store) -> None:
    values = {
        "text": "Jürgen Müller-Lüdenscheidt, Straße 7 – „ok“ 🙂",
        "integer": 2**53 + 1,
        "decimal": 0.1,
        "flag": True,
        "texts": ["b", "a", "b"],
        "empty": "",
    }

    store.run(MERGE, rows=[{"id": "p", "values": values}])

    assert store.run(reading("MATCH (n:Product) RETURN properties(n) AS p")) == [{"p": values | {"id": "p"}}]


def test_moments_keep_their_microseconds_and_come_back_in_utc(store: Store) -> None:
    summer = datetime(2024, 7, 1, 12, 30, 15, 123456, tzinfo=timezone(timedelta(hours=2)))

    store.run(MERGE, rows=[{"id": "p", "values": {"at": summer}}])

    [row] = store.run(reading("MATCH (n:Product) RETURN n.at AS at, n AS node"))
    assert row["at"] == summer
    assert row["at"].tzinfo is UTC
    assert row["node"]["at"] == summer


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1583, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC),
        datetime(9999, 12, 31, tzinfo=UTC),
    ],
)
def test_moments_far_from_now_are_kept(store: Store, moment: datetime) -> None:
    store.run(MERGE, rows=[{"id": "p", "values": {"at": moment}}])

    assert store.run(reading("MATCH (n:Product) RETURN n.at AS at")) == [{"at": moment}]


def test_moments_are_compared_and_ordered_as_time(store: Store) -> None:
    start = datetime(2024, 1, 1, tzinfo=UTC)
    rows = [{"id": str(day), "values": {"at": start + timedelta(days=day)}} for day in (9, 100, 20)]
    store.run(MERGE, rows=rows)

    found = store.run(
        reading("MATCH (n:Product) WHERE n.at > $from RETURN n.id AS id ORDER BY n.at", "from"),
        **{"from": start + timedelta(days=10)},
    )

    assert [row["id"] for row in found] == ["20", "100"]


def test_dates_come_back_as_dates(store: Store) -> None:
    assert store.run(reading("RETURN $day AS day", "day"), day=date(2024, 2, 29)) == [
        {"day": date(2024, 2, 29)}
    ]


def test_setting_null_removes_a_property(store: Store) -> None:
    store.run(MERGE, rows=[{"id": "p", "values": {"name": "a", "brand": "b"}}])

    store.run(MERGE, rows=[{"id": "p", "values": {"name": None}}])

    assert store.run(reading("MATCH (n:Product) RETURN properties(n) AS p")) == [
        {"p": {"id": "p", "brand": "b"}}
    ]


def test_nodes_edges_and_paths_become_dictionaries(store: Store) -> None:
    store.run(writing("CREATE (:Order {id: 'o'})-[:CONTAINS {quantity: 2}]->(:Product {id: 'p'})"))

    [row] = store.run(reading("MATCH path = (o:Order)-[c]->(p) RETURN o, c, p, path"))

    order, edge, product = row["o"], row["c"], row["p"]
    assert {key: order[key] for key in ("_labels", "id")} == {"_labels": ["Order"], "id": "o"}
    assert (edge["_type"], edge["quantity"]) == ("CONTAINS", 2)
    assert (edge["_start"], edge["_end"]) == (order["_id"], product["_id"])
    assert [node["id"] for node in row["path"]["nodes"]] == ["o", "p"]
    assert [each["_type"] for each in row["path"]["relationships"]] == ["CONTAINS"]


def test_the_schema_can_be_applied_again(store: Store) -> None:
    assert apply_schema(store) == len(schema_queries(dialect=store.dialect))


def test_a_single_key_is_unique_and_a_refused_write_names_no_value(store: Store) -> None:
    store.run(CREATE, id="secret-value")

    with pytest.raises(StoreConflictError) as refusal:
        store.run(CREATE, id="secret-value")

    assert "secret-value" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert store.run(COUNT) == [{"n": 1}]


def test_a_composite_key_is_unique_as_a_whole(store: Store) -> None:
    create = writing("CREATE (:SourceRecord {source: $source, source_id: $id})", "source", "id")
    store.run(create, source="crm", id="1")
    store.run(create, source="crm", id="2")
    store.run(create, source="shop", id="1")

    with pytest.raises(StoreConflictError):
        store.run(create, source="shop", id="1")


def test_a_transaction_is_kept_as_a_whole(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.run(CREATE, id="a")
        transaction.run(CREATE, id="b")
        assert transaction.run(COUNT) == [{"n": 2}]

    assert store.run(COUNT) == [{"n": 2}]


def test_an_exception_rolls_the_whole_transaction_back(store: Store) -> None:
    store.run(MERGE, rows=[{"id": "old", "values": {"name": "before"}}])

    def fail() -> None:
        with store.transaction() as transaction:
            transaction.run(CREATE, id="new")
            transaction.run(MERGE, rows=[{"id": "old", "values": {"name": "after"}}])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert store.run(reading("MATCH (n:Product) RETURN n.id AS id, n.name AS name")) == [
        {"id": "old", "name": "before"}
    ]


def test_a_conflict_in_a_transaction_undoes_what_came_before_it(store: Store) -> None:
    store.run(CREATE, id="taken")

    def clash() -> None:
        with store.transaction() as transaction:
            transaction.run(CREATE, id="new")
            transaction.run(CREATE, id="taken")

    with pytest.raises(StoreConflictError):
        clash()

    assert store.run(reading("MATCH (n:Product) RETURN n.id AS id")) == [{"id": "taken"}]


def test_batches_write_every_row_once(store: Store) -> None:
    rows = [{"id": str(number % 250), "values": {"name": str(number)}} for number in range(500)]

    assert store.write_batches(MERGE, iter(rows), 200) == 500

    assert store.run(COUNT) == [{"n": 250}]


def test_concurrent_writers_of_the_same_keys_lose_nothing(store: Store) -> None:
    merge = writing(
        "UNWIND $ids AS id MERGE (n:Product {id: id}) SET n.count = coalesce(n.count, 0) + 1", "ids"
    )
    ids = [str(number) for number in range(40)]

    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(store.run, merge, ids=ids) for _ in range(8)]:
            done.result()

    found = store.run(reading("MATCH (n:Product) RETURN count(n) AS nodes, sum(n.count) AS writes"))
    assert found == [{"nodes": 40, "writes": 320}]


def test_parameters_must_be_those_the_query_declares(store: Store) -> None:
    with pytest.raises(QueryError, match=r"takes the parameters \['id'\], not \['name'\]"):
        store.run(CREATE, name="x")


def test_a_query_that_the_store_does_not_understand_is_named(store: Store) -> None:
    with pytest.raises(QueryError, match="test/read"):
        store.run(reading("MATCH (n RETURN n"))


def test_every_statement_is_counted(store: Store) -> None:
    before = store.queries_sent

    store.run(COUNT)
    store.execute(Mode.WRITE, lambda transaction: [transaction.run(CREATE, id=each) for each in "abc"])

    assert store.queries_sent - before == 4


def test_a_statement_that_nobody_waits_for_is_ended(store: Store) -> None:
    async def give_up() -> None:
        async with await AsyncStore.connect(store.endpoint) as other:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.3):
                    await other.answer(ENDLESS)

    asyncio.run(give_up())

    ended_by = time.monotonic() + 20
    while any("endless" in text for text in _running(store)):
        assert time.monotonic() < ended_by
        time.sleep(0.1)


def _running(store: Store) -> list[str]:
    """The statements that the store works at."""
    if store.dialect is Dialect.NEO4J:
        return [row["text"] for row in store.run(reading("SHOW TRANSACTIONS YIELD currentQuery AS text"))]
    endpoint = store.endpoint
    answer = httpx.post(
        f"http://127.0.0.1:{endpoint.http_port}/api/v1/server",
        json={"command": "list queries"},
        auth=(endpoint.user, endpoint.password.get_secret_value()),
    )
    return [each["text"] for each in answer.json()["result"]]


def test_the_asynchronous_store_does_the_same(store: Store) -> None:
    async def use() -> tuple[object, int]:
        async with await AsyncStore.connect(store.endpoint) as other:
            before = other.queries_sent
            await asyncio.gather(*(other.run(CREATE, id=str(number)) for number in range(10)))
            found = await other.run(reading("MATCH (n:Product) RETURN n.id AS id ORDER BY id"))
            with pytest.raises(StoreConflictError):
                await other.run(CREATE, id="3")
            return found, other.queries_sent - before

    found, sent = asyncio.run(use())

    assert found == [{"id": str(number)} for number in range(10)]
    assert sent >= 12
