"""How what customers are worth is worked out."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field

from graph.rules.section import RulesSection


def _rising(bounds: tuple[float, ...]) -> tuple[float, ...]:
    if any(right <= left for left, right in pairwise(bounds)):
        raise ValueError("each bound has to be greater than the one before it")
    return bounds


Bound = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Bounds = Annotated[tuple[Bound, Bound, Bound, Bound], AfterValidator(_rising)]
"""What parts scores from 1 to 5."""


class ValueRules(RulesSection):
    """Window, bounds, margin and discount; see `rules.yaml`."""

    window_days: int = Field(ge=1, le=100_000)
    recency_days: Bounds
    purchases: Bounds
    purchase_value: Bounds
    margin: float = Field(gt=0, le=1)
    discount: float = Field(ge=0, le=10)
