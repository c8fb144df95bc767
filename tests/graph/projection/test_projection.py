import json
from typing import Any

import pyarrow as pa
import pytest

from graph.entries import Event, Identifier
from graph.errors import StoreError
from graph.identity.explanation.subgraph import evidence_query
from graph.journal import Journal
from graph.model.links import all_of
from graph.projection import ProjectionResult, project, rebuild
from graph.projection.dump import dump
from graph.projection.resolved.customers import Golden
from graph.store import Store
from tests.support.entries import company, day, email, order, person, referral
from tests.support.identity import assign, merge, share
from tests.support.rebuilding import assert_as_rebuilt
from tests.support.stores import reading, wipe


def rows(store: Store, text: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in store.run(reading(text))]


def test_customers_follow_assignments(journal: Journal, store: Store, golden: Golden) -> None:
    journal.append([person("1", day(1), email("a@x.de"), given_name="Anna", family_name="N")], "one")
    journal.append([order("1", "7", day(2), total=10.0), order("2", "7", day(3), total=5.5)], "one")
    assign(journal, "run1", day(10), {"crm:1": "C1", "shop:7": "C2"})
    project(journal, store, golden)
    assign(journal, "run2", day(20), {"shop:7": "C1"})
    merge(journal, "run2", day(20), "C2", "C1")
    assert project(journal, store, golden).customers == 1  # and C2 is none any more

    found = rows(
        store,
        "MATCH (c:Customer) RETURN c.id, c.status, c.given_name, c.record_count, c.order_count, c.revenue"
        " ORDER BY c.id",
    )
    assert found == [("C1", "active", "Anna", 2, 2, 15.5), ("C2", "merged", None, 0, None, None)]
    found = rows(
        store,
        "MATCH (r)-[e:RESOLVES_TO]->(c) WHERE r.source = 'shop'"
        " RETURN c.id, e.valid_from, e.valid_to, e.run ORDER BY e.valid_from",
    )
    assert found == [("C2", day(10), day(20), "run1"), ("C1", day(20), None, "run2")]
    assert rows(store, "MATCH (a)-[e:MERGED_INTO]->(b) RETURN a.id, b.id, e.at") == [("C2", "C1", day(20))]
    [(taken_in,)] = rows(store, "MATCH (c:Customer {id: 'C2'}) RETURN properties(c)")
    assert not all_of("Customer").golden & {name for name, value in taken_in.items() if value is not None}


def test_how_good_sources_were_stands_beside_them_run_by_run(
    journal: Journal, store: Store, golden: Golden
) -> None:
    measured = {"records": 3, "score": 0.5, "validity": 1.0, "rejections": 0, "consistency": None}
    for number, (status, told) in enumerate(
        [
            ("finished", {"quality": {"crm": measured, "web/a": measured}}),
            ("finished", {"quality": {"crm": measured | {"score": 0.75, "consistency": 0.25}}}),
            ("finished", {}),  # one that measured nothing
            ("failed", {"quality": {"crm": measured}}),
        ]
    ):
        row = {
            "run_id": f"r{number}",
            "started_at": day(number),
            "finished_at": day(number),
            "status": status,
        }
        journal.append_table("runs", pa.Table.from_pylist([row | {"report": json.dumps(told)}]))
    project(journal, store, golden)

    found = rows(
        store,
        "MATCH (s:Source)-[m:MEASURED]->(q:QualityMeasure) RETURN s.name, q.run, m.at, q.measured_at,"
        " q.score, q.consistency, q.records ORDER BY s.name, m.at",
    )
    assert found == [
        ("crm", "r0", day(0), day(0), 0.5, None, 3),
        ("crm", "r1", day(1), day(1), 0.75, 0.25, 3),
        ("web/a", "r0", day(0), day(0), 0.5, None, 3),
    ]
    assert_as_rebuilt(journal, store, golden)


def test_customers_without_a_record_are_as_a_rebuild_makes_them(
    journal: Journal, embedded_store: Store, golden: Golden
) -> None:
    """B gave its record away, C was taken in, D was taken in, came back, and gave its record away."""
    journal.append([person(n, day(1), given_name="Anna") for n in "1234"], "one")
    for number, (owners, retired) in enumerate(
        [("ABCD", ""), ("AAAA", "CD"), ("AAAD", ""), ("AAAA", "")], start=1
    ):
        assign(
            journal, f"r{number}", day(number), {f"crm:{n}": it for n, it in zip("1234", owners, strict=True)}
        )
        for id_ in retired:
            merge(journal, f"r{number}", day(number), id_, "A")
        project(journal, embedded_store, golden)
    found = rows(embedded_store, "MATCH (c:Customer) RETURN c.id, c.status, c.record_count ORDER BY c.id")

    assert found == [("A", "active", 4), ("B", "active", 0), ("C", "merged", 0), ("D", "merged", 0)]
    assert_as_rebuilt(journal, embedded_store, golden)


def test_the_evidence_around_two_records_is_a_subgraph(
    journal: Journal, store: Store, golden: Golden
) -> None:
    people = [person(n, day(1), email("a@x.de"), email(f"own{n}@x.de")) for n in ("1", "2", "3")]
    journal.append(people, "one")
    assign(journal, "run1", day(10), {"crm:1": "A", "crm:2": "B", "crm:3": "C"})
    project(journal, store, golden)

    bound = evidence_query(["crm:1", "crm:2"])
    nodes = [node for row in store.run(bound.query, **bound.params) for node in row["evidence"]["nodes"]]

    seen = {node.get("id") or node.get("value") or node["source_id"] for node in nodes}
    assert seen == {"1", "A", "2", "B", "a@x.de"}


