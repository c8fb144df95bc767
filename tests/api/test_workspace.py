"""Whatever is new is followed by all that depends on it, wherever it began."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import pytest

from api import workspace as flow
from api.workspace import Workspace
from graph.entries import Entry
from graph.files.lease import lease
from graph.journal.withdrawing.withdrawals import Withdrawal
from graph.progress import silent
from graph.projection import isolation, passes, project, score
from graph.projection.dump import dump
from graph.projection.writing.slice import TableSlice
from graph.settings import Settings
from graph.store import Store
from ingest.live.log import drain_lock, log_folder
from tests.support.entries import company, day, order, person, referral, view
from tests.support.identity import assign
from tests.support.messages import Line, message
from tests.support.stores import reading, settings_of, writing

RANKS = reading("MATCH ()-[o:MAY_BUY]->() RETURN o.rank AS rank")
PURCHASES = reading("MATCH (c:Customer {id: $id}) RETURN c.purchases AS purchases", "id")
SCORES = reading("MATCH (c:Customer) WHERE c.advocacy IS NOT NULL RETURN c.id AS id ORDER BY id")


@pytest.fixture
def workspace(embedded_store: Store, tmp_path: Path) -> Workspace:
    """Three people of a company, each a customer; A looked at products, and brought B."""
    opened = Workspace(settings_of(embedded_store.endpoint, tmp_path))
    people = [entry for entry in company(3) if "referral" not in str(entry)]
    opened.journal.append([*people, referral("0", "1", day(2))], "one")
    assign(opened.journal, "run", day(90), {"shop:0": "A", "web:0": "A", "shop:1": "B", "shop:2": "C"})
    return opened


def scored(store: Store) -> list[str]:
    return [row["id"] for row in store.run(SCORES)]


def test_a_rebuilt_graph_has_the_same_scores(workspace: Workspace, embedded_store: Store) -> None:
    scores = workspace.project(embedded_store, silent).scores
    assert (scores["referrals"], scores["advocates"], scores["offers"]) == (1, 1, 1)
    before = dump(embedded_store)

    assert workspace.rebuild(embedded_store, silent).scores == scores

    assert dump(embedded_store) == before
    assert scored(embedded_store) == ["A"]


def test_scores_follow_new_entries_and_only_these(workspace: Workspace, embedded_store: Store) -> None:
    workspace.project(embedded_store, silent)
    assert workspace.project(embedded_store, silent).scores == {}

    workspace.journal.append([referral("1", "2", day(2))], "two")
    workspace.take_in(1, embedded_store, silent)

    assert scored(embedded_store) == ["A", "B"]


def test_scores_stay_while_what_they_are_made_of_does(workspace: Workspace, embedded_store: Store) -> None:
    """Which a mark shows that nobody takes away meanwhile."""

    def ranks(news: list[Entry]) -> set[int]:
        workspace.journal.append(news, "more")
        workspace.project(embedded_store, silent)
        return {row["rank"] for row in embedded_store.run(RANKS)}

    assert 1 in ranks([])
    embedded_store.run(writing("MATCH ()-[o:MAY_BUY]->() SET o.rank = 99"))

    assert ranks([person("new", day(99))]) == {99}
    assert 99 not in ranks([view("late", "0", "P3", day(80))])
    before = dump(embedded_store)
    workspace.rebuild(embedded_store, silent)
    assert dump(embedded_store) == before


def test_scores_of_whom_the_graph_has_not_yet_are_not_taken_for_written(
    workspace: Workspace, embedded_store: Store
) -> None:
    """What comes into the journal after the projection is scored before it is projected."""
    project(workspace.journal, embedded_store, workspace.golden)
    workspace.journal.append([order("9", "9", day(5), total=9)], "more")
    assign(workspace.journal, "later", day(91), {"shop:9": "D"})
    score(workspace.journal, embedded_store, workspace._scores, silent)

    workspace.project(embedded_store, silent)

    before = dump(embedded_store)
    workspace.rebuild(embedded_store, silent)
    assert dump(embedded_store) == before


def test_scores_of_whom_the_graph_could_not_take_come_once_it_can(
    workspace: Workspace, embedded_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes what was set aside with the next version of the program; nothing else is new then."""

    def fails(rows: TableSlice) -> None:
        assert "D" not in rows.rows["customer_id"].to_pylist()

    workspace.journal.append([order("9", "9", day(5), total=9)], "more")
    assign(workspace.journal, "later", day(91), {"shop:9": "D"})
    with monkeypatch.context() as faulty:
        faulty.setitem(passes.ADDED, "assignments", fails)
        assert len(workspace.project(embedded_store, silent).set_aside) == 1
    monkeypatch.setattr(isolation, "program_version", lambda: "next")
    assert not workspace.project(embedded_store, silent).set_aside

    assert embedded_store.run(PURCHASES, id="D") == [{"purchases": 1}]


