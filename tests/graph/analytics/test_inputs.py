"""Scores that stay while what they read stays read nothing else."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest

import graph
from graph.analytics.ground import ScoreGround
from graph.analytics.inputs import OF_SCORES, read_inputs
from graph.analytics.scores import SCORES, Score, in_order
from graph.analytics.tables import load_tables
from graph.entries import EdgeItem, Entry, Event, NodeItem, Origin
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import company, contract, day, line, order_status, person, refund
from tests.support.identity import assign

STAYING = [score for score in in_order() if score.reads]
RULES = load_rules()


def told(kind: str, record: str, edge: str, label: str, **properties: Any) -> Event:
    """An event of a record of the shop, with a node of its own."""
    key, at = (f"{kind}{record}",), day(20)
    given = {"at": at} if edge == "RECEIVED" else {"valid_from": at} if edge == "DENIED" else {}
    tied = EdgeItem(edge, ("SourceRecord", ("shop", record)), (label, key), given)
    node = NodeItem(label, key, properties)
    return Event(kind, f"{kind}{record}", "shop", record, at, Origin("e.csv", 1), (), (node,), (tied,))


def everything() -> Iterator[Entry]:
    """A company of which there is an event of each kind."""
    yield from company(5)
    for record in map(str, range(4)):
        yield contract(f"k{record}", record, day(3), ends_at=day(15))
        yield from (line(record, f"P{record}"), order_status("1", "paid", day(21)), refund("2", 1.5, day(5)))
        yield told("consent", record, "DENIED", "Consent", purpose="marketing", channel="any")
        yield told("ticket", record, "OPENED", "Ticket", sentiment="negative", status="open")
        yield told("survey_answer", record, "ANSWERED", "SurveyResponse", metric="nps", score=9)
        yield told("campaign_contact", record, "RECEIVED", "Campaign")
        yield told("product", record, "VIEWED", "Product", name="Kettle", active=True)
        for kind in ("event", "account", "device", "social_handle", "page_view"):
            yield told(kind, record, "DID", "Event", name="review")


class Written:
    """A store that is empty, and keeps what would be written."""

    def __init__(self) -> None:
        self.rows: list[Any] = []

    def run(self, *_: Any, **__: Any) -> list[Any]:
        return []

    def write_batches(self, query: Any, rows: Any) -> None:
        self.rows += [(query.name, row) for row in rows]


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    opened = Journal.open(Settings(home=tmp_path_factory.mktemp("scores")))
    opened.append(everything(), "one")
    assign(
        opened,
        "r",
        day(1),
        {f"{source}:{number}": f"C{number}" for number in range(5) for source in ("shop", "web")},
    )
    return opened


Made = dict[str, tuple[list[Any], Any]]


def made(journal: Journal, scores: Iterable[Score], where: str) -> Made:
    """By score what it writes and says, of the events that a condition leaves."""
    store, found = Written(), Made()
    with closing(journal.connect()) as connection:
        connection.execute("ALTER VIEW stored_events RENAME TO whole_events")
        connection.execute(f"CREATE VIEW stored_events AS FROM whole_events WHERE {where}")
        load_tables(connection, RULES)
        ground = ScoreGround(connection, cast("Any", store), RULES, Path("unused"), day(50))
        for score in scores:
            store.rows = []
            score.compute(ground)
            found[score.name] = store.rows, ground.report[score.name]
    return found


@pytest.fixture(scope="module")
def of_all_events(journal: Journal) -> Made:
    return made(journal, STAYING, "TRUE")


@pytest.mark.parametrize("score", STAYING, ids=lambda score: score.name)
def test_what_a_score_does_not_name_changes_nothing_of_it(
    journal: Journal, of_all_events: Made, score: Score
) -> None:
    listed = ", ".join(f"'{name}'" for name in score.reads)

    assert of_all_events[score.name][0]
    assert made(journal, [score], f"kind IN ({listed})")[score.name] == of_all_events[score.name]


def test_rules_are_told_in_the_same_order_by_each_process() -> None:
    def sets(told: Any) -> Iterator[Any]:
        inner = told.values() if isinstance(told, dict) else told if isinstance(told, list | tuple) else ()
        yield from (found for each in inner for found in sets(each))
        yield from [told] if isinstance(told, set | frozenset) else []

    told = RULES.model_dump(include=OF_SCORES)

    assert told.keys() == OF_SCORES
    assert not list(sets(told))


def test_inputs_are_others_where_an_event_is_another_or_another_s(tmp_path: Path) -> None:
    """Or comes to lie before the day that all is of; records alone change none."""
    journal = Journal.open(Settings(home=tmp_path))
    journal.append(company(2), "one")

    def now(until: float = 50) -> dict[str, str]:
        with closing(journal.connect()) as connection:
            inputs = read_inputs(connection, RULES, day(until))
        return {score.name: inputs.of(score.reads) for score in SCORES if score.reads}

    states = [now()]
    assert now() == states[0] == now(50.2) | {"offers": states[0]["offers"]}
    for customers in ({"shop:0": "A"}, {"shop:0": "B"}, {"shop:0": "A"}):
        assign(journal, "r", day(len(states)), customers)
        states.append(now())
    journal.append([refund("0", 1, day(4))], "two")
    states.append(now())
    for name in states[0]:
        assert len({state[name] for state in states}) == len(states), name
    journal.append([person("9", day(1))], "three")
    assert now() == states[-1]
    assert all(now(1.5)[name] != now(2.5)[name] for name in states[0])


def test_inputs_are_others_to_another_program(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever in `graph` it differs: which orders count is told in `graph.identity`."""
    monkeypatch.setattr(graph, "__file__", str(tmp_path / "__init__.py"))
    code, names = tmp_path / "identity" / "outcome" / "revenue.py", set()
    code.parent.mkdir(parents=True)
    for text in ("old", "new", "new"):
        code.write_text(text)
        with closing(journal.connect()) as connection:
            names.add(read_inputs(connection, RULES, day(50)).of({"order"}))

    assert len(names) == 2
