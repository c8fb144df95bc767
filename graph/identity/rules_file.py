"""Reads the rules file, and tells what is wrong in it with the lines at which it stands."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from graph.errors import CkgError, RulesError
from graph.files.yaml_file import YamlFile
from graph.files.yaml_shape import line_of


def read_rules(path: Path) -> tuple[dict[str, Any], yaml.Node | None]:
    """What a rules file gives, and its nodes, which know their lines.

    Raises RulesError where it is no file, no YAML, or of a shape that no rules have.
    """
    return _file(path).mapping("rules are a mapping of sections")


def wrong(path: Path, node: yaml.Node | None, error: ValidationError) -> CkgError:
    """The error that tells all that is wrong in a file, each with file, line and field."""
    mistakes = []
    for problem in error.errors(include_input=False):
        place = [str(part) for part in problem["loc"]]
        mistakes.append((line_of(node, place), f"{'.'.join(place) or 'rules'}: {problem['msg']}"))
    return _file(path).wrong(mistakes)


def _file(path: Path) -> YamlFile:
    return YamlFile(path, "rules file", RulesError, "See graph/identity/rules.yaml for what rules there are.")
