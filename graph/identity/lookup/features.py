"""The features of one record, by the SQL of `features/steps_sql.py` in Python: no query, in a millisecond."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import sqlglot
from sqlglot import exp

from graph.identity.features.macros.every import MACROS
from graph.identity.features.macros.lists import MEANINGS
from graph.identity.features.name_mailboxes import is_of_name
from graph.identity.features.name_words import TYPES, facts_of
from graph.identity.features.steps_sql import FEATURE_STEPS, FEATURES
from graph.identity.lookup.sql_functions import Functions
from graph.identity.lookup.sql_in_python import Row, macro_functions, python_function, select_functions
from graph.words.cut_names import whole_name
from graph.words.folding import fold_text
from graph.words.given_names import given_among, longer_names, name_in_handle
from graph.words.other_scripts import organization_in_latin
from graph.words.trading_names import names_in

_SOURCES = ("n", "r", "a", "c", "g", "f", "h", "w")
"""What FEATURES joins: name parts, record, address, contacts, codes of given, family and middle name, and
of all given names in one piece."""

_CODED = ("given", "family", "middle", "given_full")

_HASHED = "record_no"
"""The column that DuckDB has to make."""


class RecordFeatures:
    """Makes feature rows; any number of threads may ask."""

    def __init__(self) -> None:
        """Raises IdentityError where the SQL uses something that Python does not know here."""
        own: dict[str, Callable[..., Any]] = {
            "organization_in_latin": organization_in_latin,
            "whole_name": whole_name,
            "given_among": given_among,
            "names_in": names_in,
            "is_of_name": is_of_name,
            "getvariable": MEANINGS.get,
            "name_in_handle": name_in_handle,
        }
        macros = macro_functions(MACROS, {"fold_text": fold_text, "fold_accents": fold_text} | own)
        steps = {name: _parsed(sql.replace("{where}", "TRUE")) for name, sql in FEATURE_STEPS}
        contacts = [column for column in steps.pop("contacts").args["expressions"] if column.find(exp.Filter)]
        self._contacts = {column.alias: _collector(column) for column in contacts}
        self._steps = {
            name: [_Part(part, macros) for part in (*_earlier(step), step)] for name, step in steps.items()
        }
        whole = _parsed(FEATURES)
        listed = whole.args["expressions"]
        whole.set("expressions", [column for column in listed if column.alias_or_name != _HASHED])
        self._features = select_functions(whole, _SOURCES, macros)
        self._of_contacts = [
            column.alias_or_name
            for column in listed
            if any(part.text("table") == "c" for part in column.find_all(exp.Column))
        ]

    def of(self, record: Row, identifiers: Sequence[Row]) -> dict[str, Any]:
        """The row of `features` but for record_no.

        `record` has all columns of `records`; `identifiers` the kind and value of those that say something.
        """
        address = _through(self._steps["addresses"], record)
        row = record
        for name in ("raw_names", "whole_names", "split_names", "name_parts"):
            row = _through(self._steps[name], row)
        contacts = self._collected(identifiers)
        parts = (row, record, address, contacts, *(_codes(row[word]) for word in _CODED))
        return {name: value(*parts) for name, value in self._features.items()}

    def of_contacts(self, row: Row, identifiers: Sequence[Row]) -> dict[str, Any]:
        """The columns of a row of `features` that say what it would be with these identifiers alone."""
        contacts = self._collected(identifiers)
        given = {"longer": longer_names(row["given"])}
        parts = (row, row, row, contacts, given, row, row, row)
        return {name: self._features[name](*parts) for name in self._of_contacts}

    def _collected(self, identifiers: Sequence[Row]) -> dict[str, list[str] | None]:
        return {name: collect(identifiers) for name, collect in self._contacts.items()}


@cache
def record_features() -> RecordFeatures:
    """One that all look-ups of the process share: to read the SQL takes a third of a second."""
    return RecordFeatures()


class _Part:
    """One SELECT over one row."""

    def __init__(self, select: exp.Expr, macros: Functions) -> None:
        listed = select.args["expressions"]
        self._keeps = any(isinstance(column, exp.Star) for column in listed)
        select.set("expressions", [column for column in listed if not isinstance(column, exp.Star)])
        self._columns = select_functions(select, ("f",), macros)

    def of(self, row: Row) -> Row:
        """The row that it makes."""
        made = {name: value(row) for name, value in self._columns.items()}
        return {**row, **made} if self._keeps else made


def _parsed(sql: str) -> exp.Expr:
    return sqlglot.parse_one(sql, read="duckdb")


def _earlier(step: exp.Expr) -> list[exp.Expr]:
    """What a step says first, to select from."""
    with_ = step.args.get("with_")
    return [common.this for common in with_.expressions] if with_ else []


def _through(parts: Sequence[_Part], row: Row) -> Row:
    for part in parts:
        row = part.of(row)
    return row


def _collector(column: exp.Expr) -> Callable[[Sequence[Row]], list[str] | None]:
    """`list(DISTINCT value ORDER BY value) FILTER (…)` over the identifiers."""
    distinct = column.find(exp.Distinct)
    where = column.find(exp.Where)
    assert distinct  # noqa: S101 - the step is ours
    assert where  # noqa: S101 - as above
    value = python_function(distinct.expressions[0].sql("duckdb"), "i")
    wanted = python_function(where.this.sql("duckdb"), "i")

    def collect(identifiers: Sequence[Row]) -> list[str] | None:
        return sorted({value(used) for used in identifiers if wanted(used) is True}) or None

    return collect


def _codes(word: str | None) -> dict[str, Any]:
    """What `name_words` knows of a word."""
    return dict.fromkeys(TYPES) if word is None else facts_of(word)
