"""How much tests look at: little in a usual run, everything in one where CKG_THOROUGH is set."""

import os

import pytest

_THOROUGH = os.environ.get("CKG_THOROUGH")
_TIMES = int(_THOROUGH or 1)

STORES = ("embedded", "neo4j") if _THOROUGH else ("embedded",)
"""The stores for what Python alone decides, where each tells as much as the other."""

only_thorough = pytest.mark.skipif(not _THOROUGH, reason="CKG_THOROUGH is not set")
"""For a test that takes long to show what a quicker one shows of the same code."""


def examples(usual: int) -> int:
    """How many examples to draw where `usual` ones show the faults that a test is there for; as many times
    more as CKG_THOROUGH says."""
    return usual * _TIMES
