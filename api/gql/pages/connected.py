"""Pages of lists whose objects are made here, in the shape and with the arguments of generated lists."""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import Parameter
from typing import Any, Generic, Self, TypeVar

import strawberry

from api.gql.declare import resolved
from api.gql.pages.cursors import Cursor, Cursors, PageInfo, page_info

T = TypeVar("T")
U = TypeVar("U")
Key = tuple[str | float, ...]
"""What a list goes by, and what tells equal ones apart."""

_ARGUMENTS = {"after": str | None, "last": int | None, "before": str | None}


@strawberry.type(name="Edge", description="Something in a list.")
class Edge(Generic[T]):
    """A node with its place."""

    cursor: str = strawberry.field(description="Place in the list")
    node: T = strawberry.field(description="What stands there")


@strawberry.type(
    name="Connection",
    description="A list, page by page. `first` counts from the beginning, or behind `after`; `last` from the "
    "end, or before `before`.",
)
class ConnectionPage(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]] = strawberry.field(description="The page, with cursors")
    nodes: list[T] = strawberry.field(description="The page without that")
    page_info: PageInfo = strawberry.field(description="Where the page begins and ends")
    count: strawberry.Private[Callable[[], Awaitable[int] | int]]

    def of(self, nodes: Sequence[U]) -> "ConnectionPage[U]":
        """The same page with other nodes, one for each."""
        edges = [Edge(cursor=edge.cursor, node=node) for edge, node in zip(self.edges, nodes, strict=True)]
        return ConnectionPage(edges=edges, nodes=[*nodes], page_info=self.page_info, count=self.count)

    @resolved(
        "How many there are on all pages. Of customers, without the role pii, null for fewer than five."
    )
    def total_count(self) -> int | None:
        """Counted when it is asked for."""
        return self.count()  # type: ignore[return-value]  # graphql-core awaits it


@dataclass(frozen=True)
class Window:
    """Which part of a list is asked for; `order` names the list and what it goes by."""

    order: str
    first: int
    after: str | None = None
    last: int | None = None
    before: str | None = None

    @classmethod
    def of(cls, order: str, given: Mapping[str, Any]) -> Self:
        """The part that the arguments of a field say."""
        return cls(order, given["first"], **{name: given.get(name) for name in _ARGUMENTS})

    @property
    def size(self) -> int:
        """How many are wanted."""
        return self.first if self.last is None else self.last

    def between(self, cursors: Cursors) -> tuple[Key | None, Key | None]:
        """The places of `after` and `before`; raises RequestError for what is no cursor of this list."""
        return self._place(cursors, "after"), self._place(cursors, "before")

    def page(
        self,
        cursors: Cursors,
        found: Sequence[tuple[Key, T]],
        count: Callable[[], Awaitable[int] | int] | None = None,
    ) -> ConnectionPage[T]:
        """The page of what was found, in the order of its keys: all of the list, where nothing else counts
        it. Raises RequestError for what is no cursor of this list."""
        after, before = self.between(cursors)
        within = _within(found, after, before)
        shown = self._cut(within)
        edges = [Edge(cursor=cursors.encode(Cursor(self.order, key)), node=node) for key, node in shown]
        more = len(within) > self.size
        return ConnectionPage(
            edges=edges,
            nodes=[edge.node for edge in edges],
            page_info=page_info(
                [edge.cursor for edge in edges],
                before=after is not None or (more and self.last is not None),
                more=before is not None or (more and self.last is None),
            ),
            count=count or (lambda: len(found)),
        )

    def nodes(self, cursors: Cursors, found: Sequence[tuple[Key, T]]) -> list[T]:
        """The nodes of that page alone; a cursor takes longer to sign than a node to read."""
        return [node for _, node in self._cut(_within(found, *self.between(cursors)))]

    def _cut(self, within: list[tuple[Key, T]]) -> list[tuple[Key, T]]:
        return within[: self.size] if self.last is None else within[max(0, len(within) - self.size) :]

    def _place(self, cursors: Cursors, name: str) -> Key | None:
        text = getattr(self, name)
        return cursors.decode(text, self.order, name).place if text else None  # type: ignore[return-value]


def _within(found: Sequence[tuple[Key, T]], after: Key | None, before: Key | None) -> list[tuple[Key, T]]:
    return [
        each for each in found if (after is None or each[0] > after) and (before is None or each[0] < before)
    ]


def paged(description: str, first: int = 20) -> Callable[[Callable[..., Any]], Any]:
    """Make a method that takes a window a field with the arguments of a list."""

    def declare(resolver: Callable[..., Any]) -> Any:
        def resolve(*objects: Any, **given: Any) -> Any:
            others = {name: value for name, value in given.items() if name not in ("first", *_ARGUMENTS)}
            return resolver(*objects, window=Window.of(resolver.__qualname__, given), **others)

        signature = inspect.signature(resolver)
        kept = [each for each in signature.parameters.values() if each.name != "window"]
        pages = [_parameter("first", int, first), *(_parameter(*each, None) for each in _ARGUMENTS.items())]
        resolve.__signature__ = signature.replace(parameters=[*kept, *pages])  # type: ignore[attr-defined]
        resolve.__annotations__ = {
            **{name: type_ for name, type_ in resolver.__annotations__.items() if name != "window"},
            **{each.name: each.annotation for each in pages},
        }
        resolve.__name__ = resolver.__name__
        return strawberry.field(description=description)(resolve)

    return declare


def _parameter(name: str, type_: Any, default: Any) -> Parameter:
    return Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=type_)
