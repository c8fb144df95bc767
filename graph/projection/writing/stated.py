"""What several statements say of one node: each of its properties as it was stated last, with that time.

In the graph each property is as it was stated last. So what was stated at several times may not become one
statement of the last of them: an old value would win over a newer one that the graph has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from operator import itemgetter

from graph.model.types import STATED_AT
from graph.projection.writing.writer import Row


def layers(nodes: Sequence[tuple[Row, Sequence[Row]]]) -> Iterator[list[Row]]:
    """Rows to be written one list after the other, of nodes by key, each with what was stated of it, in the
    order of arrival; in a list each node comes once, earlier times before later ones."""
    for layer in zip_longest(*(_rows(key, stated) for key, stated in nodes)):
        yield [row for row in layer if row is not None]


def _rows(key: Row, stated: Sequence[Row]) -> list[Row]:
    if len(stated) < 2:
        return [key | stated[0] if stated else key]
    in_turn = sorted(stated, key=itemgetter(STATED_AT))
    last = {name: (value, said[STATED_AT]) for said in in_turn for name, value in said.items()}
    last.pop(STATED_AT)
    return [
        key | {name: value for name, (value, at) in last.items() if at == time} | {STATED_AT: time}
        for time in sorted({at for _, at in last.values()})
    ]
