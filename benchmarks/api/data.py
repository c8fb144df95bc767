"""Made customers with records, e-mail addresses, orders and referrals, written into a graph and an index."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from cypher import Mode, Query
from graph.journal import Journal
from graph.model.schema import apply_schema
from graph.progress import silent
from graph.search.index_files import IndexedVersions, IndexEntry, IndexFiles
from graph.search.words import spelled
from graph.settings import Settings
from graph.store import Store

BROUGHT = 3
HUB = "hub"
STAGES = ("subscriber", "lead", "customer", "loyal", "advocate")
_SYLLABLES = ("ka", "lo", "mi", "ste", "we", "do", "bu", "gu", "re", "ta")
_DAY = "datetime('2026-01-01T00:00:00Z') + duration({days: row.day})"
_NAMES = "CREATE FULLTEXT INDEX names IF NOT EXISTS FOR (c:Customer) ON EACH [c.full_name]"
_PROVENANCE = '{"full_name": {"source": "crm", "source_id": "1", "at": "2026-01-01T00:00:00+00:00"}}' * 10
_WRITES = {
    "customers": f"UNWIND $rows AS row CREATE (c:Customer) SET c = row.c, c.last_seen = {_DAY}",
    "records": "UNWIND $rows AS row MATCH (c:Customer {id: row.id}) "
    "CREATE (r:SourceRecord {source: 'crm', source_id: row.id})-[:RESOLVES_TO {valid_from: datetime()}]->(c) "
    "CREATE (r)-[:HAS_EMAIL {first_seen: datetime(), last_seen: datetime()}]->(:Email {value: row.email})",
    "orders": "UNWIND $rows AS row MATCH (r:SourceRecord {source: 'crm', source_id: row.id}) "
    f"CREATE (r)-[:PLACED]->(:Order {{id: row.order, total: row.total, ordered_at: {_DAY}}})",
    "referrals": "UNWIND $rows AS row MATCH (a:Customer {id: row.a}), (b:Customer {id: row.b}) "
    f"CREATE (a)-[:REFERRED {{at: {_DAY}, channel: 'app'}}]->(b)",
}


def customer_id(number: int) -> str:
    """The id of a made customer."""
    return f"c{number:07}"


def email_of(number: int) -> str:
    """The e-mail address of a made customer."""
    return f"person{number}@example.com"


def name_of(number: int) -> str:
    """The name of a made customer, which nobody else has."""
    return f"{_spoken(number // 50)} {_spoken(1_000 + number % 50)}"


def _spoken(number: int) -> str:
    """A number as syllables: each has one of its own."""
    digits = f"{number:04}"
    return "".join(_SYLLABLES[int(digit)] for digit in digits).title()


def fill(store: Store, customers: int) -> None:
    """Write so many customers, each of whom brought three others, and a hub that brought half of them."""
    apply_schema(store)
    store.run(Query("benchmark/names", Mode.WRITE, (), "For the full text of the peer.", _NAMES))
    rows = {
        "customers": _customers(customers),
        "records": ({"id": customer_id(n), "email": email_of(n)} for n in range(customers)),
        "orders": _orders(customers),
        "referrals": _referrals(customers),
    }
    for name, made in rows.items():
        store.write_batches(
            Query(f"benchmark/{name}", Mode.WRITE, ("rows",), "Made data.", _WRITES[name]), made
        )


def fill_search(home: Path, customers: int) -> None:
    """Put an index of their names in force, as of a journal that says nothing else."""
    journal, index_files = Journal.open(Settings(home=home)), IndexFiles(home)
    versions = journal.versions()
    made = (_indexed(customer_id(n), name_of(n)) for n in range(customers))
    with index_files.lease(silent):
        index_files.write(made, IndexedVersions(journal.id, versions, journal.commit_ids(versions)))


def _indexed(key: str, name: str) -> IndexEntry:
    return IndexEntry(key, [name], set(spelled(name)), set(), [], ("DE",))


def _customers(number: int) -> Iterator[dict[str, Any]]:
    for n in range(number):
        yield {"c": _customer(customer_id(n), n), "day": n % 300}
    yield {"c": _customer(HUB, 0), "day": 0}


def _customer(key: str, n: int) -> dict[str, Any]:
    return {
        "id": key,
        "full_name": name_of(n),
        "given_name": name_of(n).split()[0],
        "family_name": name_of(n).split()[1],
        "city": f"City {n % 50}",
        "country": "DE",
        "email": email_of(n),
        "status": "active",
        "lifecycle_stage": STAGES[n % len(STAGES)],
        "revenue": float(n % 1_000),
        "provenance": _PROVENANCE,
    }


def _orders(customers: int) -> Iterator[dict[str, Any]]:
    for n in range(customers):
        for k in range(n % 5):
            yield {"id": customer_id(n), "order": f"shop:{n}-{k}", "total": 10.0 + k, "day": 30 * k}


def _referrals(customers: int) -> Iterator[dict[str, Any]]:
    choose = Random(1)  # noqa: S311 - made-up data, no secret
    for n in range(customers):
        for step in choose.sample(range(1, customers // 2), BROUGHT):
            yield {"a": customer_id(n), "b": customer_id((n + step) % customers), "day": step % 300}
    for n in range(customers // 2):
        yield {"a": HUB, "b": customer_id(n), "day": n % 300}
