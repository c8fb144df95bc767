"""YAML as nodes: by PyYAML's parser in C, which takes a tenth of the time, wherever that one is safe."""

import yaml

_IN_C = getattr(yaml, "CSafeLoader", None)
_LONGEST_LINE = 1_000
"""Characters. Each level of a block begins further right than the one above it, or beside it where that is a
mapping, so that a text of such lines nests no deeper than the stack of C has room for."""


def composed(text: str) -> yaml.Node | None:
    """What a text holds; None where it holds nothing. Raises YAMLError, ValueError or RecursionError as the
    parser in Python does, which tells what is wrong in more words."""
    if _IN_C is not None and all(len(line) <= _LONGEST_LINE for line in text.splitlines()):
        try:
            return yaml.compose(text, Loader=_IN_C)
        except (yaml.YAMLError, ValueError):
            pass
    return yaml.compose(text, Loader=yaml.SafeLoader)
