"""Files with a row for each line item: lines of one order add up, and so do amounts told line by line."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from graph.entries import Entry, Event, Origin
from ingest.ingestors.commerce import amount_of_line
from ingest.mapping.mapping import FileMapping, Raw, RowMapping
from ingest.readers.base import BadRow, GoodRow, Reader
from ingest.rows.clean_rows import clean_row
from ingest.rows.outcome import Outcome
from ingest.rows.row_values import clean_columns

SAMPLE = 20_000
"""Rows that are looked at to tell what totals are of."""
_REMEMBERED = 200_000
"""Keys of lines that are remembered, so that a repeated one is told apart."""


@dataclass
class LineItems:
    """The line items of one file; `summed` where the totals of its orders are amounts of lines."""

    summed: bool = False
    seen: OrderedDict[str, int] = field(default_factory=OrderedDict)

    @classmethod
    def of(cls, reader: Reader, entry: FileMapping) -> LineItems:
        """What a file's first rows show."""
        mapped = [row for row in entry.rows if row.ingestor.kind == "order" and "total" in row.mapped]
        return cls(any(totals_are_of_lines(reader, row) for row in mapped))

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
            if not isinstance(entry, Event) or (total := _total(entry)) is None:
                found.append(entry)
                continue
            node = entry.nodes[0]
            rest = {name: value for name, value in node.properties.items() if name != "total"}
            found.append(replace(entry, nodes=(replace(node, properties=rest), *entry.nodes[1:])))
            found.append(amount_of_line(entry.source, node.key[0], total, entry.origin))
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


def totals_are_of_lines(reader: Reader, mapping: RowMapping) -> bool:
    """Whether the totals in a file are amounts of lines: of its first orders that have several rows, alike
    but for the total, more have different totals than one and the same."""
    totals: dict[tuple[Any, ...], list[float]] = {}
    for raw in _of_several_rows(mapping, islice(reader.readable(), SAMPLE)):
        for entry in clean_row(mapping, raw, Origin(reader.source.name, raw["_line"])).entries:
            if isinstance(entry, Event) and (total := _total(entry)) is not None:
                totals.setdefault(_but_for_total(entry), []).append(total)
    several = [found for found in totals.values() if len(found) > 1]
    return 2 * sum(len(set(found)) > 1 for found in several) > len(several)


def _of_several_rows(mapping: RowMapping, rows: Iterable[GoodRow | BadRow]) -> list[Raw]:
    """The rows of the orders that have several; all where each is a list of orders."""
    raws: list[Raw] = [{**row.values, "_line": row.line} for row in rows if isinstance(row, GoodRow)]
    if mapping.explode:
        return raws
    numbers = clean_columns([it for it in mapping.fields if it.field.name == "number"], raws).column("number")
    counts = Counter(numbers)
    return [raw for raw, number in zip(raws, numbers, strict=True) if counts[number] > 1]


def _but_for_total(order: Event) -> tuple[Any, ...]:
    stated = order.nodes[0].properties.items()
    return order.key, order.source_id, order.at, *sorted((k, str(v)) for k, v in stated if k != "total")


def _total(entry: Event) -> float | None:
    """The total that an order states."""
    return entry.nodes[0].properties.get("total") if entry.kind == "order" and entry.nodes else None


def _with_total(line: Event, amount: Event) -> Event:
    edge = line.edges[0]
    stated = {**edge.properties, "total": amount.nodes[0].properties["amount"]}
    return replace(line, edges=(replace(edge, properties=stated),))
