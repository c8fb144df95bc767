"""Reads the keys of a file alike, whatever a spreadsheet or a table tool made of the numbers among them."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from ingest.cleaning.spreadsheets import repair_of
from ingest.cleaning.texts import is_empty, tidy
from ingest.mapping import FileMapping
from ingest.readers.base import BadRow, GoodRow

_SAMPLE = 10_000
"""Rows by which it is decided how the numbers of a column are written."""

Repair = Callable[[dict[str, Any]], None]
"""Puts the keys of a row right, in place."""


def key_repair(entry: FileMapping, rows: Iterable[GoodRow | BadRow]) -> Repair:
    """The repair for the columns of a file that name things, as its first rows show them."""
    columns = _key_columns(entry)
    if not columns:
        return _nothing
    texts: dict[str, list[str]] = {name: [] for name in columns}
    for row in islice(rows, _SAMPLE):
        if isinstance(row, GoodRow):
            for name in columns:
                value = row.values.get(name)
                if value.__class__ is str and not is_empty(text := tidy(value)):
                    texts[name].append(text)
    found = {name: repair_of(texts[name], decimal) for name, decimal in columns.items()}
    repairs = [(name, repair) for name, repair in found.items() if repair]

    def put_right(values: dict[str, Any]) -> None:
        for name, repair in repairs:
            value = values.get(name)
            if value.__class__ is str and not value.isalnum():
                values[name] = repair(tidy(value))

    return put_right


def _nothing(values: dict[str, Any]) -> None:
    """Leaves the row as it is."""


def _key_columns(entry: FileMapping) -> dict[str, str]:
    """Columns that fields which name things use, with the decimal mark that holds there."""
    return {
        use.column: row.context.decimal
        for row in entry.rows
        if row.context.keys == "numbers"
        for use in row.columns
        if (field := row.ingestor.field.get(_field_of(use.where))) and field.type.names_things
    }


def _field_of(where: str) -> str:
    """The field in whose part of the mapping a column is used."""
    return where.rpartition(".fields.")[2].partition(".")[0].partition("[")[0]
