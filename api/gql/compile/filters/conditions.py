"""From a filter to conditions of a statement: only those that are given, values as parameters."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from typing import Any

from strawberry.utils.str_converters import to_camel_case

from api.gql.company.declared import CompanyDeclarations
from api.gql.company.segments import MEMBER as SEGMENT
from api.gql.compile.filters.comparisons import Comparison, comparing, exact, spelled, without_case
from api.gql.compile.statement.columns import stored
from api.gql.compile.statement.drafts import Source, constant
from api.gql.compile.statement.fragments import Fragment, packaged
from api.gql.kinds.names import KINDS, LINKS, edge_property_of, properties_of, property_of
from api.gql.kinds.special import SPECIAL
from api.gql.kinds.validity import Validity
from graph.model.links import HOLDS, Link
from graph.model.types import EdgeKind
from graph.words.camel import snake

_JOINED = ("and", "or", "not")
Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class ArgumentPlace:
    """Where in the arguments a condition stands, and the variable that it is about."""

    steps: Steps
    node: str = "_node"

    def into(self, *steps: str | int) -> "ArgumentPlace":
        """The place that these steps lead to from this one, about the same variable."""
        return replace(self, steps=(*self.steps, *steps))


@dataclass
class Conditions:
    """Conditions in the making; `given` reads a request's arguments, `declared` says what they may name.

    `unwound` are the lines before a statement that begins here, None for one that does not: one of the stores
    looks for one spelling in an index, never for several.
    """

    given: Source
    declared: CompanyDeclarations
    sources: dict[str, Source] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)
    unwound: list[str] | None = None

    def __post_init__(self) -> None:
        self.sources["void"] = constant(self.declared.void)

    def on_nodes(self, label: str, chosen: Mapping[str, Any], place: ArgumentPlace) -> list[str]:
        """Conditions of a filter on a node."""
        return [
            text
            for name in sorted(chosen)
            if chosen[name] is not None
            for text in self._member(label, name, chosen[name], place.into(name))
        ]

    def on_edges(self, link: Link, chosen: Mapping[str, Any], place: ArgumentPlace) -> list[str]:
        """Conditions on an edge of a list, by the names that its pattern has for variables."""
        return [
            text
            for name in sorted(chosen)
            if chosen[name] is not None and link.over
            for text in self._on_edge(link, link.over, name, chosen[name], place.into(name))
        ]

    def _on_edge(
        self, link: Link, over: EdgeKind, name: str, value: Any, place: ArgumentPlace
    ) -> Iterator[str]:
        by = edge_property_of(over.type, name)
        yield from self._on_value(link.carries(by.name), value, place, comparing(by, over.key))

    def _member(self, label: str, name: str, value: Any, place: ArgumentPlace) -> Iterator[str]:
        if name in _JOINED:
            yield from self._joined(label, name, value, place)
        elif name == "traits":
            for i, each in enumerate(value):
                yield from self._on_trait(each, place.into(i))
        elif name == SEGMENT:
            yield from self._on_segment(label, value, place)
        elif (label, name) in SPECIAL:
            yield from self._special(label, name, value, place)
        elif (label, snake(name)) in LINKS:
            yield from self._on_link(LINKS[label, snake(name)], value, place)
        else:
            by = property_of(label, name)
            text = stored(label, by.name, place.node)
            yield from self._on_value(text, value, place, comparing(by, KINDS[label].key))

    def _joined(self, label: str, name: str, value: Any, place: ArgumentPlace) -> Iterator[str]:
        if name == "not":
            yield f"NOT coalesce({_all(self.on_nodes(label, value, place))}, false)"
            return
        parts = [self.on_nodes(label, each, place.into(i)) for i, each in enumerate(value)]
        if name == "and":
            yield from (text for part in parts for text in part)
        else:
            yield f"({' OR '.join(_all(part) for part in parts) or 'false'})"

    def _special(self, label: str, name: str, value: Any, place: ArgumentPlace) -> Iterator[str]:
        if value == "":
            return
        part, make = packaged(f"condition/{snake(name)}"), SPECIAL[label, name]
        number = next(self.numbers)
        params = {each: f"{each}{number}" for each in part.params}
        for each, parameter in params.items():
            self.sources[parameter] = partial(self._made, make, each, place)
        variables = {each: f"_{each}{number}" for each in part.variables} | {"node": place.node}
        yield f"({part.written(variables, params)})"

    def _on_trait(self, value: Mapping[str, Any], place: ArgumentPlace) -> Iterator[str]:
        """The name of a trait that is declared is part of the statement."""
        compared = [name for name in sorted(value) if name != "name" and value[name] is not None]
        for name in compared:
            text = f"{place.node}.{self.declared.traits.property(value['name'], name)}"
            compare = without_case if name == "text" else exact
            yield from self._on_value(text, value[name], place.into(name), compare)
        if not compared:
            yield f"{place.node}.{self.declared.traits.property(value['name'], None)} IS NOT NULL"

    def _on_segment(self, label: str, name: str, place: ArgumentPlace) -> list[str]:
        """The conditions of its filter, with values that no request has a say in."""
        filter_ = self.declared.segments.filter(name)
        return replace(self, given=constant(filter_)).on_nodes(label, filter_, ArgumentPlace((), place.node))

    def _on_link(self, link: Link, value: Mapping[str, Any], place: ArgumentPlace) -> Iterator[str]:
        for name in ("some", "none"):
            if value.get(name) is not None:
                found = self._found(link, value, name, place)
                yield f"{'NOT ' if name == 'none' else ''}EXISTS {{\n{found}\n}}"

    def from_far(self, label: str, name: str, value: Mapping[str, Any], place: ArgumentPlace) -> str:
        """What begins at those nodes that a list leads to for which the inner conditions hold, and finds the
        nodes of the kind that they belong to."""
        link = LINKS[label, snake(name)]
        pattern = link.pattern.replace("(_start)", f"(_start:{label})")
        return self._found(replace(link, pattern=pattern), value, "some", place)

    def _found(self, link: Link, value: Mapping[str, Any], name: str, place: ArgumentPlace) -> str:
        """What finds those nodes that a list leads to for which the inner conditions hold."""
        number = next(self.numbers)
        over = self.on_edges(link, value.get("over") or {}, ArgumentPlace((*place.steps, "over")))
        way = ways(link, past=value.get("validity") == Validity.ALL)
        part = Fragment("\nWHERE ".join([f"MATCH {link.pattern}", " AND ".join([*way, *over, "true"])]))
        names = {each: f"_{each}{number}" for each in part.variables} | {"start": place.node}
        inner = self.on_nodes(link.end, value[name], ArgumentPlace((*place.steps, name), names["node"]))
        return " AND ".join([part.renamed(names), *inner])

    def _on_value(
        self, text: str, chosen: Mapping[str, Any], place: ArgumentPlace, compare: Callable[[str], Comparison]
    ) -> Iterator[str]:
        for name in sorted(chosen):
            if chosen[name] is None:
                continue
            if name == "exists":
                yield f"{text} IS {'NOT ' if chosen[name] else ''}NULL"
            else:
                compared = compare(name)
                parameter = self._parameter(place.into(name), compared.made)
                if self.unwound is not None and compare is spelled and name == "eq" and _is_first(place):
                    self.unwound.append(f"UNWIND {parameter} AS _spelled{len(self.unwound)}")
                    yield f"{text} = _spelled{len(self.unwound) - 1}"
                else:
                    yield compared.written(text, parameter)

    def _parameter(self, place: ArgumentPlace, made: Callable[[Any], Any]) -> str:
        name = f"v{next(self.numbers)}"
        self.sources[name] = lambda variables: made(self._value(variables, place))
        return f"${name}"

    def _made(
        self, make: Callable[[Any], dict[str, Any]], name: str, place: ArgumentPlace, variables: Any
    ) -> Any:
        return make(self._value(variables, place))[name]

    def _value(self, variables: Any, place: ArgumentPlace) -> Any:
        value = self.given(variables)
        for step in place.steps:
            value = value[step]
        return value


def ways(link: Link, *, past: bool = False) -> tuple[str, ...]:
    """What holds on the way of a list: edges that once held are left out unless the past is wanted."""
    now = (HOLDS,) if link.stated and not past else ()
    return (*link.conditions, *now)


def tells(link: Link, chosen: Mapping[str, Any]) -> bool:
    """Whether a filter already holds for no nodes but those of a list of all: it says what something is that
    only they have. To look at another property of each would double the work of a count."""
    return any(
        snake(name) in link.golden and any(value[how] is not None for how in value if how != "exists")
        for name, value in chosen.items()
        if isinstance(value, Mapping)
    )


def _is_first(place: ArgumentPlace) -> bool:
    """Whether a condition has to hold of each node of the list itself."""
    return place.steps[0] == "filter" and len(place.steps) == 2


def has_index(label: str, chosen: Mapping[str, Any]) -> bool:
    """Whether an index finds the nodes of a kind for which conditions hold: one says what a key or an indexed
    property is."""
    declared = {to_camel_case(each.name): each for each in properties_of(label)}
    return any(
        declared[name].indexed or KINDS[label].key == (declared[name].name,)
        for name, value in chosen.items()
        if name in declared and value and (value.get("eq") is not None or value.get("in"))
    )


def _all(conditions: list[str]) -> str:
    return f"({' AND '.join(conditions) or 'true'})"
