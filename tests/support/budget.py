"""How much property tests look at: little in a usual run, as many times more as CKG_THOROUGH says."""

import os

_TIMES = int(os.environ.get("CKG_THOROUGH", "1"))


def examples(usual: int) -> int:
    """How many examples to draw where `usual` ones show the faults that a test is there for."""
    return usual * _TIMES
