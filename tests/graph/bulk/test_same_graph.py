"""A graph that was loaded at once is the one that was written statement by statement, on both stores."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

import cypher
import graph.bulk.embedded
from graph.bulk.embedded import load_embedded
from graph.bulk.load import BoltLoader, EmbeddedLoader, loader_for, staged_graph, write_import
from graph.bulk.statements import STATEMENTS
from graph.entries import EdgeItem, Event, NodeItem, Origin
from graph.errors import StoreError
from graph.identity.outcome.golden import GoldenRecords
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.model.writes import write_queries
from graph.progress import silent
from graph.projection import ProjectionResult, prepare, project, projector, rebuild
from graph.projection.checkpoint import Checkpoint
from graph.projection.dump import dump
from graph.projection.set_aside import may_be_an_entrys
from graph.settings import Settings
from graph.store import Store
from graph.stores.embedded_http import JSON, post
from graph.stores.errors import QueryError
from tests.support.entries import company, day, declares, order, person
from tests.support.identity import assign, house, merge, share
from tests.support.people import resolved
from tests.support.script import Script
from tests.support.stores import environment_of, forget_traits, reading, wipe, writing

TEXTS = (
    "",
    " ",
    'say "x"',
    "a,b;c|d",
    "one\ntwo\r\n",
    "back\\slash",
    "müßig 🦔",
    "#1:0",
    "null",
    "1",
    "true",
    "\x01\t",
)
TIMES = tuple(
    map(datetime.fromisoformat, ("0001-01-01T00:00Z", "1969-12-31T23:59:58.999999Z", "9999-12-31T00:00Z"))
)
TRAITS = {"shoe_size": "number", "until": "date", "seen": "time", "opera": "boolean", "none": "text"}


@pytest.fixture(scope="module")
def golden() -> GoldenRecords:
    return GoldenRecords(load_rules())


@pytest.fixture(scope="module")
def company_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a company in which everything has happened: customers merged and moved, orders corrected,
    consents changed, links found, in commits and texts of all kinds."""
    journal, settings = resolved(tmp_path_factory.mktemp("everything") / "home")
    journal.append(list(company(6)), "one")
    journal.append([order("3", "4", day(70), total=7), *odd_products(), *consents()], "two")
    assign(journal, "r2", day(95), {f"crm:{i}": f"C{i % 4}" for i in range(6)})
    merge(journal, "r2", day(95), "C3", "C1")
    assign(journal, "r3", day(96), {"crm:3": "C3"})
    house(journal, "r3", day(96), {"C1": "h1", "C2": "h1"})
    house(journal, "r4", day(97), {"C2": None})
    share(journal, "r4", {("email", "p1@x.de"): 9})
    odd = person("1", day(99), given_name="Ann\ta", family_name='O"Neil\n')
    traits = {"shoe_size": 42, "until": "2031-04-03", "seen": "2024-05-01T10:00:00.5+00:00", "opera": False}
    journal.append([*declarations(), replace(odd, traits=traits), *company(2)], "three")
    return settings.home


@pytest.fixture
def settings(company_home: Path, tmp_path: Path) -> Settings:
    """Those of a copy of that home."""
    shutil.copytree(company_home, tmp_path / "home")
    return Settings(home=tmp_path / "home")


@pytest.fixture
def small(tmp_path: Path) -> Settings:
    """Those of a home with a few people in its journal."""
    settings = Settings(home=tmp_path / "small")
    Journal.open(settings).append([*declarations(), *company(2)], "one")
    return settings


@pytest.fixture(scope="module")
def written(company_home: Path, embedded_session: Store, golden: GoldenRecords) -> list[str]:
    """The company's graph as statements write it."""
    project(Journal.open(Settings(home=company_home)), wipe(embedded_session), golden)
    return dump(embedded_session)


def odd_products() -> list[Event]:
    """Products with texts and times that a format may trip over, and statements that come out of order."""
    found = []
    for place, text in enumerate(TEXTS):
        for at in (5, 1, 9):
            given = {"name": f"{text}{at}", "brand": text} if at < 9 else {"name": text}
            node = NodeItem("Product", (f"odd{place}",), given)
            found.append(
                Event("product", f"{place}-{at}", "erp", None, day(at), Origin("p", 1), nodes=(node,))
            )
    return found + [order(f"t{n}", "1", at, total=0.1 * n) for n, at in enumerate(TIMES)]


def declarations() -> list[Event]:
    """Traits of all that a graph has a type for."""
    return [declares("crm", name, type_) for name, type_ in TRAITS.items()]


