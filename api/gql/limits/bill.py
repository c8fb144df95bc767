"""What became of an operation, for whoever asked and for those who run the server."""

from dataclasses import dataclass
from typing import Any

from fastapi import Response

from api.gql.limits.budget import Allowance
from api.telemetry.metrics import COST, OPERATIONS, SECONDS


@dataclass
class Bill:
    """Its kind, its cost, whether it `began`, whether its caller had asked for too much, and what remains."""

    kind: str = "unknown"
    cost: int = 0
    began: bool = False
    too_much: bool = False
    allowance: Allowance | None = None

    @property
    def told(self) -> dict[str, Any]:
        """What the log says of it."""
        return {"operation": self.kind, "cost": self.cost}


def settle(bill: Bill, answer: Response, seconds: float) -> None:
    """Tell the caller what remains of the budget, and count the operation."""
    if bill.allowance is not None:
        answer.headers.update(bill.allowance.headers)
    if bill.too_much and bill.allowance is not None:
        answer.status_code = 429
        answer.headers["Retry-After"] = str(bill.allowance.seconds)
    count(bill)
    SECONDS.labels(bill.kind).observe(seconds)


def count(bill: Bill) -> None:
    """Count the operation, however long it took.

    What a refused one would have cost has no bounds: one such number would drown the sum of all others.
    """
    OPERATIONS.labels(bill.kind, "begun" if bill.began else "refused").inc()
    if bill.began:
        COST.labels(bill.kind).observe(bill.cost)
