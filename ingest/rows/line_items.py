"""Files with a row for each line item: lines of one order add up, and so do amounts told line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from graph.entries import Entry, Event, Rejection
from ingest.ingestors.commerce import amount_of_line
from ingest.mapping.mapping import FileMapping, RowMapping
from ingest.quarantine_files import PLACE
from ingest.readers.base import Reader
from ingest.rows.clean_rows import row_text
from ingest.rows.line_numbers import InTurn, LineNumbers, numbered
from ingest.rows.outcome import Outcome
from ingest.rows.remarks import ONCE_OWN, ONE_TOTAL, SUMMED, SUMMED_BEFORE
from ingest.rows.told_totals import ToldTotals, total_of
from ingest.rows.whose_totals import Whose

UNTOLD = "is one of several lines of an order that only their file tells apart: ingest all of it again"


@dataclass(frozen=True)
class EarlierTotals:
    """Whether earlier files of a mapping had amounts of lines as totals of orders, and how many were taken to
    have the orders' own."""

    summed: bool = False
    own: int = 0


@dataclass
class LineItems:
    """The line items of one file; `summed` where the totals of its orders are amounts of lines. `remarks` are
    what a user should know of that, `numbers` tell lines apart that nothing else does."""

    summed: bool = False
    remarks: Counter[str] = field(default_factory=Counter)
    numbers: LineNumbers = field(default_factory=InTurn)

    @classmethod
    def of(cls, reader: Reader, entry: FileMapping, earlier: EarlierTotals | None = None) -> LineItems:
        """What a file's first rows show, and earlier files did where these leave it open."""
        earlier = earlier or EarlierTotals()
        told = [ToldTotals.of(reader, entry, row) for row in _with_totals(entry)]
        if any(it.whose is Whose.LINES for it in told):
            return cls(summed=True, remarks=+Counter({SUMMED: 1, ONCE_OWN: earlier.own}))
        if earlier.summed and not any(it.whose is Whose.ORDERS for it in told):
            return cls(summed=True, remarks=Counter({SUMMED_BEFORE: 1}))
        return cls(remarks=+Counter({ONE_TOTAL: sum(it.orders for it in told if it.whose is Whose.OPEN)}))

    @staticmethod
    def may_sum(entry: FileMapping) -> bool:
        """Whether the totals of a file's orders may be amounts of lines."""
        return bool(_with_totals(entry))

    def numbered(self, mapping: RowMapping, outcome: Outcome) -> Outcome:
        """Tells lines apart that have no number and are of one product."""
        if mapping.ingestor.kind == "order_line" and "line" not in mapping.mapped and not mapping.explode:
            outcome.entries = self._told_apart(outcome, outcome.entries)
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
            outcome.entries = [*others, *lines, *self._told_apart(outcome, amounts)]
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

    def _told_apart(self, outcome: Outcome, lines: Iterable[Entry]) -> list[Entry]:
        """Lines under keys of their own; none where a key may be that of another, which is refused."""
        found: list[Entry] = []
        for line in lines:
            origin = line.origin
            place = outcome.raw.get(PLACE) or (origin.file, origin.line)
            number = self.numbers.of(line.key, place) if isinstance(line, Event) and not line.ended else 1
            if number is None:
                text = row_text(outcome.raw)
                outcome.refused.append(Rejection(line.source, origin, "", "", UNTOLD, text))
            else:
                found.append(_of_number(line, number))
        return found


def _of_number(line: Entry, number: int) -> Entry:
    if number == 1 or not isinstance(line, Event):
        return line
    edges = tuple(
        replace(edge, properties={**edge.properties, "line": numbered(edge.properties["line"], number)})
        for edge in line.edges
    )
    return replace(line, key=numbered(line.key, number), edges=edges)


def _with_totals(entry: FileMapping) -> list[RowMapping]:
    return [row for row in entry.rows if row.ingestor.kind == "order" and "total" in row.mapped]


def _with_total(line: Event, amount: Event) -> Event:
    edge, order = line.edges[0], amount.nodes[0]
    stated = {**edge.properties, "total": order.properties["amount"]}
    currency = {name: value for name, value in order.properties.items() if name == "currency"}
    nodes = line.nodes or ((replace(order, properties=currency),) if currency else ())
    return replace(line, nodes=nodes, edges=(replace(edge, properties=stated),))
