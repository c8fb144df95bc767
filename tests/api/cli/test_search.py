"""`ckg search`: customers by what people remember of them."""

from pathlib import Path

from graph.journal import Journal
from graph.settings import Settings
from graph.store import Store
from tests.api.company import NODES, write_graph
from tests.support.entries import day, person
from tests.support.identity import assign
from tests.support.script import Script
from tests.support.stores import environment_of


def test_customers_are_listed_best_first(embedded_store: Store, tmp_path: Path) -> None:
    journal = Journal.open(Settings(home=tmp_path / "home"))
    names = {"c07": "Gerd Weber", "c08": "Hanna Weber", "c99": "Weber Gone"}
    journal.append([person(key, day(1), full_name=name) for key, name in names.items()], "one")
    assign(journal, "run", day(2), {f"crm:{key}": key for key in names})
    write_graph(embedded_store, {"Customer": NODES["Customer"]}, {})
    ckg = Script({**environment_of(embedded_store), "CKG_HOME": str(tmp_path / "home")}, tmp_path)

    found = ckg.ask("search", "hana weber")

    assert [(each["id"], each["name"]) for each in found] == [("c08", "Hanna Weber")]


def test_where_nobody_is_found_it_is_said_whether_there_can_be_anybody(
    embedded_store: Store, tmp_path: Path
) -> None:
    ckg = Script({**environment_of(embedded_store), "CKG_HOME": str(tmp_path / "home")}, tmp_path)
    journal = Journal.open(Settings(home=tmp_path / "home"))
    journal.append([person("1", day(1), full_name="Gerd Weber")], "one")

    before = ckg.run("search", "weber")
    assign(journal, "run", day(2), {"crm:1": "C1"})
    after = ckg.run("search", "zacharias")

    assert before.errors == "Nobody fits. There are no customers before `ckg resolve` has run.\n"
    assert after.errors == "Nobody fits.\n"