def test_values_that_many_share_are_marked_until_a_run_finds_them_shared_no_longer(
    journal: Journal, embedded_store: Store, golden: Golden
) -> None:
    journal.append(
        [person("1", day(1), email("a@x.de"), email("b@x.de"), Identifier("phone", "+491"))], "one"
    )
    marks = "MATCH (:SourceRecord)-->(v) WHERE v.value IS NOT NULL RETURN v.value, v.shared ORDER BY v.value"
    share(journal, "run1", {("email", "a@x.de"): 7, ("phone", "+491"): 9})
    project(journal, embedded_store, golden)
    first = rows(embedded_store, marks)
    share(journal, "run2", {("email", "a@x.de"): None})
    project(journal, embedded_store, golden)
    second = rows(embedded_store, marks)

    assert first == [("+491", True), ("a@x.de", True), ("b@x.de", None)]
    assert second == [("+491", True), ("a@x.de", False), ("b@x.de", None)]
    assert_as_rebuilt(journal, embedded_store, golden)


def test_values_of_an_unfinished_run_are_not_marked(
    journal: Journal, embedded_store: Store, golden: Golden
) -> None:
    journal.append([person("1", day(1), email("a@x.de"))], "one")
    journal.append_table("runs", pa.table({"run_id": ["killed"], "status": ["running"]}))
    share(journal, "killed", {("email", "a@x.de"): 7})

    project(journal, embedded_store, golden)

    assert rows(embedded_store, "MATCH (v:Email) RETURN v.shared") == [(None,)]


def test_referrals_between_customers_follow_their_records(
    journal: Journal, embedded_store: Store, golden: Golden
) -> None:
    journal.append([referral("1", "2", day(3)), referral("9", "2", day(5))], "one")
    journal.append([order("1", "2", day(4), total=7.0)], "one")
    assign(journal, "run1", day(10), {"shop:1": "A", "shop:2": "B", "shop:9": "C"})
    project(journal, embedded_store, golden)
    assign(journal, "run2", day(11), {"shop:9": "A"})
    project(journal, embedded_store, golden)

    found = rows(
        embedded_store, "MATCH (a:Customer)-[e:REFERRED]->(b:Customer) RETURN a.id, b.id, e.at, e.revenue"
    )
    assert found == [("A", "B", day(3), 7.0)]
    assert rows(embedded_store, "MATCH (c:Customer {id: 'A'}) RETURN c.referral_count") == [(1,)]


def test_projecting_again_changes_nothing(journal: Journal, embedded_store: Store, golden: Golden) -> None:
    journal.append(company(10), "one")
    project(journal, embedded_store, golden)
    before = dump(embedded_store)
    journal.append(company(10), "two")

    assert project(journal, embedded_store, golden) == ProjectionResult()
    assert dump(embedded_store) == before


def test_progress_counts_rows_of_the_journal(journal: Journal, embedded_store: Store, golden: Golden) -> None:
    heard: list[tuple[str, int, int | None]] = []
    journal.append(company(3), "one")

    project(journal, embedded_store, golden, lambda *told: heard.append(told))

    assert heard[0] == ("graph: records", 0, 27)
    assert heard[-1] == ("graph", 27, 27)
    assert [done for _, done, _ in heard] == sorted(done for _, done, _ in heard)


def test_order_of_arrival_does_not_matter(new_journal: Any, embedded_store: Store, golden: Golden) -> None:
    entries = [entry for entry in company(3) if not isinstance(entry, Event) or entry.kind != "order"]
    dumps = []
    for name, step in (("forth", 1), ("back", -1)):
        journal = new_journal(name)
        told = entries[::step]
        for at in range(0, len(told), 10):
            journal.append(told[at : at + 10], str(at))
            project(journal, embedded_store, golden)
        dumps.append(dump(embedded_store))
        wipe(embedded_store)

    assert dumps[0] == dumps[1]


def test_graph_of_another_journal_is_refused_and_can_be_taken_over(
    new_journal: Any, embedded_store: Store, golden: Golden
) -> None:
    first, second = new_journal("first"), new_journal("second")
    first.append([person("1", day(0))], "one")
    second.append([person("2", day(0))], "one")
    project(first, embedded_store, golden)

    with pytest.raises(StoreError, match="another journal"):
        project(second, embedded_store, golden)
    rebuild(second, embedded_store, golden)

    assert rows(embedded_store, "MATCH (r:SourceRecord) RETURN r.source_id") == [("2",)]


def test_sums_are_exact(journal: Journal, embedded_store: Store, golden: Golden) -> None:
    # As floats ten times .1 is .9999999999999999, added up in any order.
    orders = [order(str(at), "1", day(at), total=0.1) for at in range(10)]
    assign(journal, "run", day(9), {"shop:1": "A"})
    for part in (orders[:4], orders[4:]):
        journal.append(part, part[0].key)
        project(journal, embedded_store, golden)

    assert rows(embedded_store, "MATCH (c:Customer) RETURN c.revenue") == [(1.0,)]
