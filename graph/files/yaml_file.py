"""A YAML file that people write, as nodes that know their lines; or what is wrong with it, and where."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from graph.errors import CkgError
from graph.files.regular import file_fault, shown_path
from graph.files.yaml_parser import composed
from graph.files.yaml_shape import check_brackets, check_shape, note_double_keys

_MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class YamlFile:
    """A file, what it is to be (`mapping`), the error that says it is none, and where its format is told."""

    path: Path
    kind: str
    error: type[CkgError]
    described: str

    @property
    def shown(self) -> str:
        """Its path as it is printed."""
        return shown_path(self.path)

    def nodes(self) -> yaml.Node | None:
        """What the file holds, of any shape; None where it holds nothing.

        Raises `error` that names file and line where it cannot be read or is no YAML.
        """
        text = self._text()
        with self._told(text):
            check_brackets(text)
            return composed(text)

    def mapping(self, wanted: str) -> tuple[dict[str, Any], yaml.Node | None]:
        """What the file gives by name, and its nodes; nothing of a file that holds nothing.

        Raises `error` where it cannot be read, is of a shape that no file of ours has, or is no mapping;
        `wanted` says so.
        """
        node = self.nodes()
        if node is None:
            return {}, None
        self._check(node)
        try:
            given = yaml.SafeLoader("").construct_document(node)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            message = f"{self.shown}: holds a number or a date that there is not."
            raise self.error(message, self.described) from error
        if not isinstance(given, dict):
            raise self._at(1, f"{wanted}.", self.described)
        return given, node

    def wrong(self, mistakes: Iterable[tuple[int, str]]) -> CkgError:
        """The error that tells mistakes, each with its line."""
        told = "; ".join(f"{self.shown}:{line}: {text}" for line, text in mistakes)
        return self.error(f"{told}.", f"Correct the {self.kind}.")

    def _check(self, node: yaml.Node) -> None:
        found: list[tuple[int, str]] = []
        check_shape(node, lambda line, text: found.append((line, text)))
        if not found:
            note_double_keys(node, lambda line, text: found.append((line, text)))
        if found:
            raise self.wrong(sorted(found))

    def _text(self) -> str:
        if fault := file_fault(self.path):
            raise self.error(f"The {self.kind} cannot be read. {fault.message}", fault.hint)
        try:
            with self.path.open("rb") as file:
                content = file.read(_MAX_BYTES + 1)
            text = content.decode("utf-8-sig")
        except OSError as error:
            message = f"The {self.kind} {self.shown} cannot be read: {error.strerror}."
            raise self.error(message, "Check the path.") from error
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise self._at(line, f"the {self.kind} is not UTF-8.", "Save it as UTF-8.") from error
        if len(content) > _MAX_BYTES:
            message = f"{self.shown} is larger than 1 MB: no {self.kind}."
            raise self.error(message, f"Is it the {self.kind} that you named?")
        return text

    @contextmanager
    def _told(self, text: str) -> Iterator[None]:
        try:
            yield
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise self._at(line, f"not valid YAML: {error.problem}.", "Correct the line.") from error
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            message = "not valid YAML: a character that no text file holds."
            raise self._at(line, message, "Take it out.") from error
        except RecursionError as error:
            message = f"{self.shown}: nested too deeply to be a {self.kind}."
            raise self.error(message, self.described) from error
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            raise self.error(f"{self.shown}: not valid YAML.", self.described) from error

    def _at(self, line: int, message: str, hint: str) -> CkgError:
        return self.error(f"{self.shown}:{line}: {message}", hint)
