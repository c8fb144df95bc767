"""Where things stand in YAML, and shapes that no file of ours has: nesting, growth through aliases, tags."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import yaml

_MAX_DEPTH = 30
_MAX_VALUES = 100_000
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("null", "bool", "int", "float", "str", "timestamp", "seq", "map", "merge", "value")
)

_MAX_BRACKETS = 300

Note = Callable[[int, str], None]
"""Takes the line of a mistake, and what it is."""


def check_brackets(text: str) -> None:
    """Raises RecursionError where brackets nest so deeply that the parser would take minutes."""
    depth = 0
    for mark in re.findall(r"[\[\]{}]", text):
        depth = depth + 1 if mark in "[{" else max(0, depth - 1)
        if depth > _MAX_BRACKETS:
            raise RecursionError


def note_double_keys(root: yaml.Node, note: Note) -> None:
    """Notes keys that are there twice; YAML would keep the last alone. The shape is checked before."""
    seen = set()
    for key, _ in root.value if isinstance(root, yaml.MappingNode) else ():
        if str(key.value) in seen:
            note(int(key.start_mark.line) + 1, f"`{key.value}` is there twice")
        seen.add(str(key.value))
    for child in _children(root):
        note_double_keys(child, note)


def check_shape(root: yaml.Node, note: Note) -> None:
    """Notes what is wrong with the shape of a file; what remains can be walked through in little time."""
    _Shape(note).size(root, 1)


def line_of(node: yaml.Node | None, place: Sequence[str]) -> int:
    """Line of the deepest node of the file that lies on the way to `place`, from 1."""
    line = node.start_mark.line + 1 if node else 1
    for part in place:
        children = node.value if isinstance(node, yaml.MappingNode | yaml.SequenceNode) else []
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in children if key.value == part), None)
        else:
            found = (children[int(part)],) * 2 if part.isdigit() and int(part) < len(children) else None
        if found is None:
            return int(line)
        line, node = found[0].start_mark.line + 1, found[1]
    return int(line)


@dataclass
class _Shape:
    note: Note
    sizes: dict[int, int] = field(default_factory=dict)
    above: set[int] = field(default_factory=set)

    def size(self, node: yaml.Node, depth: int) -> int:
        """Values in a node, those that aliases repeat counted each time."""
        line = int(node.start_mark.line) + 1
        if id(node) in self.above:
            self.note(line, "contains itself through an alias")
            return 1
        if id(node) not in self.sizes:
            self.sizes[id(node)] = self._fresh_size(node, depth, line)
        return self.sizes[id(node)]

    def _fresh_size(self, node: yaml.Node, depth: int, line: int) -> int:
        if node.tag not in _TAGS:
            self.note(line, f"has the tag {_printable(node.tag)}, which means nothing here")
        if isinstance(node, yaml.ScalarNode):
            if _printable(node.value) != node.value:
                self.note(line, "holds half of a character (a lone surrogate)")
            return 1
        if depth > _MAX_DEPTH:
            self.note(line, f"is nested deeper than {_MAX_DEPTH} levels")
            return 1
        self.above.add(id(node))
        total = 1 + sum(self.size(child, depth + 1) for child in _children(node))
        self.above.remove(id(node))
        if total > _MAX_VALUES:
            self.note(line, f"holds more than {_MAX_VALUES:,} values, those that aliases repeat included")
        return min(total, _MAX_VALUES)


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
