"""What is selected of an object: columns of its row, and how the answer is read from them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from graphql import get_nullable_type
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.compile.fields.readers import ColumnReader, FieldPlace, Reader, Row, Usual, contained


@dataclass
class Selection:
    """What is selected of one object: columns of its row, the subqueries they come from, and readers."""

    columns: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    readers: dict[str, Reader] = field(default_factory=dict)
    usual: list[Usual] = field(default_factory=list)

    def column(self, expression: str) -> int:
        """The place of a new column."""
        self.columns.append(expression)
        return len(self.columns) - 1

    def add(self, key: str, reader: Reader) -> None:
        """Read a field of the answer so."""
        self.readers[key] = reader
        if isinstance(reader, ColumnReader):
            self.usual.append(reader.usual)

    @property
    def row(self) -> str:
        """The columns as one list."""
        return f"[{', '.join(self.columns) or 'true'}]"

    def read(self, row: Row, path: Path | None, executor: Executor) -> dict[str, Any]:
        """The object as it is in the answer."""
        return {key: read(row, path, executor) for key, read in self.readers.items()}

    def read_all(self, rows: list[Row], path: Path, executor: Executor) -> list[dict[str, Any]]:
        """The objects of a list."""
        usual = self.read_usual(rows)
        return self.read_each(rows, path, executor) if usual is None else usual

    def read_each(self, rows: Sequence[Row], path: Path, executor: Executor) -> list[dict[str, Any]]:
        """The same, one by one."""
        return [self.read(row, Path(path, i, None), executor) for i, row in enumerate(rows)]

    def read_usual(self, rows: Sequence[Row]) -> list[dict[str, Any]] | None:
        """Objects that are nothing but usual values, all at once; None where there is anything else."""
        if not self.usual or len(self.usual) != len(self.readers):
            return None
        if not rows:
            return []
        columns = list[Sequence[Any]]()
        for usual, values in zip(self.usual, zip(*rows, strict=True), strict=True):
            shown = usual(values)
            if shown is None:
                return None
            columns.append(shown)
        return [dict(zip(self.readers, row, strict=True)) for row in zip(*columns, strict=True)]


def stored(column: int, decode: Callable[[Any], Any] | None) -> Reader:
    """The reader of a column as it is in Python."""
    return lambda row, _path, _run: row[column] if decode is None else decode(row[column])


def one(place: FieldPlace, column: int, inner: Selection) -> ColumnReader:
    """The reader of an object in a column."""

    def read(row: Row, path: Path, executor: Executor) -> Any:
        found = row[column]
        return place.completed(None, path, executor) if found is None else inner.read(found, path, executor)

    return _usual_first(
        column, contained(place, read), lambda rows: inner.read_usual(rows) if all(rows) else None
    )


def first(place: FieldPlace, column: int, inner: Selection) -> ColumnReader:
    """The reader of the only object of a list in a column, which may be empty."""
    nullable = get_nullable_type(place.field.type) is place.field.type
    read_one = one(place, 0, inner).read

    def usual(lists: Sequence[list[Row]]) -> list[Any] | None:
        shown = inner.read_usual([row for rows in lists for row in rows]) if nullable or all(lists) else None
        if shown is None:
            return None
        following = iter(shown)
        return [next(following) if rows else None for rows in lists]

    def read(row: Row, path: Path | None, executor: Executor) -> Any:
        return read_one(row[column] or [None], path, executor)

    return _usual_first(column, read, usual)


def many(place: FieldPlace, column: int, inner: Selection) -> ColumnReader:
    """The reader of a list of objects."""

    def usual(lists: Sequence[list[Row]]) -> list[Any] | None:
        shown = inner.read_usual([row for rows in lists for row in rows])
        if shown is None:
            return None
        following = iter(shown)
        return [list(islice(following, len(rows))) for rows in lists]

    def read(row: Row, path: Path, executor: Executor) -> Any:
        return inner.read_each(row[column], path, executor)

    return _usual_first(column, contained(place, read), usual)


def within(place: FieldPlace, key: str, inner: Reader) -> Reader:
    """The reader of an object of which one field is asked for."""

    def read(row: Row, path: Path, executor: Executor) -> Any:
        return {key: inner(row, path, executor)}

    if not isinstance(inner, ColumnReader):
        return contained(place, read)
    shown = inner.usual

    def usual(values: Sequence[Any]) -> list[Any] | None:
        found = shown(values)
        return None if found is None else [{key: each} for each in found]

    return _usual_first(inner.column, contained(place, read), usual)


def _usual_first(column: int, other: Reader, usual: Usual) -> ColumnReader:
    """The reader of objects in a column, one by one where any is out of the ordinary."""

    def read(row: Row, path: Path | None, executor: Executor) -> Any:
        shown = usual((row[column],))
        return other(row, path, executor) if shown is None else shown[0]

    return ColumnReader(column, read, usual)
