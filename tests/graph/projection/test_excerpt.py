"""A pass that looks at what few rows touch writes what one over the whole journal would."""

from collections.abc import Iterator

import pyarrow as pa
import pytest

from graph.entries import EdgeItem, Entry, Event, NodeItem, Origin
from graph.journal import Journal
from graph.journal.tables.row_index import Places, rows_at
from graph.projection import project
from graph.projection.resolved.customers import Golden
from graph.store import Store
from tests.support.entries import company, day, order, person, referral, view
from tests.support.identity import assign, merge
from tests.support.rebuilding import assert_as_rebuilt


def line(of: str, number: int, price: float) -> Event:
    """A line of an order, which is about nobody by itself."""
    ends = ("Order", (f"shop:{of}",)), ("Product", ("P1",))
    edge = EdgeItem("CONTAINS", *ends, {"quantity": 2, "price": price, "total": 2 * price})
    key, nodes = f"{of}#{number}", (NodeItem("Product", ("P1",), {"name": "Tea"}),)
    return Event("order_line", key, "shop", None, day(50), Origin("l.csv", number), (), nodes, (edge,))


def news() -> Iterator[list[Entry]]:
    """Corrections, lines before and after their orders, somebody brought anew, an order of somebody else; in
    one pass what is about different people."""
    yield [line("late", 1, 3.0), order("0", "2", day(61), total=1.0, status="moved")]
    yield [order("late", "1", day(60)), referral("3", "5", day(62))]
    yield [line("late", 2, 4.5), view("v0-0", "4", "P9", day(64))]
    yield [line("late", 1, 3.5), order("new", "5", day(900), total=5.0)]
    yield [person("1", day(63), given_name="Berta")]


def test_passes_over_excerpts_write_what_passes_over_everything_do(
    journal: Journal, embedded_store: Store, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = list(company(6))
    for at in range(0, len(everybody), 27):
        journal.append(everybody[at : at + 27], f"company {at}")
        project(journal, embedded_store, golden)
    customers = {f"shop:{number}": "ABCDEF"[number] for number in range(6)}
    assign(journal, "run1", day(50), {**customers, "crm:1": "B", "crm:2": "G"})
    for number, entries in enumerate(news()):
        journal.append(entries, f"news {number}")
        project(journal, embedded_store, golden)
    assign(journal, "run2", day(70), {"shop:5": "A", "crm:2": "C"})
    for retired, surviving in (("F", "A"), ("G", "C")):
        merge(journal, "run2", day(70), retired, surviving)
    journal.append([order("last", "5", day(901), total=7.0)], "last")
    project(journal, embedded_store, golden)

    monkeypatch.setattr("graph.projection.spans.MOST_AT_ONCE", -1)

    assert_as_rebuilt(journal, embedded_store, golden)


def test_a_pass_reads_what_is_told_of_whom_it_is_about(
    journal: Journal, embedded_store: Store, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the rows of others none, however many there are; of the company's time one."""
    others = [view(f"o{number}", str(number % 9), "P1", day(number)) for number in range(300)]
    journal.append([*others, view("a", "anna", "P1", day(1)), view("b", "anna", "P2", day(2))], "before")
    assign(journal, "run1", day(300), {f"web:{name}": name for name in ("anna", *map(str, range(9)))})
    project(journal, embedded_store, golden)
    project(journal, embedded_store, golden)
    read, kinds = [], set[str]()

    def watched(found: dict[str, Places], schema: pa.Schema) -> pa.Table:
        rows = rows_at(found, schema)
        kinds.update(["events"] if rows.num_rows and "edges" in schema.names else [])
        read.extend(rows.column("record_id").to_pylist())
        return rows

    monkeypatch.setattr("graph.journal.reading.finding.rows_at", watched)
    journal.append([view("b", "anna", "P3", day(2)), person("anna", day(3), source="web")], "corrected")
    project(journal, embedded_store, golden)

    assert {"web:anna"} < set(read)
    assert sum(record != "web:anna" for record in read) == 1
    assert "events" in kinds

    patched = {"FEW": 0, "MOST_EVENTS": 2}  # anna has three
    for name, most in patched.items():
        monkeypatch.setattr(f"graph.projection.excerpt.{name}", most)
    read.clear()
    kinds.clear()
    journal.append([person("anna", day(4), source="web")], "corrected again")
    project(journal, embedded_store, golden)

    assert "events" not in kinds, "too much: the whole journal is looked at"
    assert_as_rebuilt(journal, embedded_store, golden)