def test_scores_that_a_killed_command_left_out_are_made_up_for(
    workspace: Workspace, embedded_store: Store
) -> None:
    project(workspace.journal, embedded_store, workspace.golden)
    assert scored(embedded_store) == []

    workspace.project(embedded_store, silent)

    assert scored(embedded_store) == ["A"]


def test_what_a_killed_undo_left_to_do_is_done_by_whoever_comes_next(tmp_path: Path) -> None:
    """What messages add up is stated anew without what was taken back, though no further message comes."""
    line = Line.at(tmp_path)
    for traits in ({"name": "Wrong Name"}, {"address": {"city": "Bonn"}}):
        line.send(message("identify", userId="u", traits=traits))
    stated = "SELECT full_name, city FROM records"
    assert line.rows(stated) == [("Wrong Name", "Bonn")], "traits add up"
    first = line.journal.readings("web")[0].ingest_id

    line.journal.withdraw([Withdrawal(first, "web", None, "undone")])
    Workspace(line.settings)

    assert line.rows(stated) == [(None, "Bonn")]
    assert_nothing_is_left_to_state(line)


def test_nobody_waits_for_messages_where_an_undo_took_none_back(tmp_path: Path) -> None:
    line = Line.at(tmp_path)
    line.send(message("identify", userId="u", traits={"name": "Anna Berger"}))
    line.journal.append(company(1), "file")
    line.journal.withdraw([Withdrawal("file", "crm", None, "undone")])

    opened_beside_a_drain(line)
    Workspace(line.settings)

    assert_nothing_is_left_to_state(line)


def assert_nothing_is_left_to_state(line: Line) -> None:
    before = line.journal.versions()
    opened_beside_a_drain(line)
    assert line.journal.versions() == before
    assert line.journal.position("records", "restated") == before["withdrawals"]


def opened_beside_a_drain(line: Line) -> None:
    """Open the installation while somebody drains; fails where it waits for that."""
    lock = drain_lock(log_folder(line.settings.home))
    with ThreadPoolExecutor(1) as pool, lease(lock):
        pool.submit(Workspace, line.settings).result(20)


def test_a_young_installation_gets_its_first_customers_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    young = Workspace(Settings(home=tmp_path))
    assert young.resolve_news(silent), "nothing to find out"
    young.journal.append(company(3), "one")
    monkeypatch.setattr("api.workspace.YOUNG", 1)
    assert not young.resolve_news(silent)
    monkeypatch.undo()
    assert young.resolve_news(silent)
    with young.journal.connect() as connection:
        without = connection.sql("FROM records ANTI JOIN assignments USING (record_id)").fetchall()
        [(records,)] = connection.sql("SELECT count(*) FROM records").fetchall()
    assert (records, without) == (9, []), "three people in CRM, shop and web"


def test_whoever_follows_first_writes_to_a_graph_with_constraints_and_indexes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without them each node that is written is looked for among all others."""
    told = list[str]()

    def write(*_: object) -> Mock:
        told.append("written")
        return Mock(rows=0)

    monkeypatch.setattr(flow, "prepare", lambda _: told.append("schema"))
    monkeypatch.setattr(flow, "project", write)
    opened = Workspace(Settings(home=tmp_path))

    for _ in range(2):
        opened.follow(Mock(), silent)

    assert told == ["schema", "written", "written"]
