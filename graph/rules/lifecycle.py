"""How far customers come, and when they count as gone."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from graph.rules.section import RulesSection


class LifecycleRules(RulesSection):
    """Bounds between the stages of a customer's life; see `rules.yaml`."""

    loyal_orders: int = Field(ge=1)
    advocate_referrals: int = Field(ge=1)
    lapsed_days: int = Field(ge=1, le=100_000)
    dormant_days: int = Field(ge=1, le=100_000)
    step_days: int = Field(ge=1, le=100_000)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.dormant_days >= self.lapsed_days:
            raise ValueError("`dormant_days` has to be less than `lapsed_days`")
        return self
