"""Orders whose rows leave something open: what numbers them, whose amounts are told, and who placed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.proposing.entries.fields.feeding import FedKind
from ingest.proposing.entries.keys.record_key import Key
from ingest.proposing.entries.numbering import add_number
from ingest.proposing.entries.rows import Rows
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.meanings import Meaning


def add_number_of_order(rows: Rows, order: FedKind, key: Key, name: str = "number") -> None:
    """Adds who bought when, and for how much, as the number of an order that has none."""
    found = (*key.found, *order.fields["ordered_at"], *order.fields.get("total", ()))
    much = " for how much" if "total" in order.fields else ""
    add_number(rows, name, found, f"no column numbers what was bought; who bought when{much} does")


def add_number_of_contract(rows: Rows, contract: FedKind, key: Key) -> None:
    """Adds whose it is and when it began as the number of a contract that has none."""
    found = (*key.found, *contract.fields["starts_at"])
    add_number(rows, "number", found, "no column numbers contracts; who began one when does")


def tell_amounts_apart(kind: str, fields: dict[str, list[Meaning]], order: FedKind | None) -> None:
    """With a row for each line item, an amount that differs within an order is that of a line."""
    total = order.fields.get("total") if order else None
    if order is None or total is None or "number" not in order.fields or kind not in ("order", "order_line"):
        return
    of_lines = _differs(order.fields["number"][0].column, total[0].column)
    own = fields.get("total")
    if kind == "order" and of_lines:
        fields["line_total"] = fields.pop("total")
    elif kind == "order_line" and own and own[0].column.name == total[0].column.name and not of_lines:
        del fields["total"]


def _differs(number: Column, amount: Column) -> bool:
    """Whether rows of one number have different amounts."""
    seen: dict[str, str] = {}
    pairs = (
        (str(key), str(value))
        for key, value in zip(number.values, amount.values, strict=False)
        if key and value
    )
    return any(seen.setdefault(key, value) != value for key, value in pairs)


def without_key(rows: Rows) -> Rows | None:
    """The entry for rows of nobody beside one for those that have a key; None where all have one."""
    keys = [name for line in rows.lines if line.name == "source_id" for name in line.columns]
    if len(keys) != 1 or rows.when.get(keys[0]) != "*":
        return None
    lines = [
        replace(it, why="rows without a customer are nobody's") for it in rows.lines if it.name == "number"
    ]
    others = [it for it in rows.lines if it.name not in ("number", "source_id") and keys[0] not in it.columns]
    return Rows(rows.kind, lines + others, rows.when | {keys[0]: None})


def are_payments(order: FedKind) -> bool:
    """Whether each row is a payment of its own: one without an amount paid in is none."""
    number: Sequence[Meaning] = order.fields.get("number", ())
    numbered = number and number[0].concept in ("transaction_id", "invoice_id") and number[0].column.unique
    return bool(numbered) and "total" in order.fields
