"""Estimates as far as they can be seen: what moves less from day to day is not written anew."""

from __future__ import annotations

import numpy as np

from graph.analytics.arrays import Numbers


def significant(values: Numbers) -> Numbers:
    """With two significant digits.

    >>> significant(np.array([0.0, 0.01234, 0.987, 4321.0])).tolist()
    [0.0, 0.012, 0.99, 4300.0]
    """
    known = np.where(values == 0, 1.0, np.abs(values))
    step = 10.0 ** (1 - np.floor(np.log10(known)))
    found: Numbers = np.round(np.round(values * step) / step, 9)
    return found


def estimated(amounts: Numbers) -> Numbers:
    """Amounts that are foretold: whole from ten on, with a decimal from one on, and two below.

    >>> estimated(np.array([0.0, 0.123, 4.56, 78.9, 1234.56])).tolist()
    [0.0, 0.12, 4.6, 79.0, 1235.0]
    """
    size = np.abs(amounts)
    found: Numbers = np.select(
        [size >= 10, size >= 1], [np.round(amounts), np.round(amounts, 1)], np.round(amounts, 2)
    )
    return found
