"""SQL expressions of this package as Python functions.

A look-up compares one record with a few others, and starting a query takes longer than that. The conditions
are written once, in SQL; this turns them into Python with SQL's meaning of NULL. Each function is listed: an
expression that uses another one is refused when it is read, not found wrong in a result.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any

import sqlglot
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler, Levenshtein
from sqlglot import exp

from graph.errors import IdentityError

Row = Mapping[str, Any]
"""Values by column; a list of a column is a list."""

Condition = Callable[[Row, Row], Any]
"""A function of two rows, `l` and `r`."""


def python_function(sql: str, *rows: str) -> Callable[..., Any]:
    """`sql` as a function of rows of these names; raises IdentityError where it cannot be.

    A column is written `l.given`, or where it has no table: `given_l` for two rows, `given` for one.
    """
    return _compiled(_Writer(rows).of(sql), rows)


def first_that_holds(conditions: Sequence[str]) -> Condition:
    """The place of the first condition that is true of two rows `l` and `r`; `ELSE` always is."""
    source = "None"
    for place, sql in reversed(list(enumerate(conditions))):
        holds = "True" if sql == "ELSE" else _Writer(("l", "r")).of(sql)
        source = f"({place} if {holds} is True else {source})"
    return _compiled(source, ("l", "r"))


def selected(columns: str, row: str) -> dict[str, Callable[[Row], Any]]:
    """The columns of a SELECT list over one row, by name."""
    select = sqlglot.parse_one(f"SELECT {columns}", read="duckdb")
    listed = select.args["expressions"]
    return {column.alias_or_name: python_function(column.unalias().sql("duckdb"), row) for column in listed}


def columns_of(sql: str) -> set[str]:
    """The columns `sql` over two rows refers to, written `given_l`; `ELSE` to none."""
    found = () if sql == "ELSE" else sqlglot.parse_one(sql, read="duckdb").find_all(exp.Column)
    return {column.name.rpartition("_")[0] for column in found}


def _compiled(source: str, rows: Sequence[str]) -> Callable[..., Any]:
    known = {f"_{name}": function for name, function in FUNCTIONS.items()}
    function: Callable[..., Any] = eval(  # noqa: S307 - written by the class below, of our own SQL
        f"lambda {', '.join(rows)}: {source}", known
    )
    return function


class _Writer:
    """Writes Python for one expression over the rows of these names."""

    def __init__(self, rows: Sequence[str]) -> None:
        self._rows = rows
        self._numbers = count()

    def of(self, sql: str) -> str:
        """Python for `sql`."""
        return self._write(sqlglot.parse_one(sql, read="duckdb"))

    def _write(self, node: exp.Expr) -> str:
        if isinstance(node, exp.Column):
            return self._column(node)
        if isinstance(node, exp.Literal):
            return repr(node.this) if node.is_string else str(node.this)
        if isinstance(node, exp.Boolean | exp.Null):
            return str(node.this) if isinstance(node, exp.Boolean) else "None"
        if isinstance(node, exp.Paren):
            return self._write(node.this)
        if isinstance(node, exp.And | exp.Or):
            return self._either(node, str(isinstance(node, exp.Or)))
        if isinstance(node, exp.Case) and not node.this:
            return self._case(node)
        if isinstance(node, exp.Array):
            return f"[{', '.join(map(self._write, node.expressions))}]"
        return self._call(node)

    def _column(self, node: exp.Column) -> str:
        row, name = node.table, node.name
        if not row and len(self._rows) > 1:
            name, _, row = name.rpartition("_")
        row = row or self._rows[0]
        if row not in self._rows or not name:
            raise IdentityError(f"Look-ups do not know the row of {node.sql('duckdb')}.")
        return f"{row}[{name!r}]"

    def _either(self, node: exp.And | exp.Or, decisive: str) -> str:
        """AND is false where a side is, OR true; else NULL where a side is."""
        left, right = (f"t{next(self._numbers)}" for _ in range(2))
        return (
            f"({decisive} if ({left} := {self._write(node.this)}) is {decisive}"
            f" else {decisive} if ({right} := {self._write(node.expression)}) is {decisive}"
            f" else None if {left} is None or {right} is None else {decisive == 'False'})"
        )

    def _case(self, node: exp.Case) -> str:
        source = self._write(node.args["default"]) if node.args.get("default") else "None"
        for branch in reversed(node.args["ifs"]):
            result = self._write(branch.args["true"])
            source = f"({result} if {self._write(branch.this)} is True else {source})"
        return source

    def _call(self, node: exp.Expr) -> str:
        named = isinstance(node, exp.Anonymous)
        name = node.name.lower() if named else node.key
        if isinstance(node, exp.Cast):
            name = f"cast_{node.to.sql('duckdb').lower()}"
        if name not in FUNCTIONS:
            raise IdentityError(
                f"Look-ups cannot compute {node.sql('duckdb')[:80]}.",
                "Add the function to graph/identity/sql_in_python.py.",
            )
        parts = (node.args.get(key) for key in _ARGUMENTS if not (named and key == "this"))
        flat = [part for value in parts for part in (value if isinstance(value, list) else [value])]
        return f"_{name}({', '.join(self._write(part) for part in flat if part is not None)})"


_ARGUMENTS = ("this", "expression", "expressions", "start", "length")
"""Parts of a function's node that are its arguments, in order."""


def _strict(function: Callable[..., Any]) -> Callable[..., Any]:
    """NULL where an argument is NULL."""

    def strict(*values: Any) -> Any:
        return None if None in values else function(*values)

    return strict


def _least(*values: Any) -> Any:
    return min((value for value in values if value is not None), default=None)


def _greatest(*values: Any) -> Any:
    return max((value for value in values if value is not None), default=None)


def _coalesce(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)


_NULL_AWARE: dict[str, Callable[..., Any]] = {
    "is": lambda value, other: value is other,  # IS NULL, IS TRUE
    "nullsafeeq": lambda left, right: left == right,
    "nullsafeneq": lambda left, right: left != right,
    "least": _least,
    "greatest": _greatest,
    "coalesce": _coalesce,
}

_STRICT: dict[str, Callable[..., Any]] = {
    "eq": lambda left, right: left == right,
    "neq": lambda left, right: left != right,
    "gt": lambda left, right: left > right,
    "gte": lambda left, right: left >= right,
    "lt": lambda left, right: left < right,
    "lte": lambda left, right: left <= right,
    "not": lambda value: not value,
    "neg": lambda value: -value,
    "add": lambda left, right: left + right,
    "sub": lambda left, right: left - right,
    "mul": lambda left, right: left * right,
    "pow": lambda base, exponent: float(base) ** exponent,
    "log": lambda base, value: math.log2(value) if base == 2 else math.log(value, base),
    "cast_int": int,
    "dpipe": lambda left, right: left + right,
    "length": len,
    "left": lambda text, length: text[:length],
    "right": lambda text, length: text[-length:],
    "substring": lambda text, start, length: text[start - 1 : start - 1 + length],
    "startswith": lambda text, start: text.startswith(start),
    "arraycontains": lambda values, value: value in values,
    "arrayoverlaps": lambda left, right: not set(left).isdisjoint(right),
    "list_intersect": lambda left, right: list(set(left).intersection(right)),
    "jarowinklersimilarity": JaroWinkler.similarity,
    "levenshtein": Levenshtein.distance,
    "damerau_levenshtein": DamerauLevenshtein.distance,
}

FUNCTIONS = _NULL_AWARE | {name: _strict(function) for name, function in _STRICT.items()}
"""What may be called, by the name that sqlglot has for it."""
