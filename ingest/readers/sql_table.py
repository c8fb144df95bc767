"""A table, view or query of a SQL database: streamed in order, whole or from a watermark on."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graph.errors import IngestError
from ingest.inputs.base import Input
from ingest.inputs.database import Database
from ingest.mapping.mapping import Reading, SqlSource
from ingest.readers.base import BadRow, GoodRow, Reader
from ingest.sql import watermark
from ingest.sql.engine import connected, open_engine
from ingest.sql.statements import SqlSelection
from ingest.sql.values import natural

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

_PORTION = 1_000
_WENT_BACK = "ends before the last reading did: --full reads a table that was made anew"


class SqlTable(Reader):
    """Rows of a database; lines are their numbers in this reading, from 1.

    With a `cursor` it reads what is not below the last value read, less the lag, up to the greatest one there
    was when the reading began: rows at both ends come again, and are told apart where they go in.
    """

    def __init__(self, source: Input, reading: Reading) -> None:
        super().__init__(source, reading)
        assert isinstance(source, Database)  # noqa: S101 - what the mapping says is read as it says
        self.sql: SqlSource = source.source
        self._engine = open_engine(self.sql, source.folder)
        with connected(self._engine, self.sql) as connection:
            self._asked = SqlSelection.of(connection, self.sql)
        self._since: str | None = None
        self._everything = not self.sql.cursor
        self._only: tuple[str, ...] = ()

    def resume(self, since: str | None, *, everything: bool) -> None:
        """Lets the reading go on from a state that `reached` gave, or take everything."""
        self._since, self._everything = since, everything or not self.sql.cursor

    def only(self, columns: Sequence[str]) -> SqlTable:
        """A reader of these columns of all rows."""
        found = SqlTable(self.source, self.reading)
        found._only = tuple(name for name in self.columns if name in set(columns))
        found._everything = True
        return found

    @property
    def reached(self) -> str | None:
        """Where the next reading goes on; None without a cursor, or where nothing was ever read."""
        if not self.sql.cursor:
            return None
        greatest = self._bounds[0]
        return self._since if greatest is None else watermark.written(greatest)

    @property
    def remarks(self) -> dict[str, int]:
        """What of the table is not read, in words, with how many rows that are."""
        if self._everything:
            return {}
        _, lacking, later = self._bounds
        cursor = self.sql.cursor
        told = {
            f"without {cursor}: not read; --full reads it": lacking,
            f"{cursor} lies in the future: not read; --full reads it": later,
            f"{cursor} {_WENT_BACK}": int(self._went_back),
        }
        return {what: count for what, count in told.items() if count}

    @property
    def _went_back(self) -> bool:
        """Whether the greatest value is less than the one that was read before."""
        greatest = self._bounds[0]
        return self._since is not None and watermark.went_back(watermark.read(self._since), greatest)

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns as the database has them."""
        return self._asked.columns

    @property
    def fraction(self) -> float:
        """Not known: counting takes as long as reading."""
        return 0.0

    def rows(self) -> Generator[GoodRow | BadRow, None, None]:
        """All rows that are to be read."""
        names = self._only or self.columns
        query = self._asked.select(names)
        if self.sql.cursor:
            upper = self._bounds[0]  # now, before the first row is read, whatever comes meanwhile
            query = query if self._everything else self._bounded(query, upper)
        number = 0
        try:
            with connected(self._engine, self.sql) as connection:
                options = {"stream_results": True, "yield_per": _PORTION}
                for values in connection.execute(query, execution_options=options):
                    number += 1
                    yield GoodRow(number, dict(zip(names, map(natural, values), strict=True)))
        except IngestError as error:
            behind = f" It broke off behind row {number:,}." if number else ""
            raise IngestError(f"{error.message}{behind}", error.hint) from error

    @cached_property
    def _bounds(self) -> tuple[Any, int, int]:
        """As of when the reading begins: the greatest value of the cursor that can be believed, how many rows
        have none, and how many one that cannot. Raises IngestError where none can be gone by."""
        with connected(self._engine, self.sql) as connection:
            greatest, lacking, later = connection.execute(self._asked.greatest(None)).one()
            limit = watermark.latest(greatest)
            if limit is not None and (type(limit) is not type(greatest) or greatest > limit):
                greatest, lacking, later = connection.execute(self._asked.greatest(limit)).one()
            if not self._everything:
                self._check(connection, greatest)
        return greatest, lacking, later

    def _check(self, connection: Connection, greatest: Any) -> None:
        several = watermark.sorts_by_length(greatest)
        lengths = connection.execute(self._asked.lengths()).scalar_one() if several else 1
        watermark.check(greatest, self.sql.lag, lengths=lengths)

    def _bounded(self, query: Select[Any], upper: Any) -> Select[Any]:
        from sqlalchemy import false

        cursor = self._asked.column(self.sql.cursor)
        if upper is None:
            return query.where(false())
        query = query.where(cursor <= upper)
        if self._since is None:
            return query
        since = watermark.read(self._since)
        watermark.check_kind(since, upper)
        return query.where(cursor >= watermark.back(since, self.sql.lag))
