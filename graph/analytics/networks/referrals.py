"""Which referrals count: standing and conversion on the edges between customers."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa

import cypher
from graph.analytics.arrays import Ints
from graph.analytics.ground import ScoreGround
from graph.analytics.network import STANDINGS, Network, StatementStanding

EDGE = ("standing", "at", "channel", "campaign", "code", "converted_at")
"""Properties of a referral between customers that are those of the statement that stands for it."""


def score_referrals(ground: ScoreGround) -> int:
    """Write what became of each referral, and how often customers brought themselves; returns how many
    referrals are accepted."""
    network = ground.network
    counts = Counter(network.standing.tolist())
    ground.report["standings"] = {name.value: counts[place] for place, name in enumerate(STANDINGS)}
    held = ground.store.run(cypher.load("analytics/referral_standings"))
    before = {(row["start"], row["end"]): tuple(row["edge"][name] for name in EDGE) for row in held}
    rows = (
        {"start_id": pair[0], "end_id": pair[1], "properties": dict(zip(EDGE, values, strict=True))}
        for pair, values in edges(network).items()
        if pair in before and before[pair] != values
    )
    ground.store.write_batches(cypher.load("analytics/write_referral_standings"), rows)
    own = network.referrer[network.having(StatementStanding.SELF)]
    ground.write(
        ("self_referrals",),
        {network.ids[node]: {"self_referrals": count} for node, count in Counter(own.tolist()).items()},
    )
    return len(network.having(StatementStanding.ACCEPTED))


def edges(network: Network) -> dict[tuple[str, str], tuple[Any, ...]]:
    """The values of `EDGE` by referrer and referred, for each pair of different customers."""
    chosen = network.pairs()
    chosen = chosen[network.referrer[chosen] != network.referred[chosen]]
    rows, places = network.statements.take(chosen), network.standing[chosen]
    first_purchases = _times(rows.column("first_purchase"))
    accepted = STANDINGS.index(StatementStanding.ACCEPTED)
    columns = [
        [STANDINGS[place].value for place in places.tolist()],
        _times(rows.column("at")),
        *(_texts(rows.column(name)) for name in EDGE[2:-1]),
        [at if it else None for at, it in zip(first_purchases, (places == accepted).tolist(), strict=True)],
    ]
    ends = ([network.ids[node] for node in side[chosen].tolist()] for side in _sides(network))
    return dict(zip(zip(*ends, strict=True), zip(*columns, strict=True), strict=True))


def _times(column: pa.ChunkedArray[Any]) -> list[datetime | None]:
    """The times of a column in UTC: NumPy makes these many times faster than Arrow."""
    times = column.cast(pa.timestamp("us", tz="UTC")).to_numpy().astype("datetime64[us]").tolist()
    return [None if time is None else time.replace(tzinfo=UTC) for time in times]


def _texts(column: pa.ChunkedArray[Any]) -> list[str | None]:
    """The texts of a column, equal ones as one object."""
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    texts = np.array(encoded.dictionary.to_pylist(), object)
    found: list[str | None] = texts[encoded.indices.to_numpy()].tolist()
    return found


def _sides(network: Network) -> tuple[Ints, Ints]:
    return network.referrer, network.referred


def conversions(network: Network) -> np.ndarray[Any, np.dtype[np.float64]]:
    """1 for each accepted statement whose brought customer bought, 0 for the others."""
    bought = network.statements.column("first_purchase").is_valid().to_numpy()
    return np.asarray(bought[network.having(StatementStanding.ACCEPTED)], np.float64)
