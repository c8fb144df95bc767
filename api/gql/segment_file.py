"""The file of segments: YAML whose filters are checked against the schema, and read as people write them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from graphql import GraphQLError, GraphQLSchema
from graphql.utilities import coerce_input_value, validate_input_value

from api.gql.compile.meant import meant
from api.gql.segments import MEMBER, Segment, Segments
from graph.errors import SettingsError
from graph.files import shown_path
from graph.links import CUSTOMER
from graph.yaml_file import YamlFile
from graph.yaml_shape import check_shape, line_of, note_double_keys

_NAME = re.compile("[a-z][a-z0-9_]{0,39}")
_SEE = "docs/graphql.md shows what the file holds."
_CORRECT = "Correct the file of segments."
_KEYS = {"description", "filter"}


def read_segments(path: Path, schema: GraphQLSchema, country: str) -> Segments:
    """The segments of a file, their filters checked against the schema and read as people write them.

    Raises SettingsError that names file, line and field of everything that is wrong.
    """
    return _File(path, schema, country).segments()


@dataclass
class _File:
    path: Path
    schema: GraphQLSchema
    country: str
    found: list[tuple[int, str]] = field(default_factory=list)

    def segments(self) -> Segments:
        node = YamlFile(self.path, "file of segments", SettingsError, _SEE).nodes()
        if node is None:
            return Segments()
        self._check(node)
        given = _plain(yaml.SafeLoader("").construct_document(node))
        if not isinstance(given, dict):
            self.found.append((1, "segments are a mapping of names to filters"))
            given = {}
        made = [self._segment(node, str(name), told) for name, told in given.items()]
        self._raise_if_any()
        return Segments({segment.name: segment for segment in made if segment})

    def _check(self, node: yaml.Node) -> None:
        note = lambda line, text: self.found.append((line, text))  # noqa: E731
        check_shape(node, note)
        if not self.found:
            note_double_keys(node, note)
        self._raise_if_any()

    def _segment(self, node: yaml.Node, name: str, told: Any) -> Segment | None:
        note = partial(self._note, node, name)
        if not _NAME.fullmatch(name):
            note([], "a name is of small letters, digits and _, at most 40, and begins with a letter")
        if not isinstance(told, dict) or not isinstance(told.get("filter"), dict) or told.keys() - _KEYS:
            note([], "a segment has a `filter`, and may have a `description`")
            return None
        if _names_a_segment(told["filter"]):
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

    def _note(self, node: yaml.Node, name: str, place: Sequence[str], text: str) -> None:
        way = [name, *place]
        self.found.append((line_of(node, way), f"{'.'.join(way)}: {text}"))

    def _raise_if_any(self) -> None:
        if self.found:
            shown = shown_path(self.path)
            lines = [f"{shown}:{line}: {text}" for line, text in sorted(self.found)]
            raise SettingsError("\n".join(lines), _CORRECT)


def _plain(value: Any) -> Any:
    """What YAML takes for a date is written as JSON has it."""
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _names_a_segment(value: Any) -> bool:
    if isinstance(value, dict):
        return MEMBER in value or any(map(_names_a_segment, value.values()))
    return isinstance(value, list) and any(map(_names_a_segment, value))


def _reason(error: GraphQLError) -> str:
    return error.message.rstrip(".")
