"""What training without labels makes of outcomes of pairs."""

from __future__ import annotations

from math import log2

import numpy as np
import pytest

from graph.identity.model.comparisons.every import COMPARISONS
from graph.identity.model.rates import Patterns, RandomPairs, estimate_rates, prior_rates, safe_rates

_DOCUMENT, _SOURCE = COMPARISONS["document"], COMPARISONS["source"]
_SAME, _OTHER = 0, len(_DOCUMENT.levels) - 1
_INSIDE, _ACROSS = 0, 1
_RECORDS = 2_000
_PAIRS = _RECORDS * (_RECORDS - 1) / 2


def pairs(inside: int, across: int, share_inside: float) -> tuple[Patterns, RandomPairs]:
    """Where so many pairs inside a source, and across two, share a document, and nobody else does."""
    levels = [(_SAME, _INSIDE), (_SAME, _ACROSS), (_OTHER, _INSIDE), (_OTHER, _ACROSS)]
    counts = [inside, across, 3_000 * share_inside, 3_000 * (1 - share_inside)]
    documents = np.zeros(len(_DOCUMENT.levels))
    documents[_OTHER] = 100_000
    sources = np.array([100_000 * share_inside, 100_000 * (1 - share_inside)])
    teaches = np.ones((len(levels), 2), dtype=np.bool_)
    return Patterns(np.array(levels), np.array(counts), teaches), RandomPairs([documents, sources], _PAIRS)


def bits(inside: int, across: int, share_inside: float) -> list[float]:
    """What it weighs to be in one source, and in two."""
    patterns, random_pairs = pairs(inside, across, share_inside)
    rates = estimate_rates(patterns, random_pairs, prior_rates([_DOCUMENT, _SOURCE], _RECORDS))
    return [log2(m / u) for m, u in zip(rates.m[1], rates.u[1], strict=True)]


def test_people_who_are_in_two_sources_and_hardly_twice_in_one_make_pairs_across_likelier() -> None:
    one, two = bits(20, 800, share_inside=0.5)

    assert one < -2
    assert 0 < two < 1


def test_a_source_of_many_duplicates_makes_pairs_inside_likelier() -> None:
    one, two = bits(800, 20, share_inside=0.5)

    assert two < -2
    assert 0 < one < 1


@pytest.mark.parametrize("share_inside", [1.0, 0.5, 0.9])
def test_sources_weigh_nothing_where_no_true_pair_tells(share_inside: float) -> None:
    assert bits(0, 0, share_inside) == pytest.approx([0, 0], abs=0.05)


def test_a_single_source_says_nothing_of_one_that_comes_later() -> None:
    assert bits(800, 0, share_inside=1.0) == pytest.approx([0, 0], abs=0.001)


def test_the_safe_model_knows_nothing_of_sources() -> None:
    _, random_pairs = pairs(0, 0, share_inside=0.9)
    rates = safe_rates(random_pairs, prior_rates([_DOCUMENT, _SOURCE], _RECORDS))

    assert rates.m[1] == pytest.approx(rates.u[1])
