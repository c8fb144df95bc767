"""Value of customers, written to the graph: recency, frequency and monetary value, and the lifetime value."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.analytics.ground import ScoreGround
from graph.analytics.purchases import Histories, Purchases, week_begun
from graph.analytics.rounding import estimated, significant
from graph.analytics.value.keeping import fitted
from graph.analytics.value.lifetime import (
    LifetimeModel,
    lack_of_history,
    spending_name,
)
from graph.analytics.value.rfm import ranked_by, recency_scores, scores, segment
from graph.rules.value import ValueRules

RFM = ("rfm_recency", "rfm_frequency", "rfm_monetary", "rfm_segment", "purchases", "purchase_value")
LIFETIME = ("clv", "clv_low", "clv_high", "expected_purchases", "alive_probability")
NAMES = (*RFM, *LIFETIME)

Values = dict[str, dict[str, Any]]


def score_value(ground: ScoreGround) -> int:
    """Write what the customers who bought are worth; returns how many they are."""
    purchases, rules = ground.purchases, ground.rules.value
    ground.report["value"] = {
        "buyers": len(purchases.ids),
        "window_days": rules.window_days,
        "without_amount": int((purchases.orders - purchases.priced).sum()),
    }
    rfm = _rfm(ground, purchases.since(purchases.today - rules.window_days + 1), rules)
    lifetimes = _lifetimes(ground, purchases, rules)
    ground.clv.update({id_: told["clv"] for id_, told in lifetimes.items()})
    nothing = dict.fromkeys(NAMES)
    return ground.write(
        NAMES, {id_: nothing | rfm.get(id_, {}) | lifetimes.get(id_, {}) for id_ in purchases.ids}
    )


def _rfm(ground: ScoreGround, recent: Purchases, rules: ValueRules) -> Values:
    of = recent.histories
    who = np.flatnonzero(of.orders)
    silent, orders = of.today - of.last[who], of.orders[who].astype(np.float64)
    mean = np.round(of.mean_order[who], 2)
    ground.report["value"]["in_window"] = len(who)
    ground.report["value"]["scored_by"] = {
        name: "fifths" if ranked_by(values.astype(np.float64)) else "bounds"
        for name, values in (("recency", silent), ("frequency", orders), ("monetary", mean))
    }
    columns = (
        recency_scores(silent, rules.recency_days),
        scores(orders, rules.purchases),
        scores(mean, rules.purchase_value),
        of.orders[who],
    )
    rows = zip(who.tolist(), *(column.tolist() for column in columns), mean.tolist(), strict=True)
    found: Values = {}
    for place, r, f, m, n, value in rows:
        told = (r, f, m or None, segment(r, f, n), n, value if m else None)
        found[recent.ids[place]] = dict(zip(RFM, told, strict=True))
    return found


def _lifetimes(ground: ScoreGround, purchases: Purchases, rules: ValueRules) -> Values:
    earlier = purchases.until(week_begun(purchases.today))
    reason = lack_of_history(earlier.histories)
    ground.report["value"]["lifetime"] = {"reason": reason}
    if reason:
        return {}
    model = fitted(ground.folder / "lifetimes.npz", earlier)
    ground.report["value"]["lifetime"] |= _described(model, earlier.histories)
    found = model.lifetimes(purchases.histories, rules.margin, rules.discount)
    columns = [estimated(each) for each in (found.value, found.low, found.high)]
    columns += [significant(each) for each in (found.purchases, found.alive)]
    rows = zip(purchases.ids, *(column.tolist() for column in columns), strict=True)
    return {id_: dict(zip(LIFETIME, values, strict=True)) for id_, *values in rows}


def _described(model: LifetimeModel, of: Histories) -> dict[str, Any]:
    buying = model.buying
    parameters = {name: round(getattr(buying, name), 6) for name in ("r", "alpha", "a", "b")}
    return {
        "model": "MBG/NBD",
        **parameters,
        "log_likelihood": round(buying.log_likelihood, 4),
        "repeaters": int((of.days > 1).sum()),
        "spending": spending_name(model.spending),
        "correlation": None if model.correlation is None else round(model.correlation, 6),
    }
