"""What counts in sums of money."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from graph.patterns import Pattern
from graph.rules.section import RulesSection

_Currency = Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]


class RevenueRules(RulesSection):
    """In which currency revenue is summed, and which orders came to nothing; see `rules.yaml`."""

    currency: _Currency
    rates: dict[_Currency, Annotated[Decimal, Field(gt=0, lt=10**9, decimal_places=8)]]
    void: tuple[Pattern, ...] = ()
