"""Numbers made of several columns, for what no column numbers."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.proposing.entries.rows import Rows
from ingest.proposing.meaning.meanings import Meaning


def add_number(rows: Rows, name: str, found: Sequence[Meaning], why: str, ending: str = "") -> None:
    """Adds the field with a number made of columns, and an ending behind it, if that can be written."""
    names = list(dict.fromkeys(it.column.name for it in found))
    if set("".join(names)).isdisjoint("{}:!"):
        form = "|".join(f"{{{name}}}" for name in names) + ending
        rows.add(name, found, {"template": form}, 0.8, why)
