"""How likely something is to be seen so often, where so much of it is to be expected."""

from __future__ import annotations

import math


def at_least(count: int, mean: float) -> float:
    """The probability that a Poisson variable of that mean comes to `count` or more."""
    fewer = (place * math.log(mean) - mean - math.lgamma(place + 1) for place in range(count))
    return max(0.0, 1.0 - math.fsum(map(math.exp, fewer)))
