"""The quarantine page by page, in the order in which rejections were stored."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Self

from graph.journal.quality.quarantine import COLUMNS, OpenRejection, RejectionFilter
from graph.journal.tables.order import ARRIVAL
from graph.journal.tables.times import in_utc

if TYPE_CHECKING:
    from graph.journal.journal import Journal

_TEXT = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})\.([0-9]{1,18})")


class RejectionPosition(NamedTuple):
    """Where a rejection stands in that order; as a text it says nothing of what was rejected."""

    commit: int
    micros: int
    seq: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The place that a text names; None for any other text."""
        found = _TEXT.fullmatch(text)
        return cls(*map(int, found.groups())) if found else None

    def __str__(self) -> str:
        return ".".join(map(str, self))


@dataclass(frozen=True)
class Page:
    """Rejections with their places, how many there are in all, and whether more follow."""

    rows: list[tuple[RejectionPosition, OpenRejection]]
    total: int
    more: bool


def page(journal: Journal, only: RejectionFilter, first: int, after: RejectionPosition | None = None) -> Page:
    """So many rejections in force behind a place."""
    condition, params = only.sql()
    beyond = "TRUE"
    if after:
        beyond = f"({ARRIVAL}) > ($commit, make_timestamptz($micros), $seq)"
        params = {**params, **after._asdict()}
    query = f"""
        SELECT "commit", epoch_us(recorded_at), seq, {COLUMNS} FROM rejected WHERE {condition} AND {beyond}
        ORDER BY {ARRIVAL} LIMIT {first + 1}"""  # noqa: S608 - names and a number of our own
    counted = f"SELECT count(*) FROM rejected WHERE {condition}"  # noqa: S608 - as above
    with closing(journal.connect(views=("rejected",))) as connection:
        found = connection.execute(query, params).fetchall()
        [(total,)] = connection.execute(counted, only.sql()[1]).fetchall()
    rows = [
        (RejectionPosition(*row[:3]), replace(OpenRejection(*row[3:]), recorded_at=in_utc(row[-1])))
        for row in found
    ]
    return Page(rows[:first], total, len(found) > first)
