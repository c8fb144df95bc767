"""Parameters above zero under which data are likeliest."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from graph.analytics.arrays import Numbers

_LIMITS = (-9.0, 9.0)
"""Of the logarithms of parameters, which their callers bring to a scale near 1."""


def likeliest(log_likelihood: Callable[[Numbers], float], start: Numbers) -> Numbers:
    """The parameters that make the logarithm of the likelihood greatest (L-BFGS-B on their logarithms)."""
    from scipy.optimize import minimize  # takes long
    from threadpoolctl import threadpool_limits

    def lack(logs: Numbers) -> float:
        return -log_likelihood(np.exp(logs))

    # Threads of the library of matrices wait for each other far longer than they work on so few numbers.
    with threadpool_limits(limits=1):
        found = minimize(
            lack,
            np.log(start),
            method="L-BFGS-B",
            bounds=[_LIMITS] * len(start),
            options={"ftol": 1e-13},
        )
    return np.exp(np.asarray(found.x, np.float64))
