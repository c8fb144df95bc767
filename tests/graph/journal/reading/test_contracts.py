"""Contracts of several versions: what the one in force does not state, an older one does."""

from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from graph.entries import Event, NodeItem, Origin
from graph.journal import Journal
from graph.projection.stated.closings import agreed_end, end_of_status
from graph.settings import Settings
from tests.support.budget import examples
from tests.support.entries import day

GONE = {"status": "cancelled", "cancelled_at": day(90), "ends_at": day(100)}
VERSIONS: dict[str, tuple[tuple[dict[str, Any], ...], tuple[str | None, int | None, int | None]]] = {
    "told once": ((GONE,), ("cancelled", 90, 100)),
    "gone, then nothing": ((GONE, {}), ("cancelled", 90, 100)),
    "gone, then its state alone": ((GONE, {"status": "cancelled"}), ("cancelled", 90, 100)),
    "runs again": ((GONE, {"status": "active"}), ("active", None, None)),
    "term, gone, runs again": (({"ends_at": day(300)}, GONE, {"status": "active"}), ("active", None, 300)),
    "term, then gone": (
        ({"status": "active", "ends_at": day(300)}, {"status": "cancelled", "cancelled_at": day(90)}),
        ("cancelled", 90, 300),
    ),
    "gone, then over": ((GONE, {"status": "expired"}), ("expired", None, 100)),
    "another term": (({"ends_at": day(300)}, {"ends_at": day(400)}), (None, None, 400)),
}
"""By name of a contract what each version says beside its fee; and the state, cancellation and end of it."""


def version(key: str, number: int, said: dict[str, Any]) -> Event:
    at = None if number else day(1)
    started = {"starts_at": at, "monthly_fee": 10.0} if at else {}
    node = NodeItem("Contract", (key,), {**started, **said})
    return Event("contract", key, "shop", "1", at, Origin("c.csv", 1), nodes=(node,))


def test_an_end_goes_with_the_status_that_it_was_told_with(tmp_path: Path) -> None:
    journal = Journal.open(Settings(home=tmp_path))
    for number in range(3):
        told = [version(key, number, of[number]) for key, (of, _) in VERSIONS.items() if number < len(of)]
        journal.append(told, f"file {number}")

    with closing(journal.connect(views=("contracts",))) as connection:
        rows = connection.sql(
            'SELECT key, status, cancelled_at, ends_at, "at", starts_at, monthly_fee::DOUBLE FROM contracts'
        ).fetchall()

    def days(number: int | None) -> Any:
        return None if number is None else day(number)

    assert {key: row for key, *row in rows} == {
        key: [status, days(cancelled), days(ends), day(1), day(1), 10.0]
        for key, (_, (status, cancelled, ends)) in VERSIONS.items()
    }


def said_at_random(draw: Random, number: int) -> dict[str, Any]:
    """What a version may say of the end; each version has days of its own."""
    said = {
        "status": draw.choice([None, "active", "cancelled", "expired"]),
        "cancelled_at": draw.choice([None, day(100 + number)]),
        "ends_at": draw.choice([None, day(200 + number)]),
    }
    return {name: value for name, value in said.items() if value is not None}


def test_ends_are_those_of_the_graph_whatever_versions_say(tmp_path: Path) -> None:
    """The journal's views fold versions in SQL, the projector does so in Python."""
    draw = Random(7)  # noqa: S311 - no secret
    told = {f"c{key}": [said_at_random(draw, number) for number in range(4)] for key in range(examples(400))}
    journal = Journal.open(Settings(home=tmp_path))
    for number in range(4):
        journal.append([version(key, number, said[number]) for key, said in told.items()], f"file {number}")

    with closing(journal.connect(views=("contracts",))) as connection:
        rows = connection.sql("SELECT key, cancelled_at, ends_at FROM contracts").fetchall()

    assert {key: ends for key, *ends in rows} == {
        key: [end_of_status("cancelled_at", said), agreed_end(said)] for key, said in told.items()
    }
