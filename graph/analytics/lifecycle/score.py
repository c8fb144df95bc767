"""The life of customers on two axes, written to the graph: how far they came, and whether they are active."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson

from graph.analytics.churn.signs import load_terms
from graph.analytics.ground import ScoreGround
from graph.analytics.lifecycle.activity import activities_at, activity_at
from graph.analytics.lifecycle.funnel import funnel
from graph.analytics.lifecycle.stages import DAY, STAGES, FirstSigns, read_stages
from graph.analytics.purchases import EPOCH, day_text

NAMES = ("stage", "stage_since", "stage_steps", "activity", "activity_since")
MONTHS = 12
"""Ends of months, before today, whose counts are told."""
_START = datetime(1970, 1, 1, tzinfo=UTC)


def score_lifecycle(ground: ScoreGround) -> int:
    """Write the stage and the activity of everybody; returns of how many a stage is known."""
    rules = ground.rules.lifecycle
    reached = read_stages(ground.connection, rules, ground.as_of)
    load_terms(ground.connection)
    bought = ground.purchases
    today = bought.today if ground.as_of else reached.latest_day
    activity = activity_at(ground.connection, rules, today)
    now = (today + 1) * DAY - 1
    ground.report["lifecycle"] = {
        "step_days": rules.step_days,
        "steps": list(funnel(reached, now, rules.step_days)),
        "history": [_counts(ground, reached, day) for day in (*_ends_of_months(today), today)],
    }
    values = {id_: _stages(reached, place) for place, id_ in enumerate(reached.ids)}
    nothing = dict.fromkeys(NAMES)
    for id_, (name, since) in activity.items():
        told = {"activity": name, "activity_since": _START + timedelta(days=since)}
        values[id_] = values.get(id_, nothing) | told
    return ground.write(NAMES, values)


def _stages(reached: FirstSigns, place: int) -> dict[str, Any]:
    steps = [(stage, _time(time), cause) for stage, time, cause in reached.steps_of(place)]
    stage, since, _ = steps[-1]
    told = [{"stage": name, "at": at.isoformat(), "cause": cause} for name, at, cause in steps]
    return dict(zip(NAMES, (stage, since, orjson.dumps(told).decode(), None, None), strict=True))


def _counts(ground: ScoreGround, reached: FirstSigns, day: int) -> dict[str, Any]:
    """How many customers had which stage and which activity at the end of a day."""
    stages = Counter(reached.stages_at((day + 1) * DAY - 1).tolist())
    return {
        "day": day_text(day),
        "stages": {name: stages[place] for place, name in enumerate(STAGES, 1)},
        "activities": activities_at(ground.connection, ground.rules.lifecycle, day),
    }


def _ends_of_months(today: int) -> Iterator[int]:
    """The last days of the months before that of a day, the earliest first."""
    day, found = date.fromordinal(today + EPOCH), list[int]()
    for _ in range(MONTHS):
        day = day.replace(day=1) - timedelta(days=1)
        found.append(day.toordinal() - EPOCH)
    yield from reversed(found)


def _time(microseconds: int) -> datetime:
    return _START + timedelta(microseconds=microseconds)
