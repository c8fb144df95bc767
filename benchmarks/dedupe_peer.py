"""The package dedupe, used as its own examples do, with the truth as the one who answers."""

from __future__ import annotations

import logging
import random
import resource
import warnings
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

import numpy as np

Row = Mapping[str, str | None]

SAMPLE, THRESHOLD = 10_000, 0.5
"""Pairs that questions are picked from, and the score from which records join: those of its examples."""


MEMORY = 8_000_000_000
"""Bytes that it may take: on 5,000 records it took 19 GB of a machine before that stopped it."""


def assign_within_memory(
    rows: Mapping[str, Row], truth: Mapping[str, str], answers: int, seed: int
) -> dict[str, str] | None:
    """What `assign` finds, in a process of its own; None where MEMORY is not enough."""
    with ProcessPoolExecutor(1, get_context("spawn"), _limit_memory) as process:
        try:
            return process.submit(assign, rows, truth, answers, seed).result()
        except (MemoryError, BrokenProcessPool):
            return None


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def assign(rows: Mapping[str, Row], truth: Mapping[str, str], answers: int, seed: int) -> dict[str, str]:
    """Clusters of `rows`, by record id, after so many answers from `truth`: record → cluster.

    Its own active learner picks the pairs. Without a match and a non-match among them it cannot learn, and
    everybody is alone.
    """
    import dedupe  # of the extra `bench`

    logging.disable(logging.WARNING)
    random.seed(seed)
    np.random.seed(seed)
    names = sorted({name for row in rows.values() for name, value in row.items() if value})
    data = {key: {name: (row.get(name) or "").lower() or None for name in names} for key, row in rows.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        deduper = dedupe.Dedupe([_variable(name, data) for name in names], num_cores=0)
        deduper.prepare_training(data, sample_size=SAMPLE)
        if not _teach(deduper, truth, answers, {id(row): key for key, row in data.items()}):
            return {key: key for key in rows}
        deduper.train()
        clusters = deduper.partition(data, THRESHOLD)
    return {key: str(place) for place, (keys, _) in enumerate(clusters) for key in keys}


def _variable(name: str, data: Mapping[str, Mapping[str, str | None]]) -> Any:
    from dedupe import variables

    return variables.String(name, has_missing=any(row[name] is None for row in data.values()))


def _teach(deduper: Any, truth: Mapping[str, str], answers: int, keys: Mapping[int, str]) -> bool:
    """Answer its questions; whether it has seen pairs of each kind."""
    seen: set[bool] = set()
    for _ in range(answers):
        try:
            [pair] = deduper.uncertain_pairs()
        except IndexError:  # it has no pair left to ask
            break
        match = truth[keys[id(pair[0])]] == truth[keys[id(pair[1])]]
        deduper.mark_pairs({"match": [pair] if match else [], "distinct": [] if match else [pair]})
        seen.add(match)
    return len(seen) == 2
