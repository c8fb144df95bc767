"""Leaving, written to the graph: who has, who is likely to and why, and what would be lost with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from graph.analytics.arrays import Flags
from graph.analytics.churn.keeping import learned
from graph.analytics.churn.model import ChurnModel
from graph.analytics.churn.signs import FEATURES, GRACE_DAYS, Frame, frame_at, load_signs, rounded
from graph.analytics.ground import ScoreGround
from graph.analytics.purchases import EPOCH, Purchases, day_text, week_begun
from graph.analytics.rounding import estimated, significant

NAMES = (
    "churned_at",
    "churn_by",
    "churn_horizon_days",
    "churn_probability",
    "churn_reasons",
    "value_at_risk",
)
CONTRACT_DAYS = 90
"""The period of contracts that is foretold."""
SHORTEST_DAYS, LONGEST_DAYS = 30, 365
FEWEST_PEOPLE, FEWEST_EACH = 200, 20
"""Cases that are learned from, and of them those who left and those who stayed; to measure, half as many."""
_LEARNED_ON = 4
"""Days that are learned from, a horizon apart."""
_REASONS = 3
_MONTHS = 12

Values = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Leaving:
    """A definition of leaving: of whom it can be said on a day, and whether they had by the horizon's end.
    `lag` days later that is known."""

    name: str
    horizon: int
    lag: int
    at_risk: Callable[[Frame], Flags]
    left: Callable[[Frame], Flags]

    @property
    def told(self) -> dict[str, Any]:
        """What is written to everybody of whom it is said."""
        return {"churn_by": self.name, "churn_horizon_days": self.horizon}


def score_churn(ground: ScoreGround) -> int:
    """Write who has left and who is likely to; returns of how many either is known."""
    horizon = horizon_of(ground.purchases)
    load_signs(ground.connection, ground.as_of)
    ground.report["churn"] = {}
    values: Values = {}
    by_contract, by_purchases = leavings = _by_contract(), _by_purchases(horizon)
    now = {it.name: frame_at(ground.connection, ground.purchases.today, it.horizon) for it in leavings}
    for leaving in leavings:
        values |= dict(_foretold(ground, leaving, now[leaving.name]))
    values |= dict(_noticed(ground, by_contract, now[by_contract.name]))
    values |= dict(_gone(by_purchases, now[by_purchases.name], ground.purchases.today))
    nothing = dict.fromkeys(NAMES)
    return ground.write(NAMES, {id_: nothing | told for id_, told in values.items()})


def horizon_of(purchases: Purchases) -> int:
    """The days without a purchase after which a customer counts as gone: twice the median, over those who
    bought on several days, of their mean days between purchases; 30 to 365, and 365 before there are any."""
    of = purchases.histories
    several = of.days > 1
    if not several.any():
        return LONGEST_DAYS
    gaps = (of.last - of.first)[several] / (of.days[several] - 1)
    return int(np.clip(round(2 * float(np.median(gaps))), SHORTEST_DAYS, LONGEST_DAYS))


def _by_contract() -> Leaving:
    return Leaving("contract", CONTRACT_DAYS, GRACE_DAYS, lambda of: of.bound, lambda of: of.ended)


def _by_purchases(horizon: int) -> Leaving:
    def at_risk(of: Frame) -> Flags:
        return ~of.bound & ~of.noticed & (of["days_since_purchase"] < horizon)

    return Leaving("purchases", horizon, 0, at_risk, lambda of: of.stayed_away)


def _foretold(ground: ScoreGround, leaving: Leaving, now: Frame) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is foretold of each who may leave."""
    model, ground.report["churn"][leaving.name] = _learned(ground, leaving, ground.purchases.today)
    if model is None:
        return
    who = np.flatnonzero(leaving.at_risk(now))
    features = now.features[who]
    probability, parts = model.probability(features), np.round(model.contributions(features), 1)
    strongest = np.argsort(-np.abs(parts), axis=1, kind="stable")[:, :_REASONS]
    features = rounded(features)
    for row, place in enumerate(who.tolist()):
        adding = (name for name in strongest[row].tolist() if parts[row, name])
        reasons = [_reason(name, features[row, name], parts[row, name]) for name in adding]
        yield now.ids[place], leaving.told | _told(ground, now, place, float(probability[row]), reasons)


