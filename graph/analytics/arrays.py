"""Arrays that the scores are computed with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
