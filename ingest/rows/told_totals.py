"""What the first rows of a file tell of the totals of its orders, see `whose_totals`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from graph.entries import Entry, Event, Origin
from graph.words.camel import snake
from graph.words.folding import fold_text
from ingest.mapping.expressions import Column
from ingest.mapping.mapping import BoundValue, FileMapping, Raw, RowMapping
from ingest.readers.base import BadRow, GoodRow, Reader
from ingest.rows.clean_rows import clean_row
from ingest.rows.row_values import clean_columns
from ingest.rows.whose_totals import OrderRow, Rows, Whose, are_products, are_states, whose

SAMPLE = 20_000
"""Rows that are looked at to tell what totals are of."""
_FEW = 300
"""Rows of which columns that nobody mapped are looked at, too."""

_OF_LINES = re.compile(
    r"line|lineitem|item|pos|position\w*|zeilen?\w*|posten\w*|row|ligne|linea|riga|regel|pozycj\w*"
)
_OF_ORDERS = re.compile(
    r"order|grand|invoice|cart|basket|bestell\w*|auftrags?\w*|rechnungs?\w*|warenkorb\w*|gesamtsumme|"
    r"commande|facture|pedido|factura|ordine|fattura"
)
"""Words in names of columns: `Lineitem price`, `Positionsbetrag`, `order_total`."""


@dataclass(frozen=True)
class ToldTotals:
    """Whose the totals are that an entry of a mapping reads, and how many orders have several rows."""

    whose: Whose
    orders: int

    @classmethod
    def of(cls, reader: Reader, entry: FileMapping, mapping: RowMapping) -> ToldTotals:
        """What the first rows of an input show."""
        raws, repeated = _of_several_rows(mapping, islice(reader.readable(), SAMPLE))
        lines = next((it for it in entry.rows if it.ingestor.kind == "order_line" and not it.explode), None)
        rows = _rows(reader.source.name, mapping, raws, _lines(lines, raws))
        orders = [it for it in _by_order(rows) if len(it) > 1 and any(row.total for row in it)]
        orders = [it for it in orders if not are_states(it)]
        if repeated:
            return cls(Whose.OPEN if orders else Whose.UNSEEN, len(orders))
        found = whose(orders, _by_name(mapping))
        if found is Whose.OPEN and not mapping.explode and _of_columns(mapping, raws[:_FEW]):
            found = Whose.LINES
        return cls(found, len(orders))


def total_of(entry: Entry) -> float | None:
    """The total that an entry states of an order."""
    if not isinstance(entry, Event) or entry.kind != "order" or not entry.nodes:
        return None
    total: float | None = entry.nodes[0].properties.get("total")
    return total


def _of_several_rows(mapping: RowMapping, rows: Iterable[GoodRow | BadRow]) -> tuple[list[Raw], bool]:
    """The rows of the orders that have several, or all where each is a list of orders; and whether the file
    is there several times, each order in equal rows."""
    raws: list[Raw] = [{**row.values, "_line": row.line} for row in rows if isinstance(row, GoodRow)]
    if mapping.explode:
        return raws, False
    numbers = clean_columns([it for it in mapping.fields if it.field.name == "number"], raws).column("number")
    counts = Counter(numbers)
    several = [(raw, number) for raw, number in zip(raws, numbers, strict=True) if counts[number] > 1]
    repeated = len(counts) > 1 and len(several) == len(raws) and _one_each(several) == len(counts)
    return [raw for raw, _ in several], repeated


def _one_each(rows: Iterable[tuple[Raw, Any]]) -> int:
    """How many rows are not as another of their order is."""
    return len({(number, str({**raw, "_line": 0})) for raw, number in rows})


_Line = tuple[Any, float | None]
"""What a row is about, and what that comes to."""


def _lines(mapping: RowMapping | None, raws: Sequence[Raw]) -> Sequence[_Line]:
    """The line that each row is."""
    if mapping is None:
        return [(None, None)] * len(raws)
    told = clean_columns(mapping.fields, raws)
    each = zip(raws, *map(told.column, ("product", "line", "quantity", "price", "total")), strict=True)
    return [
        ((product, line), _amount(quantity, price, total)) if mapping.applies(raw) else (None, None)
        for raw, product, line, quantity, price, total in each
    ]


def _amount(quantity: float | None, price: float | None, total: float | None) -> float | None:
    """What a line comes to by its price, which tells more of another total than its own does."""
    return total if price is None else float(price) * (1 if quantity is None else float(quantity))


def _rows(
    name: str, mapping: RowMapping, raws: Sequence[Raw], lines: Sequence[_Line]
) -> Iterable[tuple[str, OrderRow]]:
    for raw, (thing, amount) in zip(raws, lines, strict=True):
        for entry in clean_row(mapping, raw, Origin(name, raw["_line"])).entries:
            if isinstance(entry, Event) and (total := total_of(entry)) is not None:
                stated = entry.nodes[0].properties
                else_ = entry.at, stated.get("currency"), stated.get("channel")
                yield entry.key, OrderRow(total, stated.get("status"), else_, thing, amount)


def _by_order(rows: Iterable[tuple[str, OrderRow]]) -> Iterable[Rows]:
    found: dict[str, list[OrderRow]] = {}
    for key, row in rows:
        found.setdefault(key, []).append(row)
    return found.values()


def _read(mapping: RowMapping) -> BoundValue:
    """How the total is read."""
    return next(it for it in mapping.fields if it.field.name == "total").values[0]


def _by_name(mapping: RowMapping) -> Whose:
    """Whose the total is by the name of its column."""
    read = _read(mapping).read
    words = re.findall("[a-z]+", fold_text(snake(read.name)) or "") if isinstance(read, Column) else []
    if any(map(_OF_LINES.fullmatch, words)):
        return Whose.LINES
    return Whose.ORDERS if any(map(_OF_ORDERS.fullmatch, words)) else Whose.OPEN


def _of_columns(mapping: RowMapping, raws: Sequence[Raw]) -> bool:
    """Whether totals are price times quantity by columns that may not be mapped."""
    bound = _read(mapping)
    rows = [(total, raw) for raw in raws if isinstance(total := bound.clean(bound.read(raw), raw), float)]
    names = [name for name in (rows[0][1] if rows else ()) if not name.startswith("_")]
    columns = [[_number(bound, raw.get(name), raw) for _, raw in rows] for name in names]
    return are_products([total for total, _ in rows], columns)


def _number(bound: BoundValue, value: Any, raw: Raw) -> float | None:
    if not isinstance(value, str | int | float):
        return None
    number = bound.clean(value, raw)
    return float(number) if isinstance(number, int | float) else None
