"""Two records side by side: what each says, attribute by attribute and identifier by identifier."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

import duckdb

from graph.identity.stewards.judgements import check_record
from graph.journal import Journal
from graph.model_nodes import PERSON_PROPERTIES


@dataclass(frozen=True, slots=True)
class SheetRow:
    """An attribute, or a kind of identifier, with what both records say; empty where one says nothing."""

    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]


def record_sheet(journal: Journal, pair: tuple[str, str]) -> list[SheetRow]:
    """All that at least one of two records says, attributes first. Raises UnknownRecordError."""
    with closing(journal.connect(pair)) as connection:
        left, right = (_said(connection, record) for record in pair)
    return [
        SheetRow(name, left.get(name, ()), right.get(name, ()))
        for name in dict.fromkeys((*_ATTRIBUTES, *left, *right))
        if name in left or name in right
    ]


_ATTRIBUTES = tuple(p.name for p in PERSON_PROPERTIES)


def _said(connection: duckdb.DuckDBPyConnection, record: str) -> dict[str, tuple[str, ...]]:
    check_record(connection, record)
    asked = {"record": record}
    listed = ", ".join(_ATTRIBUTES)
    [row] = connection.execute(f"SELECT {listed} FROM records WHERE record_id = $record", asked).fetchall()  # noqa: S608 - the model's names
    uses = connection.execute(
        """SELECT kind, list(value ORDER BY value) FROM identifiers WHERE record_id = $record
        GROUP BY kind ORDER BY kind""",
        asked,
    ).fetchall()
    said = {name: _texts(value) for name, value in zip(_ATTRIBUTES, row, strict=True)}
    # An address is in the attributes already, part by part.
    said |= {kind: tuple(values) for kind, values in uses if kind != "address"}
    return {name: values for name, values in said.items() if values}


def _texts(value: str | list[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
