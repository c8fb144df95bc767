"""Splink as its tutorial would set it up for columns like these; the columns are already tidy."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa
import splink.comparison_library as cl
from splink import block_on

from benchmarks.grid.data import DataSet, tidy
from benchmarks.plain_splink import Recipe, assign

THRESHOLD = 0.95

_COMPARISONS: dict[str, Any] = {
    "given_name": cl.NameComparison("given_name"),
    "family_name": cl.NameComparison("family_name"),
    "full_name": cl.JaroWinklerAtThresholds("full_name", [0.92, 0.85]),
    "organization_name": cl.JaroWinklerAtThresholds("organization_name", [0.95, 0.88]),
    "birth_date": cl.DateOfBirthComparison("birth_date", input_is_string=True),
    "email": cl.ExactMatch("email"),
    "phone": cl.ExactMatch("phone"),
    "street": cl.LevenshteinAtThresholds("street", [2]),
    "postal_code": cl.ExactMatch("postal_code").configure(term_frequency_adjustments=True),
    "city": cl.ExactMatch("city").configure(term_frequency_adjustments=True),
    "employer": cl.ExactMatch("employer").configure(term_frequency_adjustments=True),
    "nationality": cl.ExactMatch("nationality").configure(term_frequency_adjustments=True),
}
_BLOCKING = (
    ("given_name", "family_name"), ("family_name", "birth_date"), ("given_name", "birth_date"), ("email",),
    ("phone",), ("family_name", "postal_code"), ("given_name", "street"), ("family_name", "city"),
    ("organization_name",), ("substr(organization_name, 1, 6)", "postal_code"), ("street", "postal_code"),
    ("full_name",), ("substr(full_name, 1, 5)", "nationality"),
)  # fmt: skip
_CERTAIN = (
    ("given_name", "family_name", "birth_date"), ("given_name", "email"),
    ("given_name", "family_name", "street"), ("family_name", "phone"), ("organization_name", "street"),
    ("organization_name", "email"), ("full_name", "nationality"),
)  # fmt: skip
_TRAINING = (
    ("given_name", "family_name"), ("birth_date",), ("email",), ("phone",), ("postal_code",),
    ("organization_name",), ("full_name",),
)  # fmt: skip


def plain(data: DataSet) -> dict[str, str]:
    """Clusters that plain Splink finds: record → cluster. What Splink raises goes through."""
    with duckdb.connect() as connection:
        rows = pa.Table.from_pylist(tidy(data), schema=_schema(data))
        connection.execute("CREATE TABLE raw AS FROM rows")
        del rows
        return assign(connection, recipe(data))


def recipe(data: DataSet) -> Recipe:
    """Comparisons of all columns, and the rules that have theirs; two training passes, by rules that leave
    one another's columns to be learnt."""
    fields = [field for field in data.fields if field in _COMPARISONS]
    return Recipe(
        comparisons=[_COMPARISONS[field] for field in fields],
        blocking=_fitting(_BLOCKING, fields),
        certain=_fitting(_CERTAIN, fields),
        recall=0.7,
        training=_fitting(_TRAINING, fields)[:2],
        threshold=THRESHOLD,
    )


def _fitting(rules: tuple[tuple[str, ...], ...], fields: list[str]) -> list[Any]:
    def known(column: str) -> bool:
        return column.removeprefix("substr(").split(",")[0] in fields

    return [block_on(*rule) for rule in rules if all(map(known, rule))]


def _schema(data: DataSet) -> pa.Schema:
    return pa.schema([(name, pa.string()) for name in ("unique_id", *data.fields)])
