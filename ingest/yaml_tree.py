"""YAML with line numbers, and a collector that reports all mistakes of a file together."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from graph.errors import MappingError


@dataclass
class Problems:
    """Mistakes found in one file so far."""

    path: Path
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, text: str) -> None:
        """Notes a mistake at a line."""
        if (line, text) not in self.found:
            self.found.append((line, text))

    def raise_if_any(self) -> None:
        """Raises MappingError with one line per mistake, in order of lines."""
        if self.found:
            lines = [f"{self.path}:{line}: {text}" for line, text in sorted(self.found)]
            mistakes = "1 mistake" if len(lines) == 1 else f"{len(lines)} mistakes"
            raise MappingError(
                f"Mapping {self.path.name} has {mistakes}:\n" + "\n".join(lines),
                "\nCorrect the mapping; the format is described in docs/mappings.md.",
            )


def suggestion(name: str, names: Iterable[str]) -> str:
    """` Did you mean "x"?` for a near name, else an empty text."""
    by_lower = {known.lower(): known for known in names}
    near = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    return f' Did you mean "{by_lower[near[0]]}"?' if near else ""


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
        """Notes a mistake here."""
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

    def text(self) -> str:
        """A scalar as it is written (`NO` stays NO); an empty text and a problem if it is none."""
        if isinstance(self.node, yaml.ScalarNode) and not self.is_null:
            return str(self.node.value)
        self.problem("must be a text")
        return ""

    def number(self, low: int, high: int) -> int:
        """A whole number in the range; `low` and a problem if it is none."""
        text = self.text()
        if text.isdigit() and low <= int(text) <= high:
            return int(text)
        self.problem(f"must be a whole number from {low} to {high}")
        return low

    def items(self) -> list["Tree"]:
        """Elements of a sequence; a single value counts as a list of one."""
        if isinstance(self.node, yaml.SequenceNode):
            return [Tree(node, f"{self.where}[{i}]", self.problems) for i, node in enumerate(self.node.value)]
        return [self]

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
    try:
        node = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise MappingError(f"Mapping {path} cannot be read: {error.strerror}.", "Check the path.") from error
    except UnicodeDecodeError as error:
        raise MappingError(f"Mapping {path} is not UTF-8.", "Save it as UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise MappingError(f"{path}:{line}: not valid YAML: {error.problem}.") from error
    except yaml.YAMLError as error:
        raise MappingError(f"{path}: not valid YAML.") from error
    if node is None:
        raise MappingError(f"Mapping {path} is empty.", "The format is described in docs/mappings.md.")
    return Tree(node, "", Problems(path))
