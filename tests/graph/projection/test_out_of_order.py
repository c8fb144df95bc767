"""Statements on one node or edge, in whatever order they arrive: the graph has each property as it was stated
last, and a graph that is made anew has nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import permutations, product
from typing import Any

from graph.entries import EdgeItem, Event, Identifier, NodeItem, Origin
from graph.journal import Journal
from graph.model import MODEL
from graph.model.types import STATED_AT, PropertyType
from graph.projection import project
from graph.projection.resolved.customers import Golden
from graph.store import Store
from tests.support.entries import day
from tests.support.rebuilding import assert_as_rebuilt
from tests.support.stores import reading

NEVER = datetime(2098, 1, 1, tzinfo=UTC)
"""A time that cannot be believed."""
VALUES: dict[PropertyType, Any] = {
    PropertyType.TEXT: "abc",
    PropertyType.INTEGER: (1, 2, 3),
    PropertyType.DECIMAL: (1.5, 2.5, 3.5),
    PropertyType.FLAG: (True, False, True),
    PropertyType.TIME: (day(101), day(102), day(103)),
}
"""Three values of each type."""
IDENTIFIERS = {kind.label: kind.name for kind in MODEL.identifiers}
STATED = {
    kind.label: {each.name: VALUES[each.type] for each in kind.properties if each.name in kind.stated}
    for kind in MODEL.nodes
    if kind.stated
}
"""By label what sources state of it, with three values each."""
Told = tuple[datetime, dict[str, Any]]
"""When something was stated, and what."""


def event(key: str, at: datetime, label: str, node: str, given: dict[str, Any]) -> Event:
    """An event of a person that says something of a node."""
    about = "told", key, "shop", "1", at, Origin("o.csv", 1)
    if label in IDENTIFIERS:
        return Event(*about, identifiers=(Identifier(IDENTIFIERS[label], node, given),))
    return Event(*about, nodes=(NodeItem(label, (node,), given),))


def partial(label: str, names: Sequence[Sequence[str]]) -> list[Told]:
    """Three statements, of some properties each."""
    return [
        (day(n), {name: STATED[label][name][n] for name in stated})
        for n, stated in enumerate(names)
    ]  # fmt: skip


def told_of_nodes() -> Iterator[tuple[str, str, list[Told]]]:
    """Label and key of nodes, each with three statements in the order in which they arrive: for every kind
    one property twice and then another, and of an account whatever of two properties."""
    for label, values in STATED.items():
        first, *_, second = (*values, *values)
        for order in permutations(partial(label, ([first], [first], [second]))):
            yield label, f"{label}:{''.join(str(at.day) for at, _ in order)}", list(order)
    ways = (["status"], ["tier"], ["status", "tier"])
    for names in product(ways, repeat=3):
        for order in permutations(partial("Account", names)):
            number = "".join(str(at.day) for at, _ in order)
            yield "Account", f"app:{number}{''.join(map(str, names))}", list(order)


def in_the_end(told: Sequence[Told]) -> dict[str, Any]:
    """A node after statements: each property as it was stated last, with the time where others came later."""
    latest = max(at for at, _ in told)
    found: dict[str, Any] = {STATED_AT: latest}
    for at, given in sorted(told, key=lambda it: it[0]):
        found |= given
        found |= {f"{name}_{STATED_AT}": None if at == latest else at for name in given}
    return {name: value for name, value in found.items() if value is not None}


def project_each(journal: Journal, store: Store, golden: Golden, *ingests: Sequence[Event]) -> None:
    """Take in and project one ingest after the other."""
    for number, told in enumerate(ingests):
        journal.append(told, str(number))
        project(journal, store, golden)


def shown(store: Store) -> dict[tuple[str, str], dict[str, Any]]:
    """What the graph has of nodes that were stated, by label and key."""
    found = [row["n"] for row in store.run(reading("MATCH (n) WHERE n.stated_at IS NOT NULL RETURN n"))]
    return {
        (label, node[MODEL.node[label].key[0]]): {it: node[it] for it in node if not it.startswith("_")}
        for node in found
        for label in node["_labels"]
    }


def test_each_property_is_as_it_was_stated_last(journal: Journal, store: Store, golden: Golden) -> None:
    nodes = list(told_of_nodes())
    ingests = [
        [event(f"{node}.{n}", told[n][0], label, node, told[n][1]) for label, node, told in nodes]
        for n in range(3)
    ]

    project_each(journal, store, golden, *ingests)

    found = shown(store)
    for label, node, told in nodes:
        expected = {MODEL.node[label].key[0]: node, **in_the_end(told)}
        assert found[label, node] == expected, (label, told)
    assert_as_rebuilt(journal, store, golden)


@dataclass(frozen=True)
class Versions:
    """Three statements on one account in the order in which they arrive: the one at `other` is an event, the
    two others are versions of one event. Each has a time, and tells of one property."""

    account: str
    times: Sequence[datetime]
    names: Sequence[str]
    other: int

    @property
    def events(self) -> list[Event]:
        """As the journal takes them in."""
        return [
            event(f"{self.account}.{n == self.other}", at, "Account", self.account, {name: f"{name}{n}"})
            for n, (at, name) in enumerate(zip(self.times, self.names, strict=True))
        ]

    @property
    def in_the_end(self) -> dict[str, str]:
        """What holds: of each property the later statement, where times without belief count as received. The
        version that takes the place of such a one is no earlier; such a one that comes too late is no later
        than the version that is there."""
        first, second = (n for n in range(3) if n != self.other)
        ranks = [min(at, day(1_000)) for at in self.times]
        if self.times[first] == NEVER:
            ranks[second] = ranks[first]
        elif self.times[second] == NEVER:
            ranks[second] = ranks[first] - timedelta(microseconds=1)
        told = sorted(range(3), key=lambda n: (ranks[n], n))
        return {self.names[n]: f"{self.names[n]}{n}" for n in told}


def told_in_versions() -> Iterator[Versions]:
    """All such statements, each with one of four times."""
    times = permutations((day(1), day(2), day(3), NEVER), 3)
    ways = product(times, product(("status", "tier"), repeat=3), range(3))
    return (Versions(f"app:{number}", *way) for number, way in enumerate(ways))


def referrals() -> Iterator[tuple[list[Told], list[Event]]]:
    """Three referrals of one person by another, of which each tells something else, in all orders; and who
    was contacted in one campaign at one time, told by two events of which one is put right."""
    told = [
        (day(1), {"channel": "link", "code": "a"}),
        (day(2), {"channel": "card", "campaign": "b"}),
        (day(3), {"code": "c"}),
    ]
    for number, order in enumerate(permutations(told)):
        ends = ("SourceRecord", ("shop", "1")), ("SourceRecord", ("shop", f"r{number}"))
        yield (
            list(order),
            [
                replace(
                    event(f"r{number}.{at.day}", at, "Order", "shop:o", {}),
                    edges=(EdgeItem("REFERRED", *ends, {"at": at, **given}),),
                )
                for at, given in order
            ],
        )


def contacts() -> Iterator[list[Event]]:
    """Contacts of one campaign at one time that two events tell of, one of which is put right."""
    given = ({"channel": "email"}, {"channel": "post", "outcome": "opened"}, {"outcome": "sent"})
    for number, (order, other) in enumerate(product(permutations(given), range(3))):
        ends = ("SourceRecord", ("shop", "1")), ("Campaign", (f"c{number}",))
        yield [
            replace(
                event(f"c{number}.{n == other}", day(1), "Campaign", f"c{number}", {}),
                edges=(EdgeItem("RECEIVED", *ends, {"at": day(1), **of_edge}),),
            )
            for n, of_edge in enumerate(order)
        ]


def test_what_several_events_and_versions_state_does_not_depend_on_when_it_was_projected(
    journal: Journal, any_store: Store, golden: Golden
) -> None:
    accounts, referred = list(told_in_versions()), list(referrals())
    each = [*(it.events for it in accounts), *(events for _, events in referred), *contacts()]

    project_each(journal, any_store, golden, *([told[n] for told in each] for n in range(3)))

    nodes = shown(any_store)
    for it in accounts:
        node = nodes["Account", it.account]
        assert {name: node[name] for name in ("status", "tier") if name in node} == it.in_the_end, it
    found = any_store.run(
        reading(
            "MATCH ()-[e:REFERRED]->(b) RETURN b.source_id AS brought, e.at, e.channel, e.campaign, e.code"
        )
    )
    between = {row.pop("brought"): {name[2:]: value for name, value in row.items()} for row in found}
    last = {"at": day(3), "channel": "card", "campaign": "b", "code": "c"}
    assert between == {f"r{n}": last for n in range(len(referred))}
    assert_as_rebuilt(journal, any_store, golden)
