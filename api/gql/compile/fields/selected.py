"""What is selected of an object: columns of its row, and how the answer is read from them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.compile.fields.readers import FieldPlace, Reader, Row, Usual, contained


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
        if usual is not None:
            return usual
        return [self.read(row, Path(path, i, None), executor) for i, row in enumerate(rows)]

    def read_usual(self, rows: Sequence[Row]) -> list[dict[str, Any]] | None:
        """Objects that are nothing but usual values, all at once; None where there is anything else."""
        if not rows or not self.usual or len(self.usual) != len(self.readers):
            return None
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


def one(place: FieldPlace, column: int, inner: Selection) -> Reader:
    """The reader of an object in a column."""

    def read(row: Row, path: Path, executor: Executor) -> Any:
        found = row[column]
        return place.completed(None, path, executor) if found is None else inner.read(found, path, executor)

    return contained(place, read)


def within(place: FieldPlace, key: str, inner: Reader) -> Reader:
    """The reader of an object of which one field is asked for."""
    return contained(place, lambda row, path, executor: {key: inner(row, path, executor)})


class FirstOfColumn:
    """The reader of the only object of a list in a column."""

    def __init__(self, place: FieldPlace, column: int, inner: Selection) -> None:
        self._column, self._inner = column, inner
        self._read = one(place, 0, inner)

    def __call__(self, row: Row, path: Path | None, executor: Executor) -> Any:
        return self._read(row[self._column] or [None], path, executor)

    def read_usual(self, rows: Sequence[Row]) -> list[dict[str, Any]] | None:
        """The objects of many rows, all at once; None where one is missing or anything but usual values."""
        lists = [row[self._column] for row in rows]
        return self._inner.read_usual([each[0] for each in lists]) if all(lists) else None


def many(place: FieldPlace, column: int, inner: Selection) -> Reader:
    """The reader of a list of objects."""
    return contained(place, lambda row, path, executor: inner.read_all(row[column], path, executor))
