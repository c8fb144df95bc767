"""Values that more people of a source have than chance gives: filled in where nothing is known."""

from collections.abc import Mapping
from math import log

_CHANCE = 1 / 10_000
"""That two people have one birthday and year: at least this, in whatever crowd."""

_UNEVEN = 3
"""How many times as often as the mean the most frequent true date may be."""

_FEWEST = 5
_DOUBT = 1e-3
"""How likely it may be that one of all true dates of a source is taken for a placeholder."""


def improbable(people: Mapping[str, int]) -> list[str]:
    """The values that far more people have than chance gives, sorted; `people` tells how many have each.

    How often two people share a date by chance is read from the other dates of the same source: those of a
    school class are closer together than those of a town. The tail of Poisson's distribution is bounded after
    Chernoff, and the doubt divided by the number of values that are looked at.
    """
    if not people:
        return []
    total, bound = sum(people.values()), log(_DOUBT / len(people))
    # The most frequent are under suspicion themselves, and say nothing of what is usual.
    usual = sorted(people.values())[: len(people) - len(people) // 10]
    pairs, size = sum(count * (count - 1) for count in usual), sum(usual)

    def is_too_many(count: int) -> bool:
        among = count <= usual[-1]
        rest, met = (size - count, pairs - count * (count - 1)) if among else (size, pairs)
        share = max(_CHANCE, met / (rest * (rest - 1))) if rest > 1 else _CHANCE
        expected = _UNEVEN * total * share
        return count > expected and count - expected + count * log(expected / count) < bound

    return sorted(value for value, count in people.items() if count >= _FEWEST and is_too_many(count))
