"""Why a customer is likely to leave."""

import json
from collections.abc import Mapping
from typing import Any

import strawberry


@strawberry.type(description="A reason of the probability to leave.")
class ChurnReason:
    """One of the strongest reasons."""

    name: str = strawberry.field(description="What tells of it, as `days_since_purchase`; docs/insight.md")
    value: float | None = strawberry.field(description="What it is of this customer; null where not known")
    contribution: float = strawberry.field(
        description="What it adds to the log-odds of leaving beside those of all; below zero, of staying"
    )


def churn_reasons(stored: Mapping[str, Any]) -> list[ChurnReason]:
    """The reasons out of the JSON that a customer has, the strongest first."""
    return [ChurnReason(**each) for each in json.loads(stored["reasons_json"] or "[]")]