def consents() -> list[Event]:
    """A consent that is granted and denied in turn."""
    ends = ("SourceRecord", ("shop", "1")), ("Consent", ("news:email",))
    return [
        Event("consent", f"c{at}", "shop", "1", day(at), Origin("c", 1), edges=(EdgeItem(type_, *ends, {}),))
        for at, type_ in ((1, "GRANTED"), (5, "DENIED"), (3, "GRANTED"))
    ]


def test_the_embedded_store_takes_the_same_graph_at_once(
    written: list[str],
    embedded_store: Store,
    settings: Settings,
    golden: GoldenRecords,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    journal = Journal.open(settings)
    monkeypatch.setattr(projector, "AT_ONCE", 1)
    loader, loaded = loader_for(embedded_store, settings), []
    assert isinstance(loader, EmbeddedLoader)

    def listening(*arguments: Any) -> tuple[Checkpoint, ProjectionResult]:
        loaded.append(loader(*arguments))
        return loaded[-1]

    told: list[Any] = []
    rebuild(journal, embedded_store, golden, lambda *it: told.append(it), loader=listening)

    assert len(loaded) == 1
    assert _far(told), "how far the load is"
    assert dump(embedded_store) == written
    assert project(journal, embedded_store, golden, loader=loader).rows == 0
    journal.append([order("3", "2", TIMES[0], total=8), person("9", day(3), given_name="Neu")], "news")
    project(journal, embedded_store, golden)
    after = dump(embedded_store)
    rebuild(journal, embedded_store, golden, loader=loader)
    assert after == dump(embedded_store)


def test_neo4j_takes_the_same_graph_over_bolt(
    written: list[str],
    neo4j_store: Store,
    settings: Settings,
    golden: GoldenRecords,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(projector, "AT_ONCE", 1)
    loader = loader_for(neo4j_store, settings)

    told: list[Any] = []
    project(Journal.open(settings), neo4j_store, golden, lambda *it: told.append(it), loader=loader)

    assert isinstance(loader, BoltLoader)
    assert _far(told), "how far the load is"
    assert dump(neo4j_store) == written


def _far(told: Iterable[tuple[str, int, int | None]]) -> bool:
    """Whether it was told of a load how much of all is done, more and more of it."""
    loading = [(done, total) for step, done, total in told if step == "graph: loading" and total]
    done = [it for it, _ in loading]
    return done == sorted(done) and done[-1] > 0 and {total for _, total in loading} == {loading[-1][1]}


def _lose(store: Store) -> None:
    store.close()


def _meddle(store: Store) -> None:
    store.run(writing("MATCH (n:Product) DETACH DELETE n"))


@pytest.mark.parametrize(
    ("trouble", "told"), [(_lose, "does not answer"), (_meddle, "something else writes")]
)
def test_a_load_of_neo4j_over_bolt_that_is_not_whole_counts_for_nothing(
    neo4j_store: Store,
    settings: Settings,
    golden: GoldenRecords,
    written: list[str],
    monkeypatch: pytest.MonkeyPatch,
    trouble: Callable[[Store], None],
    told: str,
) -> None:
    journal, loader = Journal.open(settings), BoltLoader(settings)
    monkeypatch.setattr(projector, "AT_ONCE", 1)

    with Store(neo4j_store.endpoint) as store:

        def midway(phase: str, done: int, total: int | None) -> None:
            if phase == "graph: loading" and total and 0 < total / 2 < done:
                trouble(store)

        with pytest.raises(StoreError, match=told):
            project(journal, store, golden, midway, loader)
    project(journal, neo4j_store, golden, loader=loader)

    assert dump(neo4j_store) == written


def test_nodes_of_another_program_on_neo4j_are_left_alone(
    any_store: Store, small: Settings, golden: GoldenRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    any_store.run(writing("CREATE (:Machine {name: 'lathe'})"))
    monkeypatch.setattr(projector, "apply_schema", lambda _: pytest.fail("its schema was changed"))

    for write in (project, rebuild, lambda _journal, store, _golden: prepare(store)):
        with pytest.raises(StoreError, match=r"nodes of another program \(:Machine\).*NEO4J_DATABASE"):
            write(Journal.open(small), any_store, golden)

    assert any_store.run(writing("MATCH (n) RETURN labels(n) AS labels")) == [{"labels": ["Machine"]}]


def test_a_load_that_fails_half_way_is_no_graph(
    embedded_store: Store, small: Settings, golden: GoldenRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal.open(small)
    monkeypatch.setattr(projector, "AT_ONCE", 1)

    def dying(*arguments: Any) -> tuple[Checkpoint, ProjectionResult]:
        EmbeddedLoader(small)(*arguments)
        raise StoreError("The store is gone.")

    with pytest.raises(StoreError, match="gone"):
        project(journal, embedded_store, golden, loader=dying)
    half = dump(embedded_store)
    # What broke it off may do so each time: the next one takes the other way.
    result = project(journal, embedded_store, golden, loader=dying)

    assert half
    assert result.rows > 0
    assert dump(embedded_store) == half


def _refuse() -> Any:
    raise HTTPError("batch", 400, "Bad Request", Message(), None)


def _break_off() -> Any:
    raise ConnectionResetError


def _miscount() -> Any:
    return {"verticesCreated": 1, "edgesCreated": 0}


@contextmanager
def failing(fail: Callable[[], Any]) -> Iterator[None]:
    """Whatever loads at once fails so."""

    def refusing(endpoint: Any, path: str, body: Any, form: str = JSON) -> Any:
        return fail() if path.startswith("batch/") else post(endpoint, path, body, form)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph.bulk.embedded, "post", refusing)
        yield


@pytest.mark.parametrize("fail", [_refuse, _break_off, _miscount])
def test_however_a_store_fails_a_load_statements_may_still_do_it(
    embedded_store: Store, settings: Settings, fail: Callable[[], Any]
) -> None:
    with staged_graph(settings, ()) as staged, failing(fail), pytest.raises(QueryError) as failed:
        load_embedded(staged, embedded_store.endpoint, silent)

    assert may_be_an_entrys(failed.value)


def test_a_store_that_fails_a_load_gets_the_graph_statement_by_statement(
    embedded_store: Store, small: Settings, golden: GoldenRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, endpoint = Journal.open(small), embedded_store.endpoint
    monkeypatch.setattr(projector, "AT_ONCE", 1)
    project(journal, embedded_store, golden)
    before = dump(embedded_store)
    with failing(_refuse):
        rebuild(journal, embedded_store, golden, loader=EmbeddedLoader(small))

    assert dump(embedded_store) == before
    asked = json.dumps({"language": "sql", "command": "SELECT properties FROM schema:types"}).encode()
    types = json.dumps(post(endpoint, f"query/{endpoint.database}", asked))
    assert '"properties"' in types
    assert not any(name in types for name in ("DATETIME_MICROS", "DOUBLE"))


def test_an_entry_that_fits_no_file_is_told_without_its_values(settings: Settings, tmp_path: Path) -> None:
    class Odd(GoldenRecords):
        def __call__(self, *_: Any) -> Any:
            raise ValueError("Anna")

    with pytest.raises(StoreError, match="cannot be put into files: ValueError") as told:
        write_import(settings, Journal.open(settings), Odd(load_rules()), tmp_path / "files", silent)

    assert "Anna" not in str(told.value)


def test_neo4j_imports_the_same_graph(
    embedded_store: Store, neo4j_store: Store, neo4j_home: Path, settings: Settings, tmp_path: Path
) -> None:
    Script(environment_of(embedded_store) | {"CKG_HOME": str(settings.home)}, tmp_path).ask("rebuild")
    (settings.home / "neo4j").symlink_to(neo4j_home / "neo4j")
    forget_traits(neo4j_store)  # the import makes a database that never had those of other tests
    before = indexes(neo4j_store)
    neo4j_store.run(writing("CREATE (:Source {name: 'of before'})"))
    script = Script(environment_of(neo4j_store) | {"CKG_HOME": str(settings.home)}, tmp_path)
    refused = script.run("bulk-load")

    script.ask("bulk-load", "--replace")

    assert refused.status == 1
    assert "--replace" in refused.errors
    assert dump(neo4j_store) == dump(embedded_store)
    of_traits = indexes(neo4j_store) - before
    assert indexes(neo4j_store) > before
    assert {name.rpartition("_trait_")[2] for name in of_traits} == TRAITS.keys()


def indexes(store: Store) -> set[str]:
    """The names of a Neo4j's indexes."""
    return {row["name"] for row in store.run(reading("SHOW INDEXES YIELD name ORDER BY name"))}


def test_every_statement_of_the_projector_has_its_sql() -> None:
    read_or_emptied = {"any_node", "checkpoint", "dump_edges", "dump_nodes", "foreign_node", "wipe"}
    # What adds to a graph that holds something: a first load never does.
    added_to = {"fade_interests", "interests_held", "records_told", "seen_again"}
    named = {query.name for query in write_queries()} | {
        query.name for query in cypher.all_queries() if query.name.startswith("projection/")
    }

    named -= {name for name in named if name.startswith("write/more_")}
    assert named - STATEMENTS.keys() == {f"projection/{name}" for name in read_or_emptied | added_to}
