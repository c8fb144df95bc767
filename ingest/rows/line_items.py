"""Files with a row for each line item: lines of one order add up, and so do amounts told line by line."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from graph.entries import Entry, Event
from ingest.ingestors.commerce import amount_of_line
from ingest.mapping.mapping import FileMapping, RowMapping
from ingest.readers.base import Reader
from ingest.rows.outcome import Outcome
from ingest.rows.remarks import ONE_TOTAL, SUMMED
from ingest.rows.told_totals import ToldTotals, total_of
from ingest.rows.whose_totals import Whose

_REMEMBERED = 200_000
"""Keys of lines that are remembered, so that a repeated one is told apart."""


@dataclass
class LineItems:
    """The line items of one file; `summed` where the totals of its orders are amounts of lines. `remarks` are
    what a user should know of that."""

    summed: bool = False
    remarks: Counter[str] = field(default_factory=Counter)
    seen: OrderedDict[str, int] = field(default_factory=OrderedDict)

    @classmethod
    def of(cls, reader: Reader, entry: FileMapping) -> LineItems:
        """What a file's first rows show."""
        told = [ToldTotals.of(reader, entry, row) for row in _with_totals(entry)]
        if any(it.whose is Whose.LINES for it in told):
            return cls(summed=True, remarks=Counter({SUMMED: 1}))
        return cls(remarks=+Counter({ONE_TOTAL: sum(it.orders for it in told if it.whose is Whose.OPEN)}))

    @staticmethod
    def may_sum(entry: FileMapping) -> bool:
        """Whether the totals of a file's orders may be amounts of lines."""
        return bool(_with_totals(entry))

    def numbered(self, mapping: RowMapping, outcome: Outcome) -> Outcome:
        """Tells lines apart that have no number and are of one product."""
        if mapping.ingestor.kind == "order_line" and "line" not in mapping.mapped and not mapping.explode:
            outcome.entries = [it if it.ended else self._numbered(it) for it in outcome.entries]
        return outcome

    def amounts(self, outcome: Outcome) -> Outcome:
        """Puts the amounts of the row where they belong: with its line, if it has one."""
        entries = outcome.entries
        if not self.summed and not any(isinstance(it, Event) and it.kind == "order_line" for it in entries):
            return outcome
        if Event not in map(type, entries) or any(entry.ended for entry in entries):
            return outcome
        entries = self._split(entries) if self.summed else entries
        of_lines = [it for it in entries if isinstance(it, Event) and it.kind == "order_line"]
        lines, amounts = ([it for it in of_lines if bool(it.edges) is known] for known in (True, False))
        others = [it for it in entries if not isinstance(it, Event) or it.kind != "order_line"]
        if len(lines) == len(amounts) == 1:
            outcome.entries = [*others, _with_total(lines[0], amounts[0])]
        else:
            outcome.entries = [*others, *lines, *(self._numbered(entry) for entry in amounts)]
        return outcome

    def _split(self, entries: Iterable[Entry]) -> list[Entry]:
        """Orders without a total, and what their rows state as amounts of lines."""
        found: list[Entry] = []
        for entry in entries:
            if not isinstance(entry, Event) or (total := total_of(entry)) is None:
                found.append(entry)
                continue
            node = entry.nodes[0]
            rest = {name: value for name, value in node.properties.items() if name != "total"}
            found.append(replace(entry, nodes=(replace(node, properties=rest), *entry.nodes[1:])))
            currency = node.properties.get("currency")
            found.append(amount_of_line(entry.source, node.key[0], total, entry.origin, currency))
        return found

    def _numbered(self, entry: Entry) -> Entry:
        if not isinstance(entry, Event):
            return entry
        count = self.seen.pop(entry.key, 0) + 1
        self.seen[entry.key] = count
        if len(self.seen) > _REMEMBERED:
            self.seen.popitem(last=False)
        if count == 1:
            return entry
        edges = tuple(
            replace(edge, properties={**edge.properties, "line": f"{edge.properties['line']}#{count}"})
            for edge in entry.edges
        )
        return replace(entry, key=f"{entry.key}#{count}", edges=edges)


def _with_totals(entry: FileMapping) -> list[RowMapping]:
    return [row for row in entry.rows if row.ingestor.kind == "order" and "total" in row.mapped]


def _with_total(line: Event, amount: Event) -> Event:
    edge, order = line.edges[0], amount.nodes[0]
    stated = {**edge.properties, "total": order.properties["amount"]}
    currency = {name: value for name, value in order.properties.items() if name == "currency"}
    nodes = line.nodes or ((replace(order, properties=currency),) if currency else ())
    return replace(line, nodes=nodes, edges=(replace(edge, properties=stated),))
