"""Purchases and ratings without numbers: rows that say who, which product, when, and how much or how good."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.proposing.entries.fields.feeding import KEYS, LEAST, Columns, FedKind
from ingest.proposing.meaning.meanings import Meaning

_TIMES = ("at", "ordered", "created")
_AMOUNTS = ("price", "amount", "total", "quantity")
_FURTHER = {
    "channel": ("channel",),
    "currency": ("currency",),
    "quantity": ("quantity",),
    "price": ("price",),
    "total": ("amount", "total"),
}
"""The concepts of what may stand beside in lines and orders, by field."""
_OF_SITES = ("event_name", "page", "url", "session", "message_id", "event_id", "device_id", "cookie_id")
"""What views have, which may tell a price too."""


def purchases(columns: Columns) -> list[FedKind]:
    """Orders and their lines, or events that are ratings; none where rows are something else.

    What somebody bought at one time was bought in one order.
    """
    best = {
        meanings[0].concept: meanings for meanings in reversed(columns) if meanings and _is_sure(meanings)
    }
    times = [best[it][0] for it in _TIMES if it in best and best[it][0].column.texts]
    known = best.keys()
    if known.isdisjoint(KEYS) or "product_id" not in known or not times or known & set(_OF_SITES):
        return []
    fields = {name: [best[it][0]] for name, concepts in _FURTHER.items() for it in concepts if it in best}
    product = {"product": [best["product_id"][0]]}
    if known & set(_AMOUNTS):
        of_order = {name: fields[name] for name in ("channel", "currency") if name in fields}
        of_line = {name: fields[name] for name in ("quantity", "price", "total") if name in fields}
        return [
            FedKind("order", {"ordered_at": times[:1]} | of_order),
            FedKind("order_line", product | of_line),
        ]
    if "score" in best:
        return [FedKind("event", {"at": times[:1], "value": [best["score"][0]]} | product)]
    return []


def _is_sure(meanings: Sequence[Meaning]) -> bool:
    return meanings[0].score >= LEAST and bool(meanings[0].column.texts)
