"""The life of customers: the stages that one came through, and how many take which step."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from graph.policy.masks import sizes_told


@strawberry.type(description="A stage that a customer reached.")
class StageStep:
    """One of the stages, with its time and cause."""

    stage: str = strawberry.field(description="`subscriber`, `lead`, `customer`, `loyal` or `advocate`")
    at: datetime = strawberry.field(description="When it was reached")
    cause: str = strawberry.field(description="By what, as `first purchase`")


@strawberry.type(description="A step from one stage to the next.")
class FunnelStep:
    """How many take a step, and how long that takes."""

    before: str = strawberry.field(description="Stage before the step")
    after: str = strawberry.field(description="Stage after it")
    reached: int | None = strawberry.field(
        description="Customers who reached the stage before it; numbers of fewer than five are null without"
        " the role pii"
    )
    mature: int | None = strawberry.field(description="Those of them who did so long enough ago to tell")
    moved: int | None = strawberry.field(description="Those of these who took the step within `stepDays`")
    share: float | None = strawberry.field(description="Their share, 0 to 1; null where nobody is mature")
    median_days: float | None = strawberry.field(description="Median of the days that it took them")


@strawberry.type(description="How many customers had a stage or an activity at the end of a day.")
class LifecycleCount:
    """A count of the history."""

    day: str = strawberry.field(description="The day: ends of months, and the latest day that is known")
    axis: str = strawberry.field(description="`stage` or `activity`")
    name: str = strawberry.field(description="Name of the stage or activity")
    customers: int | None = strawberry.field(
        description="How many had it; null without the role pii for fewer than five, and for the next larger"
        " number where that alone would be missing"
    )
    told: strawberry.Private[int]


@strawberry.type(description="How customers come along, and how many are active.")
class LifecycleRun:
    """Steps and history of the latest run."""

    step_days: int = strawberry.field(description="Within how many days a step counts")
    steps: list[FunnelStep] = strawberry.field(description="The steps from stage to stage")
    history: list[LifecycleCount] = strawberry.field(description="The last thirteen days that are told of")


def stage_steps(stored: Mapping[str, Any]) -> list[StageStep]:
    """The stages out of the JSON that a customer has, the first one first."""
    told = json.loads(stored["steps_json"] or "[]")
    return [StageStep(**each | {"at": datetime.fromisoformat(each["at"])}) for each in told]


def lifecycle_run(said: Mapping[str, Any]) -> LifecycleRun:
    """The run out of what the report says of the life of customers."""
    history = [
        LifecycleCount(day=each["day"], axis=axis, name=name, customers=counts[name], told=told)
        for each in said["history"]
        for axis, counts in (("stage", each["stages"]), ("activity", each["activities"]))
        for name, told in sorted(sizes_told(counts).items())
    ]
    steps = [FunnelStep(**step) for step in said["steps"]]
    return LifecycleRun(step_days=said["step_days"], steps=steps, history=history)
