"""Lists of objects that were resolved: answered column by column, where all that is asked of the objects is
what they hold, or a compiled field."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.compile.execution.entries import CompiledEntry
from api.gql.compile.fields.held import Column, Paths, answers


@dataclass(frozen=True)
class ResolvedList:
    """How the objects of a list are answered: columns of what they hold, entries for what is compiled."""

    keys: tuple[str, ...]
    held: Mapping[str, Column]
    compiled: Mapping[str, CompiledEntry]

    def answer(self, objects: Sequence[Any], path: Path, executor: Executor) -> Any:
        """The objects as they are in the answer, at once or later."""
        paths: Paths = lambda: [Path(path, i, None) for i in range(len(objects))]  # noqa: E731
        found = {key: column(objects, paths, executor) for key, column in self.held.items()}
        if not self.compiled:
            return answers(self.keys, found, len(objects))
        awaited = {key: entry.values(objects, paths, executor) for key, entry in self.compiled.items()}
        return self._later(found, awaited, len(objects))

    async def _later(
        self, found: dict[str, list[Any]], awaited: Mapping[str, Awaitable[list[Any]]], size: int
    ) -> list[dict[str, Any]]:
        values = await asyncio.gather(*awaited.values())
        return answers(self.keys, found | dict(zip(awaited, values, strict=True)), size)
