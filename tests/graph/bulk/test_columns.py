"""What is added to a staged graph table by table is what it is row by row."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from graph.bulk import load
from graph.bulk.load import fill, staged_graph, traits_of
from graph.bulk.tables import EDGES, NODES, REMOVED, SEQ
from graph.entries import CountedItem, EdgeItem, Entry, Event, Identifier, NodeItem, Origin
from graph.identity.outcome.golden import GoldenRecords
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.model import MODEL
from graph.model.edges import OF_EVENTS
from graph.model.types import STATED_AT, EdgeTime, Property, PropertyType
from graph.progress import silent
from graph.projection import passes, spans
from graph.projection.checkpoint import Checkpoint
from graph.projection.passes import PendingSpans
from graph.projection.spans import pending_spans
from graph.settings import Settings
from tests.support.entries import address, company, day, declares, email, person
from tests.support.identity import assign

VALUES: Mapping[PropertyType, tuple[Any, ...]] = {
    PropertyType.TEXT: ("a", "", 'ö "\\', "7", None),
    PropertyType.INTEGER: (-1, 0, 2**53 + 1, None),
    PropertyType.DECIMAL: (1, 2.5, -1e-7, None),
    PropertyType.FLAG: (True, False, None),
    PropertyType.TIME: (day(1), datetime(1970, 1, 1, tzinfo=UTC), day(2.000001), day(-90_000), None),
    PropertyType.TEXTS: (["a", "ö"], None),
}
"""What is stated of properties, by type, as JSON takes it."""
LABELS = [kind for kind in MODEL.nodes if kind.stated]
TYPES = [(kind, *ends) for kind in OF_EVENTS for ends in kind.endpoints if ends[0] != "Customer" != ends[1]]


def stated(draw: Random, properties: tuple[Property, ...], but: tuple[str, ...] = ()) -> dict[str, Any]:
    """Some properties with values, in any order."""
    chosen = draw.sample(properties, draw.randint(0, len(properties)))
    return {it.name: draw.choice(VALUES[it.type]) for it in chosen if it.name not in but}


def node(draw: Random, label: str) -> tuple[str, tuple[str, ...]]:
    """One of few nodes, so that much is told of each."""
    return label, tuple(f"{name[0]}{draw.randint(0, 2)}" for name in MODEL.node[label].key)


def event(draw: Random) -> Event:
    """A version of one of some events, with nodes, edges, identifiers and counts of any kinds."""
    labels, (type_, start, end) = draw.choices(LABELS, k=2), draw.choice(TYPES)
    nodes = [
        NodeItem(*node(draw, kind.label), stated(draw, kind.properties, (*kind.key, STATED_AT)))
        for kind in labels
    ]
    given = stated(draw, type_.all_properties)
    keyed = {it.name: draw.choice(VALUES[it.type][:2]) for it in type_.all_properties if it.name in type_.key}
    edge = EdgeItem(type_.type, node(draw, start), node(draw, end), given | keyed)
    known = draw.choice(MODEL.identifiers)
    properties = stated(draw, MODEL.node[known.label].properties, ("value", STATED_AT))
    counted = draw.choice([(kind, end) for kind, _, end in TYPES if kind.time is EdgeTime.COUNTED])
    return Event(
        draw.choice(("event", "order", "contract", "ticket", "consent", "order_line")),
        f"e{draw.randint(0, 60)}",
        "s0",
        draw.choice(("s0", "s1", "s2", None)),
        draw.choice((None, day(1), day(2), day(3), day(40_000), datetime(1970, 1, 1, tzinfo=UTC))),
        Origin("e.csv", 1),
        (Identifier(known.name, f"v{draw.randint(0, 3)}", properties),),
        tuple(nodes),
        (edge,),
        (CountedItem(counted[0].type, counted[1], f"t{draw.randint(0, 2)}"),),
    )


def records(draw: Random) -> Iterator[Entry]:
    """Versions of some records that move, and have traits at times."""
    for _ in range(60):
        known = (address("a"), address("b"), email(f"{draw.randint(0, 4)}@x.de"))
        some = draw.sample(known, draw.randint(0, 3))
        names = (
            {"given_name": draw.choice("AB")} if draw.random() < 0.5 else {"family_name": draw.choice("AB")}
        )
        yield person(str(draw.randint(0, 15)), day(draw.randint(0, 3)), *some, **names)


def filled(journal: Journal, home: Path) -> dict[str, list[str]]:
    """What a staged graph holds of each kind of node and edge."""
    start = Checkpoint(journal.id)
    pending = PendingSpans(journal, GoldenRecords(load_rules()), start, pending_spans(journal, start))
    with staged_graph(Settings(home=home), traits_of(journal)) as graph:
        fill(graph, pending, silent)
        found = {}
        for table in (*NODES.values(), *EDGES.values()):
            if table is NODES["Projection"]:  # it has the time of the load
                continue
            names = [f'"{it}"' for it in graph.own(table).schema.names if it not in (SEQ, REMOVED)]
            rows = graph.connection.sql(f"SELECT {', '.join(names)} FROM {graph.settled(table)}").fetchall()  # noqa: S608 - names of the model
            found[table.name] = sorted(map(repr, rows))
    return found


def test_tables_tell_what_rows_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = Random(5)  # noqa: S311 - nothing secret
    journal = Journal.open(Settings(home=tmp_path))
    monkeypatch.setattr(spans, "SLICE_ROWS", 250)
    journal.append([declares("crm", "shoe_size", "number"), *company(4), *records(draw)], "one")
    journal.append([event(draw) for _ in range(150)], "two")
    journal.append([*records(draw), *(event(draw) for _ in range(100))], "three")
    assign(journal, "r1", day(90), {f"crm:{i}": f"C{i % 3}" for i in range(6)})

    by_columns = filled(journal, tmp_path)
    monkeypatch.setattr(load, "ADDED", passes.ADDED)
    row_by_row = filled(journal, tmp_path)

    for name, rows in row_by_row.items():
        assert by_columns[name] == rows, name
    assert {name for name, rows in row_by_row.items() if rows} >= {
        *(NODES[kind.label].name for kind in LABELS),
        *(EDGES[kind.type, start, end].name for kind, start, end in TYPES),
    }
