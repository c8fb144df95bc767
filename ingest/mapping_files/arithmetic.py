"""Expressions of rules: comparisons and arithmetic over a row, in Python's notation, bounded in all they do.

Names are fields with their clean values; `column("…")` reads a column, and through a list (`items[].price`)
the values of all its elements. What is computed of something empty is empty.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Context, Decimal, DecimalException, localcontext
from functools import partial, reduce
from math import isfinite
from typing import Any

from ingest.cleaning.base import Context as SourceContext
from ingest.cleaning.base import InvalidValue
from ingest.cleaning.numbers.numbers import exact_number
from ingest.mapping.cells import plain
from ingest.mapping.expressions import column_reader
from ingest.mapping.mapping import RuleInput

_LONGEST = 1_000
_MOST_PARTS = 200
_MOST_ELEMENTS = 10_000
_DIGITS = 50
FUNCTIONS = ("sum", "count", "min", "max", "abs", "round", "column")
"""What expressions may call."""


class ExpressionError(ValueError):
    """A text is no expression; the message says why."""


class Incomparable(ValueError):  # noqa: N818 - a finding about data
    """Values that cannot be computed with or compared."""


Evaluate = Callable[[RuleInput], Any]


@dataclass
class Expression:
    """A compiled expression; raises ExpressionError for what is none. `columns` are those that it reads."""

    text: str
    fields: Collection[str]
    context: SourceContext
    explode: str | None = None
    columns: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if len(self.text) > _LONGEST:
            raise ExpressionError(f"is longer than {_LONGEST:,} characters")
        try:
            tree = ast.parse(self.text.strip(), mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise ExpressionError("is no expression, such as quantity * price == total") from None
        if sum(1 for _ in ast.walk(tree)) > _MOST_PARTS:
            raise ExpressionError(f"has more than {_MOST_PARTS} parts")
        self._evaluate = self._compiled(tree.body)

    def of(self, given: RuleInput) -> Any:
        """The value, None for an empty one; raises Incomparable."""
        try:
            with localcontext(Context(prec=_DIGITS)):
                return self._evaluate(given)
        except (DecimalException, TypeError, ValueError, OverflowError) as error:
            raise Incomparable("cannot be computed") from error

    def _compiled(self, node: ast.expr) -> Evaluate:
        match node:
            case ast.Constant(value=float() as value) if not isfinite(value):
                raise ExpressionError("has a number that is too large")
            case ast.Constant(value=bool() | int() | float() | str() as value):
                return partial(_constant, _exact(value))
            case ast.Name(id=name):
                return self._name(name)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return partial(_each, operator.neg, (self._compiled(inner),))
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return partial(_each, operator.not_, (self._compiled(inner),))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                return partial(_each, _ARITHMETIC[type(op)], (self._compiled(left), self._compiled(right)))
            case ast.BoolOp(op=op, values=values):
                decide = all if isinstance(op, ast.And) else any
                return partial(_joined, decide, [self._compiled(value) for value in values])
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARISONS:
                return partial(_compared, _COMPARISONS[type(op)], self._compiled(left), self._compiled(right))
            case ast.Call(func=ast.Name(id=name), args=[*inner], keywords=[]) if name in FUNCTIONS:
                return self._called(name, inner)
        raise ExpressionError(
            "takes fields, numbers, texts in quotes, + - * /, comparisons, and, or, not, and "
            + ", ".join(f"{name}()" for name in FUNCTIONS)
        )

    def _name(self, name: str) -> Evaluate:
        if name not in self.fields:
            raise ExpressionError(f'names the field "{name}", which has no value in this entry')
        self.used.append(name)
        return lambda given: _exact(given.values.get(name))

    def _called(self, name: str, inner: list[ast.expr]) -> Evaluate:
        if name == "column":
            match inner:
                case [ast.Constant(value=str() as column)] if column:
                    return self._column(column)
            raise ExpressionError('takes a column in quotes: column("Menge")')
        if name in ("sum", "count", "abs") and len(inner) != 1:
            raise ExpressionError(f"{name}() takes one value")
        if name == "round" and len(inner) not in (1, 2):
            raise ExpressionError("round() takes a value and how many decimals it keeps (none)")
        return partial(_FUNCTIONS[name], [self._compiled(each) for each in inner])

    def _column(self, column: str) -> Evaluate:
        self.columns.append(column)
        read = column_reader(column, self.explode)
        return lambda given: self._number_or_text(read(given.raw))

    def _number_or_text(self, raw: Any) -> Any:
        if isinstance(raw, list):
            if len(raw) > _MOST_ELEMENTS:
                raise Incomparable(f"has more than {_MOST_ELEMENTS:,} elements")
            return [self._number_or_text(each) for each in raw]
        text = plain(raw)
        if text is None or isinstance(raw, bool):
            return raw if text is not None else None
        try:
            return exact_number(text, self.context)
        except InvalidValue:
            return text


_ARITHMETIC: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: lambda left, right: _number(left) * _number(right),
    ast.Div: operator.truediv,
}
_COMPARISONS: Mapping[type[ast.cmpop], Callable[[Any, Any, Decimal], bool]] = {
    ast.Eq: lambda left, right, tolerance: _equal(left, right, tolerance),
    ast.NotEq: lambda left, right, tolerance: not _equal(left, right, tolerance),
    ast.Lt: lambda left, right, _: left < right,
    ast.LtE: lambda left, right, tolerance: left < right or _equal(left, right, tolerance),
    ast.Gt: lambda left, right, _: left > right,
    ast.GtE: lambda left, right, tolerance: left > right or _equal(left, right, tolerance),
}


def _exact(value: Any) -> Any:
    """A value to compute with: numbers as decimals, of what is more than its value that."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return [_exact(each) for each in value[:_MOST_ELEMENTS]] or None
    if isinstance(value, datetime):
        return value.isoformat()
    return value.isoformat() if isinstance(value, date) else getattr(value, "value", value)


