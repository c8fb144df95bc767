"""What modules of this repository define, read off their text: nothing is imported."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parents[2]


@cache
def names_in(module: str) -> frozenset[str]:
    """What can be imported from a module of ours: what it defines or imports, and its own modules."""
    place = _ROOT.joinpath(*module.split("."))
    below = {path.stem for path in place.iterdir()} if place.is_dir() else set[str]()
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
    return frozenset(below | set(_bound(tree.body)))


def _bound(statements: Iterable[ast.stmt]) -> Iterator[str]:
    for each in statements:
        match each:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield each.name
            case ast.Import() | ast.ImportFrom():
                yield from ((name.asname or name.name).partition(".")[0] for name in each.names)
            case ast.If() | ast.Try():
                yield from _bound([*each.body, *each.orelse])
            case _:
                names = (node for node in ast.walk(each) if isinstance(node, ast.Name))
                yield from (name.id for name in names if isinstance(name.ctx, ast.Store))
