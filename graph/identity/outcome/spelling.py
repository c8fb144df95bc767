"""Golden values in the best spelling that a record has: tills write FRANCOISE, a shop Françoise.

Which value survives is the rules' matter. Values that differ in case and accents alone are one value, written
well or badly: accents and small letters get lost, and are seldom invented.
"""

from __future__ import annotations

import duckdb

_NAMES = ("full_name", "given_name", "middle_name", "family_name", "birth_name", "birth_place", "occupation")
"""Attributes that are written well or badly. Names of firms are as they are: IKEA is no Ikea."""
SPELT_PARTS = ("street", "city", "region")
"""Parts of addresses that are."""


def folded(name: str) -> str:
    """SQL for what spellings of one value of an attribute have in common; of others the value itself."""
    return _folded(name) if name in _NAMES else name


def spell_well(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the best spelling of each name into `picked`, with its origin, and add those of the parts of the
    address as `…_spelt` (null where there is no address).

    Reads `ranked`. Customers of one record have what that says.
    """
    spelt = [_best(name, f"p.{name}.value", name) for name in _NAMES]
    spelt += [_best(part, f"p.address.{part}", f"{part}_spelt") for part in SPELT_PARTS]
    replaced = ", ".join(f"coalesce(s.{name}, p.{name}) AS {name}" for name in _NAMES)
    parts = ", ".join(f"s.{part}_spelt" for part in SPELT_PARTS)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE picked AS
        WITH spelt AS (
            SELECT customer_id, {", ".join(spelt)}
            FROM ranked AS r JOIN picked AS p USING (customer_id)
            WHERE p.record_count > 1 GROUP BY customer_id
        )
        SELECT p.* REPLACE ({replaced}), {parts} FROM picked AS p LEFT JOIN spelt AS s USING (customer_id)"""  # noqa: S608 - names of this module
    )


def _best(name: str, picked: str, column: str) -> str:
    """The best spelling of a picked value: neither all capitals nor all small letters, then most accents."""
    value = f"r.{name}"
    one_case = f"({value} IN (upper({value}), lower({value})))::INT"
    plain = f"length(regexp_replace({value}, '[^\\x00-\\x7F]', '', 'g'))"
    same = f"{_folded(value)} = {_folded(picked)}"
    written = f"{{'value': {value}, 'origin': r.origin}}"
    return f"arg_min({written}, ({one_case}, {plain}, r.recency)) FILTER ({same}) AS {column}"


def _folded(value: str) -> str:
    return f"lower(strip_accents({value}))"
