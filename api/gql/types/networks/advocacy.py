"""Why an advocate is strong: the parts of the score."""

import json
from collections.abc import Mapping
from typing import Any

import strawberry

from graph.analytics.networks.weights import WEIGHTS


@strawberry.type(description="A part of the advocate score.")
class AdvocacyPart:
    """One part with what it counts for."""

    name: str = strawberry.field(
        description="`reach`, `conversions`, `revenue`, `nps`, `voice` or `recency`; see docs/networks.md"
    )
    value: float | None = strawberry.field(description="From 0 to 1; null where nothing is known")
    weight: float = strawberry.field(description="How much it counts among the parts that are known")


def advocacy_parts(stored: Mapping[str, Any]) -> list[AdvocacyPart]:
    """The parts out of the JSON that a customer has, in the order of the definition."""
    values: dict[str, float | None] = json.loads(stored["parts_json"] or "{}")
    known = sum(WEIGHTS[name] for name, value in values.items() if value is not None)
    return [
        AdvocacyPart(name=name, value=values[name], weight=0.0 if values[name] is None else weight / known)
        for name, weight in WEIGHTS.items()
        if name in values
    ]
