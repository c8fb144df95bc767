"""What is asked of a database: names are those of its catalogue, quoted; texts are the mapping's alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.errors import IngestError
from ingest.mapping.mapping import SqlSource
from ingest.mapping.yaml_tree import suggestion

if TYPE_CHECKING:
    from sqlalchemy import ColumnClause, Connection, FromClause, Select


@dataclass(frozen=True)
class SqlSelection:
    """A table, view or query with its columns."""

    source: SqlSource
    rows: FromClause
    columns: tuple[str, ...]

    @classmethod
    def of(cls, connection: Connection, source: SqlSource) -> SqlSelection:
        """What the source names, as the database knows it; raises IngestError where it does not."""
        rows = _query(source.query) if source.query else _table(connection, source.table)
        found = connection.execute(_all_of(rows).limit(0))
        asked = cls(source, rows, tuple(found.keys()))
        found.close()
        for name in (source.cursor, *source.key):
            if name and name not in asked.columns:
                near = suggestion(name, asked.columns)
                raise IngestError(
                    f'{source.shown} has no column "{name}".{near}',
                    "Correct `cursor` or `key` in the mapping.",
                )
        return asked

    def column(self, name: str) -> ColumnClause[Any]:
        """A column, whose values come as the driver gives them."""
        return _column(name)

    def select(self, names: Sequence[str]) -> Select[Any]:
        """These columns of all rows, in the order of cursor and key."""
        from sqlalchemy import select

        order = [_column(name) for name in (self.source.cursor, *self.source.key) if name]
        return select(*(_column(name) for name in names)).select_from(self.rows).order_by(*order)

    def greatest(self, limit: Any) -> Select[Any, int, int]:
        """The greatest value of the cursor, up to a limit if there is one; how many rows have none, and how
        many a greater one than the limit."""
        from sqlalchemy import case, func, null, select

        cursor = _column(self.source.cursor)
        later = null() if limit is None else case((cursor > limit, 1))
        counted = cursor if limit is None else case((cursor <= limit, cursor))
        return select(func.max(counted), func.count() - func.count(cursor), func.count(later)).select_from(
            self.rows
        )

    def lengths(self) -> Select[int]:
        """How many lengths the values of the cursor have, which is a text; an empty one has none."""
        from sqlalchemy import func, select

        length = func.length(func.nullif(_column(self.source.cursor), ""))
        return select(func.count(func.distinct(length))).select_from(self.rows)


def _column(name: str) -> ColumnClause[Any]:
    from sqlalchemy import column
    from sqlalchemy.sql import quoted_name

    return column(quoted_name(name, quote=True))


def _table(connection: Connection, name: str) -> FromClause:
    from sqlalchemy import inspect, table
    from sqlalchemy.sql import quoted_name

    catalogue = inspect(connection)
    schema, _, last = name.rpartition(".")
    for within, called in ((None, name), (schema or None, last)):
        if within is None and called != name:
            continue
        if within is not None and within not in catalogue.get_schema_names():
            continue
        known = {*catalogue.get_table_names(within), *catalogue.get_view_names(within)}
        if "postgresql" in connection.dialect.name:
            known |= set(catalogue.get_materialized_view_names(within))
        if called in known:
            quoted = quoted_name(called, quote=True)
            return table(quoted, schema=quoted_name(within, quote=True) if within else None)
    tables = sorted({*catalogue.get_table_names(), *catalogue.get_view_names()})
    raise IngestError(
        f'The database has no table or view "{name}".{suggestion(name, tables)}',
        "Correct `table` in the mapping; one of another schema is schema.table.",
    )


def _query(text: str) -> FromClause:
    from sqlalchemy import TextClause
    from sqlalchemy import text as sql

    plain: TextClause = sql(f"({text.strip().rstrip(';').replace(':', chr(92) + ':')}\n) AS asked")
    return plain  # type: ignore[return-value]  # stands where a table stands


def _all_of(rows: FromClause) -> Select[Any]:
    from sqlalchemy import literal_column, select

    return select(literal_column("*")).select_from(rows)
