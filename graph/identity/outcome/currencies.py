"""What counts in sums of money: the company's currency, and others by their rate."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pyarrow as pa

from graph.identity.rules import Rules

_RATES = """
CREATE OR REPLACE TEMP TABLE currency_rates AS
SELECT currency, rate::DECIMAL(18, 8) AS rate FROM given_rates
"""


def take_rates(connection: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """Make `currency_rates` (currency, rate): for how much of the company's currency each counts; an empty
    one is that of orders without a currency."""
    rates = {**rules.revenue.rates, rules.revenue.currency: Decimal(1), "": Decimal(1)}
    rows = pa.table({"currency": list(rates), "rate": pa.array(list(map(str, rates.values())), pa.string())})
    connection.register("given_rates", rows)
    connection.execute(_RATES)
    connection.unregister("given_rates")
