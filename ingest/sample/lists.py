"""The packaged lists of names, places and words, with fast weighted drawing."""

import csv
from bisect import bisect
from collections import defaultdict
from functools import cache
from importlib import resources
from itertools import accumulate
from math import exp
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Weighted(Generic[T]):
    """Items to draw from, each as often as its weight says."""

    def __init__(self, items: list[tuple[T, float]]) -> None:
        self.items = [item for item, _ in items]
        self._bounds = list(accumulate(weight for _, weight in items))

    def draw(self, rng: Random) -> T:
        """One of the items, each as likely as its weight says."""
        return self.items[bisect(self._bounds, rng.random() * self._bounds[-1], hi=len(self.items) - 1)]


@cache
def rows(name: str) -> list[dict[str, str]]:
    """The rows of the packaged list `name`.csv."""
    text = resources.files("ingest.sample").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def given_names(origin: str, gender: str, half_decade: int) -> Weighted[str]:
    """Given names of people of an origin (`german`, …) and gender (`f`, `m`) by birth year // 5.

    A name is as frequent as its weight at the peak of its fashion and fades over about 12 years.
    """
    year = half_decade * 5 + 2
    found = [r for r in rows("given_names") if r["origin"] == origin and r["gender"] == gender]
    return Weighted(
        [
            (r["name"], float(r["weight"]) * (exp(-(((year - int(r["peak"])) / 12) ** 2)) + 0.006))
            for r in found
        ]
    )


@cache
def surnames(origin: str) -> Weighted[str]:
    """The common surnames of an origin."""
    return Weighted([(r["name"], float(r["weight"])) for r in rows("surnames") if r["origin"] == origin])


@cache
def surname_parts(position: str) -> list[str]:
    """Parts of rarer German surnames, `front` or `end`."""
    return [r["part"] for r in rows("surname_parts") if r["position"] == position]


@cache
def words(name: str) -> list[str]:
    """The words of a short list: `nick`, `street` or `occupation`."""
    return [r["word"] for r in rows("words") if r["list"] == name]


@cache
def streets() -> Weighted[str]:
    """The most common German street names."""
    return Weighted([(r["street"], float(r["weight"])) for r in rows("streets")])


@cache
def cities() -> Weighted[tuple[str, str, str, tuple[str, ...]]]:
    """Cities by population in thousands: name, state, area code, postal codes."""
    return Weighted(
        [
            (
                (r["city"], r["region"], r["area_code"], tuple(r["postal_codes"].split())),
                float(r["population"]),
            )
            for r in rows("cities")
        ]
    )


def _grouped(name: str, key: str, value: str) -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows(name):
        groups[row[key]].append(row[value])
    return dict(groups)


@cache
def nicknames() -> dict[str, list[str]]:
    """Nicknames by given name."""
    return _grouped("nicknames", "name", "nickname")


@cache
def transliterations() -> dict[str, list[str]]:
    """Other spellings of names from other scripts, by name."""
    return _grouped("transliterations", "name", "variant")


@cache
def twin_names(gender: str) -> list[tuple[str, str]]:
    """Pairs of like-sounding given names that parents give to twins."""
    return [(r["first"], r["second"]) for r in rows("twins") if r["gender"] == gender]
