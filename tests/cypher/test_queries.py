"""Guards over all packaged queries: they name only what the model declares."""

import re
from collections import defaultdict

import cypher
from cypher import Query
from graph.model import MODEL

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_NODE = re.compile(rf"\(\s*({_NAME})?\s*:\s*({_NAME}(?:\s*\|\s*:?{_NAME})*)\s*(\{{[^}}]*\}})?")
_EDGE = re.compile(rf"\[\s*({_NAME})?\s*:\s*({_NAME}(?:\s*\|\s*:?{_NAME})*)[^\]{{]*(\{{[^}}]*\}})?")
_ACCESS = re.compile(rf"(?<![\w.$])({_NAME})\.({_NAME})(?!\s*\()")
_MAP_KEY = re.compile(rf"({_NAME})\s*:")
_INTERNAL = {"CkgState"}
"""Labels of the writer's own bookkeeping, which is no part of the customer model."""


def test_every_packaged_query_uses_only_declared_names() -> None:
    violations = [f"{query.name}: {found}" for query in cypher.all_queries() for found in _undeclared(query)]

    assert violations == []


def _undeclared(query: Query) -> list[str]:
    text = re.sub(r"'[^']*'|\"[^\"]*\"", "''", re.sub(r"//.*", "", query.text))
    allowed: dict[str, set[str]] = defaultdict(set)
    found: list[str] = []
    for pattern, kinds in ((_NODE, MODEL.node), (_EDGE, MODEL.edge)):
        for variable, names, inline in pattern.findall(text):
            for name in re.split(r"\s*\|\s*:?", names):
                if name in _INTERNAL:
                    allowed[variable] |= {"*"}
                elif name not in kinds:
                    found.append(name)
                else:
                    allowed[variable] |= kinds[name].property_names  # type: ignore[attr-defined]
            found += [key for key in _MAP_KEY.findall(inline) if not {key, "*"} & allowed[variable]]
    found += [
        f"{variable}.{name}"
        for variable, name in _ACCESS.findall(text)
        if variable in allowed and not {name, "*"} & allowed[variable]
    ]
    return found
