"""How a store carries out a packaged query, and which steps of that look at more than an index finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from neo4j import Driver, GraphDatabase

from cypher import Dialect, Query
from graph.store import Store

_ROW_FIELD = re.compile(r"\brow\.(\w+)")
_UNWOUND = re.compile(r"UNWIND \$(\w+) AS row\b")
_RETURNED = re.compile(r"\bAS (\w+)")
_COLLECTED = re.compile(r"\bcollect\(\[.*\]\) AS (\w+)")
_CALL = re.compile(r"\s*CALL \(.*\) \{$")
# ArcadeDB names the index of a step once rows came by; one with a label and without an index is a scan.
_ARCADEDB_SCAN = re.compile(r"MATCH NODE \(\s*\w*:\w+\)(?! \[index: )|\b(?!NodeIndexRangeScan)\w+Scan\b")

KEY = "0"
"""Value of every key property."""


def scans(store: Store, query: Query, params: dict[str, Any] | None = None) -> list[str]:
    """The steps that look at all nodes or edges of a kind, for rows of the key `KEY` or the given parameters.

    The graph has to hold what the query looks for: one of the stores tells of a step's index only then.
    """
    with _driver(store) as driver, driver.session(database=store.endpoint.database) as session:
        transaction = session.begin_transaction()
        word = "EXPLAIN" if store.dialect is Dialect.NEO4J else "PROFILE"
        text: Any = f"{word} {query.text_for(store.dialect)}"
        result = transaction.run(text, _parameters(query) if params is None else params)
        list(result)
        summary = result.consume()
        transaction.rollback()
    if store.dialect is Dialect.NEO4J:
        assert summary.plan
        return [step for step in _steps(summary.plan) if "Scan" in step]
    assert summary.profile
    plan = summary.profile["args"]["string-representation"]
    return [line.strip() for line in plan.splitlines() if _ARCADEDB_SCAN.search(line)]


def unfolded(query: Query, rows: str = "null") -> list[Query]:
    """Each innermost subquery of a statement with what surrounds it, as statements without subqueries.

    ArcadeDB does not tell how it carries out a subquery. What comes after one has null for what it returns,
    and `rows` for lists of lists that it collects.
    """
    levels: list[list[str]] = [[]]
    braces: list[int] = []
    found: list[str] = []
    lines = list(map(str.strip, query.text.splitlines()))
    returned: dict[str, str] = {}

    def keep() -> None:
        found.append("\n".join([*(each for level in levels for each in level), "RETURN 1 AS one"]))

    for place, line in enumerate(lines):
        if _CALL.match(line):
            levels.append([])
            braces.append(0)
            continue
        if braces:
            braces[-1] += line.count("{") - line.count("}")
        if braces and braces[-1] < 0:
            keep()
            levels.pop()
            braces.pop()
            levels[-1] += [
                f"WITH *, {value} AS {name}" for name, value in returned.items() if _used(name, lines[place:])
            ]
        elif line == "UNION":
            keep()
            levels[-1].clear()
        elif line.startswith("RETURN"):
            returned = dict.fromkeys(_RETURNED.findall(line), "null")
            returned |= dict.fromkeys(_COLLECTED.findall(line), rows)
        else:
            levels[-1].append(line)
    return [replace(query, text=text) for text in found or [query.text]]


def _used(name: str, lines: list[str]) -> bool:
    """Whether a variable is in lines that return nothing."""
    return any(re.search(rf"\b{name}\b", line) for line in lines if not line.startswith("RETURN"))


def _driver(store: Store) -> Driver:
    endpoint = store.endpoint
    return GraphDatabase.driver(endpoint.uri, auth=(endpoint.user, endpoint.password.get_secret_value()))


def _parameters(query: Query) -> dict[str, Any]:
    found = _UNWOUND.search(query.text)
    row = dict.fromkeys(_ROW_FIELD.findall(query.text), KEY) | {"properties": {}}
    return {name: [row] if found and found[1] == name else [KEY] for name in query.params}


def _steps(plan: dict[str, Any]) -> Iterator[str]:
    yield f"{plan['operatorType']} {plan['args'].get('Details', '')}"
    for child in plan.get("children", []):
        yield from _steps(child)
