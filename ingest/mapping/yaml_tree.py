"""YAML with line numbers, and a collector that reports all mistakes of a file together."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from graph.errors import MappingError
from graph.files.regular import shown_path
from graph.files.yaml_file import YamlFile
from graph.files.yaml_shape import check_shape
from graph.nearest import nearest

_FORMAT = "The format is described in docs/mappings.md."
_LONGEST = 300
_TEXT, _LIST, _MAPPING = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
_SHOWN = 50
"""Mistakes that a message lists; whoever has more wants to see these first."""


@dataclass
class Problems:
    """Mistakes found in one file so far."""

    path: Path
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, text: str) -> None:
        """Notes a mistake at a line."""
        shown = "".join(mark if mark.isprintable() else ascii(mark)[1:-1] for mark in text[:_LONGEST])
        if (line, shown) not in self.found:
            self.found.append((line, shown))

    def raise_if_any(self) -> None:
        """Raises MappingError with one line per mistake, in order of lines."""
        if self.found:
            path = shown_path(self.path)
            lines = [f"{path}:{line}: {text}" for line, text in sorted(self.found)[:_SHOWN]]
            mistakes = "1 mistake" if len(self.found) == 1 else f"{len(self.found)} mistakes"
            more = ", the first of them" if len(self.found) > _SHOWN else ""
            raise MappingError(
                f"Mapping {shown_path(self.path.name)} has {mistakes}{more}:\n" + "\n".join(lines),
                "Correct the mapping; the format is described in docs/mappings.md.",
            )


def suggestion(name: str, names: Iterable[str]) -> str:
    """` Did you mean "x"?` for a near name, else an empty text."""
    near = nearest(name, names)
    return f' Did you mean "{near}"?' if near else ""


@dataclass(frozen=True)
class Tree:
    """A node of the file; `where` is its path in words. Wrong shapes are noted as problems."""

    node: yaml.Node
    where: str
    problems: Problems

    @property
    def line(self) -> int:
        """Line in the file, from 1."""
        return int(self.node.start_mark.line) + 1

    def problem(self, text: str) -> None:
        """Notes a mistake with the line and the key that it stands at."""
        self.problems.add(self.line, f"{self.where}: {text}" if self.where else text)

    @property
    def is_list(self) -> bool:
        """Whether it is a sequence."""
        return isinstance(self.node, yaml.SequenceNode)

    @property
    def is_mapping(self) -> bool:
        """Whether it is a mapping."""
        return isinstance(self.node, yaml.MappingNode)

    @property
    def is_null(self) -> bool:
        """Whether it is empty, `~` or `null`, unquoted."""
        return bool(self.node.tag == "tag:yaml.org,2002:null")

    @property
    def is_text(self) -> bool:
        """Whether it is a scalar that is not empty by `is_null`."""
        return isinstance(self.node, yaml.ScalarNode) and not self.is_null

    def text(self) -> str:
        """A scalar as it is written (`NO` stays NO); an empty text and a problem if it is none."""
        if self.is_text:
            return str(self.node.value)
        self.problem("must be a text")
        return ""

    def filled(self) -> str:
        """A text that is not empty; an empty one and a problem if there is none."""
        text = self.text()
        if not text and self.is_text:
            self.problem("must not be empty")
        return text

    def number(self, low: int, high: int) -> int:
        """A whole number in the range; `low` and a problem if it is none."""
        text = self.text()
        if re.fullmatch("[0-9]{1,9}", text) and low <= int(text) <= high:
            return int(text)
        self.problem(f"must be a whole number from {low} to {high}")
        return low

    def plain(self, without: Collection[str] = ()) -> Any:
        """What stands here, whatever its layout, comments and order of keys; `without` some keys."""
        if isinstance(self.node, yaml.MappingNode):
            pairs = (
                (str(key.value), Tree(value, "", self.problems).plain()) for key, value in self.node.value
            )
            return sorted((pair for pair in pairs if pair[0] not in without), key=lambda pair: pair[0])
        if isinstance(self.node, yaml.SequenceNode):
            return [Tree(item, "", self.problems).plain() for item in self.node.value]
        return self.node.tag, self.node.value

    def coalesced(self, columns: Iterable[str]) -> "Tree":
        """The long form of a field that is the first of these columns, as if it stood here."""
        marks = self.node.start_mark, self.node.end_mark
        named = [yaml.ScalarNode(_TEXT, column, *marks) for column in columns]
        pair = yaml.ScalarNode(_TEXT, "coalesce", *marks), yaml.SequenceNode(_LIST, named, *marks)
        return Tree(yaml.MappingNode(_MAPPING, [pair], *marks), self.where, self.problems)

    def items(self) -> list["Tree"]:
        """Elements of a sequence; a single value counts as a list of one."""
        if isinstance(self.node, yaml.SequenceNode):
            return [Tree(node, f"{self.where}[{i}]", self.problems) for i, node in enumerate(self.node.value)]
        return [self]

    def some(self) -> list["Tree"]:
        """As `items`; a problem if there are none."""
        found = self.items()
        if not found:
            self.problem("is empty")
        return found

    def entries(self, allowed: Iterable[str] | None = None) -> dict[str, "Tree"]:
        """Entries of a mapping by key; keys that are not allowed and double ones are problems."""
        if not isinstance(self.node, yaml.MappingNode):
            self.problem("must be a mapping of keys to values")
            return {}
        known = None if allowed is None else list(allowed)
        found: dict[str, Tree] = {}
        for key_node, value_node in self.node.value:
            key = Tree(key_node, self.where, self.problems)
            name = key.text()
            if name in found:
                key.problem(f'"{name}" is there twice.')
            elif known is not None and name not in known:
                near = suggestion(name, known) or f" Known: {', '.join(known)}."
                key.problem(f'"{name}" is not known here.{near}')
            else:
                found[name] = Tree(value_node, f"{self.where}.{name}".lstrip("."), self.problems)
        return found


def read_tree(path: Path) -> Tree:
    """The root of a YAML file; raises MappingError when it cannot be read or parsed."""
    file = YamlFile(path, "mapping", MappingError, _FORMAT)
    node = file.nodes()
    if node is None:
        raise MappingError(f"Mapping {file.shown} is empty.", _FORMAT)
    problems = Problems(path)
    check_shape(node, problems.add)
    problems.raise_if_any()
    return Tree(node, "", problems)
