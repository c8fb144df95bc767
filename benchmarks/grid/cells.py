"""The grid: which data sets are measured, each a choice of one level of every factor.

All choices would be thousands of cells; the cells cover all pairs of levels instead (pairwise testing), for
people and for organisations apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from random import Random
from zlib import crc32

Levels = Mapping[str, tuple[object, ...]]

SHARES = (0.0, 0.001, 0.01, 0.05, 0.3)
"""Share of the records whose entity has an earlier one."""

CONTACTS = ("street", "postal_code", "city", "email", "phone")
PEOPLE_COLUMNS: dict[str, tuple[str, ...]] = {
    "all": ("birth_date", *CONTACTS),
    "nobirth": CONTACTS,
    "noaddress": ("birth_date", "email", "phone"),
    "noemail": ("birth_date", "street", "postal_code", "city", "phone"),
    "nophone": ("birth_date", "street", "postal_code", "city", "email"),
    "birth": ("birth_date",),
    "address": ("street", "postal_code", "city"),
    "email": ("email",),
}
"""Columns beside the name."""

FIRM_COLUMNS: dict[str, tuple[str, ...]] = {
    "all": CONTACTS,
    "noaddress": ("email", "phone"),
    "noemail": ("street", "postal_code", "city", "phone"),
    "nophone": ("street", "postal_code", "city", "email"),
    "address": ("street", "postal_code", "city"),
}

SOURCES = ("1", "2apart", "4apart-in-turn", "2overlap", "3overlap-in-turn")
"""`apart`: who is in a source is in no other. `in-turn`: a run follows each source."""

NAMES = ("german", "english", "mixed")
LARGE = 200_000


@dataclass(frozen=True)
class Cell:
    """One data set to be made: `kind` names its maker."""

    kind: str
    share: float
    records: int
    columns: str
    sources: str
    names: str

    @property
    def name(self) -> str:
        """Its name, in which each part is one choice."""
        return f"{self.kind}-{self.share * 100:g}pc-{self.records}-{self.columns}-{self.sources}-{self.names}"

    def seed(self, family: str) -> int:
        """Its seed within a family of seeds."""
        return crc32(f"{family} {self.name}".encode())


def cells() -> list[Cell]:
    """All cells, the largest last."""
    grids = *_covering("people", PEOPLE_COLUMNS), *_covering("firms", FIRM_COLUMNS)
    found = dict.fromkeys([*grids, *_firsts(), *_special(), *_large()])
    return sorted(found, key=lambda cell: cell.records)


def _firsts() -> Iterator[Cell]:
    """First sources in which nobody is twice: what most users begin with."""
    for kind, records, names in product(("people", "firms"), (200, 2_000, 20_000), NAMES):
        yield Cell(kind, 0.0, records, "all", "1", names)


def _special() -> Iterator[Cell]:
    """Kinds of files that were hard where they had not been seen before."""
    for kind in ("listed", "addressed", "owned", "shop", "mailing", "members"):
        sources = "2overlap" if kind in ("listed", "addressed") else "1"
        for share, records in ((0.0, 2_000), (0.05, 2_000), (0.3, 2_000), (0.0, 20_000), (0.01, 20_000)):
            names = "mixed" if kind == "listed" else NAMES[records // 2_000 % 3]
            yield Cell(kind, share, records, "own", "1" if share == 0 else sources, names)


def _large() -> Iterator[Cell]:
    yield Cell("people", 0.0, LARGE, "all", "1", "german")
    yield Cell("people", 0.01, LARGE, "nobirth", "2overlap", "english")
    yield Cell("people", 0.3, LARGE, "all", "3overlap-in-turn", "mixed")
    yield Cell("firms", 0.05, LARGE, "all", "2apart", "german")


def _covering(kind: str, columns: dict[str, tuple[str, ...]]) -> list[Cell]:
    levels: Levels = {
        "share": SHARES,
        "records": (200, 2_000, 20_000),
        "columns": tuple(columns),
        "sources": SOURCES,
        "names": NAMES,
    }
    return [Cell(kind, **choice) for choice in pairwise(levels, _makes_sense)]  # type: ignore[arg-type]


def _makes_sense(choice: Mapping[str, object]) -> bool:
    """Without duplicates nothing overlaps, and a thousandth of 200 is nobody."""
    share, records, sources = choice.get("share"), choice.get("records"), str(choice.get("sources", ""))
    return not (share == 0 and "overlap" in sources) and not (share == 0.001 and records == 200)


def pairwise(levels: Levels, allowed: Callable[[Mapping[str, object]], bool]) -> list[dict[str, object]]:
    """Choices of one level a factor in which every pair of levels that is allowed stands together at least
    once; of the many that would do the one that a greedy search finds."""
    every = [dict(zip(levels, combination, strict=True)) for combination in product(*levels.values())]
    every = [choice for choice in every if allowed(choice)]
    Random(1).shuffle(every)  # noqa: S311 - ties, no secret
    missing = {pair for choice in every for pair in _pairs(choice)}
    chosen = []
    while missing:
        best = max(every, key=lambda choice: len(missing & _pairs(choice)))
        missing -= _pairs(best)
        chosen.append(best)
    return chosen


def _pairs(choice: Mapping[str, object]) -> frozenset[tuple[tuple[str, object], ...]]:
    return frozenset(combinations(choice.items(), 2))
