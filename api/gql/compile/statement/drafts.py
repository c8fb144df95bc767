"""A statement in the making: generated names, and parameters bound anew for each request."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from api.gql.compile.statement.fragments import Fragment

Source = Callable[[Any], Any]
"""From an operation's variables to the value of a parameter."""


Find = Callable[[Any, Mapping[str, Any]], Awaitable[Any]]
"""From the context of an operation and arguments to what a statement is about."""


def constant(value: Any) -> Source:
    """A parameter that is the same for every request."""
    return lambda _variables: value


@dataclass(frozen=True)
class FoundFirst:
    """A parameter that is found before the statement is sent, outside the graph: its source says by what."""

    find: Find
    arguments: Source

    def __call__(self, variables: Any) -> Any:
        """The arguments that it is found by."""
        return self.arguments(variables)


@dataclass(frozen=True)
class StatementPart:
    """A part of a statement, and where its parameters come from."""

    part: Fragment
    sources: Mapping[str, Source]


class UncompilableField(Exception):  # noqa: N818 - no error: a field that has to be resolved
    """A field cannot be compiled as it is asked for."""


class Draft:
    """Parts of a statement under names that nothing in a request has a say in."""

    def __init__(self) -> None:
        self.parameters: dict[str, Source] = {}
        self._numbers = count()

    def name(self, word: str) -> str:
        """A name that the statement does not have yet."""
        return f"{word}{next(self._numbers)}"

    def written(
        self, part: Fragment, sources: Mapping[str, Source], known: Mapping[str, str] | None = None
    ) -> tuple[str, dict[str, str]]:
        """A part's text with names of its own, and these by what the part calls them; `known` ones stay."""
        variables = {name: (known or {}).get(name) or self.name(name) for name in sorted(part.variables)}
        params = {name: self.parameter(sources[name]) for name in part.params}
        return part.written(variables, params), variables

    def parameter(self, source: Source) -> str:
        """The name of a new parameter."""
        name = self.name("p")
        self.parameters[name] = source
        return name


def subquery(start: str | None, lines: list[str]) -> str:
    """A subquery that sees one variable of the statement around it, or none."""
    return "\n".join([f"CALL ({start or ''}) {{", *lines, "}"])
