"""What may be offered to whom."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from graph.patterns import Pattern
from graph.rules.section import RulesSection


class OfferConsent(StrEnum):
    """Whose consent an offer needs."""

    UNLESS_DENIED = "unless_denied"
    GRANTED = "granted"


class PausedBy(StrEnum):
    """What keeps offers back while it is open."""

    NOTHING = "nothing"
    COMPLAINT = "complaint"
    TICKET = "ticket"


class OfferRules(RulesSection):
    """How many offers, of what, and to whom; see `rules.yaml`."""

    most: int = Field(ge=1, le=20)
    of_category: int = Field(ge=1, le=20)
    half_life_days: float = Field(gt=0, le=100_000)
    again_share: float = Field(gt=0, le=1)
    consent: OfferConsent
    purposes: tuple[Pattern, ...]
    unrelated_purposes: tuple[Pattern, ...]
    paused_by: PausedBy
    paused_days: int = Field(ge=1, le=100_000)
