"""The file of segments: YAML whose filters are checked against the schema, and read as people write them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from graphql import GraphQLError, GraphQLSchema
from graphql.utilities import coerce_input_value, validate_input_value

from api.gql.company.segments import MEMBER, Segment, Segments
from api.gql.compile.filters.values import meant
from api.gql.declare import has_member
from graph.errors import SettingsError
from graph.files.yaml_file import YamlFile
from graph.files.yaml_shape import line_of
from graph.model.links import CUSTOMER
from graph.model.traits import is_name

_KEYS = {"description", "filter"}


def read_segments(path: Path, schema: GraphQLSchema, country: str) -> Segments:
    """The segments of a file, their filters checked against the schema and read as people write them.

    Raises SettingsError that names file, line and field of everything that is wrong.
    """
    file = YamlFile(path, "file of segments", SettingsError, "docs/graphql.md shows what the file holds.")
    return _File(file, schema, country).segments()


@dataclass
class _File:
    file: YamlFile
    schema: GraphQLSchema
    country: str
    found: list[tuple[int, str]] = field(default_factory=list)

    def segments(self) -> Segments:
        given, node = self.file.mapping("segments are a mapping of names to filters")
        made = [self._segment(node, str(name), _plain(told)) for name, told in given.items()]
        if self.found:
            raise self.file.wrong(sorted(self.found))
        return Segments({segment.name: segment for segment in made if segment})

    def _segment(self, node: yaml.Node | None, name: str, told: Any) -> Segment | None:
        note = partial(self._note, node, name)
        if not is_name(name):
            note([], "a name is of small letters, digits and _, at most 40, and begins with a letter")
        if not isinstance(told, dict) or not isinstance(told.get("filter"), dict) or told.keys() - _KEYS:
            note([], "a segment has a `filter`, and may have a `description`")
            return None
        if has_member(told["filter"], MEMBER):
            note(["filter"], f"a segment cannot name another by `{MEMBER}`; write out its filter")
        return Segment(name, str(told.get("description") or ""), self._filter(told["filter"], note))

    def _filter(self, given: dict[str, Any], note: Callable[[Sequence[str], str], None]) -> dict[str, Any]:
        """A filter as the graph is asked; an empty one where something in it was noted."""
        type_: Any = self.schema.type_map[f"{CUSTOMER}Filter"]
        wrong: list[GraphQLError] = []

        def tell(error: GraphQLError, path: list[str | int]) -> None:
            wrong.append(error)
            note(["filter", *map(str, path)], _reason(error))

        validate_input_value(given, type_, tell)
        if wrong:
            return {}
        try:
            return meant(CUSTOMER, coerce_input_value(given, type_), self.country)
        except GraphQLError as error:
            note(["filter"], _reason(error))
            return {}

    def _note(self, node: yaml.Node | None, name: str, place: Sequence[str], text: str) -> None:
        way = [name, *place]
        self.found.append((line_of(node, way), f"{'.'.join(way)}: {text}"))


def _plain(value: Any) -> Any:
    """What YAML takes for a date is written as JSON has it."""
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _reason(error: GraphQLError) -> str:
    return error.message.rstrip(".")
