"""Reads the rules file: YAML of a sane shape, and the lines at which something in it is wrong."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from graph.errors import RulesError
from graph.files import shown_path
from graph.yaml_file import YamlFile
from graph.yaml_shape import check_shape, line_of, note_double_keys

_SEE = "See graph/identity/rules.yaml for what rules there are."


def read_rules(path: Path) -> tuple[dict[str, Any], yaml.Node | None]:
    """What a rules file gives, and its nodes, which know their lines.

    Raises RulesError where it is no file, no YAML, or of a shape that no rules have.
    """
    node = YamlFile(path, "rules file", RulesError, _SEE).nodes()
    if node is None:
        return {}, None
    _check(path, node)
    try:
        given = yaml.SafeLoader("").construct_document(node)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        message = f"{shown_path(path)}: holds a number or a date that there is not."
        raise RulesError(message, _SEE) from error
    if not isinstance(given, dict):
        raise RulesError(f"{shown_path(path)}:1: rules are a mapping of sections.", _SEE)
    return given, node


def _check(path: Path, node: yaml.Node) -> None:
    found: list[tuple[int, str]] = []
    check_shape(node, lambda line, text: found.append((line, text)))
    if not found:
        note_double_keys(node, lambda line, text: found.append((line, text)))
    if found:
        mistakes = "; ".join(f"{shown_path(path)}:{line}: {text}" for line, text in sorted(found))
        raise RulesError(f"{mistakes}.", "Correct the rules file.")


def told(path: Path, node: yaml.Node | None, error: ValidationError) -> str:
    """All that is wrong in a file, each with file, line and field."""
    shown, lines = shown_path(path), []
    for problem in error.errors(include_input=False):
        place = [str(part) for part in problem["loc"]]
        lines.append(f"{shown}:{line_of(node, place)}: {'.'.join(place) or 'rules'}: {problem['msg']}")
    return "; ".join(lines) + "."
