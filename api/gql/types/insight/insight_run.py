"""What the scores of customers' value are of, and what could not be worked out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from api.gql.types.insight.lifecycle import LifecycleRun, lifecycle_run
from api.gql.types.insight.offers import OfferModel, offer_model
from graph.analytics.reading import tells_value


@strawberry.type(description="What lifetime values were learned from.")
class LifetimeModel:
    """The model in force."""

    model: str = strawberry.field(description="Model of how often customers buy")
    r: float = strawberry.field(description="Shape of the rates of purchases among customers")
    alpha: float = strawberry.field(description="Their scale, in days")
    a: float = strawberry.field(description="First parameter of the probability to leave after a purchase")
    b: float = strawberry.field(description="Second parameter of it")
    log_likelihood: float = strawberry.field(description="Logarithm of the likelihood of what customers did")
    repeaters: int = strawberry.field(description="Customers who bought on more than one day")
    spending: str = strawberry.field(description="Model of amounts: `gamma_gamma` or `shrunken_mean`")
    correlation: float | None = strawberry.field(
        description="Correlation of number and mean of purchases; null where it is not defined"
    )


@strawberry.type(description="What probabilities of leaving were learned from, and how good they are.")
class ChurnModel:
    """The model of one definition of leaving."""

    by: str = strawberry.field(description="`contract`: not renewed; `purchases`: none for the horizon")
    horizon_days: int = strawberry.field(description="Within how many days the probabilities are of leaving")
    measured_on: str | None = strawberry.field(
        description="Day whose outcomes the quality is of; null where no time is known"
    )
    lacks: str | None = strawberry.field(description="Why there are no probabilities")
    learned_from: int | None = strawberry.field(description="Cases of days before it that were learned from")
    people: int | None = strawberry.field(description="Customers at risk on that day")
    left: int | None = strawberry.field(description="Those of them who left")
    auc: float | None = strawberry.field(description="Area under the ROC curve on that day")
    brier: float | None = strawberry.field(description="Brier score on that day")
    brier_alike: float | None = strawberry.field(
        description="Brier score of the same probability for everybody"
    )


@strawberry.type(description="What the scores of the value of customers are of.")
class InsightRun:
    """The latest run."""

    run: str = strawberry.field(description="Names the state of the journal and the version")
    version: str = strawberry.field(description="Version of the scores' definitions")
    as_of: datetime | None = strawberry.field(description="Time of the latest event that is known")
    buyers: int = strawberry.field(description="Customers who ever bought")
    in_window: int = strawberry.field(description="Those who bought in the window of the scores")
    window_days: int = strawberry.field(description="How many days the window has")
    without_amount: int = strawberry.field(
        description="Purchases without an amount in the company's currency"
    )
    recency_by: str = strawberry.field(
        description="Whether scores of recency are `fifths` of customers or go by the `bounds` of the rules"
    )
    frequency_by: str = strawberry.field(description="The same of frequency")
    monetary_by: str = strawberry.field(description="The same of monetary value")
    lifetime: LifetimeModel | None = strawberry.field(
        description="What lifetime values were learned from; null where there is too little history"
    )
    lifetime_lacks: str | None = strawberry.field(description="Why there are no lifetime values")
    churn: list[ChurnModel] = strawberry.field(
        description="What leaving is told by, with what it was learned from"
    )
    lifecycle: LifecycleRun = strawberry.field(
        description="How customers come along, and how many are active"
    )
    offers: OfferModel = strawberry.field(description="What next best offers were made from")


def insight_run(run: Mapping[str, Any]) -> InsightRun | None:
    """The run out of what `graph.analytics.reading` read; null for one of an earlier version."""
    if not tells_value(run):
        return None
    told = run["report"]["value"]
    lifetime = dict(told["lifetime"])
    reason = lifetime.pop("reason")
    counts = {name: told[name] for name in ("buyers", "in_window", "window_days", "without_amount")}
    return InsightRun(
        **{name: run[name] for name in ("run", "version", "as_of")},
        **counts,
        **{f"{name}_by": by for name, by in told["scored_by"].items()},
        lifetime=LifetimeModel(**lifetime) if lifetime else None,
        lifetime_lacks=reason,
        churn=[_churn_model(by, said) for by, said in run["report"]["churn"].items()],
        lifecycle=lifecycle_run(run["report"]["lifecycle"]),
        offers=offer_model(run["report"]["offers"]),
    )


def _churn_model(by: str, said: Mapping[str, Any]) -> ChurnModel:
    learned = ("learned_from", "people", "left", "auc", "brier", "brier_alike")
    told: dict[str, Any] = {name: said[name] for name in ("horizon_days", "measured_on", "lacks")}
    told |= {name: said.get(name) for name in learned}
    return ChurnModel(by=by, **told)
