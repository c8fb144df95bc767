"""SQL expressions of this package as Python functions.

A look-up compares one record with a few others, and starting a query takes longer than that. The conditions
are written once, in SQL; this turns them into Python with SQL's meaning of NULL. Each function is listed: an
expression that uses another one is refused when it is read, not found wrong in a result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

import sqlglot
from sqlglot import exp

from graph.errors import IdentityError
from graph.identity.lookup.sql_functions import FUNCTIONS, Functions

Row = Mapping[str, Any]
"""Values by column; a list of a column is a list."""

Condition = Callable[[Row, Row], Any]
"""A function of two rows, `l` and `r`."""


@lru_cache(maxsize=500)
def python_function(sql: str, *rows: str) -> Callable[..., Any]:
    """`sql` as a function of rows of these names; raises IdentityError where it cannot be.

    A column is written `l.given`, or where it has no table: `given_l` for two rows, `given` for one. What was
    read once is kept, since to read takes longer than all else of a look-up's opening.
    """
    return _compiled(_Writer(rows, {}).of(sqlglot.parse_one(sql, read="duckdb")), rows, {})


def macro_functions(statements: Iterable[str], given: Functions) -> dict[str, Callable[..., Any]]:
    """SQL macros as Python functions by name: those in `given`, and of the others what their CREATE MACRO
    says; each may call those before it."""
    macros = dict(given)
    for statement in statements:
        created = sqlglot.parse_one(statement, read="duckdb")
        name, parameters = created.this.this.name, [value.name for value in created.this.expressions]
        if name not in macros:
            source = _Writer((), macros, parameters).of(created.args["expression"])
            macros[name] = _compiled(source, [f"v_{value}" for value in parameters], macros)
    return macros


@lru_cache(maxsize=100)
def _condition(sql: str) -> exp.Expr:
    """What `sql` says; asked for twice in a row, and to read it takes longer than to write it in Python."""
    return sqlglot.parse_one(sql, read="duckdb")


def first_that_holds(conditions: Sequence[str]) -> Condition:
    """The place of the first condition that is true of two rows `l` and `r`; `ELSE` always is."""
    source = "None"
    for place, sql in reversed(list(enumerate(conditions))):
        holds = "True" if sql == "ELSE" else _Writer(("l", "r"), {}).of(_condition(sql))
        source = f"({place} if {holds} is True else {source})"
    return _compiled(source, ("l", "r"), {})


@lru_cache(maxsize=100)
def selected(columns: str, row: str) -> Mapping[str, Callable[[Row], Any]]:
    """The columns of a SELECT list over one row, by name."""
    return select_functions(sqlglot.parse_one(f"SELECT {columns}", read="duckdb"), (row,), {})


def select_functions(
    select: exp.Expr, rows: Sequence[str], macros: Functions
) -> dict[str, Callable[..., Any]]:
    """The columns of a SELECT over these rows, by name."""
    return {
        column.alias_or_name: _compiled(_Writer(rows, macros).of(column.unalias()), rows, macros)
        for column in select.args["expressions"]
    }


def columns_of(sql: str) -> set[str]:
    """The columns `sql` over two rows refers to, written `given_l`; `ELSE` to none."""
    found = () if sql == "ELSE" else _condition(sql).find_all(exp.Column)
    return {column.name.rpartition("_")[0] for column in found}


def _compiled(source: str, parameters: Sequence[str], macros: Functions) -> Callable[..., Any]:
    known = {f"_{name}": function for name, function in (FUNCTIONS | dict(macros)).items()}
    function: Callable[..., Any] = eval(  # noqa: S307 - written by the class below, of our own SQL
        f"lambda {', '.join(parameters)}: {source}", known
    )
    return function


class _Writer:
    """Writes Python for one expression over rows and variables of these names."""

    def __init__(self, rows: Sequence[str], macros: Functions, variables: Iterable[str] = ()) -> None:
        self._rows = rows
        self._macros = macros
        self._variables = set(variables)
        self._numbers = count()

    def of(self, node: exp.Expr) -> str:
        """Python for an expression."""
        return self._write(node)

    def _write(self, node: exp.Expr) -> str:
        if isinstance(node, exp.Column | exp.Identifier):
            return self._column(node)
        if isinstance(node, exp.Literal):
            return repr(node.this) if node.is_string else str(node.this)
        if isinstance(node, exp.Boolean | exp.Null):
            return str(node.this) if isinstance(node, exp.Boolean) else "None"
        if isinstance(node, exp.Paren):
            return self._write(node.this)
        if isinstance(node, exp.And | exp.Or):
            return self._either(node, str(isinstance(node, exp.Or)))
        if isinstance(node, exp.Case):
            return self._case(node)
        if isinstance(node, exp.Array):
            constants = all(isinstance(value, exp.Literal) for value in node.expressions)
            values = "".join(f"{self._write(value)}, " for value in node.expressions)
            return f"({values})" if constants and values else f"[{values}]"  # Python keeps a constant tuple
        if isinstance(node, exp.Lambda):
            return self._lambda(node)
        if isinstance(node, exp.Bracket):
            return self._element(node)
        return self._call(node)

    def _column(self, node: exp.Column | exp.Identifier) -> str:
        row, name = node.text("table"), node.name
        if not row and name in self._variables:
            return f"v_{name}"
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
            met = exp.EQ(this=node.this.copy(), expression=branch.this.copy()) if node.this else branch.this
            source = f"({result} if {self._write(met)} is True else {source})"
        return source

    def _lambda(self, node: exp.Lambda) -> str:
        names = [parameter.name for parameter in node.expressions]
        self._variables |= set(names)
        return f"lambda {', '.join(f'v_{name}' for name in names)}: {self._write(node.this)}"

    def _element(self, node: exp.Bracket) -> str:
        """An element of a list, or a part of it."""
        [place] = node.expressions
        if isinstance(place, exp.Slice):
            ends = [self._write(end) if end else "None" for end in (place.this, place.args.get("expression"))]
            return f"_part({self._write(node.this)}, {', '.join(ends)})"
        # sqlglot has lowered the place by one
        return f"_element({self._write(node.this)}, {self._write(place)} + 1)"

    def _call(self, node: exp.Expr) -> str:
        named = isinstance(node, exp.Anonymous)
        name = node.name.lower() if named else node.key
        if isinstance(node, exp.Cast):
            name = f"cast_{node.to.sql('duckdb').lower()}"
        if name not in FUNCTIONS and name not in self._macros:
            raise IdentityError(
                f"Look-ups cannot compute {node.sql('duckdb')[:80]}.",
                "Add the function to graph/identity/lookup/sql_functions.py.",
            )
        parts = (node.args.get(key) for key in _ARGUMENTS if not (named and key == "this"))
        flat = [part for value in parts for part in (value if isinstance(value, list) else [value])]
        return f"_{name}({', '.join(self._write(part) for part in flat if part is not None)})"


_ARGUMENTS = (
    *("this", "expression", "expressions", "start", "length", "substr", "delimiter", "part_index"),
    *("replacement", "modifiers", "group"),
)
"""Parts of a function's node that are its arguments, in order."""