def comparable(value: Any, text: str) -> Any:
    """A clean value to compare: a number, text or flag; its `text` where it is more than that."""
    found = getattr(value, "source_id", None) or _exact(value)
    return found if isinstance(found, Decimal | str | bool) else text


def _number(value: Any) -> Decimal:
    if not isinstance(value, Decimal):
        raise Incomparable("is no number")
    return value


def _equal(left: Any, right: Any, tolerance: Decimal) -> bool:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return abs(left - right) <= tolerance
    if type(left) is not type(right):
        raise Incomparable("compares values of different types")
    return bool(left == right)


def _constant(value: Any, _given: RuleInput) -> Any:
    return value


def _each(compute: Callable[..., Any], parts: tuple[Evaluate, ...], given: RuleInput) -> Any:
    """What is computed of values, of lists element by element."""
    values = [part(given) for part in parts]
    lists = [value for value in values if isinstance(value, list)]
    if not lists:
        return None if None in values else compute(*values)
    if len({len(value) for value in lists}) > 1:
        raise Incomparable("computes with lists of different lengths")
    rows = ([v[i] if isinstance(v, list) else v for v in values] for i in range(len(lists[0])))
    return [None if None in row else compute(*row) for row in rows]


def _joined(decide: Callable[[Iterator[Any]], bool], parts: list[Evaluate], given: RuleInput) -> Any:
    found = [part(given) for part in parts]
    decided = decide(bool(value) for value in found if value is not None)
    sure = decided is (decide is any)  # what is empty could not change it
    return decided if sure or None not in found else None


def _compared(compare: Callable[..., bool], left: Evaluate, right: Evaluate, given: RuleInput) -> Any:
    one, other = left(given), right(given)
    if one is None or other is None:
        return None
    pairs = _pairs(one, other)
    return all(compare(a, b, given.tolerance) for a, b in pairs if a is not None and b is not None)


def _pairs(one: Any, other: Any) -> list[tuple[Any, Any]]:
    """What is compared with what: each element of a list."""
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            raise Incomparable("compares lists of different lengths")
        return list(zip(one, other, strict=True))
    if isinstance(one, list):
        return [(each, other) for each in one]
    return [(one, each) for each in other] if isinstance(other, list) else [(one, other)]


def _elements(parts: list[Evaluate], given: RuleInput) -> list[Any]:
    values = [part(given) for part in parts]
    flat = [each for value in values for each in (value if isinstance(value, list) else [value])]
    return [each for each in flat if each is not None]


def _sum(parts: list[Evaluate], given: RuleInput) -> Any:
    found = _elements(parts, given)
    return sum(map(_number, found), Decimal(0)) if found else None


def _extreme(choose: Callable[[Any, Any], Any], parts: list[Evaluate], given: RuleInput) -> Any:
    found = _elements(parts, given)
    return reduce(choose, found) if found else None


def _rounded(value: Any, places: Any = Decimal(0)) -> Decimal:
    return round(_number(value), int(_number(places)))


_FUNCTIONS: Mapping[str, Callable[[list[Evaluate], RuleInput], Any]] = {
    "sum": _sum,
    "count": lambda parts, given: Decimal(len(_elements(parts, given))),
    "min": partial(_extreme, min),
    "max": partial(_extreme, max),
    "abs": lambda parts, given: _each(lambda value: abs(_number(value)), tuple(parts), given),
    "round": lambda parts, given: _each(_rounded, tuple(parts), given),
}