def _noticed(ground: ScoreGround, leaving: Leaving, now: Frame) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is known of each who gave notice of all contracts."""
    for place in np.flatnonzero(now.noticed).tolist():
        yield now.ids[place], leaving.told | _told(ground, now, place, 1.0, [])


def _told(
    ground: ScoreGround, now: Frame, place: int, probability: float, reasons: list[dict[str, Any]]
) -> dict[str, Any]:
    fee, clv = now["monthly_fee"][place], ground.clv.get(now.ids[place])
    bound = 0.0 if np.isnan(fee) else _MONTHS * float(fee) * ground.rules.value.margin
    worth = None if clv is None and not bound else bound + (clv or 0.0)
    return {
        "churn_probability": float(significant(np.array([probability]))[0]),
        "churn_reasons": orjson.dumps(reasons).decode(),
        "value_at_risk": None if worth is None else float(estimated(np.array([probability * worth]))[0]),
    }


def _reason(feature: int, value: float, contribution: float) -> dict[str, Any]:
    shown = None if np.isnan(value) else float(value)
    return {"name": FEATURES[feature], "value": shown, "contribution": float(contribution)}


def _learned(ground: ScoreGround, leaving: Leaving, today: int) -> tuple[ChurnModel | None, dict[str, Any]]:
    """The model of one definition, and what is said of it. It is measured on the last day whose outcomes are
    known at the beginning of the week, and learned on days before it whose outcomes were known on that."""
    if ground.as_of is None:
        lacks = "nothing is known that happened at a time"
        return None, {"horizon_days": leaving.horizon, "measured_on": None, "lacks": lacks}
    step, begun = leaving.horizon + leaving.lag, week_begun(today)
    measured_on = begun - step
    earlier = [_cases(ground, leaving, begun - n * step) for n in range(2, 2 + _LEARNED_ON)]
    cases = np.concatenate([one for one, _ in earlier]), np.concatenate([left for _, left in earlier])
    later = _cases(ground, leaving, measured_on)
    said: dict[str, Any] = {"horizon_days": leaving.horizon, "measured_on": day_text(measured_on)}
    for (_, left), people, each, days in (
        (cases, FEWEST_PEOPLE, FEWEST_EACH, f"the days before {day_text(measured_on)}"),
        (later, FEWEST_PEOPLE // 2, FEWEST_EACH // 2, day_text(measured_on)),
    ):
        gone = int(left.sum())
        if len(left) < people or min(gone, len(left) - gone) < each:
            lacks = f"{len(left):,} customers at risk on {days}, {gone:,} of whom left"
            return None, said | {"lacks": f"{lacks}; {people} are needed, {each} of each kind"}
    model = learned(ground.folder / f"leaving_by_{leaving.name}.npz", cases, later)
    quality = {name: _rounded(value) for name, value in asdict(model.quality).items()}
    return model, said | {"lacks": None, "learned_from": len(cases[1]), "leaves": model.leaves} | quality


def _cases(ground: ScoreGround, leaving: Leaving, day: int) -> tuple[NDArray[np.float64], Flags]:
    """Features of all who were at risk on a day, and whether they left."""
    frame = frame_at(ground.connection, day, leaving.horizon)
    chosen = leaving.at_risk(frame)
    return frame.features[chosen], leaving.left(frame)[chosen]


def _gone(leaving: Leaving, now: Frame, today: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Those of whom it is a fact: no contract runs, none was renewed in the grace period, and no purchase
    for as long as the horizon. They left when the later of both was due."""
    ended, due = now.last_end, now.last_purchase + leaving.horizon
    left = ~now.bound & ~now.noticed & ~(ended + GRACE_DAYS > today) & ~(due > today)
    at = np.fmax(ended, due)
    by_contract = ended >= np.nan_to_num(due, nan=-1.0)
    for place in np.flatnonzero(left & ~np.isnan(at)).tolist():
        moment = datetime.combine(date.fromordinal(int(at[place]) + EPOCH), datetime.min.time(), UTC)
        left_by = _by_contract() if by_contract[place] else leaving
        yield now.ids[place], left_by.told | {"churned_at": moment}


def _rounded(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_rounded(each) for each in value]
    return round(value, 6) if isinstance(value, float) else value
