"""Compiled fields of objects that were resolved: read for many of these at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from graphql.pyutils import Path
from strawberry.dataloader import DataLoader
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.compile.execution.plans import Plan
from api.gql.compile.fields.held import Paths
from api.gql.compile.fields.readers import ColumnReader, FieldPlace, Row
from api.gql.compile.statement.starts import by_key, ids_of
from graph.store_async import AsyncStore

Keys = tuple[Any, ...]


@dataclass(frozen=True)
class CompiledEntry:
    """A compiled field of objects that were resolved."""

    place: FieldPlace
    plan: Plan
    rows: DataLoader[Keys, list[Row]]
    """Rows by the keys of a whole list, so that a list waits for one answer."""

    @classmethod
    def of(cls, place: FieldPlace, plan: Plan, values: dict[str, Any], store: AsyncStore) -> "CompiledEntry":
        """The entry of a field for parameters of one request."""
        return cls(place, plan, DataLoader(partial(_rows, store, plan, values)))

    async def value(self, source: Any, path: Path | None, executor: Executor) -> Any:
        """The field of one object, whose path is above."""
        return (await self.values([source], lambda: [path], executor))[0]

    async def values(self, sources: Sequence[Any], paths: Paths, executor: Executor) -> list[Any]:
        """The field of each of these objects."""
        keys = [self._keys(source) for source in sources]
        try:
            found = iter(await self.rows.load(tuple(key for each in keys for key in each)))
        except Exception as error:  # as of a resolver of each
            for path in paths():
                self.place.failed(error, self.place.path(path), executor)
            return [None] * len(sources)
        rows = [_one([next(found) for _ in each]) for each in keys]
        read = self.plan.readers[self.place.key]
        usual = read.read_usual(rows) if isinstance(read, ColumnReader) else None
        if usual is not None:
            return list(usual)
        return [read(row, path, executor) for row, path in zip(rows, paths(), strict=True)]

    def _keys(self, source: Any) -> Sequence[Any]:
        """The keys of the nodes that the field starts from: several where the object names several."""
        values = tuple(getattr(source, name) for name in self.plan.key)
        if len(values) > 1:
            return [values]
        [value] = values
        return value if isinstance(value, list) else [value]


def _one(rows: Sequence[Row]) -> Row:
    """The row of an object: what all its nodes lead to."""
    if len(rows) == 1:
        return rows[0]
    return [None, [item for row in rows for item in row[1]]]


async def _rows(store: AsyncStore, plan: Plan, values: dict[str, Any], asked: list[Keys]) -> list[list[Row]]:
    keys = list(dict.fromkeys(key for each in asked for key in each))
    rows = by_key(await store.answer(plan.query, ids=ids_of(keys), **values))
    return [[rows.get(key, [key, []]) for key in each] for each in asked]
