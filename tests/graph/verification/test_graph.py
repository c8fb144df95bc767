"""The graph is held against the journal, kind by kind."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from graph.identity.outcome.golden import GoldenRecords
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.projection import project
from graph.settings import Settings
from graph.store import Store
from graph.verification import Finding, Kind, verify_graph
from graph.verification.graph import counted
from tests.support.entries import company, day
from tests.support.identity import assign
from tests.support.stores import settings_of, writing

REBUILD = "`ckg rebuild` makes it anew from the journal."


@dataclass(frozen=True)
class Shown:
    """An installation with a graph."""

    settings: Settings
    store: Store
    journal: Journal
    golden: GoldenRecords

    def project(self) -> None:
        project(self.journal, self.store, self.golden)

    def findings(self) -> list[Finding]:
        return verify_graph(self.settings, self.store, self.journal, self.golden)


@pytest.fixture
def golden() -> GoldenRecords:
    return GoldenRecords(load_rules())


@pytest.fixture
def shown(any_store: Store, tmp_path: Path, golden: GoldenRecords) -> Shown:
    """A small company in journal and graph."""
    settings = settings_of(any_store.endpoint, tmp_path / "home")
    shown = Shown(settings, any_store, Journal.open(settings), golden)
    shown.journal.append(company(4), "one")
    assign(shown.journal, "run", day(60), {f"crm:{number}": f"c{number}" for number in range(4)})
    shown.project()
    return shown


def test_the_graph_of_the_journal_is_as_it_should_be_until_something_is_changed_in_it(
    shown: Shown, tmp_path: Path
) -> None:
    """And is not counted where it is behind, or that of another journal."""
    assert shown.findings() == []

    shown.store.run(writing("MATCH (o:Order) WITH o ORDER BY o.id LIMIT 1 DETACH DELETE o"))
    shown.store.run(writing("CREATE (:Customer {id: 'c9'})"))

    assert shown.findings() == [
        Finding(Kind.DIFFERENT, "graph, edges PLACED", "the journal says 4, there are 3.", REBUILD),
        Finding(Kind.DIFFERENT, "graph, nodes Customer", "the journal says 4, there are 5.", REBUILD),
        Finding(Kind.DIFFERENT, "graph, nodes Order", "the journal says 4, there are 3.", REBUILD),
    ]

    shown.journal.append(company(5), "two")
    [behind] = shown.findings()
    other = replace(shown, journal=Journal.open(Settings(home=tmp_path / "other")))
    [anothers] = other.findings()
    assert "rows of the journal that are not in it yet" in behind.told
    assert "another journal" in anothers.told


def test_all_of_a_kind_are_counted_on_both_stores(store: Store) -> None:
    store.run(
        writing(
            "CREATE (c:Customer {id: 'c'}), (:Customer {id: 'd'}),"
            " (r:SourceRecord {source: 'a', source_id: '1'}),"
            " (r)-[:RESOLVES_TO]->(c), (r)-[:PLACED]->(:Order {id: 'o'}), (r)-[:PLACED]->(:Order {id: 'p'})"
        )
    )
    nodes = {"nodes Customer": 2, "nodes SourceRecord": 1, "nodes Order": 2}
    assert counted(store) == nodes | {"edges RESOLVES_TO": 1, "edges PLACED": 2}
