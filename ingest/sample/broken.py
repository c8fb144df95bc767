"""Rows that cannot be taken in, to show the quarantine: copies of good rows, spoilt on purpose."""

from collections import Counter
from random import Random

from ingest.sample.block import Row
from ingest.sample.layouts import Layout

CUT = "_cut"  # marks a row that is cut off when it is written
_BAD_DATES = ("31.02.2024x", "gestern", "0000-00-00")


def spoil(rows: list[Row], layout: Layout, rng: Random, share: float) -> Counter[str]:
    """Put spoilt copies of that share of rows (at least one) among the rows; counts by kind."""
    kinds = _kinds(layout)
    turn = rng.randrange(len(kinds))
    made: Counter[str] = Counter()
    for _ in range(max(1, round(len(rows) * share))):
        kind = kinds[(turn + sum(made.values())) % len(kinds)]
        spoilt = dict(rng.choice(rows))
        _break(spoilt, kind, layout, rng)
        rows.insert(rng.randrange(len(rows) + 1), spoilt)
        made[kind] += 1
    return made


def _kinds(layout: Layout) -> tuple[str, ...]:
    kinds = ["missing_key"]
    if layout.date:
        kinds.append("bad_date")
    if layout.format != "parquet":
        kinds.append("cut_row")
    return tuple(kinds)


def _break(row: Row, kind: str, layout: Layout, rng: Random) -> None:
    if kind == "missing_key":
        row[layout.key] = None if layout.format == "parquet" else ""
    elif kind == "bad_date":
        row[layout.date] = None if layout.format == "parquet" else rng.choice(_BAD_DATES)
    else:
        row[CUT] = True


def repeat(rows: list[Row], rng: Random, share: float) -> int:
    """Write that share of rows a second time, letter by letter; returns how many."""
    again = [row for row in rows if rng.random() < share]
    rows.extend(again)
    return len(again)
