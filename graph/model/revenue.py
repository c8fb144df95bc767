"""What counts of an order, as Cypher; `$void` fits the states of orders that came to nothing.

As `came_to_something` and `is_purchase` of the journal have it, over what the graph holds of an order.
"""

from dataclasses import replace

from graph.model.types import money

REVENUE = replace(
    money(
        "revenue",
        "What counts as revenue: its total less what was paid back, 0 where it came to nothing by its status",
    ),
    found=True,
)
"""A value of orders that is not in the graph, but made of what is there."""

VOID = "void"
"""The parameter of all that is made here."""

TOTAL = "coalesce({order}.total, {order}.lines_total)"
LINE_TOTAL = "coalesce({line}.total, round({line}.price * {line}.quantity * 10000.0) / 10000.0)"
"""The amount of a line as its source states it, else that of its pieces; of edges `CONTAINS`."""
_IS_VOID = f"coalesce(toLower(trim({{order}}.status)) =~ ${VOID}, false)"
_LEFT = f"{TOTAL} - {{order}}.refunded"
_PURCHASED = (
    "coalesce({order}.total, {order}.lines_total, {order}.refunded + 1, 1) > coalesce({order}.refunded, 0) "
    f"AND NOT {_IS_VOID}"
)
# A credit, whose total is below zero, counts as it is. Amounts have four decimals at most.
_REVENUE = (
    f"CASE WHEN {_IS_VOID} THEN 0.0 "
    f"WHEN {{order}}.refunded IS NULL OR coalesce({TOTAL}, 0) <= 0 THEN {TOTAL} "
    f"WHEN {_LEFT} > 0 THEN round(({_LEFT}) * 10000.0) / 10000.0 ELSE 0.0 END"
)


def purchased(order: str) -> str:
    """Whether the order in a variable is a purchase."""
    return _PURCHASED.format(order=order)


def revenue_of(order: str) -> str:
    """What counts of the order in a variable; null where no total is known."""
    return _REVENUE.format(order=order)
