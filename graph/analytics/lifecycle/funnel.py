"""Steps from stage to stage: how many take them, and how long that takes, of those who had the time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from graph.analytics.lifecycle.stages import DAY, NEVER, STAGES, FirstSigns


def funnel(reached: FirstSigns, now: int, step_days: int) -> Iterator[dict[str, Any]]:
    """Each step: how many came through the stage before it (`reached`); how many of these did so long enough
    ago to tell (`mature`), and came to the stage after it within `step_days` (`moved`); their share, and the
    median of their days, null where there is nobody. Who skipped one of the two took no step. `now` is in
    microseconds since 1970."""
    times, most = np.where(reached.given, reached.first, NEVER), step_days * DAY
    for stage, (before, after) in enumerate(pairwise(STAGES)):
        begun, done = times[:, stage], times[:, stage + 1]
        here = begun < NEVER
        mature = here & (begun <= now - most)
        moved = mature & (done < NEVER)
        moved[moved] = done[moved] - begun[moved] <= most
        count, all_ = int(moved.sum()), int(mature.sum())
        yield {
            "before": before,
            "after": after,
            "reached": int(here.sum()),
            "mature": all_,
            "moved": count,
            "share": round(count / all_, 4) if all_ else None,
            "median_days": round(float(np.median(done[moved] - begun[moved])) / DAY, 2) if count else None,
        }
