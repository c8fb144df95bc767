"""How far what customers do counts as a sign of interest."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from graph.rules.section import RulesSection


class Signal(StrEnum):
    """What is a sign of interest in a topic or a product."""

    PAGE_VIEW = "page_view"
    PRODUCT_VIEW = "product_view"
    EVENT = "event"
    DWELL = "dwell"
    ORDER = "order"
    COMPLAINT = "complaint"


def plain_name(name: str) -> str:
    """The name of an event as it is compared: `Product Added`, `product_added` and `productAdded` are one."""
    return "".join(letter for letter in name if letter.isalnum()).lower()


Weight = Annotated[float, Field(ge=-1_000, le=1_000, allow_inf_nan=False)]


class InterestRules(RulesSection):
    """Weights of signals and how fast they fade; see `rules.yaml`."""

    half_life_days: float = Field(gt=0, le=100_000)
    weights: dict[Signal, Weight]
    dwell_seconds: float = Field(gt=0, le=100_000)
    events: dict[Annotated[str, AfterValidator(plain_name)], Weight]
    session_minutes: float = Field(gt=0, le=100_000)
