"""Of whom the nodes of a list are: numbers over few people would say something of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from api.gql.compile.filters.conditions import ways
from api.gql.compile.statement.fragments import Fragment
from api.gql.kinds.names import IDENTIFIERS, KINDS, LINKS
from graph.model.links import CUSTOMER, RECORD, Link

_NAMES = {"start": "_node", "node": "_person", "edge": "_owned", "resolves": "_owner"}


@dataclass(frozen=True)
class Person:
    """What finds who a `_node` is of: a way to customers, or the node itself without one."""

    way: Link | None = None

    def texts(self, further: Iterable[str] = ()) -> list[str]:
        """Lines that add `_who` to each `_node`; `further` variables stay."""
        kept = ", ".join(["_node", *further])
        if self.way is None:
            return [f"WITH {kept}, _node.id AS _who"]
        # a record is of whom it belongs to now, a contract that ended still of who signed it
        held = ways(self.way, past=self.way.merged)
        found = Fragment(f"OPTIONAL MATCH {self.way.pattern}\nWHERE {' AND '.join(held)}")
        lines = found.written(_NAMES, {}).split("\n")
        return [*lines, f"WITH {kept}, min(_person.id) AS _who"]


@cache
def person_of(link: Link) -> Person | None:
    """Who numbers over a list are about; None for lists of one person's own, and of what is nobody's."""
    if link.end == CUSTOMER:
        return Person()
    if link.start is not None and _is_of_one(link.start) and link.start not in IDENTIFIERS:
        return None
    return Person(_owners(link.end)) if _is_of_one(link.end) else None


def _is_of_one(label: str) -> bool:
    return label in (CUSTOMER, RECORD) or label in IDENTIFIERS or bool(KINDS[label].moment)


def _owners(label: str) -> Link:
    ways_there = (link for link in LINKS.values() if link.start == label and link.end == CUSTOMER)
    return next(link for link in ways_there if link.merged or label == RECORD)
