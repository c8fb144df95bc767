"""Reads the rules file: YAML of a sane shape, and the lines at which something in it is wrong."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from graph.errors import RulesError
from graph.yaml_shape import check_brackets, check_shape, note_double_keys

_MAX_BYTES = 1_000_000
_SEE = "See graph/identity/rules.yaml for what rules there are."


def read_rules(path: Path) -> tuple[dict[str, Any], yaml.Node | None]:
    """What a rules file gives, and its nodes, which know their lines.

    Raises RulesError where it is no file, no YAML, or of a shape that no rules have.
    """
    text = _text(path)
    try:
        check_brackets(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is None:
            return {}, None
        _check(path, node)
        given = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RulesError(f"{path}, line {line}: no valid YAML: {error.problem}.", "Correct it.") from error
    except RecursionError as error:
        raise RulesError(f"{path}: nested too deeply to be rules.", _SEE) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise RulesError(f"{path}: holds what YAML cannot read, or no such number or date.", _SEE) from error
    if not isinstance(given, dict):
        raise RulesError(f"{path}, line 1: rules are a mapping of sections.", _SEE)
    return given, node


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            raise RulesError(f"{path}: the rules cannot be read: no file is there.", "Correct the path.")
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
        if len(content) > _MAX_BYTES:
            raise RulesError(f"{path} is larger than 1 MB: no rules.", "Are they the rules that you named?")
        return content.decode("utf-8-sig")
    except OSError as error:
        raise RulesError(
            f"{path}: the rules cannot be read: {error.strerror}.", "Correct the path."
        ) from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RulesError(f"{path}, line {line}: the rules are not UTF-8.", "Save them as UTF-8.") from error


def _check(path: Path, node: yaml.Node) -> None:
    found: list[tuple[int, str]] = []
    check_shape(node, lambda line, text: found.append((line, text)))
    if not found:
        note_double_keys(node, lambda line, text: found.append((line, text)))
    if found:
        raise RulesError(
            "; ".join(f"{path}, line {line}: {text}" for line, text in sorted(found)) + ".",
            "Correct the rules file.",
        )


def told(path: Path, node: yaml.Node | None, error: ValidationError) -> str:
    """All that is wrong in a file, each with file, line and field."""
    lines = []
    for problem in error.errors(include_input=False):
        place = [str(part) for part in problem["loc"]]
        lines.append(f"{path}, line {_line(node, place)}, {'.'.join(place) or 'rules'}: {problem['msg']}")
    return "; ".join(lines) + "."


def _line(node: yaml.Node | None, place: list[str]) -> int:
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
