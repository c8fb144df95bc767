"""What counts in sums of money: orders that came to something, in the company's currency or by a rate."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pyarrow as pa

from graph.patterns import any_of
from graph.rules.revenue import RevenueRules

_RATES = """
CREATE OR REPLACE TEMP TABLE currency_rates AS
SELECT currency, rate::DECIMAL(18, 8) AS rate FROM given_rates
"""
# Of zero is a sample or a replacement. Below zero it is a credit, which counts in sums and is no purchase.
_COUNTED = """
CREATE OR REPLACE TEMP MACRO came_to_something(total, status) AS
    coalesce(total, 1) <> 0 AND NOT regexp_full_match(lower(trim(coalesce(status, ''))), '{void}')
"""
_PURCHASE = """
CREATE OR REPLACE TEMP MACRO is_purchase(total, status) AS
    came_to_something(total, status) AND coalesce(total, 1) > 0
"""


def take_revenue(connection: duckdb.DuckDBPyConnection, rules: RevenueRules) -> None:
    """Make `currency_rates` (currency, rate): for how much of the company's currency each counts; an empty
    one is that of orders without a currency. And the macros `came_to_something` and `is_purchase` of the
    total and the status of an order."""
    rates = {**rules.rates, rules.currency: Decimal(1), "": Decimal(1)}
    rows = pa.table({"currency": list(rates), "rate": pa.array(list(map(str, rates.values())), pa.string())})
    connection.register("given_rates", rows)
    connection.execute(_RATES)
    connection.unregister("given_rates")
    connection.execute(_COUNTED.format(void=any_of(rules.void).replace("'", "''")))
    connection.execute(_PURCHASE)
